import { rankScores } from '../../actions/rankScores.ts';
import type { ScoreItems, ScorePage, UnitScore } from '../../core/contract/api/answers.ts';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { compareRankings } from '../../core/rules/scoring/ranking.ts';
import { together, type Volume } from '../../core/rules/scoring/score.ts';
import { readScoreItems, readTrend, readUnitScores } from '../../db/queries/score.ts';
import type { Seen } from './api.ts';
import type { Doors } from './doors.ts';
import { CHAIN, type Grounds, groundsOf, isOfUnits, periodOf, refuseOtherUnit } from './scoreGrounds.ts';

// Spec 05: the city's own goal for the resolution rate of all units together.
const CITY_GOAL = 0.85;

/** The ranking of a period; a unit's people see the ranks of all and the numbers of their own. */
export async function scorePage({ doors, visitor }: Seen, input: EndpointParsed<'score'>): Promise<ScorePage> {
  return scorePageOf(doors, input.period ?? null, visitor.actor!);
}

/** @throws HouseError not-found while there is no period yet. */
export async function scorePageOf(doors: Pick<Doors, 'house'>, wanted: number | null, actor: Actor | null): Promise<ScorePage> {
  const grounds = await groundsOf(doors, wanted);
  const { pool, now } = doors.house;
  const { period, before } = grounds;
  const rows = await readUnitScores(pool, period.id, now());
  const earlier = before ? await readUnitScores(pool, before.id, now()) : [];
  const ranked = withPlaces(rankApart(rows, grounds), rankApart(earlier, grounds));
  const [sumBefore] = before ? await readTrend(pool, CHAIN, before.id, null, 1) : [];
  return {
    period: periodOf(grounds),
    scoredWith: grounds.versions,
    before: sumBefore && sumBefore.shouldResolve > 0 ? { name: sumBefore.name, shouldResolve: sumBefore.shouldResolve, resolved: sumBefore.resolved } : null,
    periods: grounds.all.map(({ id, name }) => ({ id, name })),
    units: actor && isOfUnits(actor) ? ranked.filter((unit) => unit.unit === actor.unit) : ranked,
    city: { ...together(rows), goal: CITY_GOAL },
    computedAt: rows.length ? Math.max(...rows.map((row) => row.computedAt)) : null,
  };
}

export async function scoreItems({ doors, visitor }: Seen, input: EndpointParsed<'scoreItems'>): Promise<ScoreItems> {
  refuseOtherUnit(visitor.actor!, input.unit);
  const { period, unit, show, limit } = input;
  return { unit, ...(await readScoreItems(doors.house.pool, { period, unit, show, limit, clause: input.clause ?? null, after: input.after ?? null })) };
}

type Leveled = Volume & { readonly unit: string; readonly level: string };

/** Ranks by exact score; municipal units apart, below (spec 04). */
export function rankApart<R extends Leveled>(rows: readonly R[], { policyData }: Pick<Grounds, 'policyData'>): (R & { rank: number | null; score: string | null })[] {
  const municipal = (row: Leveled) => row.level === 'municipal';
  const ranked = (some: readonly R[]) => rankScores(some as never, policyData) as (R & { rank: number | null; score: string | null })[];
  return [...ranked(rows.filter((row) => !municipal(row))), ...ranked(rows.filter(municipal))];
}

function withPlaces<R extends Leveled & { rank: number | null; score: string | null }>(now: readonly R[], before: readonly R[]): UnitScore[] {
  const places = new Map(compareRankings(before, now).map((change) => [change.unit, change.places]));
  return now.map((row) => ({ ...row, places: places.get(row.unit) ?? null })) as unknown as UnitScore[];
}
