import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportJob } from '../../../../core/contract/api/adminImports.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { RehearsalView } from '../RehearsalView.tsx';
import { isBusy } from './busy.ts';
import { Faults, Sample } from './Found.tsx';
import { Reading } from './Reading.tsx';

const LOOK_EVERY_MS = 700;

/** One file: how far it is, what it would change, what is wrong with it, and the word that imports it. */
export function ImportView({ id, onLeave }: { id: string; onLeave: () => void }) {
  const { t } = useWords();
  const { time } = useCity();
  const answer = useAnswer('adminImport', { id }, { staleTime: 0 });
  const busy = answer.data !== undefined && isBusy(answer.data);
  useAnswer('adminImport', { id }, { enabled: busy, refetchInterval: LOOK_EVERY_MS, staleTime: 0 });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const job = answer.data;
  return (
    <>
      <header className="head">
        <h2>{job.file}</h2>
        <span className="q" data-state={job.state}>
          {t(`admin.imports.of.${job.what}`)} · {t(`admin.imports.state.${job.state}`)} ·{' '}
          {time.isoDate(job.at)} {time.time(job.at)} · {job.by}
        </span>
        <button type="button" className="link" onClick={onLeave}>
          {t('admin.imports.list')}
        </button>
      </header>
      {busy && <Progress job={job} />}
      {job.state === 'failed' && <p className="warn">{t('admin.imports.failedHint')}</p>}
      {job.report && <Counts job={job} />}
      <Acts job={job} onLeave={onLeave} />
      {job.report?.routing && <RehearsalView rehearsal={job.report.routing} />}
      {job.report && job.report.owners.length > 0 && (
        <p className="q">
          {t('admin.imports.owners', {
            names: job.report.owners.map(({ owner, n }) => `${owner} (${n})`).join(', '),
          })}
        </p>
      )}
      {job.report && job.report.refused > 0 && <Faults report={job.report} />}
      {!busy && job.state !== 'done' && <Reading key={job.state} job={job} />}
      {job.report && job.report.sample.length > 0 && <Sample sample={job.report.sample} />}
    </>
  );
}

function Progress({ job }: { job: ImportJob }) {
  const { t } = useWords();
  const receiving = job.state === 'receiving';
  return (
    <p className="row" role="status">
      <progress
        {...(receiving ? { value: job.received, max: job.bytes } : {})}
        aria-label={t(`admin.imports.state.${job.state}`)}
      />
      {!receiving && t('admin.imports.rowsRead', { n: job.rowsRead })}
    </p>
  );
}

function Counts({ job: { report } }: { job: ImportJob }) {
  const { t } = useWords();
  if (!report) return null;
  if (report.refused > 0)
    return (
      <p className="warn" role="alert" data-refused={report.refused}>
        {t('admin.imports.refused', { n: report.refused, rows: report.rows })}
      </p>
    );
  return (
    <p className="sum" data-added={report.added} data-changed={report.changed}>
      {t('admin.imports.counts', {
        rows: report.rows,
        added: report.added,
        changed: report.changed,
        same: report.same,
      })}
    </p>
  );
}

function Acts({ job, onLeave }: { job: ImportJob; onLeave: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useErrorWords();
  const [asking, setAsking] = useState(false);
  const { id, file, state, report } = job;
  const take = async () => {
    await call('takeImport', { id });
    setAsking(false);
    // What stands on other sections may be about to change.
    await client.invalidateQueries();
  };
  const drop = async () => {
    try {
      await call('dropImport', { id });
      await client.invalidateQueries({ queryKey: ['adminImports'] });
      onLeave();
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
  };
  if (state === 'done' || state === 'checking' || state === 'importing') return null;
  return (
    <p className="row acts">
      {state === 'checked' && (
        <button type="button" className="btn pri" onClick={() => setAsking(true)}>
          {t('admin.imports.take')}
        </button>
      )}
      <button type="button" className="btn" onClick={() => void drop()}>
        {t('admin.imports.drop')}
      </button>
      {asking && (
        <Dialog
          title={t('admin.imports.takeLong', { file, n: report?.rows ?? 0 })}
          act={t('admin.imports.take')}
          onAct={take}
          onClose={() => setAsking(false)}
        >
          {report && <Counts job={job} />}
          <p className="q">{t('admin.imports.takeHint')}</p>
        </Dialog>
      )}
    </p>
  );
}
