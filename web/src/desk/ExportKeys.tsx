import { useQueryClient } from '@tanstack/react-query';
import type { ExportJob } from '../../../core/contract/api/desk.ts';
import { useAnswer } from '../api/answers.ts';
import { call } from '../api/call.ts';
import type { ListFilter } from '../api/caseList.ts';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { toast } from '../parts/Toast.tsx';
import { useMinute } from '../parts/ticker.ts';

const FORMATS = ['xlsx', 'csv'] as const;
const LOOK_EVERY_MS = 1_500;
const isBusy = ({ state }: ExportJob) => state === 'waiting' || state === 'running';

/** The list as a file, made apart from this page: it can be left, the file is found again here. */
export function ExportKeys({ filter }: { filter: ListFilter }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const say = useErrorWords();
  const own = useAnswer('myExports', {}, { staleTime: 0 }).data?.exports ?? [];
  const busy = own.some(isBusy);
  useAnswer('myExports', {}, { enabled: busy, refetchInterval: LOOK_EVERY_MS, staleTime: 0 });
  const change = async (work: Promise<unknown>) => {
    await work.catch((error) => toast({ text: say(error), urgent: true }));
    await client.invalidateQueries({ queryKey: ['myExports'] });
  };
  return (
    <>
      {FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          className="btn"
          onClick={() => void change(call('startExport', { ...filter, format, lang }))}
        >
          {t('desk.export', { format: format.toUpperCase() })}
        </button>
      ))}
      {own.length > 0 && (
        <ul className="exports" aria-label={t('desk.exports.title')}>
          {own.map((job) => (
            <ExportRow
              key={job.id}
              job={job}
              onDrop={() => void change(call('dropExport', { id: job.id }))}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function ExportRow({ job, onDrop }: { job: ExportJob; onDrop: () => void }) {
  const { t } = useWords();
  const { time } = useCity();
  const now = useMinute();
  const { id, format, state, askedAt, rowsAll, rowsDone, bytes } = job;
  const name = `${format.toUpperCase()} · ${time.dayTime(askedAt, now)}`;
  const mb = ((bytes ?? 0) / 1_048_576).toFixed(1);
  return (
    <li>
      {state === 'done' ? (
        <a href={`/api/exports/${id}/file`} download={`cases.${format}`}>
          {name} · {t('desk.exports.rows', { n: rowsDone })} · {mb} MB
        </a>
      ) : (
        <span>{name}</span>
      )}
      {isBusy(job) && (
        <>
          <progress value={rowsAll ? rowsDone : undefined} max={rowsAll ?? undefined} aria-label={name} />
          <span className="q">
            {rowsAll === null
              ? t('desk.exports.waiting')
              : t('desk.exports.of', { done: rowsDone, n: rowsAll })}
          </span>
        </>
      )}
      {state === 'failed' && <strong>{t('desk.exports.failed')}</strong>}
      <button type="button" className="link" aria-label={t('desk.exports.drop', { name })} onClick={onDrop}>
        ×
      </button>
    </li>
  );
}
