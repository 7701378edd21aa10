import { chainRows, stageOf } from '../../actions/scoreChain.ts';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { Appeals, PeriodStages } from '../../core/contract/api/score.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { mayMoveTo, PERIOD_STATES } from '../../core/rules/scoring/stages.ts';
import { countAppeals, readAppeals } from '../../db/queries/appeals.ts';
import { readRevisions } from '../../db/queries/revisions.ts';
import { groundsOf, isOfUnits, periodOf, refuseOtherUnit } from './scoreGrounds.ts';
import type { Seen } from './seen.ts';

/** Where a period stands, its next stage, and its revisions; a unit's people see their own unit in them. */
export async function periodStages(
  { doors, visitor }: Seen,
  { period: id }: EndpointParsed<'periodStages'>,
): Promise<PeriodStages> {
  const { pool, now, settings } = doors.house;
  const actor = visitor.actor!;
  const own = isOfUnits(actor) ? actor.unit : null;
  const grounds = await groundsOf(doors, id);
  const rows = await chainRows(pool, await settings(), grounds.period.chain, now());
  const found = rows.find(({ row }) => row.id === id);
  if (!found) throw new HouseError('not-found', 'There is no such period.');
  const { row } = found;
  const to = PERIOD_STATES[PERIOD_STATES.indexOf(row.state) + 1];
  const said = to && mayMoveTo(stageOf(found), to, now());
  const revisions = await readRevisions(pool, id);
  return {
    period: periodOf(grounds),
    reviewUntil: row.review_until,
    publishedAt: row.published_at,
    appealsUntil: row.appeals_until,
    revision: row.revision,
    next: to && said ? { to, refused: said.ok ? null : said.clause } : null,
    appeals: await countAppeals(pool, id, own),
    revisions:
      own === null
        ? revisions
        : revisions.map((one) => ({ ...one, units: one.units.filter((unit) => unit.unit === own) })),
  };
}

export async function appeals(
  { doors, visitor }: Seen,
  { period, unit }: EndpointParsed<'appeals'>,
): Promise<Appeals> {
  const actor = visitor.actor!;
  if (unit !== undefined) refuseOtherUnit(actor, unit);
  const own = isOfUnits(actor) ? actor.unit : (unit ?? null);
  return { appeals: await readAppeals(doors.house.pool, period, own) };
}
