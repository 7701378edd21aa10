import type { ScoreItems, ScorePage, UnitScore } from '../../core/contract/api/answers.ts';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { goalOf } from '../../core/contract/api/policyFields.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import type { Chain } from '../../core/rules/scoring/periods.ts';
import { compileScorePolicy } from '../../core/rules/scoring/policy.ts';
import { compareRankings, rankByLevel } from '../../core/rules/scoring/ranking.ts';
import { together, type Volume } from '../../core/rules/scoring/score.ts';
import { readChains, readScoreItems, readTrend, readUnitScores } from '../../db/queries/score.ts';
import type { Doors } from './doors.ts';
import { type Grounds, groundsOf, isOfUnits, periodOf, refuseOtherUnit } from './scoreGrounds.ts';
import type { Seen } from './seen.ts';

/** The ranking of a period; a unit's people see the ranks of all and the numbers of their own. */
export async function scorePage(
  { doors, visitor }: Seen,
  input: EndpointParsed<'score'>,
): Promise<ScorePage> {
  return scorePageOf(doors, input.period ?? null, visitor.actor!, input.chain);
}

/** @throws HouseError not-found while there is no period yet. */
export async function scorePageOf(
  doors: Pick<Doors, 'house'>,
  wanted: number | null,
  actor: Actor | null,
  chain: Chain = 'month',
): Promise<ScorePage> {
  const grounds = await groundsOf(doors, wanted, chain);
  const { pool, now } = doors.house;
  const { period, before } = grounds;
  const rows = await readUnitScores(pool, period.id, now());
  const earlier = before ? await readUnitScores(pool, before.id, now()) : [];
  const ranked = withPlaces(rankApart(rows, grounds), rankApart(earlier, grounds));
  const [sumBefore] = before ? await readTrend(pool, before.chain, before.id, null, 1) : [];
  return {
    period: periodOf(grounds),
    scoredWith: grounds.versions,
    before:
      sumBefore && sumBefore.shouldResolve > 0
        ? { name: sumBefore.name, shouldResolve: sumBefore.shouldResolve, resolved: sumBefore.resolved }
        : null,
    chain: period.chain,
    chains: await readChains(pool, now()),
    periods: grounds.all.map(({ id, name }) => ({ id, name })),
    units: actor && isOfUnits(actor) ? ranked.filter((unit) => unit.unit === actor.unit) : ranked,
    city: { ...together(rows), goal: goalOf(grounds.policyData) },
    computedAt: rows.length ? Math.max(...rows.map((row) => row.computedAt)) : null,
  };
}

export async function scoreItems(
  { doors, visitor }: Seen,
  input: EndpointParsed<'scoreItems'>,
): Promise<ScoreItems> {
  refuseOtherUnit(visitor.actor!, input.unit);
  const { period, unit, show, limit } = input;
  return {
    unit,
    ...(await readScoreItems(doors.house.pool, {
      period,
      unit,
      show,
      limit,
      clause: input.clause ?? null,
      after: input.after ?? null,
    })),
  };
}

type Leveled = Volume & { readonly unit: string; readonly level: string };

type Ranked<R> = R & { readonly rank: number | null };

/** Ranks by exact score; municipal units apart, below (spec 04). */
export function rankApart<R extends Leveled>(
  rows: readonly R[],
  { policyData }: Pick<Grounds, 'policyData'>,
): Ranked<R>[] {
  return rankByLevel(rows, compileScorePolicy(policyData).weights);
}

type Row = Awaited<ReturnType<typeof readUnitScores>>[number];

function withPlaces(now: readonly Ranked<Row>[], before: readonly Ranked<Row>[]): UnitScore[] {
  const places = new Map(compareRankings(before, now).map((change) => [change.unit, change.places]));
  return now.map((row) => ({ ...row, places: places.get(row.unit) ?? null }));
}
