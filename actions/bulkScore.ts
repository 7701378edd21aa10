import type { AssignmentFact } from '../core/rules/scoring/assignmentFact.ts';
import { assignmentsOfCase } from '../core/rules/scoring/assignments.ts';
import type { FigureFact } from '../core/rules/scoring/figureFact.ts';
import { figureRowsOf } from '../core/rules/scoring/figureRows.ts';
import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import { compileScorePolicy } from '../core/rules/scoring/policy.ts';
import { type RecurrenceRule, recurrencePairs } from '../core/rules/scoring/recurrence.ts';
import { type PeriodScore, scoreAll } from '../core/rules/scoring/scoreAll.ts';
import type { ScoreCase } from '../core/rules/scoring/scoreCase.ts';
import { copyInto, copyLine } from '../db/copy.ts';
import { instant, type Tx } from '../db/pool.ts';
import { addFigures, addRecurrences, type CaseFigures, recurringOf } from '../db/queries/keepFigures.ts';
import { freezeRevision } from '../db/queries/revisions.ts';
import {
  addPeriods,
  caseIdsSince,
  chainPeriods,
  clearScores,
  commandDutyUnits,
  dropScoreOwed,
  lockUnitScore,
  readLogs,
  settlePeriod,
  unitsWithFacts,
} from '../db/queries/scoring.ts';
import {
  SCORE_ITEM_COLUMNS,
  scoreItemLine,
  UNIT_SCORE_COLUMNS,
  unitScoreRow,
} from '../db/queries/unitPeriods.ts';
import { periodsAround } from './cityTime.ts';
import type { Settings } from './house.ts';
import { basesOf, scorePolicyOf } from './scoreWorking.ts';

/** A case of a bulk load as the score needs it. */
export interface LoadedCase {
  readonly id: string;
  readonly version: number;
  readonly filed: boolean;
  readonly log: ScoreCase;
  /** For the further figures, its assignments not in it yet; without it a worker reads the log later. */
  readonly figure?: FigureFact | null;
}

/**
 * Scores a bulk load: the assignments of its cases by COPY, then every month from its first one on anew, with
 * what has come in since, by the same pure steps as `city scores`. Months whose cutoff has passed are settled;
 * quarters and years follow with the worker's next look.
 */
export async function bulkScore(
  tx: Tx,
  settings: Settings,
  loaded: readonly LoadedCase[],
  span: { readonly from: number; readonly to: number; readonly now: number },
): Promise<PeriodScore[]> {
  const duty = await commandDutyUnits(tx);
  const policy = compileScorePolicy(scorePolicyOf(settings));
  const assignments = {
    calendar: settings.calendar,
    commandDutyUnits: duty,
    dispatchLimitMs: policy.dispatchLimitMs,
  };
  const bases = basesOf(settings, assignments);
  await copyFacts(tx, loaded, (log) => assignmentsOfCase(log, assignments), bases.factBasis);
  await addLoadedFigures(
    tx,
    loaded,
    (log) => assignmentsOfCase(log, assignments),
    settings.assessment.recurrence,
  );
  await addPeriods(tx, 'month', periodsAround('month', span.now, settings.city.timezone, span.from));
  for (const unit of await unitsWithFacts(tx)) await lockUnitScore(tx, unit);
  const since = await readLogs(tx, await caseIdsSince(tx, span.to));
  const rows = await chainPeriods(tx, 'month');
  const ids = new Map([
    ...loaded.map(({ id, log }) => [log.id, id] as const),
    ...since.map(({ id, number }) => [number, id] as const),
  ]);
  const scored = scoreAll({
    working: { calendar: settings.calendar, workdayMs: settings.calendar.data.workdayMinutes * 60_000 },
    policy,
    commandDutyUnits: duty,
    periods: rows.map((row) => ({ name: row.name, from: row.from_at, to: row.to_at })),
    cases: [
      ...loaded.map(({ log }) => log),
      ...since.map(({ number, events }) => scoreCaseOf(number, events)),
    ],
    now: span.now,
  });
  await clearScores(tx, 'month');
  const periodIds = new Map(rows.map((row) => [row.name, row.id]));
  await copyScores(tx, scored, { periods: periodIds, ids, now: span.now, basis: bases.scoreBasis });
  for (const { period, units } of scored.filter((one) => one.period.settled)) {
    const id = periodIds.get(period.name)!;
    await settlePeriod(tx, id, period.cutoff, {
      policy: settings.scorePolicyVersion,
      calendar: settings.calendarVersion,
      commandDuty: [...duty].sort(),
    });
    await freezeRevision(
      tx,
      { period: id, at: span.now, actor: 'bulk-load', why: 'settled', appeal: null },
      units.map((unit) => ({ ...unit, rulings: [] })),
    );
  }
  return scored;
}

/** The further figures of loaded cases, with who came back to whom among them. */
async function addLoadedFigures(
  tx: Tx,
  loaded: readonly LoadedCase[],
  factsOf: (log: ScoreCase) => AssignmentFact[],
  rule: RecurrenceRule,
) {
  const figures = loaded.flatMap(({ id, log, figure }): CaseFigures[] =>
    figure ? [{ caseId: id, ...figureRowsOf({ ...figure, assignments: factsOf(log) }) }] : [],
  );
  await addFigures(tx, figures);
  await addRecurrences(tx, recurrencePairs(figures.map(recurringOf), rule));
}

/** The assignments of loaded cases, reckoned on a basis, by COPY. */
export async function copyFacts(
  tx: Tx,
  loaded: readonly LoadedCase[],
  factsOf: (log: ScoreCase) => AssignmentFact[],
  basis: string,
) {
  const facts = loaded.flatMap(({ id, log }) =>
    factsOf(log).map((fact) =>
      copyLine([
        id,
        fact.no,
        fact.unit,
        instant(fact.originalDueAt),
        instant(fact.appearsAt),
        JSON.stringify(fact),
      ]),
    ),
  );
  await copyInto(
    tx,
    'assignment_fact',
    ['case_id', 'no', 'unit_code', 'original_due', 'appears_at', 'fact'],
    facts,
  );
  const marks = loaded
    .filter(({ filed, figure }) => filed || figure)
    .map(({ id, version }) => copyLine([id, version, basis]));
  await copyInto(tx, 'scored_case', ['case_id', 'version', 'basis'], marks);
  await dropScoreOwed(
    tx,
    loaded.filter(({ figure }) => figure).map(({ id }) => id),
  );
}

async function copyScores(
  tx: Tx,
  scored: readonly PeriodScore[],
  to: {
    readonly periods: ReadonlyMap<string, number>;
    readonly ids: ReadonlyMap<string, string>;
    readonly now: number;
    readonly basis: string;
  },
): Promise<void> {
  const units: string[] = [];
  const items: string[] = [];
  for (const { period, units: ofPeriod } of scored) {
    const id = to.periods.get(period.name)!;
    for (const unit of ofPeriod) {
      units.push(copyLine([...unitScoreRow(unit, { periodId: id, at: to.now, basis: to.basis })]));
      for (const item of unit.items) {
        items.push(scoreItemLine(id, unit.unit, to.ids.get(item.caseId)!, item));
      }
    }
  }
  await copyInto(tx, 'unit_score', UNIT_SCORE_COLUMNS, units);
  await copyInto(tx, 'score_item', SCORE_ITEM_COLUMNS, items);
}
