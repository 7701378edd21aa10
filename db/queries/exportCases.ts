import type { Actor } from '../../core/rules/case/people.ts';
import type { Db } from '../pool.ts';
import { type ListQuestion, listSql, readWords } from './caseFilter.ts';

/** A case as a line of a file; names in both languages, instants in epoch ms. */
export interface ExportRow {
  readonly id: string;
  readonly key: string;
  readonly number: string;
  readonly status: string;
  readonly channel: string;
  readonly urgency: string;
  readonly category: { readonly zh: string; readonly en: string } | null;
  readonly condition: { readonly zh: string; readonly en: string } | null;
  readonly unit: { readonly zh: string; readonly en: string } | null;
  readonly subdistrict: { readonly zh: string; readonly en: string } | null;
  readonly cell: string | null;
  readonly component: string | null;
  readonly address: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly reportedAt: number;
  readonly filedAt: number | null;
  readonly closedAt: number | null;
  readonly yellowFrom: number | null;
  readonly redFrom: number | null;
  readonly parkedAt: number | null;
  readonly pending: string | null;
  readonly outcome: string | null;
  readonly text: string | null;
}

const PAGE = 2_000;
const name = (table: string) =>
  `CASE WHEN ${table}.zh IS NULL THEN NULL ELSE jsonb_build_object('zh', ${table}.zh, 'en', ${table}.en) END`;

/** How many cases a list holds. */
export async function countCases(db: Db, actor: Actor, question: ListQuestion): Promise<number> {
  const params: unknown[] = [];
  const { from, where } = listSql(actor, question, await readWords(db, question.q), params);
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${from} WHERE ${where}`,
    params,
  );
  return rows[0]!.n;
}

/** A whole list in its order, a page at a time, so that no server holds it and no snapshot stays open. */
export async function* exportPages(
  db: Db,
  actor: Actor,
  question: ListQuestion,
): AsyncGenerator<readonly ExportRow[]> {
  const words = await readWords(db, question.q);
  for (let last: ExportRow | undefined; ; ) {
    const params: unknown[] = [];
    const { from, where, key, direction } = listSql(actor, question, words, params);
    const put = (value: unknown) => `$${params.push(value)}`;
    const beyond = last
      ? `AND (${key}, c.id) ${direction === 'ASC' ? '>' : '<'} (${put(last.key)}::timestamptz, ${put(last.id)}::uuid)`
      : '';
    const { rows } = await db.query<ExportRow>(
      `SELECT c.id, (${key})::text AS key, c.number, c.status, c.channel, c.urgency, c.cell_code AS cell, c.component_code AS component,
          c.address, ST_X(c.geom) AS lon, ST_Y(c.geom) AS lat, c.reported_at AS "reportedAt", c.filed_at AS "filedAt",
          c.closed_at AS "closedAt", c.yellow_from AS "yellowFrom", c.red_from AS "redFrom", c.parked_at AS "parkedAt", c.pending, c.outcome,
          ${name('k')} AS category, ${name('f')} AS condition, ${name('u')} AS unit, ${name('a')} AS subdistrict, t.text
         FROM ${from} LEFT JOIN category k ON k.key = c.category_key LEFT JOIN filing_condition f ON f.key = c.condition_key
         LEFT JOIN unit u ON u.code = c.unit_code LEFT JOIN area a ON a.code = c.subdistrict_code
         LEFT JOIN case_text t ON t.case_id = c.id AND t.seq = 1
        WHERE ${where} ${beyond} ORDER BY ${key} ${direction}, c.id ${direction} LIMIT ${PAGE}`,
      params,
    );
    if (rows.length) yield rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}
