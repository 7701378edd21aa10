import type { CasePolicy } from './policy.ts';

const DAY_MS = 86_400_000;

/**
 * Whether a reporter's rating asks the shift lead for a new, linked case (spec 07: "not solved" within 14
 * days after closing). Instants epoch ms.
 */
export function asksAgain(
  rating: { readonly solved: boolean | null; readonly at: number },
  closedAt: number | null,
  policy: Pick<CasePolicy, 'notSolvedDays'>,
): boolean {
  return (
    rating.solved === false && closedAt !== null && rating.at - closedAt <= policy.notSolvedDays * DAY_MS
  );
}
