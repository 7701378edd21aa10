import type { Calendar } from '../clock/calendar.ts';
import { addOutside, timeUsed, type UnitWork } from '../clock/unitClock.ts';
import { latestOn } from '../clock/workingTime.ts';
import type { AssignmentFact, AssignmentState, Segment } from './assignmentFact.ts';
import { asIfClosedAt } from './live.ts';
import type { GrantKind, TimelyRule } from './policy.ts';
import type { GrantDecision, Recognition } from './recognition.ts';
import { type Clause, isRecognised, judge, reckon } from './verdict.ts';

/** One row of the segment table: time of the segment itself and what had been used by its end, ms. */
export interface ExplainedSegment extends Segment {
  readonly usedMs: number;
  readonly totalMs: number;
}

export interface ExplainedLimit {
  /** The condition's limit; `dispatchMs` is added for a command duty, credit for what is recognised. */
  readonly ownMs: number;
  readonly dispatchMs: number;
  readonly extensionMs: number;
  readonly creditedMs: number;
  readonly allowedMs: number;
}

/** A clause, whether it counts against the item, and the figures behind it; the screens put it in words. */
export type ExplainedClause = { readonly clause: Clause; readonly holds: boolean } & (
  | { readonly about: 'state'; readonly state: AssignmentState }
  | { readonly about: 'time'; readonly judged: boolean; readonly usedMs: number; readonly allowedMs: number }
  | { readonly about: 'returns'; readonly refusedReturns: number }
  | {
      readonly about: 'grant';
      readonly kind: GrantKind;
      readonly recognised: boolean;
      /** Approved minutes, deferred time on the clock (both ms) or number of repeats. */
      readonly amount: number;
      /** null: its first event came after the deciding cutoff. */
      readonly decision: GrantDecision | null;
    }
);

export interface Explanation {
  readonly segments: readonly ExplainedSegment[];
  /** Two or more repeats: the gaps between the segments count, too. */
  readonly gapsCount: boolean;
  readonly limit: ExplainedLimit;
  /** `usedMs` = `wholeMs` − `creditedMs` (recognised deferral). */
  readonly used: { readonly wholeMs: number; readonly creditedMs: number; readonly usedMs: number };
  readonly overMs: number;
  /** The last instant in time; red began after it. null: never passed. */
  readonly redAfter: number | null;
  readonly deferralWindows: AssignmentFact['deferralWindows'];
  readonly originalDueAt: number;
  readonly grantedDueAt: number;
  readonly clauses: readonly ExplainedClause[];
}

/**
 * Why an item was judged as it was, as data. `asOf` is the cutoff: what is still open counts up to it.
 * Source: spec 05, Time used and Verdicts.
 */
export function explainItem(
  fact: AssignmentFact,
  recognition: Recognition,
  rule: TimelyRule,
  calendar: Calendar,
  asOf: number,
): Explanation {
  const counted = asIfClosedAt(fact, calendar, asOf);
  const { usedMs, allowedMs } = reckon(counted, recognition);
  const windows = isRecognised(recognition, 'deferral') ? fact.deferralWindows : [];
  const segments = fact.segments;
  const work = { clock: fact.clock, cal: calendar, segments, repeats: fact.repeats, windows };
  const rows = segments.map((segment, i) => ({
    ...segment,
    usedMs: timeUsed({ ...work, segments: [segment], repeats: 0 }, asOf),
    totalMs: timeUsed({ ...work, segments: segments.slice(0, i + 1) }, asOf),
  }));
  return {
    segments: rows,
    gapsCount: fact.repeats >= 2,
    limit: {
      ownMs: fact.limitMs - fact.dispatchLimitMs,
      dispatchMs: fact.dispatchLimitMs,
      extensionMs: fact.extensionMs,
      creditedMs: allowedMs - fact.limitMs,
      allowedMs,
    },
    used: { wholeMs: counted.timeUsedMs, creditedMs: counted.timeUsedMs - usedMs, usedMs },
    overMs: Math.max(0, usedMs - allowedMs),
    redAfter: redAfter(work, rows, allowedMs),
    deferralWindows: fact.deferralWindows,
    originalDueAt: fact.originalDueAt,
    grantedDueAt: fact.grantedDueAt,
    clauses: clausesOf(fact, recognition, rule, { usedMs, allowedMs, deferredMs: counted.deferredMs }),
  };
}

function redAfter(work: UnitWork, rows: readonly ExplainedSegment[], allowedMs: number): number | null {
  const index = rows.findIndex((row) => row.totalMs > allowedMs);
  const row = rows[index];
  if (row === undefined) return null;
  const whole = work.repeats >= 2;
  const from = whole ? rows[0]!.from : row.from;
  const before = whole ? 0 : (rows[index - 1]?.totalMs ?? 0);
  const usedUp = addOutside(work, from, allowedMs - before);
  return usedUp === null ? null : standsUntil(work, usedUp);
}

/** The clock may stand after it is used up: over a night, and through a deferral that begins there. */
function standsUntil(work: UnitWork, from: number): number {
  const at = latestOn(work.clock, work.cal, from, 0);
  const window = work.windows.find(({ from: start, to }) => to !== null && start <= at && at < to);
  return window?.to == null ? at : standsUntil(work, window.to);
}

function clausesOf(
  fact: AssignmentFact,
  recognition: Recognition,
  rule: TimelyRule,
  time: { usedMs: number; allowedMs: number; deferredMs: number },
): ExplainedClause[] {
  const held = new Set(judge(fact, recognition, rule).clauses);
  const grant = (kind: GrantKind, amount: number): ExplainedClause[] => {
    if (fact.firstAt[kind] === null) return [];
    const clause: Clause = `${kind}-unrecognised`;
    const recognised = isRecognised(recognition, kind);
    return [
      {
        clause,
        holds: held.has(clause),
        about: 'grant',
        kind,
        recognised,
        amount,
        decision: recognition[kind],
      },
    ];
  };
  const returned: ExplainedClause[] =
    fact.refusedReturns === 0
      ? []
      : [{ clause: 'returned', holds: true, about: 'returns', refusedReturns: fact.refusedReturns }];
  return [
    { clause: 'unresolved', holds: !fact.resolved, about: 'state', state: fact.state },
    {
      clause: 'overtime',
      holds: held.has('overtime'),
      about: 'time',
      judged: fact.resolved,
      usedMs: time.usedMs,
      allowedMs: time.allowedMs,
    },
    ...returned,
    ...grant('repeat', fact.repeats),
    ...grant('extension', fact.extensionMs),
    ...grant('deferral', time.deferredMs),
  ];
}
