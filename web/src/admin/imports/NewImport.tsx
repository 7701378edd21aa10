import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  IMPORTS,
  type ImportName,
  type ImportOptions,
  MAX_IMPORT_BYTES,
} from '../../../../core/contract/api/adminImports.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { ReadingFields } from './ReadingFields.tsx';
import { sendFile } from './sendFile.ts';

const MB = 1024 * 1024;
const FIRST: ImportOptions = {
  system: 'wgs84',
  encoding: 'utf-8',
  target: null,
  columns: {},
  addUnits: false,
};

/** A file is chosen, described and sent; then its check begins by itself. */
export function NewImport({ onClose, onSent }: { onClose: () => void; onSent: (id: string) => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [what, setWhat] = useState<ImportName>('components');
  const [wish, setWish] = useState(FIRST);
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const tooLarge = file !== null && file.size > MAX_IMPORT_BYTES;
  const send = async () => {
    if (!file) return;
    const { id } = await call('startImport', {
      what,
      file: file.name.slice(-120),
      bytes: file.size,
      ...wish,
    });
    setSent(0);
    await sendFile(id, file, setSent).finally(() => setSent(null));
    await client.invalidateQueries({ queryKey: ['adminImports'] });
    onClose();
    onSent(id);
  };
  return (
    <Dialog
      wide
      title={t('admin.imports.add')}
      act={t('admin.imports.send')}
      onAct={send}
      ready={file !== null && file.size > 0 && !tooLarge}
      onClose={onClose}
    >
      <div className="grid">
        <label className="field">
          <span>{t('admin.imports.what')}</span>
          <select
            name="what"
            data-first
            value={what}
            onChange={(event) => {
              setWhat(event.target.value as ImportName);
              setWish({ ...wish, target: null, addUnits: false });
            }}
          >
            {IMPORTS.map((one) => (
              <option key={one} value={one}>
                {t(`admin.imports.of.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('admin.imports.file')}</span>
          <input
            type="file"
            name="file"
            accept=".geojson,.json,.csv,.txt,application/geo+json,application/json,text/csv"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </label>
        <p className="q wide">{t('admin.imports.fileHint', { mb: MAX_IMPORT_BYTES / MB })}</p>
        <ReadingFields what={what} wish={wish} onChange={setWish} />
      </div>
      {tooLarge && (
        <p className="warn" role="alert">
          {t('admin.imports.tooLarge', { mb: Math.ceil(file.size / MB), most: MAX_IMPORT_BYTES / MB })}
        </p>
      )}
      {sent !== null && file && (
        <progress value={sent} max={file.size} aria-label={t('admin.imports.state.receiving')} />
      )}
    </Dialog>
  );
}
