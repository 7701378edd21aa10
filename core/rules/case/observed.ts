import type { CasePolicy } from './policy.ts';

export interface ObservedAt {
  /** The instant that counts. */
  readonly at: number;
  /** What the phone said, kept within what can be believed; null when it said nothing. */
  readonly observedAt: number | null;
  readonly flags: readonly string[];
}

interface Window {
  readonly now: number;
  /** The act cannot lie before this: the case's last event, the task's issue. */
  readonly notBefore: number;
  readonly policy: Pick<CasePolicy, 'observedAheadMinutes' | 'observedBehindHours'>;
}

/**
 * The phone's instant of a report, bounded and flagged (spec 02): it never moves a clock.
 */
export function boundedObserved(
  observedAt: number | undefined,
  { now, policy }: Omit<Window, 'notBefore'>,
): Omit<ObservedAt, 'at'> {
  if (observedAt === undefined) return { observedAt: null, flags: [] };
  const newest = now + policy.observedAheadMinutes * 60_000;
  const oldest = now - policy.observedBehindHours * 3_600_000;
  if (observedAt > newest) return { observedAt: newest, flags: ['observed-ahead'] };
  if (observedAt < oldest) return { observedAt: oldest, flags: ['observed-behind'] };
  return { observedAt, flags: [] };
}

/**
 * A verification or check done offline counts as done when it was observed, if that is plausible, else at
 * receipt (spec 02). An instant a little ahead is the phone's clock and counts as receipt.
 */
export function countedObserved(observedAt: number | undefined, window: Window): ObservedAt {
  const { now, notBefore } = window;
  const receipt = Math.max(now, notBefore);
  const bounded = boundedObserved(observedAt, window);
  if (observedAt === undefined || bounded.flags.length > 0) return { at: receipt, ...bounded };
  if (observedAt < notBefore) {
    return { at: receipt, observedAt: bounded.observedAt, flags: ['observed-before-task'] };
  }
  return { at: Math.min(observedAt, receipt), ...bounded };
}
