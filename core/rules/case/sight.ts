import type { Actor } from './people.ts';
import type { AreaFacts, CaseState } from './state.ts';
import { OPEN_STATUSES } from './status.ts';

/**
 * Whether the actor may see the case at all (spec 06, Roles). Residents see what they reported; whoever
 * holds a tracking code acts under the case's own id as a resident. Personal data, photos of people and
 * live positions have tighter rules of their own.
 */
export function maySee(state: CaseState, actor: Actor): boolean {
  switch (actor.role) {
    case 'acceptance-officer':
    case 'dispatcher':
    case 'supervision-officer':
    case 'shift-lead':
    case 'evaluator':
    case 'leader':
    case 'leading-office':
    case 'machine':
    case 'import':
      return true;
    case 'collector':
      return isReporter(state, actor) || hasTask(state, actor) || isOpenInBeat(state, actor);
    case 'grid-head':
    case 'courtyard-head':
      return isReporter(state, actor) || isInAreas(state.areas, actor);
    case 'liaison':
    case 'unit-head':
      return hadUnit(state, actor);
    case 'unit-dispatcher':
      return isReporter(state, actor) || isInAreas(state.areas, actor) || hadUnit(state, actor);
    case 'resident':
    case 'integration':
      return isReporter(state, actor);
    case 'company':
    case 'administrator':
      return false;
  }
}

export function isReporter(state: CaseState, actor: Actor): boolean {
  return state.reportedBy.id === actor.id || (actor.role === 'resident' && actor.id === state.id);
}

/** The case is, at present, the unit's whose member the actor is. */
export function isOfUnit(state: CaseState, actor: Actor): boolean {
  return actor.unit !== null && state.assignment?.unit === actor.unit;
}

/** One of the areas that contain the point is the actor's own. */
export function isInAreas(areas: AreaFacts, actor: Actor): boolean {
  const around = [areas.cell, areas.community, areas.subdistrict, areas.beat];
  return around.some((area) => area !== null && actor.areas.includes(area));
}

/** It is or was the unit's, or its unit assists. */
function hadUnit(state: CaseState, { unit }: Actor): boolean {
  return unit !== null && state.units.includes(unit);
}

function hasTask(state: CaseState, actor: Actor): boolean {
  return [state.verification?.collector, state.check?.collector, state.lastChecker].includes(actor.id);
}

function isOpenInBeat(state: CaseState, actor: Actor): boolean {
  const { beat } = state.areas;
  return OPEN_STATUSES.includes(state.status) && beat !== null && actor.areas.includes(beat);
}
