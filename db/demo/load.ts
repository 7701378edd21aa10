import type { Tx } from '../pool.ts';

const BATCH = 4_000;

/**
 * Inserts rows given as objects, in batches; `columns` maps a column to its type or to an SQL expression
 * over the record `r`. Only the seed and importers use it, never for case tables.
 */
export async function insertRows(
  tx: Tx,
  table: string,
  record: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly object[],
): Promise<void> {
  const names = Object.keys(columns);
  for (let i = 0; i < rows.length; i += BATCH) {
    await tx.query(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map((name) => columns[name]).join(', ')}
         FROM jsonb_to_recordset($1::jsonb) AS r(${record})`,
      [JSON.stringify(rows.slice(i, i + BATCH))],
    );
  }
}

/** SQL that makes a geometry of a GeoJSON member of the record. */
export function geometry(member: string, kind: 'point' | 'multipolygon' | 'mercator'): string {
  const read = `ST_SetSRID(ST_GeomFromGeoJSON(r.${member}), 4326)`;
  if (kind === 'point') return read;
  if (kind === 'multipolygon') return `ST_Multi(${read})`;
  return `ST_Transform(${read}, 3857)`;
}
