import type { QueueCounts } from '../../core/contract/api/answers.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { countBeside, countHands, type HandCount } from '../../db/queries/lists.ts';
import { sight } from '../../db/queries/sight.ts';
import type { Doors } from './doors.ts';
import type { Seen } from './seen.ts';

// Every desk asks after every hint: those who see the same are given the same count until the next fact,
// and, since lights turn without one, for so long at the most.
const FRESH_MS = 1_000;
const kept = new WeakMap<Doors, Map<string, { at: number; counts: Promise<QueueCounts> }>>();

/** Open cases by who has to act and in the lists beside, kept for a second by what the person sees. */
export function queueCounts({ doors, visitor }: Seen): Promise<QueueCounts> {
  const actor = visitor.actor!;
  const now = doors.house.now();
  const views = kept.get(doors) ?? new Map<string, { at: number; counts: Promise<QueueCounts> }>();
  kept.set(doors, views);
  for (const [key, { at }] of views) if (Math.abs(now - at) > FRESH_MS) views.delete(key);
  const key = viewOf(actor);
  const fresh = views.get(key);
  if (fresh) return fresh.counts;
  const counts = count(doors, actor, now);
  views.set(key, { at: now, counts });
  counts.catch(() => views.delete(key));
  return counts;
}

/** Something has happened: the next one who asks is given a new count. */
export function forgetCounts(doors: Doors): void {
  kept.delete(doors);
}

/** The row filter itself with its values: two people share a count exactly when they see the same rows. */
function viewOf(actor: Actor): string {
  const params: unknown[] = [];
  return JSON.stringify([sight(actor, params), params]);
}

async function count({ house }: Doors, actor: Actor, now: number): Promise<QueueCounts> {
  const [rows, beside] = await Promise.all([
    countHands(house.pool, actor, now),
    countBeside(house.pool, actor, now),
  ]);
  const unit = sum(rows.filter(({ hand }) => hand === 'unit'));
  const waiting = rows.filter(({ hand, status }) => hand === 'supervision' && status !== 'awaiting-check');
  const hands = [...new Set(rows.map(({ hand }) => hand))].map((hand) => ({
    hand,
    ...sum(rows.filter((row) => row.hand === hand)),
  }));
  const statuses = [...new Set(rows.map(({ status }) => status))].map((status) => ({
    status,
    ...sum(rows.filter((row) => row.status === status)),
  }));
  return {
    hands,
    statuses,
    views: {
      supervision: { red: unit.red, yellow: 0, open: unit.red + beside.supervised },
      approvals: { red: 0, yellow: 0, open: beside.pending },
      'no-collector': sum(waiting),
    },
    serverTime: now,
  };
}

function sum(rows: readonly HandCount[]) {
  const add = (of: 'red' | 'yellow' | 'open') => rows.reduce((total, row) => total + row[of], 0);
  return { red: add('red'), yellow: add('yellow'), open: add('open') };
}
