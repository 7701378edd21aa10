/** Statuses of a component (spec 02, Components). */
export const COMPONENT_STATUSES = ['intact', 'damaged', 'missing', 'abandoned', 'removed'] as const;
export type ComponentStatus = (typeof COMPONENT_STATUSES)[number];

/** What a case filed under a condition says of its component. */
export type CaseSays = 'damaged' | 'missing';

/**
 * How a case turned for its component: `opened` it is filed (or filed under another condition), `resolved`
 * closed after a check, `unresolved` closed without, `undone` voided, merged, or moved to another component.
 */
export type CaseTurn = 'opened' | 'resolved' | 'unresolved' | 'undone';

interface Followed {
  readonly current: ComponentStatus;
  readonly turn: CaseTurn;
  readonly says: CaseSays;
  /** What the other open filed cases on the component say. */
  readonly others: readonly CaseSays[];
  /** The status before this case changed it, where the present one is this case's doing. */
  readonly before: ComponentStatus | null;
}

/**
 * The status that a component takes when one of its cases turns (spec 02: a case may change it); null when
 * it stays. Open cases speak first, the worst of them; abandoned and removed are a person's decisions.
 */
export function statusAfterTurn({ current, turn, says, others, before }: Followed): ComponentStatus | null {
  if (current === 'abandoned' || current === 'removed') return null;
  const open = turn === 'opened' ? [...others, says] : others;
  const next = open.length > 0 ? worst(open) : whenNoneIsOpen(turn, before);
  return next === null || next === current ? null : next;
}

/** One turn of one case on a component. */
export interface TurnOnComponent {
  readonly caseId: string;
  readonly turn: CaseTurn;
  readonly says: CaseSays;
}

/**
 * The status that a component comes to by turns in their order, and the case whose turn changed it last; null
 * when it stays as it is. `others`: what open cases beside these say. For cases that come in as a whole.
 */
export function statusAfterTurns(
  current: ComponentStatus,
  turns: readonly TurnOnComponent[],
  others: readonly CaseSays[],
): { readonly status: ComponentStatus; readonly caseId: string } | null {
  const open = new Map<string, CaseSays>();
  let status = current;
  let last: { caseId: string; before: ComponentStatus } | null = null;
  for (const { caseId, turn, says } of turns) {
    open.delete(caseId);
    const before = last?.caseId === caseId ? last.before : null;
    const next = statusAfterTurn({
      current: status,
      turn,
      says,
      others: [...others, ...open.values()],
      before,
    });
    if (turn === 'opened') open.set(caseId, says);
    if (next === null) continue;
    last = { caseId, before: status };
    status = next;
  }
  return last === null || status === current ? null : { status, caseId: last.caseId };
}

function worst(says: readonly CaseSays[]): CaseSays {
  return says.includes('missing') ? 'missing' : 'damaged';
}

function whenNoneIsOpen(turn: CaseTurn, before: ComponentStatus | null): ComponentStatus | null {
  if (turn === 'resolved') return 'intact';
  return turn === 'undone' ? before : null;
}
