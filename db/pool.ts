import pg from 'pg';

/** Rows that pg gives back; columns are read by the query that named them. */
export type Row = Record<string, unknown>;
export type Db = pg.Pool | pg.PoolClient;
export type Tx = pg.PoolClient;
export type Pool = pg.Pool;

// Counts and positions are below 2^53 for longer than this system will live.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// Instants are epoch milliseconds inside the house.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => Date.parse(text));
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export interface PoolOptions {
  readonly url: string;
  readonly max?: number;
  /** Shown in pg_stat_activity, so that an operator sees who holds a lock. */
  readonly name: string;
  /** `owner` keeps the login's own role (migrations, seed); everything else works as city_app. */
  readonly role?: 'app' | 'owner';
}

/**
 * A pool whose connections work as city_app, whatever login the URL names. Connections that
 * break while idle are dropped silently: the next query opens a new one.
 */
export function openPool({ url, max = 10, name, role = 'app' }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    options: `-c TimeZone=UTC -c DateStyle=ISO -c lock_timeout=10s -c statement_timeout=60s${role === 'app' ? ' -c role=city_app' : ''}`,
  });
  pool.on('error', () => {});
  return pool;
}

/** A timestamptz parameter: pg would print a number as such. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** The same for a value that may be missing. */
export function instantOrNull(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : instant(ms);
}
