import type { FigureCase, FigureSide } from '../../core/contract/api/figures.ts';
import type { FigureName } from '../../core/contract/api/figureWords.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { type Db, instant } from '../pool.ts';
import {
  AGAIN,
  CASE_FIGURE_PARTS,
  CASE_PARTS,
  type CaseGroup,
  type CasePart,
  chosenBy,
  type FigureSpan,
  workOf,
} from './figureParts.ts';
import { sight } from './sight.ts';

export interface FigureCasesQuestion extends FigureSpan {
  readonly by: CaseGroup | 'post';
  readonly figure: FigureName;
  readonly side: FigureSide;
  /** Of one person at a post. */
  readonly person: string | null;
  /** The period whose items are shown first. */
  readonly period: number | null;
  readonly after: string | null;
  readonly limit: number;
}

/** Whether there are cases behind a side of a figure: cells walked are no cases, and what is in time is the score's own. */
export function hasCases(by: FigureCasesQuestion['by'], figure: FigureName, side: FigureSide): boolean {
  return partOf(by, figure, side) !== null;
}

/**
 * The cases behind a figure, newest first, paged by key: the conditions that count it, and of them those
 * that the reader may see (spec 06). `count`: so often each is in it.
 */
export async function readFigureCases(
  db: Db,
  actor: Actor,
  asked: FigureCasesQuestion,
): Promise<{ cases: FigureCase[]; next: string | null }> {
  const part = partOf(asked.by, asked.figure, asked.side);
  if (part === null) return { cases: [], next: null };
  const [at, id] = asked.after?.split('|') ?? [null, null];
  const params: unknown[] = [instant(asked.from), instant(asked.to), asked.only];
  const put = (value: unknown) => `$${params.push(value)}`;
  const counted = part.replaceAll('$person', () => `${put(asked.person)}::text`);
  const unit = put(asked.by === 'unit' ? asked.only : actor.unit);
  const { rows } = await db.query<FigureCase & { key: string }>(
    `WITH part AS (${counted}),
     page AS (
       SELECT m.case_id, m.reported_at, m.n, c.number, c.category_key, c.condition_key, c.address, c.status FROM part m JOIN cases c ON c.id = m.case_id
        WHERE ${sight(actor, params)}
          AND (${put(at)}::timestamptz IS NULL OR (m.reported_at, m.case_id) < (${put(at)}::timestamptz, ${put(id)}::uuid))
        ORDER BY m.reported_at DESC, m.case_id DESC LIMIT ${put(asked.limit + 1)})
     SELECT p.case_id AS "caseId", p.number, p.category_key AS "categoryKey", p.condition_key AS "conditionKey", p.address, p.status,
            p.reported_at AS "reportedAt", p.n AS count, to_jsonb(p.reported_at) #>> '{}' AS key, to_jsonb(i) AS item
       FROM page p LEFT JOIN LATERAL (
         SELECT i.period_id AS period, i.unit_code AS unit, i.no FROM score_item i JOIN period q ON q.id = i.period_id
          WHERE i.case_id = p.case_id AND (${unit}::text IS NULL OR i.unit_code = ${unit})
          ORDER BY q.id = ${put(asked.period)} DESC NULLS LAST, q.chain = 'month' DESC, i.moved IS NULL DESC, q.from_at DESC LIMIT 1) i ON true
      ORDER BY p.reported_at DESC, p.case_id DESC`,
    params,
  );
  const cases = rows.slice(0, asked.limit).map(({ key: _, ...row }) => row);
  const last = rows[asked.limit - 1];
  return { cases, next: rows.length > asked.limit && last ? `${last.key}|${last.caseId}` : null };
}

const TURNS: Partial<Record<FigureName, string>> = {
  'verification-on-time': 'verification',
  'check-on-time': 'check',
};

/** A query of `case_id`, `reported_at` and `n`; null: no cases stand behind it. */
function partOf(by: FigureCasesQuestion['by'], figure: FigureName, side: FigureSide): string | null {
  if (by === 'post') return postPart(figure, side);
  if (Object.hasOwn(CASE_FIGURE_PARTS, figure))
    return casePart(by, CASE_FIGURE_PARTS[figure as keyof typeof CASE_FIGURE_PARTS][side]);
  if (by !== 'collector' && by !== 'company') return null;
  if (figure === 'valid-reports') return casePart(by, side === 'numerator' ? 'filed' : 'cases');
  const own = by === 'collector' ? 'p.id::text' : 'p.company_code';
  if (figure === 'missed')
    return `SELECT f.case_id, f.reported_at, count(*)::int AS n
       FROM case_figure f JOIN app_user p ON p.role = 'collector' AND p.beat_code = f.beat_code
      WHERE f.reported_at >= $1 AND f.reported_at < $2 AND ${own} = $3 AND f.filed ${side === 'numerator' ? 'AND f.reporter_id <> p.id::text' : ''} GROUP BY 1, 2`;
  const stage = TURNS[figure];
  if (stage === undefined) return null;
  return `SELECT t.case_id, t.reported_at, count(*)::int AS n FROM turn_figure t JOIN app_user p ON p.role = 'collector' AND p.id::text = t.by_id
      WHERE t.reported_at >= $1 AND t.reported_at < $2 AND ${own} = $3 AND t.stage = '${stage}' AND t.on_time ${side === 'numerator' ? '' : 'IS NOT NULL'} GROUP BY 1, 2`;
}

function casePart(by: CaseGroup, name: string | null): string | null {
  if (name === null || name === 'cells') return null;
  if (Object.hasOwn(CASE_PARTS, name))
    return `WITH chosen AS (${chosenBy(by)}), again AS (${AGAIN})
       SELECT c.case_id, c.reported_at, 1 AS n FROM chosen c ${name === 'recurred' ? 'LEFT JOIN again a USING (case_id)' : ''} WHERE ${CASE_PARTS[name as CasePart]}`;
  const sum = name === 'handled' ? 'sum(cardinality(w.handled_ms))' : `sum(w.${name})`;
  return `WITH chosen AS (${chosenBy(by)}) SELECT c.case_id, c.reported_at, ${sum}::int AS n FROM ${workOf(by)} GROUP BY 1, 2 HAVING ${sum} > 0`;
}

function postPart(figure: FigureName, side: FigureSide): string | null {
  if (figure !== 'handled' && figure !== 'on-time') return null;
  if (figure === 'handled' && side === 'denominator') return null;
  const counted =
    figure === 'handled' ? 'true' : side === 'numerator' ? 't.on_time' : 't.on_time IS NOT NULL';
  return `SELECT t.case_id, t.reported_at, count(*)::int AS n FROM turn_figure t
      WHERE t.reported_at >= $1 AND t.reported_at < $2 AND t.stage = $3 AND ($person IS NULL OR t.by_id = $person) AND ${counted} GROUP BY 1, 2`;
}
