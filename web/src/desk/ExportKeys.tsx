import { useRef, useState } from 'react';
import { ROUTES } from '../../../core/contract/api/routes.ts';
import type { ListFilter } from '../api/caseList.ts';
import { useWords } from '../parts/i18n.ts';
import { toast } from '../parts/Toast.tsx';
import { filterEntries } from './place.ts';

const FORMATS = ['xlsx', 'csv'] as const;

/** The list as a file: says how many rows it will hold and how much has come; leaving the page ends it. */
export function ExportKeys({ filter }: { filter: ListFilter }) {
  const { t, lang } = useWords();
  const [state, setState] = useState<{ rows: number; bytes: number } | null>(null);
  const stop = useRef<AbortController | null>(null);
  const fetchFile = async (format: (typeof FORMATS)[number]) => {
    const control = new AbortController();
    stop.current = control;
    setState({ rows: 0, bytes: 0 });
    try {
      const query = new URLSearchParams([...filterEntries(filter), ['format', format], ['lang', lang]]);
      const response = await fetch(`${ROUTES.exportCases.path}?${query}`, { signal: control.signal });
      if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
      const rows = Number(response.headers.get('x-rows') ?? 0);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let bytes = 0;
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        bytes += value.length;
        setState({ rows, bytes });
      }
      saveAs(new Blob(parts), `cases.${format}`);
      toast({ text: t('desk.exported', { n: rows }) });
    } catch {
      if (!control.signal.aborted) toast({ text: t('desk.exportFailed'), urgent: true });
    }
    setState(null);
  };
  if (state)
    return (
      <span className="q" role="status">
        {t('desk.exporting', { n: state.rows, mb: (state.bytes / 1_048_576).toFixed(1) })}{' '}
        <button type="button" className="link" onClick={() => stop.current?.abort()}>
          {t('word.cancel')}
        </button>
      </span>
    );
  return FORMATS.map((format) => (
    <button key={format} type="button" className="btn" onClick={() => void fetchFile(format)}>
      {t('desk.export', { format: format.toUpperCase() })}
    </button>
  ));
}

function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
