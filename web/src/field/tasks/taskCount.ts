import { useAnswer } from '../../api/answers.ts';
import { isOwed } from '../outbox/item.ts';
import { useOutbox } from '../outbox/queue.ts';
import { useUser } from '../session.ts';
import { useSurveyTasks } from '../survey/surveyTasks.ts';

/** Tasks still to be done, without those whose answer waits in the outbox. */
export function useTaskCount(): number {
  const { role } = useUser();
  const { items } = useOutbox();
  const { data } = useAnswer('tasks', {}, { enabled: role === 'collector' });
  const queued = new Set(
    items.flatMap((item) =>
      item.deed.kind === 'task' && isOwed(item) && !item.refused ? [item.deed.caseId] : [],
    ),
  );
  const surveys = useSurveyTasks();
  const cells = surveys.tasks.filter((task) => !surveys.queued.has(task.key)).length;
  return (data?.tasks.filter((task) => !queued.has(task.id)).length ?? 0) + cells;
}
