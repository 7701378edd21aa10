import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, Role } from '../../core/rules/case/people.ts';
import { ROLES } from '../../core/rules/case/people.ts';
import { maySee } from '../../core/rules/case/sight.ts';
import { canSee } from '../../db/queries/cases.ts';
import { countHands, listCases, listDuplicates, readCard } from '../../db/queries/lists.ts';
import { reportAt } from '../city.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

let house: TestHouse;
let deeds: Deeds;
let near: Spot;
let far: Spot;
/** Cases by what has happened to them. */
let cases: Record<string, string>;
let people: Record<string, Actor>;

beforeAll(async () => {
  house = await openTestHouse();
  deeds = openDeeds(house);
  [near, far] = (await findSpots(house.owner)) as [Spot, Spot];
  const stranger = (role: Role, own: Partial<Actor> = {}): Actor => ({
    id: `test-${role}`,
    role,
    unit: null,
    areas: [],
    ...own,
  });
  people = {
    collector: await deeds.as(near.trusted),
    colleague: await deeds.as(near.other),
    farCollector: await deeds.as(far.trusted),
    gridHead: stranger('grid-head', { areas: [near.cell] }),
    courtyardHead: stranger('courtyard-head', { areas: [far.cell] }),
    unit: await deeds.as(near.unit),
    head: await deeds.as(`${near.unit}-head`),
    otherUnit: await deeds.as('transport'),
    thirdUnit: await deeds.as('commerce'),
    unitDispatcher: await deeds.as(near.unitDispatcher),
    farDispatcher: await deeds.as(far.unitDispatcher),
    ...Object.fromEntries(
      ROLES.filter((role) => !/collector|head|liaison|unit-dispatcher/.test(role)).map((role) => [
        role,
        stranger(role),
      ]),
    ),
  };
  const [intake, dispatcher, collector] = [
    await deeds.as('intake'),
    await deeds.as('dispatch'),
    people.collector!,
  ];
  const reported = await deeds.report(
    collector,
    reportAt(near, { categoryKey: MANHOLE, photos: [await deeds.photo(collector)] }),
  );
  const handled = await deeds.handled(near);
  const farHandled = await deeds.handled(far);
  const moved = await deeds.handled(near);
  await deeds.command(await deeds.as(near.unit), moved, 'return', { reason: 'not-ours' });
  await deeds.command(dispatcher, moved, 'dispatch', {
    unit: 'transport',
    assisting: ['commerce'],
    reason: 'theirs',
  });
  const checking = await deeds.handled(near);
  await deeds.command(people.unit!, checking, 'feedback', { photos: [await deeds.photo(people.unit!)] });
  await deeds.command(await deeds.as('supervise'), checking, 'issue-check', {
    collector: people.farCollector!.id,
  });
  const closed = await deeds.handled(near);
  await deeds.command(people.unit!, closed, 'feedback', { photos: [await deeds.photo(people.unit!)] });
  await deeds.command(await deeds.as('supervise'), closed, 'issue-check', {
    collector: people.colleague!.id,
  });
  await deeds.command(people.colleague!, closed, 'pass', { photos: [await deeds.photo(people.colleague!)] });
  await deeds.command(intake, closed, 'close', {});
  cases = { reported: reported.id, handled, farHandled, moved, checking, closed };
});
afterAll(() => house?.close());

/** Who sees what (spec 06), written out by hand. */
const ALL = ['reported', 'handled', 'farHandled', 'moved', 'checking', 'closed'];
const NEAR_OPEN = ['reported', 'handled', 'moved', 'checking'];
const SIGHT: Record<string, readonly string[]> = {
  collector: NEAR_OPEN,
  // Tasks of one's own, also those that are done.
  colleague: ['closed'],
  farCollector: ['farHandled', 'checking'],
  gridHead: ['reported', 'handled', 'moved', 'checking', 'closed'],
  courtyardHead: ['farHandled'],
  unit: [],
  head: [],
  otherUnit: ['moved'],
  thirdUnit: ['moved'],
  unitDispatcher: ['reported', 'handled', 'moved', 'checking', 'closed'],
  farDispatcher: ['farHandled'],
  company: [],
  administrator: [],
  resident: [],
  integration: [],
};

function expected(name: string): readonly string[] {
  // The two spots may have the same unit; then it sees both cases.
  if (name === 'unit' || name === 'head')
    return ['handled', ...(far.unit === near.unit ? ['farHandled'] : []), 'moved', 'checking', 'closed'];
  return SIGHT[name] ?? ALL;
}

test('each role sees its cases and no others: detail, lists, counts and duplicates agree, and with the rule', async () => {
  for (const [name, actor] of Object.entries(people)) {
    const wanted = expected(name);
    const seen: Record<string, string[]> = { rule: [], detail: [], card: [], list: [] };
    const listed = (await listCases(house.pool, actor, { limit: 100, atMs: Date.now() })).cases.map(
      (card) => card.id,
    );
    for (const [what, id] of Object.entries(cases)) {
      if (maySee(await deeds.state(id), actor)) seen.rule!.push(what);
      if (await canSee(house.pool, actor, id)) seen.detail!.push(what);
      if (await readCard(house.pool, actor, id)) seen.card!.push(what);
      if (listed.includes(id)) seen.list!.push(what);
    }
    const open = wanted.filter((what) => what !== 'closed');
    expect({ name, ...seen }).toEqual({ name, rule: wanted, detail: wanted, card: wanted, list: open });
    const counted = (await countHands(house.pool, actor, Date.now())).reduce(
      (sum, hand) => sum + hand.open,
      0,
    );
    expect({ name, counted }).toEqual({ name, counted: open.length });
    const duplicates = await listDuplicates(house.pool, actor, {
      categoryKey: MANHOLE,
      lon: near.lon,
      lat: near.lat,
      radiusM: 50,
      since: 0,
    });
    expect({ name, duplicates: new Set(duplicates.map((card) => card.id)) }).toEqual({
      name,
      duplicates: new Set(open.filter((what) => what !== 'farHandled').map((what) => cases[what])),
    });
  }
});

test('a filter never widens sight: foreign unit, any hand, any search', async () => {
  const other = people.otherUnit!;
  const foreign = [
    { unit: near.unit },
    { hand: 'acceptance' as const },
    { status: 'reported' as const },
    { q: (await deeds.state(cases.handled!)).number },
  ];
  for (const filter of foreign)
    expect({
      filter,
      cases: (await listCases(house.pool, other, { ...filter, limit: 100, atMs: Date.now() })).cases,
    }).toEqual({
      filter,
      cases: [],
    });
  const made = await listCases(house.pool, other, {
    limit: 100,
    atMs: Date.now(),
    after: `1970-01-01T00:00:00Z_${cases.handled}' OR true --`,
  });
  expect(made.cases.map((card) => card.id)).toEqual([cases.moved]);
});

test('pages follow one another without gaps or repetitions, whatever the limit', async () => {
  const shift = await deeds.as('shift');
  const all = (await listCases(house.pool, shift, { limit: 100, atMs: Date.now() })).cases.map(
    (card) => card.id,
  );
  const paged: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listCases(house.pool, shift, { limit: 2, after, atMs: Date.now() });
    paged.push(...page.cases.map((card) => card.id));
    if (!page.next) break;
    after = page.next;
  }
  expect(paged).toEqual(all);
  expect(all).toHaveLength(5);
});

test('a command on a case that one does not see is answered like one on no case at all', async () => {
  const other = people.thirdUnit!;
  const nothing = '018f0000-0000-7000-8000-000000000000';
  const answers = await Promise.all(
    [cases.handled!, nothing].map((id) =>
      deeds.command(other, id, 'acknowledge', {}).catch((error) => error.body()),
    ),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ error: { code: 'not-found' } });
  // What one sees but does not have is refused as such.
  await expect(deeds.command(other, cases.moved!, 'acknowledge', {})).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(deeds.command(other, cases.moved!, 'note', { text: 'we help' })).resolves.toMatchObject({
    status: 'handling',
  });
});

test('a unit never checks or closes its own case, whatever else its people may do', async () => {
  for (const name of ['unit', 'head', 'unitDispatcher'] as const) {
    const photos = [await deeds.photo(people[name]!)];
    for (const [command, body] of [
      ['pass', { photos }],
      ['close', {}],
      ['issue-check', {}],
      ['send-back', { reason: 'x' }],
    ] as const)
      await expect(
        deeds.command(people[name]!, cases.checking!, command, body as never),
      ).rejects.toMatchObject({ code: 'forbidden' });
  }
});
