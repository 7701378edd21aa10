import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ImportJob, ImportOptions } from '../../../../core/contract/api/adminImports.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { toast } from '../../parts/Toast.tsx';
import { ReadingFields } from './ReadingFields.tsx';

/** How the file was read, field by field; changed, it is checked again without being sent again. */
export function Reading({ job }: { job: ImportJob }) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useErrorWords();
  const list = useId();
  const [wish, setWish] = useState<ImportOptions>(job.wish);
  const check = async () => {
    try {
      await call('checkImport', { id: job.id, ...wish });
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
    await client.invalidateQueries({ queryKey: ['adminImport'] });
  };
  const fields = Object.entries(job.report?.mapping ?? {});
  const setColumn = (field: string, column: string) => {
    const { [field]: _before, ...columns } = wish.columns;
    setWish({ ...wish, columns: column === '' ? columns : { ...columns, [field]: column } });
  };
  return (
    <details className="reading" open={job.state === 'refused'}>
      <summary>{t('admin.imports.reading')}</summary>
      <div className="grid">
        <ReadingFields what={job.what} wish={wish} onChange={setWish} />
      </div>
      {fields.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <th>{t('admin.imports.fieldOf')}</th>
              <th>{t('admin.imports.columnOf')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([field, from]) => (
              <tr key={field}>
                <td>{field}</td>
                <td>
                  <input
                    className="input"
                    list={list}
                    aria-label={t('admin.imports.column', { field })}
                    placeholder={from ?? '–'}
                    value={wish.columns[field] ?? ''}
                    onChange={(event) => setColumn(field, event.target.value)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <datalist id={list}>
        {job.report?.columns.map((column) => (
          <option key={column} value={column} />
        ))}
      </datalist>
      <button type="button" className="btn" onClick={() => void check()}>
        {t('admin.imports.check')}
      </button>
    </details>
  );
}
