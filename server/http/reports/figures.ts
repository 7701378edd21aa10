import type { ReportKind } from '../../../core/contract/api/reports.ts';
import { type BothNames, type ReportFigures, reportsOf } from '../../../core/contract/api/reports.ts';
import { HouseError } from '../../../core/contract/errors.ts';
import { awardList } from '../../../core/rules/scoring/ranking.ts';
import { readUnits } from '../../../db/queries/directory.ts';
import { readGroupSums, readHotSpots, readReportMap } from '../../../db/queries/reportFigures.ts';
import { readTrend } from '../../../db/queries/score.ts';
import type { Doors } from '../doors.ts';
import { groundsOf } from '../scoreGrounds.ts';
import { scorePageOf } from '../scorePages.ts';
import { clausesOf } from '../scoreUnitPages.ts';

const HOT_SPOTS = 10;
const PERIODS = 13;

/** Everything that a paper shows, as the period stands now. @throws HouseError not-found */
export async function reportFigures(
  doors: Pick<Doors, 'house'>,
  periodId: number,
  kind: ReportKind,
): Promise<ReportFigures> {
  const { house } = doors;
  const { pool } = house;
  const grounds = await groundsOf(doors, periodId);
  const { chain } = grounds.period;
  if (!reportsOf(chain).includes(kind))
    throw new HouseError('not-found', 'There is no such paper of this period.');
  const { city, assessment } = await house.settings();
  const span = { period: periodId, from: grounds.period.from_at, to: grounds.period.to_at };
  const [page, units, trend, clauses, categories, subdistricts, communities, hotSpots, map] =
    await Promise.all([
      scorePageOf(doors, periodId, null),
      readUnits(pool),
      readTrend(pool, chain, periodId, null, PERIODS),
      clausesOf(pool, periodId),
      readGroupSums(pool, span, 'category_key'),
      readGroupSums(pool, span, 'subdistrict_code'),
      readGroupSums(pool, span, 'community_code'),
      readHotSpots(pool, span, HOT_SPOTS),
      readReportMap(pool),
    ]);
  const names = new Map<string, BothNames>(units.map(({ code, zh, en }) => [code, { zh, en }]));
  const own = page.units.filter((unit) => unit.level !== 'municipal');
  const listed = awardList(own, grounds.policy.weights, assessment.award.minVolume);
  return {
    city: { zh: city.zh, en: city.en },
    chain,
    period: page.period,
    scoredWith: page.scoredWith,
    before: page.before,
    sums: page.city,
    units: page.units.map((unit) => ({
      ...unit,
      name: names.get(unit.unit) ?? { zh: unit.unit, en: unit.unit },
    })),
    trend: trend.filter((sum) => sum.shouldResolve > 0),
    clauses: [...sumByClause(clauses)].map(([clause, cases]) => ({ clause, cases })),
    categories,
    subdistricts,
    communities,
    hotSpots,
    map,
    award: {
      ...assessment.award,
      listed: listed.flatMap(({ unit, rank }) =>
        rank !== null && rank <= assessment.award.places ? [{ unit, rank }] : [],
      ),
      tooFew: own
        .filter((unit) => unit.rank !== null && !listed.some((one) => one.unit === unit.unit))
        .map(({ unit }) => unit),
    },
  };
}

function sumByClause(clauses: readonly { clause: string; cases: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { clause, cases } of clauses) sums.set(clause, (sums.get(clause) ?? 0) + cases);
  return new Map([...sums].sort(([, a], [, b]) => b - a));
}
