import type { CaseCard } from '../../core/contract/api/answers.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import type { Hand, Status } from '../../core/rules/case/status.ts';
import { type Db, instant } from '../pool.ts';
import { type ListQuestion, listSql, readWords } from './caseFilter.ts';
import { sight, sightOfOne } from './sight.ts';

/** The columns of a card, over `cases c`. */
export const CARD = `c.id, c.number, c.version, c.status, c.hand, c.channel, c.urgency, c.category_key AS "categoryKey",
  c.condition_key AS "conditionKey", c.component_code AS component, c.unit_code AS unit, c.subdistrict_code AS subdistrict,
  c.cell_code AS cell, c.address, ST_X(c.geom) AS lon, ST_Y(c.geom) AS lat, c.reported_at AS "reportedAt",
  c.changed_at AS "changedAt", c.yellow_from AS "yellowFrom", c.red_from AS "redFrom", c.parked_at AS "parkedAt",
  (SELECT encode(p.hash, 'hex') FROM case_photo p JOIN photo ON photo.hash = p.hash
    WHERE p.case_id = c.id ORDER BY p.seq, p.n LIMIT 1) AS photo,
  c.state -> 'clock' ->> 'clock' AS clock, (c.state -> 'clock' ->> 'dueAt')::float8 AS "dueAt",
  coalesce((c.state -> 'assignment' ->> 'acknowledged')::boolean, false) AS acknowledged, c.state -> 'assignment' ->> 'crew' AS crew,
  coalesce((c.state -> 'assignment' ->> 'repeats')::int, 0) AS repeats,
  c.pending, (c.state -> 'requests' -> c.pending -> 'light' ->> 'yellowAt')::float8 AS "requestYellow",
  (c.state -> 'requests' -> c.pending -> 'light' ->> 'redAt')::float8 AS "requestRed",
  (c.state -> 'supervision' ->> 'count')::int AS supervisions, c.outcome`;

/**
 * A list by its filter, paged by key: a page costs the same anywhere in it. Open cases by red-from, those
 * without a red instant last; what has ended by its report, newest first.
 */
export async function listCases(
  db: Db,
  actor: Actor,
  question: ListQuestion & { readonly after?: string; readonly limit: number },
): Promise<{ cases: CaseCard[]; next: string | null }> {
  const params: unknown[] = [];
  const put = (value: unknown) => `$${params.push(value)}`;
  const { from, where, key, direction } = listSql(actor, question, await readWords(db, question.q), params);
  const after = question.after ? readCursor(question.after) : null;
  const beyond = after
    ? ` AND (${key}, c.id) ${direction === 'ASC' ? '>' : '<'} (${put(after.at)}::timestamptz, ${put(after.id)}::uuid)`
    : '';
  const { rows } = await db.query<CaseCard>(
    `SELECT ${CARD} FROM ${from} WHERE ${where}${beyond}
      ORDER BY ${key} ${direction}, c.id ${direction} LIMIT ${put(question.limit + 1)}`,
    params,
  );
  return paged(rows, question.limit, direction === 'ASC' ? redKey : reportKey);
}

function redKey(row: CaseCard): string {
  return `${row.redFrom === null || row.parkedAt !== null ? 'infinity' : instant(row.redFrom)}_${row.id}`;
}

function reportKey(row: CaseCard): string {
  return `${instant(row.reportedAt)}_${row.id}`;
}

/** A person's own reports, newest first. */
export async function listReportsOf(db: Db, reporter: string, after: string | undefined, limit: number) {
  const cursor = (after ? readCursor(after) : null) ?? NEWEST;
  const { rows } = await db.query<CaseCard>(
    `SELECT ${CARD} FROM cases c WHERE c.reporter_id = $1 AND (c.reported_at, c.id) < ($2::timestamptz, $3::uuid)
      ORDER BY c.reported_at DESC, c.id DESC LIMIT $4`,
    [reporter, cursor.at, cursor.id, limit + 1],
  );
  return paged(rows, limit, reportKey);
}

/** The open tasks of a collector, by red-from, with the photos to compare. */
export async function listTasks(db: Db, collector: string) {
  const { rows } = await db.query<
    CaseCard & { task: 'verify' | 'check'; photosBefore: string[]; photosAfter: string[] }
  >(
    `SELECT ${CARD}, CASE WHEN c.status = 'checking' THEN 'check' ELSE 'verify' END AS task,
        coalesce((SELECT array_agg(encode(p.hash, 'hex') ORDER BY p.seq, p.n) FROM case_photo p WHERE p.case_id = c.id AND p.role = 'reported'), '{}') AS "photosBefore",
        coalesce((SELECT array_agg(encode(p.hash, 'hex') ORDER BY p.seq, p.n) FROM case_photo p WHERE p.case_id = c.id AND p.role = 'feedback'), '{}') AS "photosAfter"
       FROM cases c WHERE c.collector_id = $1 AND c.is_open ORDER BY c.red_from NULLS LAST, c.id LIMIT 200`,
    [collector],
  );
  return rows;
}

export async function readCard(db: Db, actor: Actor, id: string): Promise<CaseCard | null> {
  const params: unknown[] = [id];
  const { rows } = await db.query<CaseCard>(
    `SELECT ${CARD} FROM cases c WHERE c.id = $1 AND ${sightOfOne(actor, params)}`,
    params,
  );
  return rows[0] ?? null;
}

export interface HandCount {
  readonly hand: Hand;
  readonly status: Status;
  readonly red: number;
  readonly yellow: number;
  readonly open: number;
}

/** Counts of open cases by who has to act and status, with the lights at `atMs`; what the actor does not see is not counted. */
export async function countHands(db: Db, actor: Actor, atMs: number): Promise<HandCount[]> {
  const params: unknown[] = [instant(atMs)];
  const { rows } = await db.query<HandCount>(
    `SELECT c.hand, c.status, count(*)::int AS open,
        count(*) FILTER (WHERE c.red_from < coalesce(c.parked_at, $1))::int AS red,
        count(*) FILTER (WHERE c.yellow_from <= coalesce(c.parked_at, $1) AND NOT coalesce(c.red_from < coalesce(c.parked_at, $1), false))::int AS yellow
       FROM cases c WHERE c.is_open AND ${sight(actor, params)} GROUP BY c.hand, c.status`,
    params,
  );
  return rows;
}

/** Requests that wait for a decision, and cases with a unit that are supervised but not red, at `atMs`. */
export async function countBeside(
  db: Db,
  actor: Actor,
  atMs: number,
): Promise<{ pending: number; supervised: number }> {
  const params: unknown[] = [instant(atMs)];
  const seen = sight(actor, params);
  const { rows } = await db.query<{ pending: number; supervised: number }>(
    `SELECT (SELECT count(*)::int FROM cases c WHERE c.is_open AND c.pending IS NOT NULL AND ${seen}) AS pending,
        (SELECT count(*)::int FROM cases c WHERE c.is_open AND c.supervised AND c.hand = 'unit'
           AND NOT coalesce(c.red_from < coalesce(c.parked_at, $1), false) AND ${seen}) AS supervised`,
    params,
  );
  return rows[0]!;
}

/** Open cases of the same minor category near by (component: the same component), nearest first (spec 02, Duplicates). */
export async function listDuplicates(
  db: Db,
  actor: Actor,
  question: {
    categoryKey: string;
    lon: number;
    lat: number;
    component?: string;
    except?: string;
    radiusM: number;
    since: number;
  },
) {
  const params: unknown[] = [
    question.categoryKey,
    question.lon,
    question.lat,
    question.radiusM,
    instant(question.since),
    question.component ?? null,
    question.except ?? null,
  ];
  const { rows } = await db.query<CaseCard & { distanceM: number }>(
    `WITH p AS (SELECT ST_SetSRID(ST_MakePoint($2, $3), 4326) AS g)
     SELECT ${CARD}, ST_DistanceSphere(c.geom, p.g) AS "distanceM"
       FROM p, cases c
      WHERE c.is_open AND c.category_key = $1 AND c.reported_at >= $5 AND c.id IS DISTINCT FROM $7::uuid
        AND c.geom && ST_Expand(p.g, $4 / (111320 * cos(radians($3))), $4 / 110540.0)
        AND CASE WHEN $6::text IS NULL THEN ST_DistanceSphere(c.geom, p.g) <= $4 ELSE c.component_code = $6 END
        AND ${sight(actor, params)}
      ORDER BY "distanceM" LIMIT 20`,
    params,
  );
  return rows;
}

function paged<T>(rows: T[], limit: number, key: (row: T) => string): { cases: T[]; next: string | null } {
  const cases = rows.slice(0, limit);
  const last = cases.at(-1);
  return { cases, next: rows.length > limit && last ? key(last) : null };
}

const NEWEST = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Null for a made-up cursor: it shows the first page again, never an error page. */
function readCursor(cursor: string): { at: string; id: string } | null {
  const [at = '', id = ''] = cursor.split('_');
  const instantOfOurs = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at));
  return (at === 'infinity' || instantOfOurs) && UUID.test(id) ? { at, id } : null;
}
