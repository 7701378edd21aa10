import { rankScores } from '../../actions/rankScores.ts';
import type { ScoreItems, ScorePage, UnitScore } from '../../core/contract/api/answers.ts';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { readPeriods, readScoreItems, readUnitScores } from '../../db/queries/score.ts';
import type { Seen } from './api.ts';

const UNIT_ROLES = new Set(['liaison', 'unit-head', 'unit-dispatcher']);
// Spec 05: the city's own goal for the resolution rate of all units together.
const CITY_GOAL = 0.85;
const ITEMS = 500;

/** The ranking of a period; a unit's people see the ranks of all and the numbers of their own. */
export async function scorePage(
  { doors, visitor }: Seen,
  input: EndpointParsed<'score'>,
): Promise<ScorePage> {
  return scorePageOf(doors.house.pool, doors.house.now(), input.period ?? null, visitor.actor!);
}

export async function scorePageOf(
  pool: Parameters<typeof readPeriods>[0],
  now: number,
  wanted: number | null,
  actor: { readonly role: string; readonly unit: string | null } | null,
): Promise<ScorePage> {
  const periods = await readPeriods(pool, 'month');
  const period =
    wanted === null
      ? (periods.find((one) => one.from_at <= now && now < one.to_at) ?? periods[0])
      : periods.find((one) => one.id === wanted);
  if (!period) throw new HouseError('not-found', 'There is no such period.');
  const rows = await readUnitScores(pool, period.id, now);
  // Spec 04: municipal units are ranked apart.
  const municipal = (row: { level: string }) => row.level === 'municipal';
  const ranked: UnitScore[] = [
    ...rankScores(rows.filter((row) => !municipal(row))),
    ...rankScores(rows.filter(municipal)),
  ];
  const own =
    actor && UNIT_ROLES.has(actor.role) ? ranked.filter((unit) => unit.unit === actor.unit) : ranked;
  const sum = (key: 'shouldResolve' | 'resolved' | 'timely') =>
    rows.reduce((total, row) => total + row[key], 0);
  return {
    period: { id: period.id, name: period.name, from: period.from_at, to: period.to_at, state: period.state },
    periods: periods.map(({ id, name }) => ({ id, name })),
    units: own,
    city: {
      shouldResolve: sum('shouldResolve'),
      resolved: sum('resolved'),
      timely: sum('timely'),
      goal: CITY_GOAL,
    },
    computedAt: rows.length ? Math.max(...rows.map((row) => row.computedAt)) : null,
  };
}

export async function scoreItems(
  { doors, visitor }: Seen,
  input: EndpointParsed<'scoreItems'>,
): Promise<ScoreItems> {
  const actor = visitor.actor!;
  if (UNIT_ROLES.has(actor.role) && actor.unit !== input.unit)
    throw new HouseError('not-found', 'There is no such unit for you.');
  return {
    unit: input.unit,
    items: await readScoreItems(doors.house.pool, input.period, input.unit, input.clause ?? null, ITEMS),
  };
}
