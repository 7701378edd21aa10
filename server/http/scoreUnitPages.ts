import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { LossOf, ScoreOverview, ScoreUnit } from '../../core/contract/api/score.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { reachable } from '../../core/rules/scoring/live.ts';
import { leadingClause, pointsLost } from '../../core/rules/scoring/pointsLost.ts';
import { NOTHING_RECOGNISED } from '../../core/rules/scoring/recognition.ts';
import type { Volume } from '../../core/rules/scoring/score.ts';
import type { ScoreItem, UnitPeriod } from '../../core/rules/scoring/unitPeriod.ts';
import type { Db } from '../../db/pool.ts';
import { countAppeals } from '../../db/queries/appeals.ts';
import {
  groupItems,
  type ItemGroup,
  readItemFacts,
  readScoresOf,
  readTrend,
  readUnitResult,
} from '../../db/queries/score.ts';
import { type Grounds, groundsOf, periodOf, refuseOtherUnit } from './scoreGrounds.ts';
import { scorePageOf } from './scorePages.ts';
import type { Seen } from './seen.ts';

const MONTHS = 13;

/** One unit's period: its sum, its quotas, what costs points, and the months before. */
export async function scoreUnit(
  { doors, visitor }: Seen,
  { period, unit }: EndpointParsed<'scoreUnit'>,
): Promise<ScoreUnit> {
  refuseOtherUnit(visitor.actor!, unit);
  const { pool } = doors.house;
  const grounds = await groundsOf(doors, period);
  const [page, groups, result, trend, appeals] = await Promise.all([
    scorePageOf(doors, period, null),
    groupItems(pool, period, unit),
    readUnitResult(pool, period, unit),
    readTrend(pool, grounds.period.chain, period, unit, MONTHS),
    countAppeals(pool, period, unit),
  ]);
  const own = page.units.find((one) => one.unit === unit);
  if (!own) throw new HouseError('not-found', 'This unit has nothing in this period.');
  return {
    unit: own,
    period: periodOf(grounds),
    weights: {
      timely: String(grounds.policyData.weights.timely),
      resolved: String(grounds.policyData.weights.resolved),
    },
    n0: result?.n0 ?? 0,
    quotas: result?.quotas ?? null,
    losses: lossesOf(own, groups, grounds),
    counts: countsOf(groups),
    reachable:
      grounds.settled || !result ? null : await reachableScore({ doors } as Seen, grounds, unit, result),
    trend,
    appeals,
  };
}

/** The months together, the units' lines, and clauses by unit. */
export async function scoreOverview(
  { doors }: Seen,
  { period }: EndpointParsed<'scoreOverview'>,
): Promise<ScoreOverview> {
  const { pool } = doors.house;
  const { chain } = (await groundsOf(doors, period)).period;
  const trend = await readTrend(pool, chain, period, null, MONTHS);
  const scores = await readScoresOf(
    pool,
    trend.map((sum) => sum.id),
  );
  const units = [...new Set(scores.map((row) => row.unit))];
  return {
    trend,
    units: units.map((unit) => ({
      unit,
      scores: trend.map(
        (sum) => scores.find((row) => row.unit === unit && row.period === sum.id)?.score ?? null,
      ),
    })),
    clauses: await clausesOf(pool, period),
  };
}

/** Items of a period that cost points, by unit and the clause that each is booked on. */
export async function clausesOf(db: Db, period: number): Promise<ScoreOverview['clauses']> {
  const clauses = new Map<string, ScoreOverview['clauses'][number]>();
  for (const group of await groupItems(db, period, null)) {
    const clause = group.pending || group.excluded ? null : leadingClause(itemOf(group));
    if (clause === null) continue;
    const key = `${group.unit} ${clause}`;
    const sum = clauses.get(key) ?? { unit: group.unit, clause, cases: 0 };
    clauses.set(key, { ...sum, cases: sum.cases + group.cases });
  }
  return [...clauses.values()];
}

function lossesOf(unit: Volume, groups: readonly ItemGroup[], { policy }: Grounds): LossOf[] {
  const costly = groups.filter((group) => !group.excluded && group.clauses.length > 0);
  const items = costly.flatMap((group) => Array<ScoreItem>(group.cases).fill(itemOf(group)));
  return pointsLost({ ...unit, items }, policy.weights).map(({ clause, cases, present, text }) => ({
    clause,
    cases,
    present,
    points: text,
  }));
}

/** An item of a group, as far as points and clauses look at it. */
function itemOf({ moved, resolved, timely, clauses, pending }: ItemGroup): ScoreItem {
  const base = { caseId: '', no: 0, carried: false, recognition: NOTHING_RECOGNISED };
  if (moved !== null) return { ...base, moved };
  return { ...base, moved, pending, resolved: resolved === true, timely: timely === true, clauses };
}

function countsOf(groups: readonly ItemGroup[]): ScoreUnit['counts'] {
  const sum = (of: (group: ItemGroup) => boolean) =>
    groups.filter(of).reduce((total, group) => total + group.cases, 0);
  return {
    untimely: sum((group) => group.timely === false && !group.pending),
    timely: sum((group) => group.timely === true),
    pending: sum((group) => group.pending),
    moved: sum((group) => group.moved !== null),
    all: sum(() => true),
  };
}

async function reachableScore(
  { doors }: Pick<Seen, 'doors'>,
  grounds: Grounds,
  unit: string,
  result: Omit<UnitPeriod, 'items' | 'placed'>,
): Promise<string | null> {
  const rows = await readItemFacts(doors.house.pool, grounds.period.id, unit, true);
  const items = rows.map(
    ({ fact, carried, recognition }): ScoreItem => ({
      caseId: fact.caseId,
      no: fact.no,
      carried,
      recognition: recognition ?? NOTHING_RECOGNISED,
      moved: null,
      pending: false,
      resolved: false,
      timely: false,
      clauses: [],
    }),
  );
  const facts = rows.map((row) => row.fact);
  return reachable(
    { ...result, items, placed: [] },
    facts,
    grounds.policy,
    grounds.calendar,
    doors.house.now(),
  ).score;
}
