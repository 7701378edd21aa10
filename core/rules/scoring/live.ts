import type { Calendar } from '../clock/calendar.ts';
import { timeUsed } from '../clock/unitClock.ts';
import { type AssignmentFact, assignmentKey } from './assignmentFact.ts';
import type { ScorePolicy } from './policy.ts';
import { scoreOf, scoreText, type Volume } from './score.ts';
import type { UnitPeriod } from './unitPeriod.ts';
import { judge } from './verdict.ts';

/** The assignment as if its work ended and its case closed at `now`: time used counted up to then. */
export function asIfClosedAt(fact: AssignmentFact, calendar: Calendar, now: number): AssignmentFact {
  const { clock, repeats, deferralWindows } = fact;
  const segments = fact.segments.map((segment) => ({ from: segment.from, to: segment.to ?? now }));
  const work = { clock, cal: calendar, segments, repeats };
  const timeUsedMs = timeUsed({ ...work, windows: [] }, now);
  const deferredMs = timeUsedMs - timeUsed({ ...work, windows: deferralWindows }, now);
  return { ...fact, timeUsedMs, deferredMs, resolved: true };
}

export interface Reachable extends Volume {
  /** Cases still in the unit's hands. */
  readonly inHand: number;
  /** Two decimals; null for N = 0. */
  readonly score: string | null;
}

/**
 * The score a unit can still reach in an open period: everything it has in hand is resolved, and what
 * is not untimely by now stays in time.
 */
export function reachable(
  unit: UnitPeriod,
  facts: Iterable<AssignmentFact>,
  policy: ScorePolicy,
  calendar: Calendar,
  now: number,
): Reachable {
  const byKey = new Map([...facts].map((fact) => [assignmentKey(fact), fact]));
  let { resolved, timely } = unit;
  let inHand = 0;
  for (const item of unit.items) {
    const fact = byKey.get(assignmentKey(item));
    if (item.moved !== null || fact?.state !== 'running') continue;
    inHand += 1;
    resolved += 1;
    if (judge(asIfClosedAt(fact, calendar, now), item.recognition, policy.timelyRule).timely) timely += 1;
  }
  const volume = { shouldResolve: unit.shouldResolve, resolved, timely };
  return { ...volume, inHand, score: scoreText(scoreOf(volume, policy.weights)) };
}
