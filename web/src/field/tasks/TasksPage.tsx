import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { TaskCard } from '../../../../core/contract/api/answers.ts';
import { useAnswer } from '../../api/answers.ts';
import { asHouseError } from '../../api/call.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { DutySwitch } from '../duty/DutySwitch.tsx';
import { useDuty } from '../duty/duty.ts';
import { isOwed } from '../outbox/item.ts';
import { useOutbox } from '../outbox/queue.ts';
import { keepPictures } from '../photo/pictures.ts';
import { usePosition } from '../place/position.ts';
import { useUser } from '../session.ts';
import { useSurveyTasks } from '../survey/surveyTasks.ts';
import { Top } from '../Top.tsx';
import { type Doing, DoTask } from './DoTask.tsx';
import { TaskOpen, TaskRow } from './TaskRow.tsx';

type Kind = TaskCard['task'] | 'survey';

const SurveyList = lazy(async () => ({ default: (await import('../survey/SurveyList.tsx')).SurveyList }));

/** While the page is seen and no hint has come, tasks are looked at again this often. */
const LOOK_AGAIN_MS = 60_000;

/** Tasks by red-from, the most urgent open, with the distance and the earlier photos side by side. */
export function TasksPage() {
  const { t } = useWords();
  const city = useCity();
  const answer = useAnswer('tasks', {}, { refetchInterval: LOOK_AGAIN_MS });
  const tasks = answer.data?.tasks ?? [];
  const [wanted, setWanted] = useState<Kind | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const duty = useDuty();
  const { fix } = usePosition(duty.on);
  const queued = useQueued();
  useKeptPictures(tasks);
  const { beat } = useUser();
  const surveys = useSurveyTasks();
  const count = (one: Kind) =>
    one === 'survey'
      ? surveys.tasks.filter((task) => !surveys.queued.has(task.key)).length
      : tasks.filter((task) => task.task === one && !queued.has(task.id)).length;
  const kind = wanted ?? (count('check') === 0 && count('verify') > 0 ? 'verify' : 'check');
  const shown = tasks.filter((task) => task.task === kind);
  const opened = chosen ?? shown.find((task) => !queued.has(task.id))?.id ?? null;
  return (
    <main className="page">
      <Top title={t('field.tasks.title')} beside={beat && city.area(beat)}>
        <DutySwitch />
      </Top>
      <fieldset className="seg2 three">
        <legend className="vh">{t('field.tasks.title')}</legend>
        {(['check', 'verify', 'survey'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={kind === one} onClick={() => setWanted(one)}>
            {t(`field.tasks.${one}`)} {count(one)}
          </button>
        ))}
      </fieldset>
      <div className="page-body">
        {duty.ended && <p className="strip">{t('field.duty.ended')}</p>}
        {answer.isError && answer.data && (
          <p className="strip">
            {t(asHouseError(answer.error).code === 'unavailable' ? 'field.tasks.asOf' : 'field.tasks.old', {
              at: city.time.time(answer.data.serverTime),
            })}
          </p>
        )}
        {kind === 'survey' && (
          <Suspense fallback={<Loading />}>
            <SurveyList />
          </Suspense>
        )}
        {answer.isPending && <Loading />}
        {answer.isError && !answer.data && <ErrorState error={answer.error} onRetry={answer.refetch} />}
        {answer.data && kind !== 'survey' && shown.length === 0 && (
          <EmptyState
            title={t('field.tasks.empty', { kind: t(`field.tasks.${kind}`).toLowerCase() })}
            hint={t(duty.on ? 'field.tasks.emptyHint' : 'field.tasks.offDuty')}
          />
        )}
        <ul>
          {shown.map((task) => (
            <li key={task.id}>
              <TaskRow
                task={task}
                from={fix}
                queued={queued.has(task.id)}
                open={opened === task.id}
                onOpen={() => setChosen(opened === task.id ? '' : task.id)}
              />
              {opened === task.id && !queued.has(task.id) && <TaskOpen task={task} onDo={setDoing} />}
            </li>
          ))}
        </ul>
      </div>
      {doing && <DoTask doing={doing} onClose={() => setDoing(null)} onAgain={setDoing} />}
    </main>
  );
}

/** Cases whose task is done here and waits in the outbox. */
function useQueued(): ReadonlySet<string> {
  const { items } = useOutbox();
  return useMemo(
    () =>
      new Set(
        items.flatMap(({ deed, refused, ...item }) =>
          deed.kind === 'task' && !refused && isOwed({ deed, refused, ...item }) ? [deed.caseId] : [],
        ),
      ),
    [items],
  );
}

/** The earlier photos of all tasks are fetched while there is a network. */
function useKeptPictures(tasks: readonly TaskCard[]): void {
  const wanted = tasks
    .flatMap((task) => [...task.photosBefore.slice(0, 2), ...task.photosAfter.slice(-2)])
    .join(' ');
  useEffect(() => {
    if (wanted !== '') void keepPictures(wanted.split(' ')).catch(() => undefined);
  }, [wanted]);
}
