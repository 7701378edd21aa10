import { expect } from 'vitest';
import type { CaseEvent } from '../core/rules/case/events.ts';
import { replay } from '../core/rules/case/evolve.ts';
import type { CasePolicy } from '../core/rules/case/policy.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { caseColumns } from '../db/caseRow.ts';
import { eventHash, FIRST_HASH, textDigest } from '../db/eventHash.ts';
import type { Pool } from '../db/pool.ts';

interface StoredEvent {
  readonly event: CaseEvent;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
  readonly digest: Buffer | null;
  readonly text: string | null;
  readonly salt: Buffer | null;
}

/** The log of a case as it stands in the database, read as the owner. */
export async function readLog(owner: Pool, id: string): Promise<StoredEvent[]> {
  const { rows } = await owner.query(
    `SELECT e.seq, e.type, e.at, e.received_at, e.actor_id, e.actor_role, e.payload, e.text_digest, e.prev_hash, e.hash, t.text, t.salt
       FROM case_event e LEFT JOIN case_text t USING (case_id, seq) WHERE e.case_id = $1 ORDER BY e.seq`,
    [id],
  );
  return rows.map((row) => ({
    event: {
      caseId: id,
      seq: row.seq,
      type: row.type,
      at: row.at,
      receivedAt: row.received_at,
      actor: { id: row.actor_id, role: row.actor_role },
      payload: row.payload,
    } as CaseEvent,
    prevHash: row.prev_hash,
    hash: row.hash,
    digest: row.text_digest,
    text: row.text,
    salt: row.salt,
  }));
}

export async function eventTypes(owner: Pool, id: string): Promise<string[]> {
  return (await readLog(owner, id)).map(({ event }) => event.type);
}

/**
 * What must hold of every case whatever happened (spec 02): sequence without gaps, a whole hash chain,
 * texts under their digests, a row that is the replay of the log, dispatches and light turns as the log has
 * them, one open dispatch exactly while a unit has the case. Returns the replayed state.
 */
export async function expectSound(owner: Pool, id: string, policy: CasePolicy): Promise<CaseState> {
  const log = await readLog(owner, id);
  const events = log.map(({ event }) => event);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
  expectChain(log);
  const state = replay(events)!;
  const { rows } = await owner.query('SELECT * FROM cases WHERE id = $1', [id]);
  expect(rows[0].state).toEqual(JSON.parse(JSON.stringify(state)));
  expect(rows[0]).toMatchObject({
    ...caseColumns(state, policy),
    version: events.length,
    status: state.status,
    hand: state.hand,
    number: state.number,
    urgency: state.urgency,
    channel: state.channel,
    category_key: state.categoryKey,
    condition_key: state.conditionKey,
    component_code: state.component,
    reporter_id: state.reportedBy.id,
    cell_code: state.areas.cell,
    beat_code: state.areas.beat,
    subdistrict_code: state.areas.subdistrict,
    outcome: state.outcome,
    filed_at: state.filedAt,
    closed_at: state.closedAt,
    reported_at: state.reportedAt,
  });
  expect(rows[0].last_hash.equals(log.at(-1)!.hash)).toBe(true);
  await expectDispatches(owner, id, events, state);
  await expectTurns(owner, id, events);
  return state;
}

function expectChain(log: readonly StoredEvent[]): void {
  let previous: Buffer = FIRST_HASH;
  for (const { event, prevHash, hash, digest, text, salt } of log) {
    const { caseId, seq, type, at, receivedAt, actor, payload } = event;
    const recomputed = eventHash(previous, {
      caseId,
      seq,
      type,
      at,
      receivedAt,
      actorId: actor.id,
      actorRole: actor.role,
      payload,
      textDigest: digest?.toString('hex') ?? null,
    });
    expect({ seq, type, prev: prevHash.toString('hex'), hash: hash.toString('hex') }).toEqual({
      seq,
      type,
      prev: previous.toString('hex'),
      hash: recomputed.toString('hex'),
    });
    if (text !== null) expect(textDigest(salt!, text).equals(digest!)).toBe(true);
    previous = hash;
  }
}

const ENDS = ['substituted', 'feedback', 'returned', 'closedUnresolved', 'voided', 'merged'];

async function expectDispatches(
  owner: Pool,
  id: string,
  events: readonly CaseEvent[],
  state: CaseState,
): Promise<void> {
  const expected = events.flatMap((event) => {
    if (event.type !== 'dispatched' && event.type !== 'substituted') return [];
    const end = events.find((later) => later.seq > event.seq && ENDS.includes(later.type));
    return [
      {
        seq: event.seq,
        unit_code: event.payload.unit,
        opened_at: event.at,
        ended_at: end?.at ?? null,
        ended_by: end?.type ?? null,
      },
    ];
  });
  const { rows } = await owner.query(
    'SELECT seq, unit_code, opened_at, ended_at, ended_by FROM dispatch WHERE case_id = $1 ORDER BY seq',
    [id],
  );
  expect(rows).toEqual(expected);
  const open = rows.filter((row) => row.ended_at === null).length;
  expect(open).toBe(state.status === 'handling' || state.status === 'deferred' ? 1 : 0);
}

async function expectTurns(owner: Pool, id: string, events: readonly CaseEvent[]): Promise<void> {
  const expected = events.flatMap((event) =>
    event.type === 'turnedYellow' || event.type === 'turnedRed'
      ? [
          `${event.payload.clock}:${event.payload.run}:${event.payload.dueAt}:${event.type === 'turnedRed' ? 'red' : 'yellow'}:${event.at}`,
        ]
      : [],
  );
  const { rows } = await owner.query(
    'SELECT clock, run, due_at, light, at FROM light_turn WHERE case_id = $1',
    [id],
  );
  expect(rows.map((row) => `${row.clock}:${row.run}:${row.due_at}:${row.light}:${row.at}`).sort()).toEqual(
    expected.sort(),
  );
}
