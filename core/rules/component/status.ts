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

function worst(says: readonly CaseSays[]): CaseSays {
  return says.includes('missing') ? 'missing' : 'damaged';
}

function whenNoneIsOpen(turn: CaseTurn, before: ComponentStatus | null): ComponentStatus | null {
  if (turn === 'resolved') return 'intact';
  return turn === 'undone' ? before : null;
}
