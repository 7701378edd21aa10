import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoPast, loadDemoPast, NoPast } from '../../actions/demoPast.ts';
import { compareScores } from '../../actions/fullScore.ts';
import { openHouse } from '../../actions/house.ts';
import { machine } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import { scoreCase } from '../../actions/scoreCase.ts';
import { scorePolicyOf } from '../../actions/scoreWorking.ts';
import { checkSeals } from '../../actions/seal.ts';
import { firstBreak } from '../../actions/verifyLog.ts';
import type { FigureName } from '../../core/contract/api/figureWords.ts';
import { assignmentsOfCase } from '../../core/rules/scoring/assignments.ts';
import { type FigureFact, figureFactOf, type Turn } from '../../core/rules/scoring/figureFact.ts';
import type { Figure } from '../../core/rules/scoring/figures.ts';
import { collectorFigures, figuresOf, postFigures } from '../../core/rules/scoring/figures.ts';
import { scoreCaseOf } from '../../core/rules/scoring/fromLog.ts';
import { compileScorePolicy } from '../../core/rules/scoring/policy.ts';
import { recurrences } from '../../core/rules/scoring/recurrence.ts';
import { hasCases, readFigureCases } from '../../db/queries/figureCases.ts';
import type { CaseGroup } from '../../db/queries/figureParts.ts';
import { readCaseFigures, readCollectorFigures, readPostFigures } from '../../db/queries/figures.ts';
import { keyBefore, readLogPage } from '../../db/queries/logCheck.ts';
import { commandDutyUnits } from '../../db/queries/scoring.ts';
import { expectSound } from '../caseLog.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

const UNTIL = '2026-10-14';
const DAYS = 5;
let first: TestHouse;
let second: TestHouse;
let past: DemoPast;

const load = (house: TestHouse, seed = 'past') =>
  loadDemoPast(openHouse(house.owner), {
    seed,
    days: DAYS,
    until: UNTIL,
    casesPerDay: 60,
    dataDir: house.dataDir,
  });

beforeAll(async () => {
  [first, second] = [await openTestHouse(), await openTestHouse()];
  past = await load(first);
});
afterAll(async () => {
  await Promise.all([first?.close(), second?.close()]);
});

test('the past is whole: every chain, every replay, every column of every row', async () => {
  expect(past).toMatchObject({ from: '2026-10-10', until: UNTIL });
  const logged = await readLogPage(first.owner, keyBefore('00000000-0000-0000-0000-000000000001'), 5_000);
  expect(logged).toHaveLength(past.cases);
  expect(logged.reduce((sum, one) => sum + one.events.length, 0)).toBe(past.events);
  expect(logged.map(firstBreak).filter((broken) => broken !== null)).toEqual([]);
  const { casePolicy } = await first.house.settings();
  for (const { id } of logged.slice(0, 40)) await expectSound(first.owner, id, casePolicy);
  const types = new Set(logged.flatMap(({ events }) => events.map(({ type }) => type)));
  for (const type of [
    'returned',
    'checkFailed',
    'rejected',
    'merged',
    'turnedRed',
    'coordinationStarted',
    'closed',
  ])
    expect(types).toContain(type);
});

test('the whole past is under a seal, in the database and outside of it', async () => {
  const anchor = path.join(first.dataDir, 'seals.jsonl');
  expect(await checkSeals(first.owner, anchor)).toEqual({ seals: 1, broken: null });
  const { rows } = await first.owner.query('SELECT events FROM seal');
  expect(rows).toEqual([{ events: past.events }]);
});

test('an open dispatch stands where a unit has the case, and nowhere else', async () => {
  const { rows } = await first.owner.query(
    `SELECT c.number FROM cases c LEFT JOIN dispatch d ON d.case_id = c.id AND d.ended_at IS NULL
      WHERE (c.status IN ('handling', 'deferred')) <> (d.case_id IS NOT NULL)`,
  );
  expect(rows).toEqual([]);
});

test('the score is what the whole log gives, with settled months', async () => {
  const compared = await compareScores(openHouse(first.owner), () => {});
  expect(compared.differences).toEqual([]);
  expect(compared.items).toBeGreaterThan(100);
  const { rows } = await first.owner.query(`SELECT name, state FROM period WHERE name = '2026-10'`);
  expect(rows).toEqual([{ name: '2026-10', state: 'settled' }]);
});

test('components stand as their cases left them: those with open filed cases damaged or missing, the others not', async () => {
  const { rows } = await first.owner.query(
    `SELECT p.code, p.status, count(*)::int AS open FROM component p JOIN cases c ON c.component_code = p.code AND c.is_open AND c.filed_at IS NOT NULL
      GROUP BY 1, 2`,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ status }) => status !== 'damaged' && status !== 'missing')).toEqual([]);
  const { rows: healed } = await first.owner.query(
    `SELECT p.code FROM component p WHERE p.status IN ('damaged', 'missing')
        AND EXISTS (SELECT FROM cases c WHERE c.component_code = p.code AND c.outcome = 'resolved')
        AND NOT EXISTS (SELECT FROM cases c WHERE c.component_code = p.code AND (c.outcome IS NULL OR c.outcome <> 'resolved'))`,
  );
  expect(healed).toEqual([]);
});

test('the further figures are what the rule says of the whole log, by every group', async () => {
  const { facts, cells } = await factsOfAll();
  const recurred = recurrences(facts);
  const span = { from: 0, to: Date.parse('2030-01-01'), only: null };
  const { rows: people } = await first.owner.query<{
    id: string;
    beat: string | null;
    company: string | null;
  }>(`SELECT id::text, beat_code AS beat, company_code AS company FROM app_user WHERE role = 'collector'`);
  const companyOf = new Map(people.map(({ id, company }) => [id, company]));
  const groupOf: Record<CaseGroup, (fact: FigureFact) => readonly (string | null)[]> = {
    city: () => [''],
    unit: (fact) => [...new Set(fact.dispatchedTo)],
    category: (fact) => [fact.categoryKey],
    subdistrict: (fact) => [fact.areas.subdistrict],
    community: (fact) => [fact.areas.community],
    cell: (fact) => [fact.areas.cell],
    collector: (fact) => [companyOf.has(fact.reportedBy.id) ? fact.reportedBy.id : null],
    company: (fact) => [companyOf.get(fact.reportedBy.id) ?? null],
  };
  for (const [by, keysOf] of Object.entries(groupOf) as [CaseGroup, (typeof groupOf)['city']][]) {
    const groups = new Map<string, FigureFact[]>();
    for (const fact of facts)
      for (const key of keysOf(fact)) if (key !== null) groups.set(key, [...(groups.get(key) ?? []), fact]);
    const ruled = [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, group]) => ({
        key,
        figures: figuresOf(group, { unit: by === 'unit' ? key : null, cells: cells(by, key), recurred }),
      }));
    expect(await readCaseFigures(first.owner, by, span), by).toEqual(ruled);
  }
  for (const row of await readCollectorFigures(first.owner, span, null)) {
    const { coverage, ...rest } = collectorFigures(facts, {
      collector: row.key,
      beat: row.beat,
      cellsEntered: 0,
      cellsOfBeat: 0,
    });
    expect(row.figures).toEqual({ ...rest, coverage });
  }
  const posts = await readPostFigures(first.owner, span);
  expect(new Set(posts.map(({ key }) => key)).size).toBeGreaterThan(5);
  for (const { key, person, figures } of posts)
    expect(figures).toEqual(postFigures(facts, key as Turn['stage'], person));
  const [all] = await readCaseFigures(first.owner, 'city', span);
  for (const name of ['recurrence', 'failed-check', 'handling-average', 'accurate-dispatch'] as const)
    expect(all!.figures[name].denominator, name).toBeGreaterThan(0);
});

test('every figure is walked to its cases: they are as many as it says', async () => {
  const span = { from: 0, to: Date.parse('2030-01-01'), only: null };
  const evaluator = { id: 'evaluator', role: 'evaluator', unit: null, areas: [] } as const;
  let walked = 0;
  type Row = { key: string; person?: string | null; figures: Readonly<Record<string, Figure>> };
  const walk = async (by: CaseGroup | 'post', row: Row) => {
    for (const [name, figure] of Object.entries(row.figures))
      for (const side of ['numerator', 'denominator'] as const) {
        const asked = { ...span, only: row.key || null, by, figure: name as FigureName, side };
        // What a figure of times says is no number of cases: its list has the cases of the base.
        const says = name.startsWith('handling')
          ? row.figures['handling-average']!.denominator
          : figure[side];
        if (!hasCases(by, asked.figure, side)) continue;
        let [sum, after]: [number, string | null] = [0, null];
        do {
          const page = { person: row.person ?? null, period: null, after, limit: 400 };
          const { cases, next } = await readFigureCases(first.owner, evaluator, { ...asked, ...page });
          sum += cases.reduce((all, one) => all + one.count, 0);
          after = next;
        } while (after !== null);
        expect(sum, `${by} ${row.key} ${name} ${side}`).toBe(says);
        walked += sum > 0 ? 1 : 0;
      }
  };
  const most = <R extends Row>(rows: readonly R[], name: string) =>
    rows.reduce((a, b) => (b.figures[name]!.numerator > a.figures[name]!.numerator ? b : a));
  for (const by of ['city', 'unit', 'category', 'subdistrict', 'community', 'cell', 'collector'] as const)
    await walk(by, most(await readCaseFigures(first.owner, by, span), 'volume'));
  await walk('collector', most(await readCollectorFigures(first.owner, span, null), 'missed'));
  const posts = await readPostFigures(first.owner, span);
  for (const row of posts.filter(({ person }, i) => person === null || i % 9 === 0)) await walk('post', row);
  expect(walked).toBeGreaterThan(100);
});

test('case by case in any order the figures come to the same, who came back to whom among them', async () => {
  const { rows } = await first.owner.query<{ id: string }>(
    `SELECT id FROM cases WHERE md5(id::text) < '3' ORDER BY md5(id::text)`,
  );
  const ids = rows.map(({ id }) => id);
  for (const table of ['case_figure', 'unit_figure', 'turn_figure', 'recurrence'])
    await first.owner.query(`DELETE FROM ${table} WHERE case_id = ANY ($1)`, [ids]);
  await first.owner.query('DELETE FROM recurrence WHERE again = ANY ($1)', [ids]);
  const house = openHouse(first.pool);
  for (const id of ids) await run(house, scoreCase, { caseId: id }, { actor: machine('test') });
  expect((await compareScores(openHouse(first.owner), () => {})).differences).toEqual([]);
  await first.owner.query('UPDATE case_figure SET filed = NOT filed WHERE case_id = $1', [ids[0]]);
  expect((await compareScores(openHouse(first.owner), () => {})).differences).not.toEqual([]);
  await run(house, scoreCase, { caseId: ids[0]! }, { actor: machine('test') });
});

/** The facts of all cases as the rule reads them, and how many cells a group's area has. */
async function factsOfAll() {
  const settings = await first.house.settings();
  const logged = await readLogPage(first.owner, keyBefore('00000000-0000-0000-0000-000000000001'), 5_000);
  const assignments = {
    calendar: settings.calendar,
    commandDutyUnits: await commandDutyUnits(first.owner),
    dispatchLimitMs: compileScorePolicy(scorePolicyOf(settings)).dispatchLimitMs,
  };
  const { rows } = await first.owner.query<{ code: string; community: string; subdistrict: string }>(
    `SELECT c.code, c.parent_code AS community, m.parent_code AS subdistrict FROM area c JOIN area m ON m.code = c.parent_code WHERE c.kind = 'cell'`,
  );
  return {
    facts: logged.flatMap(({ id, number, events }) => {
      const own = assignmentsOfCase(scoreCaseOf(number!, events), assignments);
      return figureFactOf(id, events, own) ?? [];
    }),
    cells: (by: CaseGroup, key: string) =>
      by === 'subdistrict' || by === 'community' || by === 'cell'
        ? rows.filter(({ code, community, subdistrict }) => [code, community, subdistrict].includes(key))
            .length
        : rows.length,
  };
}

test('the same seed gives the same cases and events, another seed others', async () => {
  await load(second);
  expect(await dump(second)).toEqual(await dump(first));
  await second.owner.query(
    'TRUNCATE cases, case_event, dispatch, assisting, case_text, case_photo, light_turn, case_person',
  );
  await second.owner.query(
    'TRUNCATE assignment_fact, scored_case, score_item, unit_score, period, case_figure, unit_figure, turn_figure, recurrence, score_owed CASCADE',
  );
  await load(second, 'another');
  expect((await dump(second)).case_dump).not.toBe((await dump(first)).case_dump);
});

test('a finished month was reviewed: published, appeals granted, refused and waiting; the score stays what the log gives', async () => {
  const house = await openTestHouse();
  try {
    const reviewed = await loadDemoPast(openHouse(house.owner), {
      seed: 'review',
      days: 45,
      until: '2026-09-14',
      casesPerDay: 10,
      dataDir: house.dataDir,
    });
    const { rows } = await house.owner.query(
      `SELECT p.name, p.state, p.revision, count(*)::int AS filed, count(DISTINCT a.unit_code)::int AS units,
          count(*) FILTER (WHERE a.state = 'granted')::int AS granted, count(*) FILTER (WHERE a.state = 'refused')::int AS refused,
          count(*) FILTER (WHERE a.state = 'filed')::int AS waiting, bool_and(a.filed_at < '2026-09-15T00:00:00+08') AS past
         FROM period p JOIN appeal a ON a.period_id = p.id WHERE p.chain = 'month' GROUP BY p.id ORDER BY p.name`,
    );
    expect(rows).toEqual([
      {
        name: '2026-08',
        state: 'published',
        revision: 3,
        filed: 6,
        units: 6,
        granted: 2,
        refused: 3,
        waiting: 1,
        past: true,
      },
    ]);
    expect(reviewed).toMatchObject({ published: 1, appeals: 6 });
    expect((await compareScores(openHouse(house.owner), () => {})).differences).toEqual([]);
  } finally {
    await house.close();
  }
});

test('a second past is refused, and nothing is changed', async () => {
  const before = await dump(first);
  await expect(load(first, 'once-more')).rejects.toThrow(NoPast);
  expect(await dump(first)).toEqual(before);
});

/** Both tables, row by row, as the database prints them. */
async function dump({ owner }: TestHouse): Promise<{ readonly case_dump: string }> {
  const { rows } = await owner.query(
    `SELECT (SELECT count(*)::int FROM cases) AS cases, (SELECT md5(string_agg(c::text, E'\\n' ORDER BY id)) FROM cases c) AS case_dump,
        (SELECT count(*)::int FROM case_event) AS events,
        (SELECT md5(string_agg(e::text, E'\\n' ORDER BY case_id, seq)) FROM case_event e) AS event_dump,
        (SELECT md5(string_agg(t::text, E'\\n' ORDER BY case_id, seq)) FROM case_text t) AS text_dump`,
  );
  expect(rows[0].cases).toBeGreaterThan(100);
  return rows[0];
}
