import { useState } from 'react';
import { serverNow } from '../../api/serverClock.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { SurveyCell } from './SurveyCell.tsx';
import { type SurveyTask, useSurveyTasks } from './surveyTasks.ts';

/** Cells to be surveyed, the next due first. */
export function SurveyList() {
  const { t } = useWords();
  const { answer, tasks, queued } = useSurveyTasks();
  const [open, setOpen] = useState<SurveyTask | null>(null);
  if (answer.isPending) return <Loading />;
  if (answer.isError && !answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  return (
    <>
      {tasks.length === 0 && (
        <EmptyState title={t('field.survey.empty')} hint={t('field.survey.emptyHint')} />
      )}
      <ul>
        {tasks.map((task) => (
          <li key={task.key}>
            <Row task={task} queued={queued.has(task.key)} onOpen={() => setOpen(task)} />
          </li>
        ))}
      </ul>
      {open && <SurveyCell task={open} onClose={() => setOpen(null)} />}
    </>
  );
}

interface RowProps {
  readonly task: SurveyTask;
  readonly queued: boolean;
  readonly onOpen: () => void;
}

function Row({ task, queued, onOpen }: RowProps) {
  const { t } = useWords();
  const city = useCity();
  return (
    <button type="button" className="sv" disabled={queued} onClick={onOpen}>
      <span className="tk-what">
        <b className="cut">{task.title}</b>
        <small className="cut">
          {queued
            ? t('field.tasks.queued')
            : t('field.survey.line', {
                category: city.category(task.categoryKey, true),
                cell: task.cell.slice(-3),
                n: task.components.length,
              })}
        </small>
      </span>
      <span className="d">
        <small>{t('field.survey.due')}</small>
        <b>{city.time.dayTime(task.dueAt, serverNow())}</b>
      </span>
    </button>
  );
}
