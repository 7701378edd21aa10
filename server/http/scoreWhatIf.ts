import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { ScoreWhatIf } from '../../core/contract/api/score.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { AssignmentFact } from '../../core/rules/scoring/assignmentFact.ts';
import { assignmentsOfCase } from '../../core/rules/scoring/assignments.ts';
import { scoreCaseOf } from '../../core/rules/scoring/fromLog.ts';
import { contextsOf } from '../../core/rules/scoring/periods.ts';
import { compileScorePolicy, type ScorePolicyData } from '../../core/rules/scoring/policy.ts';
import { NOTHING_RECOGNISED } from '../../core/rules/scoring/recognition.ts';
import { caseUpTo } from '../../core/rules/scoring/scoreCase.ts';
import { scoreUnitPeriod } from '../../core/rules/scoring/unitPeriod.ts';
import {
  countItems,
  type ItemFact,
  readItemFacts,
  readNearFacts,
  readUnitScores,
} from '../../db/queries/score.ts';
import { commandDutyUnits, readLogs } from '../../db/queries/scoring.ts';
import { type Grounds, groundsOf, periodOf } from './scoreGrounds.ts';
import { rankApart } from './scorePages.ts';
import { factsTried } from './scoreTried.ts';
import type { Seen } from './seen.ts';

type Asked = EndpointParsed<'scoreWhatIf'>;
type Doors = Seen['doors'];

// More would take longer than a page may wait.
const MOST_ITEMS = 60_000;
// Other limits and free days move a due date by days, not by months.
const NEAR_DAYS = 31;

/**
 * Another policy, other limits or another calendar on a period, nothing touched (spec 05, What-if). What was
 * carried in stays as it was decided, and so does the cutoff.
 */
export async function scoreWhatIf({ doors }: Seen, input: Asked): Promise<ScoreWhatIf> {
  const { pool, now } = doors.house;
  const grounds = await groundsOf(doors, input.period);
  const unit = input.unit ?? null;
  if ((await countItems(pool, input.period, unit)) > MOST_ITEMS)
    throw new HouseError('refused', 'This period has too many cases to be tried while you wait.', {
      clause: '05.what-if.size',
    });
  const policyData: ScorePolicyData = {
    ...grounds.policyData,
    weights: { timely: input.timely, resolved: input.resolved },
    allowance: { deferral: input.deferral, extension: input.extension, repeat: input.repeat },
    timelyRule: input.timelyRule,
  };
  const rows = await triedFacts(doors, grounds, input);
  const tried = tryPolicy(grounds, policyData, rows);
  const kept = await readUnitScores(pool, input.period, now());
  const before = new Map(rankApart(kept, grounds).map((row) => [row.unit, row]));
  const level = new Map(kept.map((row) => [row.unit, row.level]));
  const after = rankApart(
    tried.map((row) => ({ ...row, level: level.get(row.unit) ?? 'district' })),
    { policyData },
  );
  return {
    period: periodOf(grounds),
    units: after.map((row) => {
      const was = before.get(row.unit);
      return { unit: row.unit, level: row.level, before: was ? sumsOf(was) : null, after: sumsOf(row) };
    }),
  };
}

type Sums = ScoreWhatIf['units'][number]['after'];

function sumsOf({ rank, score, shouldResolve, resolved, timely }: Sums): Sums {
  return { rank, score, shouldResolve, resolved, timely };
}

/** What is scored of one assignment: its fact as the cutoff sees it, and what was carried in with it. */
type Tried = Pick<ItemFact, 'unit' | 'carried' | 'recognition' | 'fact'>;

/** The facts as they are kept, or from the logs where limits or the calendar would be others. */
async function triedFacts(doors: Doors, grounds: Grounds, input: Asked): Promise<readonly Tried[]> {
  const { pool } = doors.house;
  const unit = input.unit ?? null;
  if (input.freeDays === undefined && input.limitPercent === 100)
    return factsAtCutoff(doors, grounds, await readItemFacts(pool, grounds.period.id, unit, false));
  const near = await readNearFacts(pool, grounds.period.id, unit, NEAR_DAYS);
  return factsTried(pool, grounds, near, input);
}

function tryPolicy(grounds: Grounds, policyData: ScorePolicyData, rows: readonly Tried[]) {
  const policy = compileScorePolicy(policyData);
  const { period, calendar } = grounds;
  const working = { calendar, workdayMs: calendar.data.workdayMinutes * 60_000 };
  const [context] = contextsOf(
    working,
    policy.settleWorkdays,
    [{ name: period.name, from: period.from_at, to: period.to_at }],
    grounds.settled ? null : grounds.cutoff,
  );
  const byUnit = new Map<string, Tried[]>();
  for (const row of rows) {
    const own = byUnit.get(row.unit);
    if (own) own.push(row);
    else byUnit.set(row.unit, [row]);
  }
  return [...byUnit].map(([unit, own]) => {
    const carried = own
      .filter((row) => row.carried)
      .map(({ fact, recognition }) => ({
        caseId: fact.caseId,
        no: fact.no,
        recognition: recognition ?? NOTHING_RECOGNISED,
      }));
    const facts = own.map((row) => row.fact);
    // Every item is this period's own or carried in: the chain begins where the earliest was due.
    const from = Math.min(context!.from, ...facts.map((fact) => fact.originalDueAt));
    const whole = { ...context!, chain: { ...context!.chain, from } };
    return scoreUnitPeriod({ unit, period: whole, policy, facts, carried, placedEarlier: () => false });
  });
}

/** Facts as the cutoff sees them: cases that changed after it are read from their logs. */
async function factsAtCutoff(
  doors: Doors,
  { calendar, policy, cutoff, settled }: Grounds,
  rows: readonly ItemFact[],
): Promise<ItemFact[]> {
  const later = settled ? rows.filter((row) => row.changedAt > cutoff) : [];
  if (!later.length) return [...rows];
  const { pool } = doors.house;
  const settings = {
    calendar,
    commandDutyUnits: await commandDutyUnits(pool),
    dispatchLimitMs: policy.dispatchLimitMs,
  };
  const logs = await readLogs(pool, [...new Set(later.map((row) => row.id))]);
  const cut = new Map<string, AssignmentFact>();
  for (const log of logs)
    for (const fact of assignmentsOfCase(caseUpTo(scoreCaseOf(log.number, log.events), { cutoff }), settings))
      cut.set(`${log.id} ${fact.no}`, fact);
  return rows.map((row) => ({ ...row, fact: cut.get(`${row.id} ${row.fact.no}`) ?? row.fact }));
}
