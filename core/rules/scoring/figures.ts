import type { AssignmentFact } from './assignmentFact.ts';
import type { FigureFact, Turn } from './figureFact.ts';

/** A figure with what stands behind it; `denominator` null: a plain number. */
export interface Figure {
  readonly numerator: number;
  readonly denominator: number | null;
}

export const CASE_FIGURES = [
  'volume',
  'filing',
  'dispatch',
  'closing',
  'closed-unresolved',
  'filings-per-cell',
  'recurrence',
  'dispatch-on-time',
  'accurate-dispatch',
  'extension',
  'deferral',
  'repeat-dispatch',
  'failed-check',
  'false-feedback',
  'handling-average',
  'handling-p90',
] as const;
export type CaseFigureName = (typeof CASE_FIGURES)[number];

export interface FigureScope {
  /** Only this unit's assignments, dispatches and checks count; null: everybody's. */
  readonly unit: string | null;
  /** Unit grids of the area that is looked at. */
  readonly cells: number;
  /** Cases (ids) whose problem came back after closing, see `recurrences`. */
  readonly recurred: ReadonlySet<string>;
}

/**
 * The figures of a group of cases, each with numerator and denominator (spec 05, More figures).
 * The caller chooses the group: by unit, area, category, collector, company or post, and by time.
 */
export function figuresOf(facts: readonly FigureFact[], scope: FigureScope): Record<CaseFigureName, Figure> {
  const cases = scope.unit === null ? facts : facts.filter((fact) => concerns(fact, scope.unit));
  const filed = cases.filter((fact) => fact.filedAt !== null);
  const dispatched = cases.filter((fact) => fact.dispatchedAt !== null);
  const resolved = cases.filter((fact) => fact.closedAt !== null && !fact.closedUnresolved);
  const unresolved = cases.filter((fact) => fact.closedUnresolved);
  const merged = cases.filter((fact) => fact.merged);
  const turns = cases.flatMap((fact) => fact.turns).filter((turn) => isTimedDispatch(turn, scope.unit));
  const work = cases.flatMap((fact) => fact.assignments.filter((one) => isOf(one, scope.unit)));
  const checks = cases.flatMap((fact) => fact.checks).filter((check) => isOf(check, scope.unit));
  const handled = work.filter((one) => one.resolved).map((one) => one.timeUsedMs - one.deferredMs);
  return {
    volume: { numerator: cases.length, denominator: null },
    filing: share(
      filed.filter((fact) => !fact.merged),
      cases.length - merged.length,
    ),
    dispatch: share(dispatched, filed.length),
    closing: share(resolved, filed.length),
    'closed-unresolved': share(unresolved, filed.length),
    'filings-per-cell': share(filed, scope.cells),
    recurrence: share(
      resolved.filter((fact) => scope.recurred.has(fact.caseId)),
      resolved.length,
    ),
    'dispatch-on-time': share(
      turns.filter((turn) => turn.onTime),
      turns.length,
    ),
    'accurate-dispatch': share(
      dispatched.filter((fact) => staysThere(fact, scope.unit)),
      dispatched.length,
    ),
    extension: share(
      work.filter((one) => one.firstAt.extension !== null),
      work.length,
    ),
    deferral: share(
      work.filter((one) => one.firstAt.deferral !== null),
      work.length,
    ),
    'repeat-dispatch': share(
      work.filter((one) => one.repeats > 0),
      work.length,
    ),
    'failed-check': share(
      checks.filter((check) => check.failed),
      checks.length,
    ),
    'false-feedback': share(
      checks.filter((check) => check.falseFeedback),
      checks.length,
    ),
    'handling-average': { numerator: handled.reduce((sum, ms) => sum + ms, 0), denominator: handled.length },
    'handling-p90': { numerator: percentile(handled, 90), denominator: null },
  };
}

export const COLLECTOR_FIGURES = [
  'valid-reports',
  'verification-on-time',
  'check-on-time',
  'coverage',
  'missed',
] as const;
export type CollectorFigureName = (typeof COLLECTOR_FIGURES)[number];

/** What is known of one collector's round beside the cases. */
export interface CollectorRound {
  readonly collector: string;
  readonly beat: string | null;
  readonly cellsEntered: number;
  readonly cellsOfBeat: number;
}

/** The figures of one collector; `facts` are the cases of the time looked at, everybody's. */
export function collectorFigures(
  facts: readonly FigureFact[],
  round: CollectorRound,
): Record<CollectorFigureName, Figure> {
  const own = facts.filter((fact) => fact.reportedBy.id === round.collector);
  const inBeat = facts.filter(
    (fact) => fact.filedAt !== null && round.beat !== null && fact.areas.beat === round.beat,
  );
  const turns = facts
    .flatMap((fact) => fact.turns)
    .filter((turn) => turn.by === round.collector && turn.onTime !== null);
  const onTime = (stage: Turn['stage']) => {
    const all = turns.filter((turn) => turn.stage === stage);
    return share(
      all.filter((turn) => turn.onTime),
      all.length,
    );
  };
  return {
    'valid-reports': share(
      own.filter((fact) => fact.filedAt !== null),
      own.length,
    ),
    'verification-on-time': onTime('verification'),
    'check-on-time': onTime('check'),
    coverage: { numerator: round.cellsEntered, denominator: round.cellsOfBeat },
    missed: share(
      inBeat.filter((fact) => fact.reportedBy.id !== round.collector),
      inBeat.length,
    ),
  };
}

/** A post's (a stage's) turns, or one person's at it: how many, and how many before the light turned red. */
export function postFigures(facts: readonly FigureFact[], stage: Turn['stage'], by: string | null) {
  const turns = facts
    .flatMap((fact) => fact.turns)
    .filter((turn) => turn.stage === stage && (by === null || turn.by === by));
  const timed = turns.filter((turn) => turn.onTime !== null);
  return {
    handled: { numerator: turns.length, denominator: null } satisfies Figure,
    'on-time': share(
      timed.filter((turn) => turn.onTime),
      timed.length,
    ),
  };
}

/** The smallest value that at least `percent` % of the values do not exceed (nearest rank); 0 for none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}

/** Never went on to another unit: from the first dispatch, or from the one to this unit. */
export function staysThere({ dispatchedTo }: FigureFact, unit: string | null): boolean {
  return (unit === null ? 0 : dispatchedTo.indexOf(unit)) === dispatchedTo.length - 1;
}

function share(part: readonly unknown[], of: number): Figure {
  return { numerator: part.length, denominator: of };
}

function isOf(one: { readonly unit: string | null } | AssignmentFact, unit: string | null): boolean {
  return unit === null || one.unit === unit;
}

function concerns(fact: FigureFact, unit: string | null): boolean {
  return fact.dispatchedTo.some((one) => one === unit);
}

/** A turn of the dispatcher's post that had a limit and named the unit (or any). */
function isTimedDispatch(turn: Turn, unit: string | null): boolean {
  return turn.stage === 'dispatch' && turn.onTime !== null && isOf(turn, unit);
}
