import type { FigureRows } from '../../core/rules/scoring/figureRows.ts';
import {
  placeKeysAround,
  RECURRENCE,
  type RecurrenceRule,
  type Recurring,
  recurrencePairs,
  recurs,
} from '../../core/rules/scoring/recurrence.ts';
import { type Db, instant, type Tx } from '../pool.ts';

export interface CaseFigures extends FigureRows {
  readonly caseId: string;
}

/**
 * Replaces what cases add to the figures, with who came back to whom. Cases of one category take turns, so
 * that of a closing and a new report at once the second sees the first.
 */
export async function keepFigures(tx: Tx, all: readonly CaseFigures[], rule: RecurrenceRule): Promise<void> {
  if (!all.length) return;
  const ids = all.map((one) => one.caseId);
  const before = new Map((await readRecurring(tx, 'case_id', ids)).map((row) => [row.caseId, row]));
  const moved = all.filter((one) => isOther(before.get(one.caseId), recurringOf(one)));
  const categories = moved.flatMap((one) => [one.case.category, before.get(one.caseId)?.categoryKey]);
  await lockCategories(tx, categories);
  for (const table of ['case_figure', 'unit_figure', 'turn_figure'])
    await tx.query(`DELETE FROM ${table} WHERE case_id = ANY ($1)`, [ids]);
  await addFigures(tx, all);
  await keepRecurrences(tx, moved, rule);
}

/** The figures of cases that have none yet. */
export async function addFigures(tx: Tx, all: readonly CaseFigures[]): Promise<void> {
  await insert(tx, 'case_figure', all.map(caseRow));
  await insert(tx, 'unit_figure', all.flatMap(unitRows));
  await insert(tx, 'turn_figure', all.flatMap(turnRows));
}

/** Resolved cases with the later reports of the same problem. */
export async function addRecurrences(tx: Tx, pairs: readonly (readonly [string, string])[]): Promise<void> {
  await insert(
    tx,
    'recurrence',
    pairs.map(([case_id, again]) => ({ case_id, again })),
  );
}

/** Categories whose pairs stand on another rule. */
export async function categoriesToRecount(db: Db, { metres, days }: RecurrenceRule): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(
    `SELECT c.key FROM category c LEFT JOIN recurrence_rule r ON r.category_key = c.key
      WHERE (coalesce(r.metres, $3), coalesce(r.days, $4)) <> ($1, $2) ORDER BY 1`,
    [metres, days, RECURRENCE.metres, RECURRENCE.days],
  );
  return rows.map((row) => row.key);
}

/** Finds the pairs of a category anew by a rule, and keeps on which rule they stand. */
export async function recountRecurrences(tx: Tx, category: string, rule: RecurrenceRule): Promise<void> {
  await lockCategories(tx, [category]);
  const all = await readRecurring(tx, 'category_key', [category]);
  await tx.query(
    'DELETE FROM recurrence r USING case_figure f WHERE f.case_id = r.case_id AND f.category_key = $1',
    [category],
  );
  await addRecurrences(tx, recurrencePairs(all, rule));
  await tx.query(
    `INSERT INTO recurrence_rule (category_key, metres, days) VALUES ($1, $2, $3)
     ON CONFLICT (category_key) DO UPDATE SET metres = excluded.metres, days = excluded.days`,
    [category, rule.metres, rule.days],
  );
}

async function lockCategories(tx: Tx, categories: readonly (string | null | undefined)[]): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(hashtext('recurrence'), h)
       FROM (SELECT DISTINCT hashtext(c) AS h FROM unnest($1::text[]) AS c WHERE c IS NOT NULL ORDER BY 1) AS sorted`,
    [categories.map((category) => category ?? null)],
  );
}

/** What is kept of cases, for comparing with what their logs say. */
export async function readFigures(db: Db, ids: readonly string[]): Promise<Map<string, unknown>> {
  const { rows } = await db.query<{ id: string; kept: unknown }>(
    `SELECT f.case_id AS id, jsonb_build_array(to_jsonb(f),
        (SELECT coalesce(jsonb_agg(to_jsonb(u) ORDER BY u.unit_code COLLATE "C"), '[]') FROM unit_figure u WHERE u.case_id = f.case_id),
        (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.n), '[]') FROM turn_figure t WHERE t.case_id = f.case_id)) AS kept
       FROM case_figure f WHERE f.case_id = ANY ($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.kept]));
}

/** The rows of a case as `readFigures` gives them. */
export function figuresAsKept(one: CaseFigures): unknown {
  return [caseRow(one), unitRows(one), turnRows(one)];
}

/** All pairs that are kept, `case again`, sorted. */
export async function readRecurrences(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ pair: string }>(
    `SELECT case_id || ' ' || again AS pair FROM recurrence ORDER BY 1`,
  );
  return rows.map((row) => row.pair);
}

/** What the rule of recurrence looks at of a case's figures. */
export function recurringOf({ caseId, case: row }: CaseFigures): Recurring {
  const { reportedAt, closedAt, category, lon, lat, merged, voided, unresolved } = row;
  return {
    caseId,
    categoryKey: category,
    place: { lon, lat, accuracyM: null, address: null },
    reportedAt,
    // Only whether it was filed matters to the rule.
    filedAt: row.filed ? reportedAt : null,
    closedAt,
    closedUnresolved: unresolved,
    merged,
    voided,
  };
}

async function keepRecurrences(tx: Tx, moved: readonly CaseFigures[], rule: RecurrenceRule): Promise<void> {
  if (!moved.length) return;
  const ids = moved.map((one) => one.caseId);
  await tx.query('DELETE FROM recurrence WHERE case_id = ANY ($1) OR again = ANY ($1)', [ids]);
  const own = moved.filter((one) => one.case.placeKey !== null).map(recurringOf);
  const keys = [...new Set(own.flatMap((one) => placeKeysAround(one, rule)))];
  const around = await readRecurring(tx, 'place_key', keys);
  const pairs = new Map<string, readonly [string, string]>();
  const take = (closed: Recurring, later: Recurring) => {
    if (recurs(closed, later, rule))
      pairs.set(`${closed.caseId} ${later.caseId}`, [closed.caseId, later.caseId]);
  };
  for (const one of own)
    for (const other of around.filter((near) => near.categoryKey === one.categoryKey)) {
      take(one, other);
      take(other, one);
    }
  await addRecurrences(tx, [...pairs.values()]);
}

async function readRecurring(
  db: Db,
  by: 'case_id' | 'place_key' | 'category_key',
  values: readonly string[],
): Promise<Recurring[]> {
  if (!values.length) return [];
  const { rows } = await db.query<Omit<Recurring, 'place'> & { lon: number; lat: number }>(
    `SELECT case_id AS "caseId", category_key AS "categoryKey", lon, lat, reported_at AS "reportedAt",
        CASE WHEN filed THEN reported_at END AS "filedAt", closed_at AS "closedAt", unresolved AS "closedUnresolved", merged, voided
       FROM case_figure WHERE ${by} = ANY ($1)`,
    [values],
  );
  return rows.map(({ lon, lat, ...row }) => ({
    ...row,
    place: { lon, lat, accuracyM: null, address: null },
  }));
}

function isOther(before: Recurring | undefined, after: Recurring): boolean {
  return JSON.stringify(sortedOf(before)) !== JSON.stringify(sortedOf(after));
}

function sortedOf(one: Recurring | undefined) {
  return (
    one && [
      one.categoryKey,
      one.place.lon,
      one.place.lat,
      one.reportedAt,
      one.filedAt,
      one.closedAt,
      one.closedUnresolved,
      one.merged,
      one.voided,
    ]
  );
}

const CHUNK = 2_000;

/** Rows by the names of their columns. */
async function insert(tx: Tx, table: string, rows: readonly object[]): Promise<void> {
  for (let i = 0; i < rows.length; i += CHUNK)
    await tx.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [
      JSON.stringify(rows.slice(i, i + CHUNK)),
    ]);
}

function caseRow({ caseId, case: row }: CaseFigures) {
  return {
    case_id: caseId,
    reported_at: instantIn(row.reportedAt),
    reporter_id: row.reporter,
    category_key: row.category,
    cell_code: row.cell,
    community_code: row.community,
    subdistrict_code: row.subdistrict,
    beat_code: row.beat,
    merged: row.merged,
    voided: row.voided,
    filed: row.filed,
    dispatched: row.dispatched,
    resolved: row.resolved,
    unresolved: row.unresolved,
    accurate: row.accurate,
    closed_at: row.closedAt === null ? null : instantIn(row.closedAt),
    lon: row.lon,
    lat: row.lat,
    place_key: row.placeKey,
  };
}

function unitRows({ caseId, case: { reportedAt }, units }: CaseFigures) {
  return units.map((row) => ({
    case_id: caseId,
    unit_code: row.unit,
    reported_at: instantIn(reportedAt),
    named: row.named,
    accurate: row.accurate,
    work: row.work,
    extended: row.extended,
    deferred: row.deferred,
    repeated: row.repeated,
    checks: row.checks,
    failed: row.failed,
    false_feedback: row.falseFeedback,
    dispatches: row.dispatches,
    dispatches_on_time: row.dispatchesOnTime,
    handled_ms: row.handledMs,
  }));
}

function turnRows({ caseId, case: { reportedAt }, turns }: CaseFigures) {
  return turns.map((row, n) => ({
    case_id: caseId,
    n,
    reported_at: instantIn(reportedAt),
    stage: row.stage,
    by_id: row.by,
    on_time: row.onTime,
  }));
}

/** As `to_jsonb` writes a timestamptz in UTC, so that kept rows and the log's compare as they are. */
function instantIn(ms: number): string {
  return instant(ms).replace(/\.?0*Z$/, '+00:00');
}
