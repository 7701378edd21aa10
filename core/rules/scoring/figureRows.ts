import type { AssignmentFact } from './assignmentFact.ts';
import type { FigureFact, Turn } from './figureFact.ts';
import { staysThere } from './figures.ts';
import { placeKeyOf } from './recurrence.ts';

/** What one case adds to the figures of its area, category and reporter. Instants epoch ms. */
export interface CaseFigure {
  readonly reportedAt: number;
  readonly reporter: string;
  readonly category: string | null;
  readonly cell: string | null;
  readonly community: string | null;
  readonly subdistrict: string | null;
  readonly beat: string | null;
  readonly merged: boolean;
  readonly voided: boolean;
  readonly filed: boolean;
  readonly dispatched: boolean;
  readonly resolved: boolean;
  readonly unresolved: boolean;
  readonly accurate: boolean;
  readonly closedAt: number | null;
  readonly lon: number;
  readonly lat: number;
  readonly placeKey: string | null;
}

/** The same for one unit that had to do with it; `unit` '' where a turn or a check named none. */
export interface UnitFigure {
  readonly unit: string;
  readonly named: boolean;
  readonly accurate: boolean;
  readonly work: number;
  readonly extended: number;
  readonly deferred: number;
  readonly repeated: number;
  readonly checks: number;
  readonly failed: number;
  readonly falseFeedback: number;
  readonly dispatches: number;
  readonly dispatchesOnTime: number;
  /** Time used of each resolved assignment without its deferrals, ms. */
  readonly handledMs: readonly number[];
}

export interface FigureRows {
  readonly case: CaseFigure;
  readonly units: readonly UnitFigure[];
  readonly turns: readonly Pick<Turn, 'stage' | 'by' | 'onTime'>[];
}

/**
 * A case's part of every figure, so that figures of any group are sums over rows (spec 05, More figures):
 * `figuresOf`, `collectorFigures` and `postFigures` over the same facts say the same.
 */
export function figureRowsOf(fact: FigureFact): FigureRows {
  const { areas, closedUnresolved, closedAt } = fact;
  const units = new Set([
    ...fact.dispatchedTo,
    ...fact.assignments.map((one) => one.unit),
    ...fact.checks.map((check) => check.unit),
    ...fact.turns.filter(isTimedDispatch).map((turn) => turn.unit ?? ''),
  ]);
  return {
    case: {
      reportedAt: fact.reportedAt,
      reporter: fact.reportedBy.id,
      category: fact.categoryKey,
      cell: areas.cell,
      community: areas.community,
      subdistrict: areas.subdistrict,
      beat: areas.beat,
      merged: fact.merged,
      voided: fact.voided,
      filed: fact.filedAt !== null,
      dispatched: fact.dispatchedAt !== null,
      resolved: closedAt !== null && !closedUnresolved,
      unresolved: closedUnresolved,
      accurate: fact.dispatchedAt !== null && staysThere(fact, null),
      closedAt,
      lon: fact.place.lon,
      lat: fact.place.lat,
      placeKey: placeKeyOf(fact),
    },
    units: [...units].sort().map((unit) => unitFigure(fact, unit)),
    turns: fact.turns.map(({ stage, by, onTime }) => ({ stage, by, onTime })),
  };
}

function isTimedDispatch(turn: Turn): boolean {
  return turn.stage === 'dispatch' && turn.onTime !== null;
}

function unitFigure(fact: FigureFact, unit: string): UnitFigure {
  const work = fact.assignments.filter((one) => one.unit === unit);
  const checks = fact.checks.filter((check) => check.unit === unit);
  const turns = fact.turns.filter((turn) => isTimedDispatch(turn) && (turn.unit ?? '') === unit);
  const many = (of: (one: AssignmentFact) => boolean) => work.filter(of).length;
  const named = fact.dispatchedTo.includes(unit);
  return {
    unit,
    named,
    accurate: named && fact.dispatchedAt !== null && staysThere(fact, unit),
    work: work.length,
    extended: many((one) => one.firstAt.extension !== null),
    deferred: many((one) => one.firstAt.deferral !== null),
    repeated: many((one) => one.repeats > 0),
    checks: checks.length,
    failed: checks.filter((check) => check.failed).length,
    falseFeedback: checks.filter((check) => check.falseFeedback).length,
    dispatches: turns.length,
    dispatchesOnTime: turns.filter((turn) => turn.onTime).length,
    handledMs: work.filter((one) => one.resolved).map((one) => one.timeUsedMs - one.deferredMs),
  };
}
