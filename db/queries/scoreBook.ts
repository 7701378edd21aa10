import type { ScoreItem } from '../../core/contract/api/answers.ts';
import { type Db, instant } from '../pool.ts';

/** An item of a period as the workbook lists it. */
export type BookItem = Pick<
  ScoreItem,
  'caseId' | 'number' | 'no' | 'resolved' | 'timely' | 'clauses' | 'moved' | 'pending' | 'excluded'
> & {
  readonly unit: string;
  readonly category: { zh: string; en: string } | null;
  readonly subdistrict: { zh: string; en: string } | null;
  readonly dueAt: number | null;
  readonly usedMs: number | null;
  readonly limitMs: number | null;
};

const PAGE = 2_000;

/** All items of a period, unit by unit, page by page. */
export async function* bookItems(db: Db, period: number): AsyncGenerator<readonly BookItem[]> {
  let after = null as BookItem | null;
  for (;;) {
    const { rows }: { rows: BookItem[] } = await db.query<BookItem>(
      `SELECT i.unit_code AS unit, i.case_id AS "caseId", i.number, i.no, i.resolved, i.timely, i.clauses, i.moved, i.pending, i.excluded,
          CASE WHEN g.key IS NULL THEN NULL ELSE jsonb_build_object('zh', g.zh, 'en', g.en) END AS category,
          CASE WHEN a.code IS NULL THEN NULL ELSE jsonb_build_object('zh', a.zh, 'en', a.en) END AS subdistrict,
          f.original_due AS "dueAt", (f.fact ->> 'timeUsedMs')::float8 AS "usedMs",
          (f.fact ->> 'limitMs')::float8 + (f.fact ->> 'extensionMs')::float8 AS "limitMs"
         FROM (SELECT * FROM score_item WHERE period_id = $1 AND ($2::text IS NULL OR (unit_code, case_id, no) > ($2, $3::uuid, $4::int))
                ORDER BY unit_code, case_id, no LIMIT ${PAGE}) i
         JOIN cases c ON c.id = i.case_id LEFT JOIN assignment_fact f ON f.case_id = i.case_id AND f.no = i.no
         LEFT JOIN category g ON g.key = c.category_key LEFT JOIN area a ON a.code = c.subdistrict_code
        ORDER BY i.unit_code, i.case_id, i.no`,
      [period, after?.unit ?? null, after?.caseId ?? null, after?.no ?? null],
    );
    yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1) ?? null;
  }
}

/** A case as it may be given out: what, which unit grid, when; no person, text, photo or exact place. */
export interface OpenCase {
  readonly number: string;
  readonly filedAt: number;
  readonly id: string;
  readonly categoryZh: string;
  readonly categoryEn: string;
  readonly kind: string;
  readonly cell: string | null;
  readonly subdistrictZh: string | null;
  readonly subdistrictEn: string | null;
  /** The middle of the unit grid. */
  readonly lon: number | null;
  readonly lat: number | null;
  readonly closedAt: number | null;
  readonly status: string;
  readonly unitZh: string | null;
  readonly unitEn: string | null;
}

/** Cases filed in a span, of categories open to residents and of no internal channel, page by page (spec 06, Residents). */
export async function* openCases(
  db: Db,
  span: { from: number; to: number; internal: readonly string[] },
): AsyncGenerator<readonly OpenCase[]> {
  let after = null as OpenCase | null;
  for (;;) {
    const { rows }: { rows: OpenCase[] } = await db.query<OpenCase>(
      `SELECT c.number, c.filed_at AS "filedAt", c.id, g.zh AS "categoryZh", g.en AS "categoryEn", g.kind, c.cell_code AS cell,
          s.zh AS "subdistrictZh", s.en AS "subdistrictEn", ST_X(p.at) AS lon, ST_Y(p.at) AS lat, c.closed_at AS "closedAt", c.status,
          u.zh AS "unitZh", u.en AS "unitEn"
         FROM cases c JOIN category g ON g.key = c.category_key AND g.open_to_residents
         LEFT JOIN area a ON a.code = c.cell_code LEFT JOIN LATERAL (SELECT ST_PointOnSurface(a.geom) AS at) p ON true
         LEFT JOIN area s ON s.code = c.subdistrict_code LEFT JOIN unit u ON u.code = c.unit_code
        WHERE c.filed_at >= $1 AND c.filed_at < $2 AND NOT c.channel = ANY ($3)
          AND ($4::timestamptz IS NULL OR (c.filed_at, c.id) > ($4, $5::uuid))
        ORDER BY c.filed_at, c.id LIMIT ${PAGE}`,
      [
        instant(span.from),
        instant(span.to),
        span.internal,
        after && instant(after.filedAt),
        after?.id ?? null,
      ],
    );
    yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1) ?? null;
  }
}
