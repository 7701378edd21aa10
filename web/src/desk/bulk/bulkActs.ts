import type { CaseCard } from '../../../../core/contract/api/answers.ts';
import type { Role } from '../../../../core/rules/case/people.ts';
import { COMMANDS } from '../../../../core/rules/case/table.ts';

/**
 * Acts that are safe for many cases at once: they ask for nothing that has to be looked at case by case, and
 * take nobody's responsibility away. Filing, rejecting, dispatching and closing unresolved stay one by one.
 */
export const BULK_ACTS = [
  { name: 'issue-check', key: 'c' },
  { name: 'close', key: 'c' },
  { name: 'supervise', key: 's' },
  { name: 'request-verification', key: 'v' },
  { name: 'note', key: 'n' },
] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

/** Those of the cases that the act fits by role and status; the server decides of each by itself. */
export function fitting(act: BulkAct, cards: readonly CaseCard[], role: Role | undefined): CaseCard[] {
  const { by, from } = COMMANDS[act.name];
  if (!role || !by.includes(role)) return [];
  return cards.filter(({ status }) => !Array.isArray(from) || from.includes(status));
}
