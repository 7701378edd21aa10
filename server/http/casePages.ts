import { routeOf } from '../../actions/routing.ts';
import type { CaseRouting } from '../../core/contract/api/answers.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { canSee, readCase } from '../../db/queries/cases.ts';
import { collectorChoices } from '../../db/queries/duty.ts';
import { lookAt } from '../../db/queries/presence.ts';
import type { Seen } from './seen.ts';

/** What the router would say of the case now, beside what it said then; nothing is carried out. */
export async function caseRouting({ doors, visitor }: Seen, { id }: { id: string }): Promise<CaseRouting> {
  const { pool } = doors.house;
  const state = (await canSee(pool, visitor.actor!, id)) ? await readCase(pool, id) : null;
  if (!state) throw new HouseError('not-found', 'There is no such case for you.');
  if (!state.categoryKey) return { unit: null, reason: 'no-category', candidates: [], explanation: [] };
  const settings = await doors.house.settings();
  const answer = await routeOf({ tx: pool, settings, now: doors.house.now() }, state);
  return answer.ok
    ? { unit: answer.unit, reason: null, candidates: [], explanation: answer.explanation }
    : { unit: null, reason: answer.reason, candidates: answer.candidates, explanation: answer.explanation };
}

/** Whom a task of the case can be given to; live positions are not told. */
export async function caseCollectors({ doors, visitor }: Seen, { id }: { id: string }) {
  const { pool } = doors.house;
  const state = (await canSee(pool, visitor.actor!, id)) ? await readCase(pool, id) : null;
  if (!state) throw new HouseError('not-found', 'There is no such case for you.');
  return { collectors: await collectorChoices(pool, state.areas) };
}

/** No deed: nothing of the city changes, and it comes every few seconds. */
export async function lookAtCase({ doors, visitor }: Seen, { id }: { id: string }) {
  const { pool } = doors.house;
  if (!(await canSee(pool, visitor.actor!, id)))
    throw new HouseError('not-found', 'There is no such case for you.');
  return { names: await lookAt(pool, visitor.actor!.id, id) };
}
