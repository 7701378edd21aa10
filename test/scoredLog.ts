import { v7 } from 'uuid';
import type { House } from '../actions/house.ts';
import { machine } from '../actions/machine.ts';
import { run } from '../actions/run.ts';
import { scoreCase } from '../actions/scoreCase.ts';
import { type ScoreCase, type ScoreEvent, visibleAt } from '../core/rules/scoring/scoreCase.ts';
import type { Pool } from '../db/pool.ts';

/** One event of a random history with the case that it belongs to. */
export interface Happening {
  readonly number: string;
  readonly event: ScoreEvent;
  readonly at: number;
}

/** The events of all cases in the order in which a server would receive them. */
export function inOrder(cases: readonly ScoreCase[]): Happening[] {
  return cases
    .flatMap(({ id, events }) => events.map((event) => ({ number: id, event, at: visibleAt(event) })))
    .sort((a, b) => a.at - b.at);
}

/**
 * Puts histories that only the score looks at into the log, event by event, and lets the score follow each:
 * they hold turns that no walk of the lifecycle comes to often.
 */
export function openScoredLog(owner: Pool, house: () => House) {
  const ids = new Map<string, { id: string; seq: number }>();
  return {
    async put({ number, event, at }: Happening): Promise<void> {
      const known = ids.get(number) ?? { id: v7({ msecs: at }), seq: 0 };
      if (known.seq === 0) await addCase(owner, known.id, number, at);
      known.seq++;
      ids.set(number, known);
      await owner.query(
        `INSERT INTO case_event (case_id, seq, type, at, received_at, actor_id, actor_role, payload, prev_hash, hash)
         VALUES ($1, $2, $3, $4, $5, 'test', 'machine', $6, '', '')`,
        [known.id, known.seq, event.type, iso(event.at), iso(event.receivedAt), payloadOf(event)],
      );
      await owner.query('UPDATE cases SET version = $2, changed_at = $3 WHERE id = $1', [
        known.id,
        known.seq,
        iso(at),
      ]);
      await run(house(), scoreCase, { caseId: known.id }, { actor: machine('test') });
    },
  };
}

const iso = (ms: number) => new Date(ms).toISOString();

async function addCase(owner: Pool, id: string, number: string, at: number): Promise<void> {
  await owner.query(
    `INSERT INTO cases (id, number, version, status, hand, is_open, channel, urgency, reporter_id, geom, reported_at, filed_at, changed_at, last_hash, state)
     VALUES ($1, $2, 0, 'handling', 'unit', true, 'collector', 'general', 'test', ST_SetSRID(ST_MakePoint(103.8, 36), 4326), $3, $3, $3, '', '{}')`,
    [id, number, iso(at)],
  );
}

function payloadOf(event: ScoreEvent): Record<string, unknown> {
  switch (event.type) {
    case 'dispatched':
      return { unit: event.unit, clock: event.clock, limitMinutes: event.limitMs / 60_000 };
    case 'substituted':
      return { unit: event.unit };
    case 'amended':
      return {
        clock: event.clock,
        limitMinutes: event.limitMs === null ? null : event.limitMs / 60_000,
      };
    case 'extensionApproved':
      return { minutes: event.extensionMs / 60_000 };
    case 'deferralApproved':
      return { until: event.until };
    default:
      return {};
  }
}
