import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decideAppeal, fileAppeal } from '../../actions/appeals.ts';
import { compareScores, recomputePeriod } from '../../actions/fullScore.ts';
import { type House, openHouse } from '../../actions/house.ts';
import { machine } from '../../actions/machine.ts';
import { markPeriod, movePeriod } from '../../actions/movePeriod.ts';
import { run } from '../../actions/run.ts';
import { rescoreStale } from '../../actions/scoreCase.ts';
import { settlePeriods } from '../../actions/settlePeriods.ts';
import type { ScoreItem } from '../../core/contract/api/answers.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { leadingClause } from '../../core/rules/scoring/pointsLost.ts';
import { readRevisions } from '../../db/queries/revisions.ts';
import type { Client } from '../client.ts';
import { addPerson, type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { calendar } from '../rules/scoring/logs.ts';
import { anyCases } from '../rules/scoring/randomHistory.ts';
import { inOrder, openScoredLog } from '../scoredLog.ts';

const DAY = 86_400_000;
/** May is settled by then, June is open. */
const UNTIL = Date.parse('2026-06-26T00:00:00Z');
let now = Date.parse('2026-05-01T00:00:00Z');
let kept: TestHouse;
let house: House;
let door: Door;
let evaluator: Client;

const EVALUATOR: Actor = { id: 'evaluator', role: 'evaluator', unit: null, areas: [] };
const head = (unit: string): Actor => ({ id: `head-${unit}`, role: 'unit-head', unit, areas: [] });
/** What the workers' settler does once a minute. */
const settle = async () => {
  await rescoreStale(house);
  return run(house, settlePeriods, {}, { actor: machine('test') });
};
const move = (period: number, to: 'settled' | 'in-review' | 'published', actor = EVALUATOR) =>
  run(house, movePeriod, { period, to }, { actor });
const same = async () => expect((await compareScores(house, () => {})).differences).toEqual([]);

/** Settings are kept for a second: who changes them goes on with a house of its own. */
function newHouse(): void {
  house = openHouse(kept.pool, { now: () => now });
}

async function period(name: string) {
  const { rows } = await kept.owner.query('SELECT * FROM period WHERE name = $1', [name]);
  return rows[0] as {
    id: number;
    state: string;
    revision: number;
    review_until: number;
    appeals_until: number;
  };
}

/** A unit's resolved item of a period that some clause made untimely. */
async function untimely(periodId: number, but: readonly string[] = []) {
  const { rows } = await kept.owner.query(
    `SELECT i.unit_code AS unit, i.case_id AS "caseId", i.no, i.clauses, i.resolved FROM score_item i
      WHERE i.period_id = $1 AND NOT i.timely AND i.moved IS NULL AND NOT i.excluded AND NOT i.case_id = ANY ($2) ORDER BY i.resolved DESC, i.case_id LIMIT 1`,
    [periodId, but],
  );
  return rows[0] as { unit: string; caseId: string; no: number; clauses: string[]; resolved: boolean };
}

beforeAll(async () => {
  kept = await openTestHouse({ city: 'empty', now: () => now });
  newHouse();
  await kept.owner.query(
    `INSERT INTO unit (code, zh, en, short_zh, short_en, type, level, command_duty)
     SELECT c, c, c, c, c, 'bureau', 'district', c = 'street' FROM unnest('{A,B,street}'::text[]) AS c`,
  );
  await kept.owner.query(`INSERT INTO calendar (version, name, data) VALUES (1, 'test', $1)`, [
    calendar.data,
  ]);
  await kept.owner.query(
    `INSERT INTO policy (kind, version, data, valid_from) VALUES ('score', 1, $1, '2020-01-01')`,
    [{ allowance: { deferral: '0.1', extension: '0.1', repeat: '0.1' } }],
  );
  const log = openScoredLog(kept.owner, () => house);
  const cases = fc
    .sample(anyCases(14), { numRuns: 60, seed: 20_260_504 })
    .flat()
    .slice(0, 120)
    .map((one, i) => ({ ...one, id: `N${String(i).padStart(3, '0')}` }));
  const happenings = inOrder(cases).filter((one) => one.at < UNTIL);
  for (const [i, one] of happenings.entries()) {
    now = one.at;
    await log.put(one);
    if (i % 25 === 0) await settle();
    if (i % 400 === 375) await same();
  }
  now = UNTIL;
  await settle();
  door = await openDoor({ ...kept, house });
  const person = await addPerson(kept.owner, 'evaluator');
  evaluator = await sessionOf(kept.owner, door.base, person.login);
}, 180_000);
afterAll(async () => {
  await door?.close();
  await kept?.close();
});

test('kept up case by case, the stored periods are the bytes that the whole log gives', async () => {
  await settle();
  await same();
  const compared = await compareScores(house, () => {});
  expect(compared.items).toBeGreaterThan(60);
  const { rows } = await kept.owner.query(
    `SELECT count(*) FILTER (WHERE moved IS NOT NULL)::int AS moved, count(*) FILTER (WHERE recognition IS NOT NULL)::int AS decided FROM score_item`,
  );
  expect(Math.min(rows[0].moved, rows[0].decided)).toBeGreaterThan(5);
  expect((await period('2026-05')).state).toBe('settled');
});

test('other limits and free days are tried from the logs, unit by unit, and nothing is touched', async () => {
  const { id } = await period('2026-05');
  const policy = {
    period: id,
    timely: '0.80',
    resolved: '0.20',
    deferral: '0.1',
    extension: '0.1',
    repeat: '0.1',
    timelyRule: 'allowance',
  } as const;
  const { units } = await evaluator.call('score', { period: id });
  const kept = async () => (await evaluator.call('score', { period: id })).units;
  const timely = { tight: 0, actual: 0, free: 0 };
  for (const { unit, shouldResolve, resolved, timely: inTime, score } of units) {
    const tried = async (change: object) =>
      (await evaluator.call('scoreWhatIf', { ...policy, unit, ...change })).units.find(
        (one) => one.unit === unit,
      )?.after;
    // A Sunday is free anyway: the logs give what is kept.
    const actual = { shouldResolve, resolved, timely: inTime, score };
    expect(await tried({ freeDays: '2026-05-17' })).toMatchObject(actual);
    expect(await tried({ limitPercent: 50, limitCategory: 'of-nothing' })).toMatchObject(actual);
    timely.actual += inTime;
    timely.tight += (await tried({ limitPercent: 10 }))?.timely ?? 0;
    timely.free += (await tried({ freeDays: '2026-05-12,2026-05-13,2026-05-14' }))?.timely ?? 0;
  }
  expect(timely.tight).toBeLessThan(timely.actual);
  expect(timely.free).not.toBe(timely.actual);
  expect(await kept()).toEqual(units);
  await expect(evaluator.call('scoreWhatIf', { ...policy, freeDays: '2026-13-45' })).rejects.toMatchObject({
    status: 400,
  });
});

test('every number of a unit is walked down to its cases and sums up again', async () => {
  const { id } = await period('2026-05');
  const page = await evaluator.call('score', { period: id });
  expect(page.units.length).toBeGreaterThan(1);
  for (const { unit } of page.units) {
    const shown = await evaluator.call('scoreUnit', { period: id, unit });
    const items = await itemsOf(id, unit);
    const judged = items.filter((item) => item.moved === null);
    const timely = judged.filter((item) => item.timely);
    const resolved = judged.filter((item) => item.resolved);
    expect(shown.unit).toMatchObject({
      shouldResolve: judged.length,
      resolved: resolved.length,
      timely: timely.length,
      movedOut: items.length - judged.length,
      carriedIn: items.filter((item) => item.carried).length,
    });
    // Hundredths of a percent, half up, in whole numbers.
    const exact = judged.length
      ? Math.floor(
          (2 * (8_000 * timely.length + 2_000 * resolved.length) + judged.length) / (2 * judged.length),
        )
      : null;
    expect(shown.unit.score).toBe(exact === null ? null : (exact / 100).toFixed(2));
    expect(shown.counts).toEqual({
      untimely: judged.length - timely.length,
      timely: timely.length,
      pending: 0,
      moved: items.length - judged.length,
      all: items.length,
    });
    for (const loss of shown.losses) {
      const booked = judged.filter((item) => leadingClause(item as never) === loss.clause);
      expect([loss.clause, loss.cases]).toEqual([loss.clause, booked.length]);
    }
    const lost = shown.losses.reduce((sum, loss) => sum + Math.round(Number(loss.points) * 100), 0);
    if (exact !== null) expect(lost + exact).toBe(10_000);
    expect(shown.n0).toBe(items.filter((item) => !item.carried).length);
    for (const item of items) {
      const of = { period: id, unit, caseId: item.caseId, no: item.no };
      const { explanation } = await evaluator.call('scoreCase', of);
      const holds = explanation.clauses.filter((clause) => clause.holds).map((clause) => clause.clause);
      if (item.moved === null) expect(holds.sort()).toEqual(item.clauses);
    }
  }
});

test('quarter and year are chains of their own beside the months, each with its own base of the quotas', async () => {
  await settle();
  const { rows: owed } = await kept.owner.query(
    `SELECT FROM unit_score s JOIN period p ON p.id = s.period_id WHERE p.state = 'open' AND s.basis = ''`,
  );
  expect(owed).toEqual([]);
  const n0 = async (chain: string) => {
    const { rows } = await kept.owner.query(
      `SELECT p.name, sum((s.result ->> 'n0')::int)::int AS n0 FROM period p JOIN unit_score s ON s.period_id = p.id WHERE p.chain = $1
        GROUP BY p.name, p.from_at HAVING sum((s.result ->> 'n0')::int) > 0 ORDER BY p.from_at`,
      [chain],
    );
    return rows as { name: string; n0: number }[];
  };
  const [months, quarters, years] = [await n0('month'), await n0('quarter'), await n0('year')];
  const sum = (some: { n0: number }[]) => some.reduce((total, one) => total + one.n0, 0);
  expect(quarters.map(({ name }) => name)).toContain('2026-Q2');
  expect(years.map(({ name }) => name)).toContain('2026');
  expect(Math.max(...quarters.map((one) => one.n0))).toBeGreaterThan(
    Math.max(...months.map((one) => one.n0)),
  );
  expect([sum(quarters), sum(years)]).toEqual([sum(months), sum(months)]);
  const page = await evaluator.call('score', { chain: 'quarter' });
  expect(page.period.name).toBe('2026-Q2');
  expect(page.periods.every(({ name }) => name.includes('-Q'))).toBe(true);
  const [unit] = page.units;
  const shown = await evaluator.call('scoreUnit', { period: page.period.id, unit: unit!.unit });
  expect(shown.trend.map(({ name }) => name)).toContain('2026-Q2');
  // The further figures of the same period, with numerator and denominator; the unit's people see their own.
  const figures = await evaluator.call('figures', { by: 'unit', period: page.period.id });
  expect(figures).toMatchObject({ by: 'unit', period: { chain: 'quarter', name: '2026-Q2' } });
});

async function itemsOf(period: number, unit: string): Promise<ScoreItem[]> {
  const items: ScoreItem[] = [];
  for (let after: string | undefined; ; ) {
    const page = await evaluator.call('scoreItems', { period, unit, limit: 7, ...(after ? { after } : {}) });
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}

test('a period goes to review and publication in order and in time, by the evaluator alone', async () => {
  const may = await period('2026-05');
  for (const role of ['leader', 'shift-lead', 'unit-head'] as const)
    await expect(move(may.id, 'in-review', { ...EVALUATOR, role })).rejects.toMatchObject({
      code: 'forbidden',
    });
  await expect(move(may.id, 'published')).rejects.toMatchObject({ details: { clause: '05.period.order' } });
  const later = await kept.owner.query(
    `SELECT id FROM period WHERE state = 'open' ORDER BY from_at DESC LIMIT 1`,
  );
  const open = later.rows[0].id as number;
  await expect(move(open, 'settled')).rejects.toMatchObject({ details: { clause: '05.period.cutoff' } });
  await run(house, markPeriod, { period: open, formal: false }, { actor: EVALUATOR });
  await expect(
    run(house, markPeriod, { period: may.id, formal: false }, { actor: EVALUATOR }),
  ).rejects.toMatchObject({ details: { clause: '05.period.mark' } });
  await move(may.id, 'in-review');
  const { review_until: until } = await period('2026-05');
  expect(until).toBeGreaterThan(now + 2 * DAY);
  await expect(move(may.id, 'published')).rejects.toMatchObject({ details: { clause: '05.period.review' } });
  now = until;
  expect(await move(may.id, 'published')).toMatchObject({ state: 'published', revision: 1 });
  const { rows } = await kept.owner.query(
    `SELECT what, target FROM audit WHERE target = '2026-05' ORDER BY id`,
  );
  expect(rows.map((row) => row.what)).toEqual(['period-in-review', 'period-published']);
});

test('a published period computed again is the same bytes whatever changed since; the next one differs', async () => {
  const may = await period('2026-05');
  const before = await openScores();
  const frozen = (await recomputePeriod(house, may.id)).frozen;
  await kept.owner.query(
    `INSERT INTO policy (kind, version, data, valid_from) VALUES ('score', 2, $1, '2020-01-01')`,
    [{ weights: { timely: '0.5', resolved: '0.5' }, timelyRule: 'strict' }],
  );
  await kept.owner.query(`INSERT INTO calendar (version, name, data) VALUES (2, 'changed', $1)`, [
    {
      ...calendar.data,
      restWeekdays: [5, 6, 7],
      workdayMinutes: 300,
      holidays: ['2026-06-01', '2026-06-02'],
    },
  ]);
  await kept.owner.query(`UPDATE unit SET command_duty = NOT command_duty`);
  await kept.owner.query(
    `WITH c AS (INSERT INTO category (key, scheme, kind, code, major_code, major_zh, major_en, zh, en, short_zh, short_en)
        VALUES ('k', 's', 'incident', '1', '0', 'm', 'm', 'z', 'e', 'z', 'e') RETURNING key),
      f AS (INSERT INTO filing_condition (key, category_key, n, zh, en) SELECT 'k/1', key, 1, 'z', 'e' FROM c RETURNING key)
     INSERT INTO standard (condition_key, version, urgency, limit_value, limit_unit, closing_zh, closing_en)
     SELECT key, 2, 'general', 1, 'workingHour', '', '' FROM f`,
  );
  newHouse();
  const done = await rescoreStale(house);
  expect(done.units).toBeGreaterThan(0);
  const again = await recomputePeriod(house, may.id);
  expect([...again.computed]).toEqual([...frozen].sort(([a], [b]) => (a < b ? -1 : 1)));
  expect(again.frozen).toEqual(frozen);
  expect(await openScores()).not.toBe(before);
  await same();
});

/** Results of periods that are still open, as text. */
async function openScores(): Promise<string> {
  const { rows } = await kept.owner.query(
    `SELECT p.name, s.unit_code, s.result FROM unit_score s JOIN period p ON p.id = s.period_id WHERE p.state = 'open' ORDER BY 1, 2`,
  );
  return JSON.stringify(rows);
}

test('an import that brings old instants later leaves a settled period as it is', async () => {
  const may = await period('2026-05');
  const { rows } = await kept.owner.query(
    `SELECT i.case_id FROM score_item i WHERE i.period_id = $1 AND NOT i.resolved AND i.moved IS NULL LIMIT 1`,
    [may.id],
  );
  await kept.owner.query(
    `INSERT INTO case_event (case_id, seq, type, at, received_at, actor_id, actor_role, payload, prev_hash, hash)
     SELECT $1, max(seq) + 1, 'closed', min(at) + interval '1 minute', min(at) + interval '1 minute', 'import', 'import', '{}', '', '' FROM case_event WHERE case_id = $1`,
    [rows[0].case_id],
  );
  const again = await recomputePeriod(house, may.id);
  expect(again.computed).toEqual(again.frozen);
  await kept.owner.query(`DELETE FROM case_event WHERE actor_id = 'import'`);
});

test('a unit appeals its own untimely item once, in time; the decision makes a revision and the old one stays', async () => {
  const may = await period('2026-05');
  const item = await untimely(may.id);
  const of = { period: may.id, caseId: item.caseId, no: item.no, text: 'The street was closed.' };
  const other = item.unit === 'A' ? 'B' : 'A';
  const file = (input: typeof of, actor: Actor) => run(house, fileAppeal, input, { actor });
  await expect(file(of, EVALUATOR)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(file(of, head(other))).rejects.toMatchObject({ code: 'not-found' });
  await expect(file({ ...of, no: 900 }, head(item.unit))).rejects.toMatchObject({ code: 'not-found' });
  const { rows: good } = await kept.owner.query(
    `SELECT case_id AS "caseId", no, unit_code AS unit FROM score_item WHERE period_id = $1 AND timely LIMIT 1`,
    [may.id],
  );
  await expect(file({ ...of, ...good[0] }, head(good[0].unit))).rejects.toMatchObject({
    details: { clause: '05.appeal.timely' },
  });
  const { id } = await file(of, head(item.unit));
  await expect(file(of, head(item.unit))).rejects.toMatchObject({ details: { clause: '05.appeal.once' } });

  const decide = (input: Record<string, unknown>, actor = EVALUATOR) =>
    run(house, decideAppeal, { appeal: id, grant: true, reason: 'Shown by photos.', ...input }, { actor });
  await expect(decide({ clauses: item.clauses }, head(item.unit))).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(decide({ clauses: [] })).rejects.toMatchObject({ details: { clause: '05.appeal.effect' } });
  const scoreBefore = await sumsOf(may.id, item.unit);
  expect(await decide({ clauses: item.clauses })).toMatchObject({ revision: 2 });
  await expect(decide({ clauses: item.clauses })).rejects.toMatchObject({ code: 'conflict' });
  expect(await sumsOf(may.id, item.unit)).toEqual({
    ...scoreBefore,
    timely: scoreBefore.timely + 1,
    resolved: scoreBefore.resolved + (item.resolved ? 0 : 1),
  });
  const [second, first] = await readRevisions(kept.pool, may.id);
  expect(second).toMatchObject({ revision: 2, why: 'appeal', appeal: id });
  expect(second!.units.map((unit) => unit.unit)).toEqual([item.unit]);
  expect(first!.units.find((unit) => unit.unit === item.unit)).toMatchObject(scoreBefore);
  await same();
});

test('an item taken out by an appeal counts for nobody, in no later period either', async () => {
  const may = await period('2026-05');
  const item = await untimely(may.id);
  const of = { period: may.id, caseId: item.caseId, no: item.no, text: 'Not ours.' };
  const { id } = await run(house, fileAppeal, of, { actor: head(item.unit) });
  const before = await sumsOf(may.id, item.unit);
  const decision = { appeal: id, grant: true, effect: 'excluded', reason: 'Not theirs.' };
  await run(house, decideAppeal, decision, { actor: EVALUATOR });
  expect(await sumsOf(may.id, item.unit)).toMatchObject({
    shouldResolve: before.shouldResolve - 1,
    timely: before.timely,
  });
  const shown = await evaluator.call('scoreCase', { ...item, period: may.id });
  expect(shown).toMatchObject({
    lost: '0.00',
    appeal: { state: 'granted', effect: 'excluded', revision: 3 },
  });
  await same();
  const refused = await untimely(may.id, [item.caseId]);
  const second = await run(
    house,
    fileAppeal,
    { period: may.id, caseId: refused.caseId, no: refused.no, text: 'Late by a minute.' },
    { actor: head(refused.unit) },
  );
  const no = { appeal: second.id, grant: false, reason: 'A minute is late.' };
  expect(await run(house, decideAppeal, no, { actor: EVALUATOR })).toMatchObject({ revision: null });
  expect((await period('2026-05')).revision).toBe(3);
  now = may.appeals_until + 1;
  const third = await untimely(may.id, [item.caseId, refused.caseId]);
  await expect(
    run(house, fileAppeal, { ...of, caseId: third.caseId, no: third.no }, { actor: head(third.unit) }),
  ).rejects.toMatchObject({ details: { clause: '05.appeal.late' } });
});

async function sumsOf(periodId: number, unit: string) {
  const { rows } = await kept.owner.query(
    `SELECT should_resolve AS "shouldResolve", resolved, timely FROM unit_score WHERE period_id = $1 AND unit_code = $2`,
    [periodId, unit],
  );
  return rows[0] as { shouldResolve: number; resolved: number; timely: number };
}

test('nobody rewrites a revision', async () => {
  for (const sql of [
    'UPDATE unit_revision SET output = $1',
    'DELETE FROM unit_revision WHERE output <> $1',
    'UPDATE period_revision SET actor = $1',
    'DELETE FROM period_revision WHERE actor <> $1',
  ])
    await expect(kept.pool.query(sql, ['x'])).rejects.toMatchObject({ code: '42501' });
});
