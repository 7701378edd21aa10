import type { Actor, Role } from '../rules/case/people.ts';
import type { Right } from './api/endpointRow.ts';

/** Whether an actor may use a door; `null` is a stranger. Default deny: nothing undeclared passes. */
export function allowed(right: Right, actor: Actor | null): boolean {
  if (right === 'public') return true;
  if (actor === null) return false;
  if (right === 'wall') return true;
  if (right === 'screen') return maySeeWall(actor);
  if (isWall(actor)) return false;
  if (right === 'person') return actor.role !== 'machine';
  return right.includes(actor.role);
}

/** A wall screen is an actor without a role in the field: it sees what `wall` endpoints give, nothing else. */
export const WALL_ACTOR_PREFIX = 'wall:';
export function isWall(actor: Actor): boolean {
  return actor.id.startsWith(WALL_ACTOR_PREFIX);
}

/** Spec 06: those who see all cases. */
export const SEES_ALL: readonly Role[] = [
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'evaluator',
  'leader',
  'leading-office',
];

/** Whether the wall's picture may be shown: to a screen of its own, or to who sees all cases. */
export function maySeeWall(actor: Actor): boolean {
  return isWall(actor) || SEES_ALL.includes(actor.role);
}
