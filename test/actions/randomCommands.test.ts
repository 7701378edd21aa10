import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CASE_DEEDS } from '../../actions/caseCommands.ts';
import { machine, recomputeDeadline, stepCase, turnLights } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import type { Receipt } from '../../core/contract/api/answers.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { CaseEvent } from '../../core/rules/case/events.ts';
import { type Actor, ROLES } from '../../core/rules/case/people.ts';
import { maySee } from '../../core/rules/case/sight.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import { canSee } from '../../db/queries/cases.ts';
import { isLostRace, sqlState } from '../../db/tx.ts';
import { expectSound, readLog } from '../caseLog.ts';
import { reportAt } from '../city.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE } from '../spots.ts';
import { type Act, givenBy, histories, type People } from './randomCommands.ts';

// A net for a machine that has much else to do; no measure.
vi.setConfig({ testTimeout: 300_000 });
// A Monday, ten o'clock in the demo city.
const MONDAY = Date.parse('2026-11-23T02:00:00Z');
const MACHINE_DEEDS = [stepCase, turnLights, recomputeDeadline] as const;
let now = MONDAY;
let house: TestHouse;
let deeds: Deeds;
let people: People;
let looked = 0;

beforeAll(async () => {
  house = await openTestHouse({ now: () => now });
  deeds = openDeeds(house);
  const [spot, other] = await findSpots(house.owner);
  const logins = [
    'intake',
    'dispatch',
    'supervise',
    'shift',
    'office',
    'leader',
    'admin',
    'evaluate',
    spot!.unit,
    `${spot!.unit}-head`,
    other!.unit,
    'transport',
    spot!.unitDispatcher,
    spot!.trusted,
    spot!.other,
    'grid-1',
  ];
  const actors = await Promise.all([...new Set(logins)].map((login) => deeds.as(login)));
  const photoOf = new Map<string, string>();
  for (const actor of actors) photoOf.set(actor.id, await deeds.photo(actor));
  people = { spot: spot!, other: other!, actors, photoOf };
  // One collector on duty: some checks have somebody, those elsewhere have nobody.
  await house.owner.query(
    'INSERT INTO duty (user_id, since, beat_code) SELECT id, now(), beat_code FROM app_user WHERE login = $1',
    [spot!.trusted],
  );
});
afterAll(() => house?.close());

/** What came of an act: done, or refused by a rule that says its clause; anything else is a fault. */
type Outcome = 'done' | 'refused';

async function outcomeOf(deed: Promise<unknown>): Promise<Outcome> {
  try {
    await deed;
    return 'done';
  } catch (error) {
    // Two servers on one row may be told to try again; the hallway has tried four times by then.
    if (isLostRace(error) || sqlState(error) === '55P03') return 'refused';
    if (!(error instanceof HouseError)) throw error;
    expect(['bad-input', 'forbidden', 'not-found', 'conflict', 'refused']).toContain(error.code);
    expect(error.message).not.toBe('');
    if (error.code === 'refused' || error.code === 'conflict')
      expect(error.details.clause).toMatch(/^0[24]\./);
    return 'refused';
  }
}

async function play(id: string, act: Act, firstVersion: number): Promise<Outcome> {
  // Every fifth act is the machine's, whatever is or is not owed.
  if (act.pick % 5 === 0) {
    const deed = MACHINE_DEEDS[act.pick % MACHINE_DEEDS.length]!;
    return outcomeOf(
      run<typeof deed.input, unknown>(house.house, deed, { caseId: id }, { actor: machine('test') }),
    );
  }
  const state = await deeds.state(id);
  const { by, command, body } = givenBy(act, state, people, now);
  const version = { now: state.version, old: firstVersion, none: undefined }[act.seen];
  const give = (key: string | null) =>
    run(house.house, CASE_DEEDS[command], { ...body, id, version }, { actor: by, key });
  if (!act.twice) return outcomeOf(give(null));
  const key = `key-${createHash('sha256').update(`${id} ${act.pick} ${now}`).digest('hex').slice(0, 20)}`;
  const [first, second] = await Promise.all([outcomeOf(give(key)), outcomeOf(give(key))]);
  if (first === 'done') expect(second).toBe('done');
  return first;
}

async function reported(pick: number): Promise<Receipt> {
  const { spot, photoOf } = people;
  const by = await deeds.as(pick % 2 ? spot.trusted : 'intake');
  const conditionKey = `${MANHOLE}/${1 + (pick % 5)}`;
  const what = pick % 2 ? { conditionKey, component: spot.component, photos: [photoOf.get(by.id)!] } : {};
  return deeds.report(by, reportAt(spot, { ...what, text: 'reported in words' }));
}

test('random commands, also illegal, also at once: every rule of spec 02 holds of rows, log and outbox', async () => {
  const reached = new Map<string, number>();
  const outcomes = { done: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(histories, async (groups) => {
      now = MONDAY;
      const { id, version } = await reported(groups[0]![0]!.pick);
      for (const group of groups) {
        now += group[0]!.waitMs;
        const came = await Promise.all(group.map((act) => play(id, act, version)));
        for (const outcome of came) outcomes[outcome]++;
        const { status } = await deeds.state(id);
        reached.set(status, (reached.get(status) ?? 0) + 1);
      }
      await expectEverything(id);
    }),
    { numRuns: 20, endOnFailure: true },
  );
  // The histories are worth something: they come round, and both answers are common.
  for (const status of ['reported', 'filed', 'handling', 'awaiting-check', 'checking', 'closed', 'voided'])
    expect(reached.get(status) ?? 0, status).toBeGreaterThan(0);
  expect(Math.min(outcomes.done, outcomes.refused)).toBeGreaterThan(100);
});

async function expectEverything(id: string): Promise<void> {
  const state = await expectSound(house.owner, id, (await house.house.settings()).casePolicy);
  const events = (await readLog(house.owner, id)).map(({ event }) => event);
  expectReturnsKept(events);
  // Many people, much the same in every history: every fifth is enough.
  if (looked++ % 5 === 0) await expectSameSight(id, state);
  // Nothing stands nowhere.
  if (state.status === 'filed') expect(state.routingOwed).toBe(state.hand === 'machine');
  const { rows } = await house.owner.query('SELECT seq FROM outbox WHERE case_id = $1 ORDER BY seq', [id]);
  // No relay runs here: every fact has its bell still to be rung, once.
  expect(rows.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq));
  const texts = await house.owner.query('SELECT seq FROM case_text WHERE case_id = $1 ORDER BY seq', [id]);
  const digests = await house.owner.query(
    'SELECT seq FROM case_event WHERE case_id = $1 AND text_digest IS NOT NULL ORDER BY seq',
    [id],
  );
  expect(texts.rows).toEqual(digests.rows);
  expect(JSON.stringify(events)).not.toContain('in words');
}

/** What SQL lets an actor see is what the rule lets see, for everybody who has or has not to do with the case. */
async function expectSameSight(id: string, state: CaseState): Promise<void> {
  const { cell, community, subdistrict, beat } = state.areas;
  const outsiders = ROLES.flatMap((role): Actor[] => [
    { id: 'outsider', role, unit: 'transport', areas: [] },
    { id: state.reportedBy.id, role, unit: null, areas: [] },
    { id: id, role, unit: people.spot.unit, areas: [] },
    { id: state.lastChecker ?? 'nobody', role, unit: people.other.unit, areas: [] },
    ...[cell, community, subdistrict, beat]
      .filter((area) => area !== null)
      .map((area) => ({ id: 'neighbour', role, unit: null, areas: ['elsewhere', area] })),
  ]);
  const wrong: unknown[] = [];
  for (const actor of [...people.actors, ...outsiders])
    if ((await canSee(house.pool, actor, id)) !== maySee(state, actor)) wrong.push(actor);
  expect(wrong).toEqual([]);
}

/** After a return a person dispatches, never the machine. */
function expectReturnsKept(events: readonly CaseEvent[]): void {
  let returned = false;
  for (const { type, actor } of events) {
    if (type === 'returned') returned = true;
    if (type !== 'dispatched' && type !== 'substituted') continue;
    if (returned) expect(isMachine(actor)).toBe(false);
    returned = false;
  }
}

function isMachine({ role }: Pick<Actor, 'role'>): boolean {
  return role === 'machine';
}
