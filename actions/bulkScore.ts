import type { AssignmentFact } from '../core/rules/scoring/assignmentFact.ts';
import { assignmentsOfCase } from '../core/rules/scoring/assignments.ts';
import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import { compileScorePolicy } from '../core/rules/scoring/policy.ts';
import { type PeriodScore, scoreAll } from '../core/rules/scoring/scoreAll.ts';
import type { ScoreCase } from '../core/rules/scoring/scoreCase.ts';
import { copyInto, copyLine } from '../db/copy.ts';
import { instant, type Tx } from '../db/pool.ts';
import {
  addPeriods,
  caseIdsSince,
  chainPeriods,
  clearScores,
  commandDutyUnits,
  lockUnitScore,
  readLogs,
  scoreItemRow,
  settlePeriod,
  unitsWithFacts,
} from '../db/queries/scoring.ts';
import { monthsAround } from './cityTime.ts';
import type { Settings } from './house.ts';
import { scorePolicyOf } from './scoreCase.ts';

/** A case of a bulk load as the score needs it. */
export interface LoadedCase {
  readonly id: string;
  readonly version: number;
  readonly filed: boolean;
  readonly log: ScoreCase;
}

const CHAIN = 'month';
const ITEM_COLUMNS = [
  'period_id',
  'unit_code',
  'case_id',
  'no',
  'resolved',
  'timely',
  'clauses',
  'moved',
  'pending',
  'carried',
  'recognition',
] as const;

/**
 * Scores a bulk load: the assignments of its cases by COPY, then every month from its first one on anew, with
 * what has come in since, by the same pure steps as `city scores`. Months whose cutoff has passed are settled.
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
  await copyFacts(tx, loaded, (log) => assignmentsOfCase(log, assignments));
  await addPeriods(tx, CHAIN, monthsAround(span.now, settings.city.timezone, span.from));
  for (const unit of await unitsWithFacts(tx)) await lockUnitScore(tx, unit);
  const since = await readLogs(tx, await caseIdsSince(tx, span.to));
  const rows = await chainPeriods(tx, CHAIN);
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
  await clearScores(tx, CHAIN);
  await copyScores(tx, scored, new Map(rows.map((row) => [row.name, row.id])), ids, span.now);
  for (const { period } of scored.filter((one) => one.period.settled))
    await settlePeriod(tx, rows.find((row) => row.name === period.name)!.id, period.cutoff, {
      policy: settings.scorePolicyVersion,
      calendar: settings.calendarVersion,
    });
  return scored;
}

async function copyFacts(
  tx: Tx,
  loaded: readonly LoadedCase[],
  factsOf: (log: ScoreCase) => AssignmentFact[],
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
  const marks = loaded.filter(({ filed }) => filed).map(({ id, version }) => copyLine([id, version]));
  await copyInto(tx, 'scored_case', ['case_id', 'version'], marks);
}

async function copyScores(
  tx: Tx,
  scored: readonly PeriodScore[],
  periods: ReadonlyMap<string, number>,
  ids: ReadonlyMap<string, string>,
  now: number,
): Promise<void> {
  const units: string[] = [];
  const items: string[] = [];
  for (const { period, units: ofPeriod } of scored) {
    const id = periods.get(period.name)!;
    for (const unit of ofPeriod) {
      const { items: ofUnit, placed: _placed, ...result } = unit;
      const { shouldResolve, resolved, timely, movedOut, carriedIn, score } = unit;
      units.push(
        copyLine([
          id,
          unit.unit,
          shouldResolve,
          resolved,
          timely,
          movedOut,
          carriedIn,
          score,
          JSON.stringify(result),
          instant(now),
        ]),
      );
      for (const item of ofUnit) {
        const { n, no, resolved, timely, clauses, moved, pending, carried, recognition } = scoreItemRow(item);
        const decided = recognition && JSON.stringify(recognition);
        const caseId = ids.get(n)!;
        items.push(
          copyLine([id, unit.unit, caseId, no, resolved, timely, clauses, moved, pending, carried, decided]),
        );
      }
    }
  }
  await copyInto(
    tx,
    'unit_score',
    [
      'period_id',
      'unit_code',
      'should_resolve',
      'resolved',
      'timely',
      'moved_out',
      'carried_in',
      'score',
      'result',
      'computed_at',
    ],
    units,
  );
  await copyInto(tx, 'score_item', ITEM_COLUMNS, items);
}
