import type { Room } from '../../core/contract/events.ts';
import { isWall } from '../../core/contract/right.ts';
import type { Actor, Role } from '../../core/rules/case/people.ts';
import type { TailRow } from '../../db/queries/tail.ts';

const CENTRE = new Set<Role>([
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'evaluator',
  'leader',
  'leading-office',
]);

/** The rooms that an actor is put into; nobody chooses one (spec 06, sight). The wall's is for who asks and may see it. */
export function roomsFor(actor: Actor): Room[] {
  if (isWall(actor)) return [];
  const rooms: Room[] = [`user:${actor.id}`];
  if (CENTRE.has(actor.role)) rooms.push('centre', 'score');
  if (actor.unit) rooms.push(`unit:${actor.unit}`, 'score');
  if (actor.role === 'unit-dispatcher') rooms.push(...actor.areas.map((area): Room => `area:${area}`));
  return rooms;
}

/** The rooms that have to hear of an event: the centre, every unit that ever had the case or helped with it, its subdistrict's dispatchers, its collector, its reporter. */
export function roomsOfEvent(row: TailRow): Room[] {
  const rooms: Room[] = ['centre', `user:${row.reporter}`];
  for (const unit of row.units) rooms.push(`unit:${unit}`);
  if (row.subdistrict) rooms.push(`area:${row.subdistrict}`);
  if (row.collector) rooms.push(`user:${row.collector}`);
  return rooms;
}
