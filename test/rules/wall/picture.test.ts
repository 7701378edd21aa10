import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WallDelta } from '../../../core/contract/api/wall.ts';
import { SEVEN_STAGES } from '../../../core/contract/stages.ts';
import type { Status } from '../../../core/rules/case/status.ts';
import type { TailRow } from '../../../db/queries/tail.ts';
import { openWallPicture, type WallSource } from '../../../server/live/wall.ts';
import { cameraOn } from '../../../web/src/wall/camera.ts';
import { openWallStore } from '../../../web/src/wall/store.ts';

const CAMERA = cameraOn([103.6, 36, 104, 36.2], { width: 912, height: 620 }, 10);
const DAY = 86_400_000;
const ZERO = Object.fromEntries(SEVEN_STAGES.map((stage) => [stage, 0])) as WallSource['day']['today'];
const STATUSES: Status[] = ['reported', 'filed', 'handling', 'deferred', 'checking', 'closed', 'rejected'];

function source(open: TailRow[] = []): WallSource {
  const day = { start: 0, end: DAY, today: ZERO, trend: { today: [], usual: [] } };
  return { open, positions: new Set(), day, scored: 0, feed: [] };
}

function row(n: number, more: Partial<TailRow> = {}): TailRow {
  return {
    position: n,
    caseId: `case-${n}`,
    seq: 1,
    type: 'reported',
    at: 0,
    actorRole: 'collector',
    version: 1,
    number: `${n}`,
    status: 'handling',
    hand: 'unit',
    channel: 'collector',
    urgency: 'general',
    isOpen: true,
    routingOwed: false,
    categoryKey: null,
    unit: 'water',
    units: [],
    reporter: 'r',
    collector: null,
    subdistrict: null,
    cell: null,
    address: null,
    lon: 103.6 + (n % 97) / 250,
    lat: 36 + (n % 61) / 310,
    yellowFrom: 40,
    redFrom: 50,
    parkedAt: null,
    emergencyOpen: false,
    ...more,
  } as TailRow;
}

/** A screen that follows the picture by deltas only, after its first snapshot. */
function screenOf(picture: ReturnType<typeof openWallPicture>, clock: { now: number }) {
  const store = openWallStore(() => clock.now);
  const heard: WallDelta[] = [];
  let asked = 0;
  const ask = () => {
    asked++;
    store.paint(JSON.parse(JSON.stringify(picture.snapshot())));
  };
  picture.listen({
    delta: (delta) => {
      heard.push(delta);
      if (!store.apply(JSON.parse(JSON.stringify(delta)))) ask();
    },
    painted: ask,
  });
  ask();
  return { store, heard, asked: () => asked };
}

function sameAsFresh(
  screen: ReturnType<typeof screenOf>,
  picture: ReturnType<typeof openWallPicture>,
  clock: { now: number },
): void {
  const fresh = openWallStore(() => clock.now);
  fresh.paint(picture.snapshot()!);
  screen.store.tick();
  const [a, b] = [screen.store.view()!, fresh.view()!];
  const lates = (of: Readonly<Record<string, number>>) =>
    Object.entries(of)
      .filter(([, n]) => n > 0)
      .sort();
  expect(a.stages).toEqual(b.stages);
  expect(a.totals).toEqual(b.totals);
  expect(a.today).toEqual(b.today);
  expect(a.open).toBe(b.open);
  expect(lates(a.lateByUnit)).toEqual(lates(b.lateByUnit));
  const rings = (of: typeof fresh) =>
    of
      .ringsIn(CAMERA)
      .map(({ key, open, red, yellow }) => `${key} ${open} ${red} ${yellow}`)
      .sort();
  expect(rings(screen.store)).toEqual(rings(fresh));
}

const instant = fc.integer({ min: 0, max: 90 });
const fact = fc.record({
  n: fc.integer({ min: 0, max: 30 }),
  status: fc.constantFrom(...STATUSES),
  unit: fc.constantFrom('water', 'power'),
  yellowFrom: fc.option(instant),
  redFrom: fc.option(instant),
  parkedAt: fc.option(instant, { freq: 5 }),
});
const step = fc.record({ facts: fc.array(fact, { maxLength: 4 }), after: fc.integer({ min: 0, max: 12 }) });

test('a screen that only hears deltas shows what a fresh one shows, with single points and with cells', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), fc.boolean(), (steps, many) => {
      const clock = { now: 0 };
      const picture = openWallPicture(() => clock.now);
      // Beyond 3,000 the picture goes over to cells.
      picture.paint(
        source(
          many ? Array.from({ length: 3_010 }, (_, i) => row(1_000 + i, { redFrom: 30 + (i % 70) })) : [],
        ),
      );
      const screen = screenOf(picture, clock);
      for (const { facts, after } of steps) {
        clock.now += after;
        if (facts.length)
          picture.take(
            facts.map(({ n, ...more }) =>
              row(n, { ...more, isOpen: more.status !== 'closed' && more.status !== 'rejected' }),
            ),
          );
        picture.turn();
        sameAsFresh(screen, picture, clock);
      }
      expect(
        screen.heard.every((delta) => (many ? delta.points === undefined : delta.cells === undefined)),
      ).toBe(true);
      expect(screen.asked()).toBe(1);
    }),
    { numRuns: 40 },
  );
});

test('a lost delta is noticed at the next one and heals by a fresh snapshot', () => {
  const clock = { now: 0 };
  const picture = openWallPicture(() => clock.now);
  picture.paint(source());
  const store = openWallStore(() => clock.now);
  store.paint(picture.snapshot()!);
  const deltas: WallDelta[] = [];
  picture.listen({ delta: (delta) => deltas.push(delta), painted: () => undefined });
  picture.take([row(1)]);
  picture.take([row(2)]);
  picture.take([row(3)]);
  expect(store.apply(deltas[0]!)).toBe(true);
  expect(store.apply(deltas[2]!)).toBe(false);
  store.paint(picture.snapshot()!);
  expect(store.view()!.totals.open).toBe(3);
  expect(store.isBehind(picture.beat())).toBe(false);
});

test('a delta of another painting is never taken for the next one', () => {
  const clock = { now: 0 };
  const [one, other] = [openWallPicture(() => clock.now), openWallPicture(() => clock.now)];
  one.paint(source());
  other.paint(source());
  const store = openWallStore(() => clock.now);
  store.paint(one.snapshot()!);
  let delta: WallDelta | undefined;
  other.listen({
    delta: (heard) => {
      delta = heard;
    },
    painted: () => undefined,
  });
  other.take([row(1)]);
  expect(delta!.version).toBe(1);
  expect(store.apply(delta!)).toBe(false);
  expect(store.isBehind(other.beat())).toBe(true);
});

test('events that come while the painting is read are neither lost nor counted twice', () => {
  const clock = { now: 0 };
  const picture = openWallPicture(() => clock.now);
  picture.beginPainting();
  picture.take([row(1), row(2)]);
  // The snapshot of the database has seen the first of them already.
  picture.paint({
    ...source([row(1)]),
    positions: new Set([1]),
    day: { ...source().day, today: { ...ZERO, collected: 1 } },
  });
  const shown = picture.snapshot()!;
  expect(shown.open).toBe(2);
  expect(shown.today.collected).toBe(2);
});

test('with a hundred thousand open cases the snapshot stays small and a change costs a handful of cells', () => {
  const clock = { now: 0 };
  const picture = openWallPicture(() => clock.now);
  picture.paint(source(Array.from({ length: 100_000 }, (_, i) => row(i))));
  const text = JSON.stringify(picture.snapshot());
  expect(text.length).toBeLessThan(500_000);
  let delta: WallDelta | undefined;
  picture.listen({
    delta: (heard) => {
      delta = heard;
    },
    painted: () => undefined,
  });
  picture.take([row(7, { status: 'checking' })]);
  expect(JSON.stringify(delta).length).toBeLessThan(2_000);
});

test('the wall names the cases whose red comes first, and the next ones when those are done', () => {
  const clock = { now: 0 };
  const picture = openWallPicture(() => clock.now);
  picture.paint(source(Array.from({ length: 500 }, (_, i) => row(i, { redFrom: 1_000 + i }))));
  expect(picture.takeWanted().late!.slice(0, 3)).toEqual(['case-0', 'case-1', 'case-2']);
  for (let i = 0; i < 100; i++) picture.take([row(i, { status: 'closed', isOpen: false })]);
  expect(picture.takeWanted().late!.slice(0, 2)).toEqual(['case-100', 'case-101']);
  picture.take([row(100, { redFrom: 1_100, parkedAt: 5 })]);
  expect(picture.takeWanted().late![0]).toBe('case-101');
});
