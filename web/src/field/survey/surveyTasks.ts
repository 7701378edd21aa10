import { useMemo } from 'react';
import { useAnswer } from '../../api/answers.ts';
import { isOwed } from '../outbox/item.ts';
import { useOutbox } from '../outbox/queue.ts';
import { useUser } from '../session.ts';

/** One cell of a survey: everything of a category that the register has in it is looked at. */
export interface SurveyTask {
  readonly key: string;
  readonly survey: string;
  readonly title: string;
  readonly categoryKey: string;
  readonly dueAt: number;
  readonly cell: string;
  readonly components: readonly string[];
}

/** The third kind of task (spec 02, Components): cells of open surveys on the own beat, the next due first. */
export function useSurveyTasks() {
  const { role } = useUser();
  const answer = useAnswer('surveys', {}, { enabled: role === 'collector' });
  const { items } = useOutbox();
  const tasks = useMemo(
    () =>
      (answer.data?.surveys ?? [])
        .flatMap(({ id, title, categoryKey, dueAt, tasks: cells }) =>
          cells.map(
            ({ cell, components }): SurveyTask => ({
              key: `${id} ${cell}`,
              survey: id,
              title,
              categoryKey,
              dueAt,
              cell,
              components,
            }),
          ),
        )
        .sort((a, b) => a.dueAt - b.dueAt || (a.cell < b.cell ? -1 : 1)),
    [answer.data],
  );
  /** Cells whose answer waits in the outbox. */
  const queued = useMemo(
    () =>
      new Set(
        items.flatMap((item) =>
          item.deed.kind === 'survey' && isOwed(item) && !item.refused
            ? [`${item.deed.body.survey} ${item.deed.body.cell}`]
            : [],
        ),
      ),
    [items],
  );
  return { answer, tasks, queued };
}
