import { copyFacts, type LoadedCase } from '../../actions/bulkScore.ts';
import { openHouse } from '../../actions/house.ts';
import { ImportRefused, type ImportStep, importCases } from '../../actions/importCases.ts';
import { rescoreStale } from '../../actions/scoreCase.ts';
import { basesOf, scorePolicyOf } from '../../actions/scoreWorking.ts';
import type { Standard } from '../../core/rules/case/state.ts';
import { assignmentsOfCase } from '../../core/rules/scoring/assignments.ts';
import { scoreCaseOf } from '../../core/rules/scoring/fromLog.ts';
import { compileScorePolicy } from '../../core/rules/scoring/policy.ts';
import { caseNumbers } from '../../db/queries/cases.ts';
import { commandDutyUnits } from '../../db/queries/scoring.ts';
import { inTransaction } from '../../db/tx.ts';
import { addPerson, openDoor, sessionOf } from '../door.ts';
import { openTestHouse } from '../house.ts';

/**
 * `npm run bench -- score [ASSIGNMENTS] [WALKED]`: so many assignments in one month. The first WALKED cases go
 * through `decide` and the bulk loader with their logs; the rest are copies of their rows and assignments with
 * keys and numbers of their own, without logs. Prints loading, full recomputation, ranking and drill-down.
 */
const ASSIGNMENTS = Number(process.argv[2] ?? 1_000_000);
const WALKED = Math.min(ASSIGNMENTS, Number(process.argv[3] ?? ASSIGNMENTS));
const BATCH = 500;
const HOUR = 3_600_000;
const MONTH = Date.parse('2026-10-31T16:00:00Z');
const DAYS = 24;
const NOW = MONTH + DAYS * 24 * HOUR;
const NOWHERE = { cell: null, community: null, subdistrict: null, beat: null };

const kept = await openTestHouse({ now: () => NOW });
const house = openHouse(kept.owner, { now: () => NOW });
const settings = await house.settings();
const say = (what: string, ms: number, more = '') =>
  console.log(`${what.padEnd(26)} ${(ms / 1000).toFixed(2)} s ${more}`);
const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const from = performance.now();
  return [await work(), performance.now() - from];
};
/** This process's share of a core beside what the database takes. */
const own = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const { rows: units } = await kept.owner.query<{ code: string }>(
  'SELECT code FROM unit WHERE NOT never_responsible AND closed_at IS NULL ORDER BY code',
);
const { rows: conditions } = await kept.owner.query<{
  condition: string;
  category: string;
  kind: 'component';
}>(
  `SELECT f.key AS condition, f.category_key AS category, c.kind FROM filing_condition f JOIN category c ON c.key = f.category_key ORDER BY f.key LIMIT 50`,
);

function stepsOf(i: number, id: string, number: string, at: number): ImportStep[] {
  const { condition, category, kind } = conditions[i % conditions.length]!;
  const standard: Standard = {
    categoryKey: category,
    conditionKey: condition,
    kind,
    urgency: 'general',
    limitMinutes: 240,
    clock: 'continuous',
    photoRequired: false,
    territorial: false,
    standardVersion: 1,
  };
  const place = {
    lon: 103.7 + (i % 997) / 5_000,
    lat: 36.05 + (i % 499) / 10_000,
    accuracyM: null,
    address: null,
  };
  const given = (instant: number) => (command: ImportStep['command']) => ({ at: instant, command });
  const [opened, worked] = [given(at), given(at + (1 + (i % 6)) * HOUR)];
  const { code } = units[i % units.length]!;
  return [
    opened({
      type: 'report',
      id,
      number,
      channel: 'import',
      categoryKey: category,
      conditionKey: condition,
      kind,
      urgency: 'general',
      proposed: standard,
      place,
      areas: NOWHERE,
      component: null,
      trusted: false,
      insideCity: true,
      photos: [],
    }),
    opened({ type: 'file', standard, place, areas: NOWHERE, component: null }),
    opened({
      type: 'dispatch',
      assisting: [],
      overrode: null,
      explanation: [],
      unit: { code, commandDuty: false, closed: false, hasLiaison: true, neverResponsible: false },
    }),
    worked({ type: 'feedback', photos: [], reused: [], farM: null }),
    worked({ type: 'issue-check', collector: null }),
    worked({ type: 'pass', photos: [], how: 'import', anyoneOnDuty: false }),
    worked({ type: 'close', missingPhotos: 0 }),
  ];
}

const assignments = {
  calendar: settings.calendar,
  commandDutyUnits: await commandDutyUnits(kept.owner),
  dispatchLimitMs: compileScorePolicy(scorePolicyOf(settings)).dispatchLimitMs,
};
const { factBasis } = basesOf(settings, assignments);

async function walk(): Promise<void> {
  for (let from = 0; from < WALKED; from += BATCH) {
    const instants = Array.from({ length: Math.min(BATCH, WALKED - from) }, (_, k) =>
      Math.floor(MONTH + ((from + k) / WALKED) * (DAYS - 1) * 24 * HOUR),
    );
    const numbers = await caseNumbers(kept.owner, instants, settings.city);
    const cases = instants.map((at, k) => {
      const id = house.newId(at);
      return { id, steps: stepsOf(from + k, id, numbers[k]!, at) };
    });
    const logs = await importCases(house, settings, cases);
    const loaded = logs.map((log, k): LoadedCase => {
      if (log instanceof ImportRefused) throw log;
      return { id: cases[k]!.id, version: log.length, filed: true, log: scoreCaseOf(numbers[k]!, log) };
    });
    await inTransaction(kept.owner, (tx) =>
      copyFacts(tx, loaded, (log) => assignmentsOfCase(log, assignments), factBasis),
    );
  }
}

/** Copies of what was walked, with the same state and verdicts, until there are enough. */
async function copy(): Promise<void> {
  await kept.owner.query('SET statement_timeout = 0');
  const columns = (
    await kept.owner.query(`SELECT string_agg(quote_ident(column_name), ', ') AS c FROM information_schema.columns
     WHERE table_name = 'cases' AND is_generated = 'NEVER' AND column_name NOT IN ('id', 'number', 'state')`)
  ).rows[0].c;
  for (let n = 1; n * WALKED < ASSIGNMENTS; n++) {
    const limit = Math.min(WALKED, ASSIGNMENTS - n * WALKED);
    await inTransaction(kept.owner, async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query(
        `CREATE TEMP TABLE twin ON COMMIT DROP AS SELECT id AS old, gen_random_uuid() AS id, number || '-' || $1 AS number
           FROM cases WHERE number !~ '-' ORDER BY id LIMIT $2`,
        [n, limit],
      );
      await tx.query(
        `INSERT INTO cases (id, number, state, ${columns}) SELECT t.id, t.number, '{}', ${columns
          .split(', ')
          .map((name: string) => `c.${name}`)
          .join(', ')} FROM twin t JOIN cases c ON c.id = t.old`,
      );
      await tx.query(
        `INSERT INTO assignment_fact (case_id, no, unit_code, original_due, appears_at, fact)
         SELECT t.id, a.no, a.unit_code, a.original_due, a.appears_at, jsonb_set(a.fact, '{caseId}', to_jsonb(t.number))
           FROM twin t JOIN assignment_fact a ON a.case_id = t.old`,
      );
      await tx.query('INSERT INTO scored_case (case_id, version, basis) SELECT id, 7, $1 FROM twin', [
        factBasis,
      ]);
    });
  }
}

const [, walked] = await timed(walk);
say('walked and loaded', walked, `${WALKED} cases, ${Math.round((WALKED * 1000) / walked)}/s`);
const [, copied] = await timed(copy);
say('copied', copied, `${ASSIGNMENTS - WALKED} cases`);
await kept.owner.query('ANALYZE cases, assignment_fact, scored_case');
const told = ({ units: done, of }: { units: number; of: number }) =>
  of > 0 && process.stderr.write(`  ${done} of ${of} units\n`);
const [first, written] = await timed(() => rescoreStale(house, told, true));
say('first full computation', written, `${first.units} units, every item is new`);
await kept.owner.query('ANALYZE score_item, unit_score');
const before = own();
const [, again] = await timed(() => rescoreStale(house, told, true));
say('full recomputation', again, `nothing has changed; ${(own() - before).toFixed(1)} s of it this process`);
await kept.owner.query(
  `INSERT INTO policy (kind, version, data, valid_from) SELECT 'score', coalesce(max(version), 0) + 1, '{"weights": {"timely": "0.70", "resolved": "0.30"}}', '2020-01-01' FROM policy WHERE kind = 'score'`,
);
const changed = openHouse(kept.owner, { now: () => NOW });
const [, other] = await timed(() => rescoreStale(changed, told));
say('after a change of policy', other);

const door = await openDoor({ ...kept, house: changed });
const evaluator = await sessionOf(kept.owner, door.base, (await addPerson(kept.owner, 'evaluator')).login);
const { period, units: ranked } = await evaluator.call('score', {});
console.log(`${ranked.length} units, ${ranked.reduce((sum, one) => sum + one.shouldResolve, 0)} to resolve`);
const unit = ranked.reduce((most, one) => (one.shouldResolve > most.shouldResolve ? one : most)).unit;
const median = async (what: string, work: () => Promise<unknown>) => {
  const took: number[] = [];
  for (let i = 0; i < 7; i++) took.push((await timed(work))[1]);
  took.sort((a, b) => a - b);
  console.log(`${what.padEnd(26)} ${Math.round(took[3]!)} ms (most ${Math.round(took.at(-1)!)})`);
};
await median('ranking', () => evaluator.call('score', { period: period.id }));
await median('a unit', () => evaluator.call('scoreUnit', { period: period.id, unit }));
await median('its untimely items', () =>
  evaluator.call('scoreItems', { period: period.id, unit, show: 'untimely', limit: 100 }),
);
await median('all its items', () => evaluator.call('scoreItems', { period: period.id, unit, limit: 100 }));
const { items } = await evaluator.call('scoreItems', {
  period: period.id,
  unit,
  show: 'untimely',
  limit: 50,
});
const walkedItem = items.find((item) => !item.number.includes('-'));
if (walkedItem)
  await median('the case behind one', () =>
    evaluator.call('scoreCase', { period: period.id, unit, caseId: walkedItem.caseId, no: walkedItem.no }),
  );
await median('what costs points, all', () => evaluator.call('scoreOverview', { period: period.id }));
await door.close();
await kept.close();
