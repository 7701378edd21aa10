import type { CaseFilter, CaseView } from '../../core/contract/api/caseFilter.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { DEFAULT_CASE_POLICY } from '../../core/rules/case/policy.ts';
import { type Db, instant } from '../pool.ts';
import { sight } from './sight.ts';

/** What a list asks: a filter, and perhaps some cases alone. `atMs` is the instant of the lights. */
export interface ListQuestion extends CaseFilter {
  readonly ids?: string;
  readonly atMs: number;
  /** Policy: how long after closing "not solved" is taken, days. */
  readonly notSolvedDays?: number;
}

/** A filter as SQL over `cases c`: joins, conditions, and the key that orders and pages the list. */
export interface ListSql {
  readonly from: string;
  readonly where: string;
  readonly key: string;
  readonly direction: 'ASC' | 'DESC';
}

// A clock that stands cannot turn red: parked cases come last, with those that have no light.
export const BY_RED = `coalesce(CASE WHEN c.parked_at IS NULL THEN c.red_from END, 'infinity')`;
const ENDED_DAYS = 92;
const WHOLE_NUMBER = /^\d{18,30}$/;

const VIEWS: Readonly<Record<CaseView, (at: () => string, put: Put, question: ListQuestion) => string>> = {
  supervision: (at) => `c.hand = 'unit' AND (c.supervised OR c.red_from < coalesce(c.parked_at, ${at()}))`,
  approvals: () => 'c.pending IS NOT NULL',
  'no-collector': () => `c.hand = 'supervision' AND c.status <> 'awaiting-check'`,
  'no-subject': () =>
    `c.id IN (SELECT case_id FROM case_event WHERE payload ->> 'reason' = 'no-responsible-subject')`,
  unresolved: () => `c.outcome = 'unresolved'`,
  'not-solved': (_at, put, { notSolvedDays }) =>
    `c.status = 'closed' AND NOT c.state -> 'links' @> '[{"why": "not-solved"}]' AND c.id IN (
      SELECT e.case_id FROM case_event e WHERE e.type = 'rated' AND e.payload ->> 'solved' = 'false'
         AND e.at <= c.closed_at + make_interval(days => ${put(notSolvedDays ?? DEFAULT_CASE_POLICY.notSolvedDays)}::int))`,
};
const OF_ALL_TIMES = new Set<CaseView>(['no-subject', 'unresolved', 'not-solved']);

/** A typed word with the terms that stand for it: all of `needles`, or one of the names. */
export interface Word {
  readonly word: string;
  readonly needles: readonly number[];
  readonly named: readonly number[];
}

/**
 * Each word of a search must be found, wherever: number, place, component, what was said, category, unit.
 * Asked for before the list, so that the planner knows how rare the terms are, and so that a renamed unit or
 * category is found by its new name.
 */
export async function readWords(db: Db, q: string | undefined): Promise<Word[]> {
  const words = splitWords(q);
  if (!words.length) return [];
  const { rows } = await db.query<Word>(
    `SELECT w AS word, search_needles(w) AS needles, ARRAY(
        SELECT search_term('category:' || key) FROM category WHERE zh ILIKE p OR en ILIKE p OR short_zh ILIKE p OR short_en ILIKE p OR code = w
        UNION ALL SELECT search_term('unit:' || code) FROM unit
          WHERE zh ILIKE p OR en ILIKE p OR short_zh ILIKE p OR short_en ILIKE p) AS named
       FROM unnest($1::text[]) AS w, LATERAL (SELECT '%' || ${escaped('w')} || '%' AS p) AS pattern`,
    [words],
  );
  return rows;
}

/**
 * The one way from a filter to SQL; the actor's sight stands in the same query as the search, so that a text
 * beside the log is found by nobody who may not see its case. Parameters are appended to `params`.
 */
export function listSql(
  actor: Actor,
  question: ListQuestion,
  words: readonly Word[],
  params: unknown[],
): ListSql {
  const put = (value: unknown) => `$${params.push(value)}`;
  const where = [sight(actor, params)];
  const { view } = question;
  const number = question.q && WHOLE_NUMBER.test(question.q.trim()) ? question.q.trim() : null;
  const ended = question.scope === 'ended' || (view !== undefined && OF_ALL_TIMES.has(view));
  if (number) where.push(`c.number = ${put(number)}`);
  else if (!ended) where.push('c.is_open');
  else if (view === undefined) where.push('NOT c.is_open', ...lately(question, put));
  if (view) where.push(VIEWS[view](() => `${put(instant(question.atMs))}::timestamptz`, put, question));
  where.push(...columns(question, put), ...lights(question, put), ...times(question, put));
  if (question.ids) where.push(`c.id = ANY (${put(question.ids.split(','))}::uuid[])`);
  if (question.area) where.push(inside(put(polygon(question.area))));
  const asked = number ? [] : words;
  for (const word of asked) where.push(ended ? foundInRow(word.word, put) : foundInTerms(word, put));
  const searched = asked.length > 0 && !ended ? ' JOIN case_search s ON s.case_id = c.id' : '';
  return {
    from: `cases c${searched}`,
    where: where.join(' AND '),
    key: ended ? 'c.reported_at' : BY_RED,
    direction: ended ? 'DESC' : 'ASC',
  };
}

type Put = (value: unknown) => string;

function columns(question: ListQuestion, put: Put): string[] {
  const given: [string, string | undefined][] = [
    ['hand', question.hand],
    ['status', question.status],
    ['pending', question.pending],
    ['channel', question.channel],
    ['urgency', question.urgency],
    ['category_key', question.category],
    ['subdistrict_code', question.subdistrict],
    ['unit_code', question.unit],
  ];
  return given.flatMap(([column, value]) => (value === undefined ? [] : [`c.${column} = ${put(value)}`]));
}

function lights({ light, atMs }: ListQuestion, put: Put): string[] {
  if (!light) return [];
  if (light === 'parked') return ['c.parked_at IS NOT NULL'];
  const at = `coalesce(c.parked_at, ${put(instant(atMs))}::timestamptz)`;
  if (light === 'red') return [`c.red_from < ${at}`];
  if (light === 'yellow') return [`c.yellow_from <= ${at}`, `c.red_from >= ${at}`];
  return [`c.yellow_from > ${at}`];
}

function times({ from, to }: ListQuestion, put: Put): string[] {
  return [
    ...(from === undefined ? [] : [`c.reported_at >= ${put(instant(from))}`]),
    ...(to === undefined ? [] : [`c.reported_at < ${put(instant(to))}`]),
  ];
}

/** What has ended fills years: without dates a list of it looks at the last quarter. */
function lately({ from, atMs }: ListQuestion, put: Put): string[] {
  return from === undefined ? [`c.reported_at >= ${put(instant(atMs - ENDED_DAYS * 86_400_000))}`] : [];
}

function polygon(corners: string): string {
  const points = corners.split(';').map((point) => point.replace(',', ' '));
  return `SRID=4326;POLYGON((${[...points, points[0]].join(',')}))`;
}

function inside(area: string): string {
  return `c.geom && ${area}::geometry AND ST_Intersects(ST_MakeValid(${area}::geometry), c.geom)`;
}

function splitWords(q: string | undefined): string[] {
  return (q ?? '')
    .split(/[\s,，、;；]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, 6);
}

function foundInTerms({ needles, named }: Word, put: Put): string {
  const names = named.length ? ` OR s.terms && ${put(named)}::int[]` : '';
  return needles.length ? `(s.terms @> ${put(needles)}::int[]${names})` : `s.terms && ${put(named)}::int[]`;
}

function foundInRow(given: string, put: Put): string {
  const word = put(given);
  const like = `'%' || ${escaped(word)} || '%'`;
  return `(c.number LIKE ${like} OR c.address ILIKE ${like}
    OR c.category_key = ANY (ARRAY(SELECT key FROM category WHERE zh ILIKE ${like} OR en ILIKE ${like}))
    OR c.unit_code = ANY (ARRAY(SELECT code FROM unit WHERE zh ILIKE ${like} OR en ILIKE ${like})))`;
}

function escaped(word: string): string {
  return String.raw`regexp_replace(${word}, '([\\%_])', '\\\1', 'g')`;
}
