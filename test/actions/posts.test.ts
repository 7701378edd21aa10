import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EndpointInput } from '../../core/contract/api/endpoints.ts';
import { reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { addPerson, type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHIFT = 'shift-lead';
let house: TestHouse;
let door: Door;
let deeds: Deeds;
let spot: Spot;
let shift: Client;
let second: Client;
let head: Client;
let liaison: Client;
let ids: Record<string, string>;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  const person = (login: string) => sessionOf(house.owner, door.base, login);
  [shift, second, head, liaison] = (await Promise.all(
    ['shift', 'supervise', `${spot.unit}-head`, spot.unit].map(person),
  )) as [Client, Client, Client, Client];
  ids = Object.fromEntries(
    await Promise.all(
      ['shift', 'supervise', 'dispatch', spot.unit, `${spot.unit}-head`].map(async (login) => [
        login,
        (await deeds.as(login)).id,
      ]),
    ),
  );
});
beforeEach(() => house.owner.query('DELETE FROM absence'));
afterAll(async () => {
  await door?.close();
  await house?.close();
});

type Absence = EndpointInput<'announceAbsence'>;
const away = (post: string, holder: string, more: Partial<Absence> = {}): Absence => ({
  id: v7(),
  post,
  holder,
  from: Date.now() + 2 * DAY,
  to: Date.now() + 3 * DAY,
  planned: true,
  note: '未结案卷见交接单',
  ...more,
});
const sick = { planned: false, note: null, from: Date.now() - HOUR } as const;
const clause = (status: number, name: string) => ({ status, body: { error: { clause: name } } });

test('a planned absence needs its note and a day, and somebody who holds the post meanwhile', async () => {
  const post = `liaison/${spot.unit}`;
  const [a, b] = [ids[spot.unit]!, ids[`${spot.unit}-head`]!];
  await expect(liaison.call('announceAbsence', away(post, a, { note: null }))).rejects.toMatchObject(
    clause(422, '04.absence.note'),
  );
  await expect(
    liaison.call('announceAbsence', away(post, a, { from: Date.now() + HOUR })),
  ).rejects.toMatchObject(clause(422, '04.absence.day-before'));
  const first = away(post, a);
  expect(await liaison.call('announceAbsence', first)).toEqual({ id: first.id, gapAt: null });
  expect(await liaison.call('announceAbsence', first)).toEqual({ id: first.id, gapAt: null });
  await expect(head.call('announceAbsence', away(post, b))).rejects.toMatchObject(
    clause(422, '04.absence.no-holder'),
  );
  const third = await addPerson(house.owner, 'liaison', { unit: spot.unit });
  expect(await head.call('announceAbsence', away(post, b, { third: third.id }))).toMatchObject({
    gapAt: null,
  });
  // Two heads at once could each believe that the other is there: the post's row lets one after the other.
  await house.owner.query('DELETE FROM absence');
  const both = await Promise.allSettled([
    liaison.call('announceAbsence', away(post, a)),
    head.call('announceAbsence', away(post, b)),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  // Another unit's post does not exist for its people.
  const stranger = await sessionOf(house.owner, door.base, 'transport-head');
  await expect(stranger.call('announceAbsence', away(post, a))).rejects.toMatchObject({ status: 404 });
});

test('an unplanned gap is taken as the fact that it is, and shows to the head', async () => {
  const post = `liaison/${spot.unit}`;
  const mine = async () => (await head.call('posts', {})).posts.find(({ code }) => code === post)!;
  expect((await mine()).holder).toEqual({ user: ids[spot.unit], as: 'first' });
  await liaison.call('announceAbsence', away(post, ids[spot.unit]!, sick));
  expect((await mine()).holder).toEqual({ user: ids[`${spot.unit}-head`], as: 'second' });
  const { gapAt } = await head.call('announceAbsence', away(post, ids[`${spot.unit}-head`]!, sick));
  expect(gapAt).not.toBeNull();
  // The head is told at once, and nobody else.
  const told = await house.owner.query(
    `SELECT u.login, (n.data ->> 'dueAt')::float8 AS at FROM notice n JOIN app_user u ON u.id = n.user_id WHERE n.kind = 'post-gap'`,
  );
  expect(told.rows).toEqual([{ login: `${spot.unit}-head`, at: gapAt }]);
  expect((await mine()).holder).toBeNull();
  const { rows } = await house.owner.query(
    `SELECT actor FROM audit WHERE what = 'absence-with-gap' AND target = $1`,
    [post],
  );
  expect(rows).toEqual([{ actor: ids[`${spot.unit}-head`] }]);
});

test('who is back earlier holds the post again at once; an absence that had not begun never was one', async () => {
  const post = `liaison/${spot.unit}`;
  const mine = async () => (await head.call('posts', {})).posts.find(({ code }) => code === post)!;
  const now = away(post, ids[spot.unit]!, sick);
  const later = away(post, ids[spot.unit]!, { from: Date.now() + 5 * DAY, to: Date.now() + 6 * DAY });
  for (const one of [now, later]) await liaison.call('announceAbsence', one);
  expect((await mine()).absences.map(({ id }) => id)).toEqual([now.id, later.id]);
  const stranger = await sessionOf(house.owner, door.base, 'transport-head');
  await expect(stranger.call('endAbsence', { post, id: now.id })).rejects.toMatchObject({ status: 404 });
  const colleague = await addPerson(house.owner, 'liaison', { unit: spot.unit });
  const other = await sessionOf(house.owner, door.base, colleague.login);
  await expect(other.call('endAbsence', { post, id: now.id })).rejects.toMatchObject(
    clause(403, '04.absence.by'),
  );
  await liaison.call('endAbsence', { post, id: now.id });
  await head.call('endAbsence', { post, id: later.id });
  expect(await mine()).toMatchObject({ absences: [], holder: { user: ids[spot.unit], as: 'first' } });
  await expect(liaison.call('endAbsence', { post, id: now.id })).rejects.toMatchObject(
    clause(409, '04.absence.over'),
  );
  // The facts stay: somebody was away for that hour.
  const { rows } = await house.owner.query('SELECT count(*)::int AS n FROM absence');
  expect(rows).toEqual([{ n: 2 }]);
});

test('while covering B has A’s rights, and only then; what B does is B’s in the log', async () => {
  const id = await deeds.filed(spot);
  const voidIt = (caseId: string) => second.command(caseId, 'void', { reason: 'mistaken' });
  await expect(second.call('cover', { post: SHIFT })).rejects.toMatchObject(clause(422, '04.cover.holder'));
  await expect(voidIt(id)).rejects.toMatchObject({ status: 403 });
  const absence = away(SHIFT, ids.shift!, sick);
  await shift.call('announceAbsence', absence);
  // Not by itself: a person acts in a post knowingly.
  await expect(voidIt(id)).rejects.toMatchObject({ status: 403 });
  expect((await second.call('posts', {})).mayCover).toEqual([SHIFT]);
  expect((await second.call('cover', { post: SHIFT })).user).toMatchObject({
    id: ids.supervise,
    role: 'shift-lead',
  });
  await voidIt(id);
  const { rows } = await house.owner.query(
    `SELECT actor_id, actor_role FROM case_event WHERE case_id = $1 AND type = 'voided'`,
    [id],
  );
  expect(rows).toEqual([{ actor_id: ids.supervise, actor_role: 'shift-lead' }]);
  // Another session of the same person, and another person, are who they are.
  const elsewhere = await sessionOf(house.owner, door.base, 'supervise');
  expect((await elsewhere.call('me', {})).user?.role).toBe('supervision-officer');
  await expect(
    (await sessionOf(house.owner, door.base, 'dispatch')).call('cover', { post: SHIFT }),
  ).rejects.toMatchObject({ status: 422 });
  // A comes back: from that moment on B is B again, without doing anything.
  await house.owner.query('UPDATE absence SET to_at = now() WHERE id = $1', [absence.id]);
  const next = await deeds.filed(spot);
  await expect(voidIt(next)).rejects.toMatchObject({ status: 403 });
  expect((await second.call('me', {})).user?.role).toBe('supervision-officer');
  expect((await second.call('cover', { post: null })).user?.role).toBe('supervision-officer');
});

test('a shift is handed over with its reds and emergencies, signed by two', async () => {
  const { id } = await deeds.report(await deeds.as('intake'), reportAt(spot));
  await deeds.command(await deeds.as('intake'), id, 'file', {
    conditionKey: `${MANHOLE}/5`,
    component: spot.component,
  });
  const given = { id: v7(), post: SHIFT, note: '文化路爆管待续' };
  const matters = async (input: object = {}) => shift.call('handoverMatters', { post: SHIFT, ...input });
  expect((await matters()).emergencies).toMatchObject({ all: 1, open: 1, cases: [{ id }] });
  await expect(head.call('handoverMatters', { post: SHIFT })).rejects.toMatchObject({ status: 404 });
  await shift.call('giveOver', given);
  expect(await shift.call('giveOver', given)).toEqual({ id: given.id });
  await expect(shift.call('giveOver', { ...given, id: v7() })).rejects.toMatchObject(
    clause(422, '06.handover.open'),
  );
  await expect(shift.call('takeOver', { id: given.id })).rejects.toMatchObject(
    clause(403, '06.handover.own'),
  );
  await expect(
    (await sessionOf(house.owner, door.base, 'dispatch')).call('takeOver', { id: given.id }),
  ).rejects.toMatchObject(clause(403, '06.handover.by'));
  await second.call('takeOver', { id: given.id });
  await expect(second.call('takeOver', { id: given.id })).rejects.toMatchObject(
    clause(409, '06.handover.taken'),
  );
  const { posts } = await shift.call('posts', {});
  expect(posts.find(({ code }) => code === SHIFT)?.handover).toMatchObject({
    givenBy: ids.shift,
    takenBy: ids.supervise,
    note: given.note,
    emergencies: [id],
  });
  await deeds.command(await deeds.as('shift'), id, 'void', { reason: 'mistaken' });
  expect((await matters({ handover: given.id })).emergencies).toEqual({ all: 1, open: 0, cases: [] });
  expect((await matters()).emergencies.all).toBe(0);
});

test('the roster names who is on duty and every stretch without anybody', async () => {
  const [from, to] = [Date.now() - HOUR, Date.now() + DAY];
  await expect(
    head.call('putOnDuty', { id: v7(), post: SHIFT, user: ids.dispatch!, from, to }),
  ).rejects.toMatchObject({ status: 404 });
  await shift.call('putOnDuty', { id: v7(), post: SHIFT, user: ids.dispatch!, from, to });
  const { posts, names } = await shift.call('posts', {});
  const post = posts.find(({ code }) => code === SHIFT)!;
  expect(post.onDuty).toBe(ids.dispatch);
  expect(names[ids.dispatch!]).toBeTruthy();
  expect(post.gaps).toEqual([{ from: to, to: expect.any(Number) }]);
  expect(post).toMatchObject({ mayHead: true, maySign: true, shifts: [{ user: ids.dispatch, from, to }] });
  const [sees] = (await second.call('posts', {})).posts;
  expect([sees?.mayHead, (await second.call('posts', {})).people]).toEqual([false, []]);
  const next = { id: v7(), post: SHIFT, user: ids.shift!, from: to, to: to + DAY };
  await shift.call('putOnDuty', next);
  await expect(head.call('takeOffDuty', { post: SHIFT, id: next.id })).rejects.toMatchObject({ status: 404 });
  for (const { id } of [next, post.shifts[0]!, next]) await shift.call('takeOffDuty', { post: SHIFT, id });
  const after = (await shift.call('posts', {})).posts.find(({ code }) => code === SHIFT)!;
  expect(after).toMatchObject({ onDuty: null, shifts: [] });
  // What was begun was done: the past keeps it.
  expect((await house.owner.query('SELECT count(*)::int AS n FROM duty_shift')).rows).toEqual([{ n: 1 }]);
  expect((await head.call('posts', {})).posts.map(({ unit }) => unit)).toEqual([spot.unit]);
  const admin = await sessionOf(house.owner, door.base, 'admin');
  const renamed = {
    code: SHIFT,
    zh: '值班长',
    en: 'Shift lead',
    role: 'shift-lead' as const,
    first: ids.shift!,
    second: ids.dispatch!,
  };
  await admin.call('keepPost', renamed);
  expect((await shift.call('posts', {})).posts.find(({ code }) => code === SHIFT)?.second).toBe(ids.dispatch);
  await expect(admin.call('keepPost', { ...renamed, second: ids.shift! })).rejects.toMatchObject(
    clause(422, '04.post.second'),
  );
});
