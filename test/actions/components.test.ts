import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EndpointInput } from '../../core/contract/api/endpoints.ts';
import { reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, OUTSIDE, type Spot } from '../spots.ts';

let house: TestHouse;
let door: Door;
let deeds: Deeds;
let spot: Spot;
let far: Spot;
let collector: Client;
let farCollector: Client;
let officer: Client;
let supervisor: Client;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot, far] = (await findSpots(house.owner)) as [Spot, Spot];
  const person = (login: string) => sessionOf(house.owner, door.base, login);
  [collector, farCollector, officer, supervisor] = await Promise.all([
    person(spot.trusted),
    person(far.trusted),
    person('intake'),
    person('supervise'),
  ]);
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

async function statusOf(code: string): Promise<string> {
  const { rows } = await house.owner.query('SELECT status FROM component WHERE code = $1', [code]);
  return rows[0].status;
}

async function changes(code: string): Promise<string[]> {
  const { rows } = await house.owner.query(
    `SELECT from_status || ' ' || to_status || CASE WHEN case_id IS NULL THEN ' proposal' ELSE ' case' END AS line
       FROM component_status_log WHERE component_code = $1 ORDER BY id`,
    [code],
  );
  return rows.map(({ line }) => line);
}

async function conditionSaying(missing: boolean): Promise<string> {
  const { rows } = await house.owner.query(
    `SELECT key FROM filing_condition WHERE category_key = $1 AND (component_status = 'missing') IS NOT DISTINCT FROM $2 ORDER BY n LIMIT 1`,
    [MANHOLE, missing ? true : null],
  );
  return rows[0].key;
}

async function closed(id: string): Promise<void> {
  const [unit, shift] = [await deeds.as(spot.unit), await deeds.as('shift')];
  await deeds.step(id);
  await deeds.command(unit, id, 'feedback', { photos: [await deeds.photo(unit)] });
  await deeds.step(id);
  await deeds.command(shift, id, 'pass', { photos: [await deeds.photo(shift)] });
  await deeds.command(shift, id, 'close', {});
}

test('a component’s status follows its cases, the worst that is open, and is intact when the last is resolved', async () => {
  const code = spot.component;
  const [damaged, missing] = [await conditionSaying(false), await conditionSaying(true)];
  const first = await deeds.filed(spot, damaged);
  expect(await statusOf(code)).toBe('damaged');
  const second = await deeds.filed(spot, missing);
  expect(await statusOf(code)).toBe('missing');
  await closed(second);
  expect(await statusOf(code)).toBe('damaged');
  await closed(first);
  expect(await statusOf(code)).toBe('intact');
  const mistaken = await deeds.filed(spot, missing);
  await deeds.command(await deeds.as('shift'), mistaken, 'void', { reason: 'mistaken' });
  expect(await statusOf(code)).toBe('intact');
  // A report alone says nothing of the component, and a case amended to another component leaves this one.
  await deeds.report(await deeds.as('intake'), reportAt(spot, { component: code }));
  const moved = await deeds.filed(spot, damaged);
  await deeds.command(await deeds.as('intake'), moved, 'amend', { component: far.component });
  expect([await statusOf(code), await statusOf(far.component)]).toEqual(['intact', 'damaged']);
  expect(await changes(code)).toEqual([
    'intact damaged case',
    'damaged missing case',
    'missing damaged case',
    'damaged intact case',
    'intact missing case',
    'missing intact case',
    'intact damaged case',
    'damaged intact case',
  ]);
});

test('the change of a component is written with the case or not at all', async () => {
  const { rows } = await house.owner.query('SELECT max(id) AS last FROM component_status_log');
  await house.owner.query('ALTER TABLE component_status_log ADD CONSTRAINT full_up CHECK (id < 0) NOT VALID');
  await expect(deeds.filed(spot)).rejects.toMatchObject({ code: '23514' });
  await house.owner.query('ALTER TABLE component_status_log DROP CONSTRAINT full_up');
  const after = await house.owner.query('SELECT max(id) AS last FROM component_status_log');
  expect(after.rows).toEqual(rows);
  expect(await statusOf(spot.component)).toBe('intact');
});

type Proposal = EndpointInput<'proposeComponent'>;
async function proposal(more: Partial<Proposal> = {}): Promise<Proposal> {
  return {
    id: v7(),
    kind: 'status',
    component: spot.component,
    status: 'abandoned',
    photos: [await collector.upload(await picture())],
    ...more,
  };
}

test('a collector proposes, an officer decides; sent twice it is one, and only the accepted changes the register', async () => {
  const refused = await proposal({ status: 'removed' });
  await collector.call('proposeComponent', refused);
  const officers = await officer.call('componentProposals', {});
  expect(officers.proposals).toMatchObject([
    { id: refused.id, recorded: 'intact', status: 'removed', state: 'open' },
  ]);
  expect(JSON.stringify(officers)).not.toContain((await deeds.as(spot.trusted)).id);
  // The officer sees the photo of what is to be decided.
  const photo = await fetch(`${door.base}/api/photos/${refused.photos![0]}`, {
    headers: { cookie: officer.cookie },
  });
  expect(photo.status).toBe(200);
  await expect(officer.call('decideProposal', { id: refused.id, accept: false })).rejects.toMatchObject({
    status: 422,
  });
  await officer.call('decideProposal', { id: refused.id, accept: false, reason: 'it stands there' });
  expect(await statusOf(spot.component)).toBe('intact');
  const accepted = await proposal();
  expect(await collector.call('proposeComponent', accepted)).toEqual({ id: accepted.id, state: 'open' });
  expect(await collector.call('proposeComponent', accepted)).toEqual({ id: accepted.id, state: 'open' });
  await expect(farCollector.call('proposeComponent', accepted)).rejects.toMatchObject({ status: 409 });
  await expect(collector.call('proposeComponent', await proposal())).rejects.toMatchObject({
    body: { error: { clause: '02.propose-component.open' } },
  });
  expect((await officer.call('componentProposals', { show: 'decided' })).proposals).toMatchObject([
    { id: refused.id, state: 'refused', recordedLon: spot.lon, recordedLat: spot.lat },
  ]);
  const decisions = await Promise.allSettled(
    Array.from({ length: 6 }, () => officer.call('decideProposal', { id: accepted.id, accept: true })),
  );
  expect(decisions.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await statusOf(spot.component)).toBe('abandoned');
  expect((await changes(spot.component)).at(-1)).toBe('intact abandoned proposal');
  expect(
    (await collector.call('componentProposals', {})).proposals.map(({ id, state }) => [id, state]),
  ).toEqual([
    [accepted.id, 'accepted'],
    [refused.id, 'refused'],
  ]);
  // What a person has decided, no case takes back.
  await closed(await deeds.filed(spot));
  expect(await statusOf(spot.component)).toBe('abandoned');
});

test('a component that is not in the register is entered where it was found, one that stands elsewhere is moved', async () => {
  const place = { lon: far.lon, lat: far.lat };
  const fresh = await proposal({ kind: 'new', component: null, status: null, categoryKey: MANHOLE, place });
  await collector.call('proposeComponent', fresh);
  const { component } = await officer.call('decideProposal', { id: fresh.id, accept: true });
  const entered = await house.owner.query(
    'SELECT category_key, cell_code, status, ST_X(geom) AS lon, ST_Y(geom) AS lat FROM component WHERE code = $1',
    [component],
  );
  expect(entered.rows).toEqual([{ category_key: MANHOLE, cell_code: far.cell, status: 'intact', ...place }]);
  const moved = await proposal({
    kind: 'moved',
    component,
    status: null,
    place: { lon: spot.lon, lat: spot.lat },
  });
  await collector.call('proposeComponent', moved);
  await officer.call('decideProposal', { id: moved.id, accept: true });
  const stands = await house.owner.query('SELECT cell_code FROM component WHERE code = $1', [component]);
  expect(stands.rows).toEqual([{ cell_code: spot.cell }]);
  for (const [rule, wrong] of [
    ['outside-city', { kind: 'moved', status: null, place: OUTSIDE }],
    ['unknown', { component: 'no-such-component' }],
    ['photo', { photos: [] }],
    [
      'category',
      { kind: 'new', component: null, status: null, place, categoryKey: 'gbt2026/incident/01001' },
    ],
  ] as const)
    await expect(
      collector.call('proposeComponent', await proposal(wrong as Partial<Proposal>)),
    ).rejects.toMatchObject({
      body: { error: { clause: `02.propose-component.${rule}` } },
    });
});

test('a survey gives each cell of the area to its beat; a cell is done when everything recorded was looked at', async () => {
  const id = v7();
  const survey = {
    id,
    title: '井盖普查',
    categoryKey: MANHOLE,
    area: spot.subdistrict,
    dueAt: Date.now() + 86_400_000,
  };
  await supervisor.call('openSurvey', survey);
  expect(await supervisor.call('openSurvey', survey)).toMatchObject({ id });
  const mine = (await collector.call('surveys', {})).surveys.find((one) => one.id === id)!;
  const task = mine.tasks.find(({ cell }) => cell === spot.cell)!;
  expect(task.components).toContain(spot.component);
  expect((await farCollector.call('surveys', {})).surveys.find((one) => one.id === id)).toBeUndefined();
  const [first, ...others] = task.components;
  const cell = { survey: id, cell: spot.cell };
  const clause = (rule: string) => ({ body: { error: { clause: `02.survey-cell.${rule}` } } });
  await expect(
    farCollector.call('surveyCell', { ...cell, seen: [...task.components] }),
  ).rejects.toMatchObject(clause('own'));
  await expect(collector.call('surveyCell', { ...cell, seen: others })).rejects.toMatchObject(
    clause('missing'),
  );
  await expect(
    collector.call('surveyCell', { ...cell, seen: [...task.components, 'x'] }),
  ).rejects.toMatchObject(clause('strange'));
  await collector.call(
    'proposeComponent',
    await proposal({ component: first, status: 'removed', survey: id }),
  );
  await collector.call('surveyCell', { ...cell, seen: others });
  await expect(collector.call('surveyCell', { ...cell, seen: others })).rejects.toMatchObject(clause('done'));
  const now = (await supervisor.call('surveys', {})).surveys.find((one) => one.id === id)!;
  expect(now).toMatchObject({ done: 1, proposals: 1, tasks: [] });
  const { cells } = await supervisor.call('surveyCells', { id });
  expect(cells).toHaveLength(now.cells);
  expect(cells[0]).toMatchObject({
    cell: spot.cell,
    beat: spot.beat,
    recorded: task.components.length,
    seen: others.length,
    proposals: 1,
    doneAt: expect.any(Number),
  });
  const found = await supervisor.call('componentProposals', { survey: id });
  expect(found.proposals).toMatchObject([{ component: first, survey: id, state: 'open' }]);
  expect(now.cells).toBeGreaterThan(1);
  const after = (await collector.call('surveys', {})).surveys.find((one) => one.id === id)!;
  expect(after.tasks.map((one) => one.cell)).not.toContain(spot.cell);
  for (const wrong of [{ area: 'nowhere' }, { categoryKey: 'nothing' }, { dueAt: 1 }])
    await expect(supervisor.call('openSurvey', { ...survey, ...wrong, id: v7() })).rejects.toMatchObject({
      status: 422,
    });
});
