import { type Db, instant, type Tx } from '../pool.ts';

export interface SealRow {
  readonly id: number;
  readonly at: number;
  readonly events: number;
  readonly root: Buffer;
  readonly prevRoot: Buffer;
}

const SEAL_LOCK = 620_104;

/**
 * Events under no seal, in order of position, with the last root. The lock lasts until the transaction ends.
 * Positions are taken as ranges, because a slow transaction's events may appear below a sealed one.
 */
export async function unsealedEvents(
  tx: Tx,
): Promise<{ previous: Buffer | null; events: Buffer[]; positions: string }> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [SEAL_LOCK]);
  const { rows: last } = await tx.query<{ root: Buffer }>('SELECT root FROM seal ORDER BY id DESC LIMIT 1');
  const { rows } = await tx.query<{ position: number; hash: Buffer }>(
    `WITH sealed AS (SELECT coalesce(range_agg(p), '{}') AS all_sealed FROM (SELECT unnest(positions) AS p FROM seal) u),
     floor AS (SELECT coalesce((SELECT upper(p) FROM unnest((SELECT all_sealed FROM sealed)) AS p ORDER BY p LIMIT 1), 0) AS position)
     SELECT e.position, e.hash FROM case_event e, sealed, floor
      WHERE e.position >= floor.position AND NOT sealed.all_sealed @> e.position ORDER BY e.position`,
  );
  return {
    previous: last[0]?.root ?? null,
    events: rows.map((row) => row.hash),
    positions: multirange(rows.map((row) => row.position)),
  };
}

/** Ascending positions as a multirange: runs of neighbours become one range. */
function multirange(positions: readonly number[]): string {
  const ranges: string[] = [];
  for (let i = 0; i < positions.length; ) {
    let j = i;
    while (positions[j + 1] === positions[j]! + 1) j++;
    ranges.push(`[${positions[i]},${positions[j]! + 1})`);
    i = j + 1;
  }
  return `{${ranges.join(',')}}`;
}

export async function writeSeal(
  tx: Tx,
  seal: Omit<SealRow, 'id'> & { readonly positions: string },
): Promise<SealRow> {
  const { rows } = await tx.query<{ id: number }>(
    'INSERT INTO seal (at, positions, events, root, prev_root) VALUES ($1, $2::int8multirange, $3, $4, $5) RETURNING id',
    [instant(seal.at), seal.positions, seal.events, seal.root, seal.prevRoot],
  );
  const { at, events, root, prevRoot } = seal;
  return { id: rows[0]!.id, at, events, root, prevRoot };
}

export async function readSeals(db: Db): Promise<SealRow[]> {
  const { rows } = await db.query<SealRow>(
    'SELECT id, at, events, root, prev_root AS "prevRoot" FROM seal ORDER BY id',
  );
  return rows;
}

export async function sealedEvents(db: Db, sealId: number): Promise<Buffer[]> {
  const { rows } = await db.query<{ hash: Buffer }>(
    `SELECT e.hash FROM seal s, unnest(s.positions) AS p JOIN case_event e ON e.position >= lower(p) AND e.position < upper(p) WHERE s.id = $1 ORDER BY e.position`,
    [sealId],
  );
  return rows.map((row) => row.hash);
}

/** Age of the last seal, ms by the database's clock; null before the first. */
export async function lastSealAge(db: Db): Promise<number | null> {
  const { rows } = await db.query<{ age: number | null }>(
    'SELECT (extract(epoch FROM clock_timestamp() - max(at)) * 1000)::float8 AS age FROM seal',
  );
  return rows[0]?.age ?? null;
}
