import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { ImportFault } from '../../core/contract/api/adminImports.ts';
import type { Tx } from '../pool.ts';

/** A row of a file, read and shaped; one with a fault of its own is kept to be named. */
export interface StagedRow {
  readonly row: number;
  readonly key: string | null;
  readonly code: string | null;
  readonly shape: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly fault: string | null;
  /** The field that the fault is about. */
  readonly field: string | null;
}

export interface Written {
  readonly added: number;
  readonly updated: number;
}

/** Streams rows into a staging table of this transaction; nothing of the city is touched yet. */
export async function stageRows(tx: Tx, rows: AsyncIterable<StagedRow>): Promise<number> {
  await tx.query('SET LOCAL statement_timeout = 0');
  await tx.query(SHAPE_READERS);
  await tx.query(
    'CREATE TEMP TABLE staged (n int, key text, code text, shape text, data jsonb, fault text, field text, geom geometry) ON COMMIT DROP',
  );
  let count = 0;
  async function* lines() {
    for await (const { row, key, code, shape, data, fault, field } of rows) {
      count++;
      const fields = [row, key, code, shape, data && JSON.stringify(data), fault, field];
      yield `${fields.map(csvField).join(',')}\n`;
    }
  }
  const copy = tx.query(
    copyFrom('COPY staged (n, key, code, shape, data, fault, field) FROM STDIN WITH (FORMAT csv)'),
  );
  await pipeline(Readable.from(lines()), copy);
  await tx.query('UPDATE staged SET geom = pg_temp.read_shape(shape) WHERE shape IS NOT NULL');
  // Without statistics the planner takes a staged table for a small one.
  await tx.query('CREATE INDEX ON staged (key)');
  await tx.query('CREATE INDEX ON staged (code)');
  await tx.query('ANALYZE staged');
  return count;
}

/** GeoJSON or WKT; a shape that cannot be read is a fault of its row, in the words of PostGIS, not the end of the file. */
const SHAPE_READERS = `
CREATE OR REPLACE FUNCTION pg_temp.parse_shape(text) RETURNS geometry LANGUAGE sql IMMUTABLE AS $$
  SELECT ST_Force2D(CASE WHEN left(ltrim($1), 1) = '{' THEN ST_SetSRID(ST_GeomFromGeoJSON($1), 4326) ELSE ST_GeomFromText($1, 4326) END)
$$;
CREATE OR REPLACE FUNCTION pg_temp.read_shape(text) RETURNS geometry LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN pg_temp.parse_shape($1);
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION pg_temp.shape_fault(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  PERFORM pg_temp.parse_shape($1);
  RETURN 'no reason known';
EXCEPTION WHEN OTHERS THEN
  RETURN SQLERRM;
END $$;`;

function csvField(value: string | number | null): string {
  return value === null ? '' : `"${String(value).replaceAll('"', '""').replaceAll('\u0000', '')}"`;
}

/** Gives the rows that `when` holds for their fault; the first fault of a row stands. `why` and `when` are SQL over `s`. */
export async function markFault(
  tx: Tx,
  field: string,
  why: string,
  when: string,
  values: unknown[] = [],
): Promise<void> {
  await tx.query(
    `UPDATE staged s SET fault = ${why}, field = '${field}' WHERE fault IS NULL AND (${when})`,
    values,
  );
}

/** What holds for rows of every kind: a code, and one row a key. */
export async function markCodes(tx: Tx): Promise<void> {
  await markFault(tx, 'code', `'has no code'`, `coalesce(key, '') = ''`);
  await tx.query(
    `UPDATE staged s SET fault = 'has the same code as row ' || first.n, field = 'code'
       FROM (SELECT key, min(n) AS n FROM staged GROUP BY key HAVING count(*) > 1) AS first
      WHERE s.fault IS NULL AND s.key = first.key AND s.n > first.n`,
  );
}

/** The faults so far: how many, and the first of them. */
export async function readFaults(tx: Tx, most: number): Promise<{ count: number; first: ImportFault[] }> {
  const { rows } = await tx.query<ImportFault & { all: number }>(
    `SELECT n AS row, code, field, fault AS why, (count(*) OVER ())::int AS all FROM staged WHERE fault IS NOT NULL ORDER BY n LIMIT $1`,
    [most],
  );
  return { count: rows[0]?.all ?? 0, first: rows.map(({ all: _all, ...fault }) => fault) };
}

/** Runs an upsert that returns `added` for each of its rows, and counts. */
export async function countWritten(tx: Tx, sql: string, values: unknown[] = []): Promise<Written> {
  const { rows } = await tx.query<Written>(
    `WITH done AS (${sql}) SELECT count(*) FILTER (WHERE added)::int AS added, count(*) FILTER (WHERE NOT added)::int AS updated FROM done`,
    values,
  );
  return rows[0]!;
}

/** SQL: the unit that a text names, by code or by one of its names. */
export const unitNamed = (text: string) =>
  `(SELECT u.code FROM unit u WHERE u.code = ${text} OR lower(${text}) IN (lower(u.zh), lower(u.en), lower(u.short_zh), lower(u.short_en)) ORDER BY u.code <> ${text}, u.code LIMIT 1)`;
