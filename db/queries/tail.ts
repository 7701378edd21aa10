import type { EventType } from '../../core/rules/case/events.ts';
import type { Channel, Role, Urgency } from '../../core/rules/case/people.ts';
import type { Hand, Status } from '../../core/rules/case/status.ts';
import type { Db } from '../pool.ts';

/** An event of the live feed, with the card of its case as it is now; no persons but their keys. */
export interface TailRow {
  readonly position: number;
  readonly caseId: string;
  readonly seq: number;
  readonly type: EventType;
  readonly at: number;
  readonly actorRole: Role;
  readonly version: number;
  readonly number: string;
  readonly status: Status;
  readonly hand: Hand;
  readonly channel: Channel;
  readonly urgency: Urgency;
  readonly isOpen: boolean;
  readonly routingOwed: boolean;
  readonly categoryKey: string | null;
  readonly unit: string | null;
  /** Units that are or were responsible or assisting. */
  readonly units: readonly string[];
  readonly reporter: string;
  readonly collector: string | null;
  readonly subdistrict: string | null;
  readonly cell: string | null;
  readonly address: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly yellowFrom: number | null;
  readonly redFrom: number | null;
  readonly parkedAt: number | null;
  readonly emergencyOpen: boolean;
}

const CARD = `c.version, c.number, c.status, c.hand, c.channel, c.urgency, c.is_open AS "isOpen",
  coalesce((c.state ->> 'routingOwed')::boolean, false) AS "routingOwed", c.category_key AS "categoryKey", c.unit_code AS unit,
  coalesce(c.state -> 'units', '[]') AS units,
  c.reporter_id AS reporter, c.collector_id AS collector, c.subdistrict_code AS subdistrict, c.cell_code AS cell, c.address,
  ST_X(c.geom) AS lon, ST_Y(c.geom) AS lat, c.yellow_from AS "yellowFrom", c.red_from AS "redFrom", c.parked_at AS "parkedAt",
  (c.is_open AND c.state -> 'emergency' ->> 'acknowledgedBy' IS NULL AND c.state -> 'emergency' ->> 'level' IS NOT NULL) AS "emergencyOpen"`;

/** Events that one look brings at the most. */
export const TAIL_PAGE = 500;

export interface TailAnswer {
  readonly rows: readonly TailRow[];
  readonly xmin: bigint;
  readonly xmax: bigint;
  readonly lastPosition: number;
}

/** Visible events above `floor` that are not in `seen`, oldest position first; with `floor` null only the marks. */
export async function readTail(db: Db, floor: number | null, seen: readonly number[]): Promise<TailAnswer> {
  const { rows } = await db.query<{ xmin: string; xmax: string; last: number; events: TailRow[] | null }>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin, pg_snapshot_xmax(pg_current_snapshot())::text AS xmax,
       (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM event_position) AS last,
       (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.position) FROM (
          SELECT e.position, e.case_id AS "caseId", e.seq, e.type, (extract(epoch FROM e.at) * 1000)::bigint AS at,
                 e.actor_role AS "actorRole", ${CARD}
            FROM case_event e JOIN cases c ON c.id = e.case_id
           WHERE e.position > $1 AND NOT (e.position = ANY ($2::bigint[])) ORDER BY e.position LIMIT ${TAIL_PAGE}) t) AS events`,
    [floor ?? Number.MAX_SAFE_INTEGER, seen],
  );
  const { xmin, xmax, last, events } = rows[0]!;
  return {
    xmin: BigInt(xmin),
    xmax: BigInt(xmax),
    lastPosition: last,
    rows: (events ?? []).map(readInstants),
  };
}

/** Inside jsonb instants are texts; elsewhere pg has made numbers of them. */
function readInstants(row: TailRow): TailRow {
  const ms = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : (value as number | null));
  return { ...row, yellowFrom: ms(row.yellowFrom), redFrom: ms(row.redFrom), parkedAt: ms(row.parkedAt) };
}
