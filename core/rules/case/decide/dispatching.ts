import type { UnitFacts } from '../commands.ts';
import type { Refusal } from '../policy.ts';
import { badInput, firstRefusal, noRight, notNow } from '../refusal.ts';
import type { CaseState } from '../state.ts';
import { refuseReason } from './input.ts';
import { here, type Rule, type Seat, stageFact } from './rule.ts';

type Dispatching = 'dispatch' | 'coordinate' | 'escalate' | 'substitute';

const WITH_UNIT = { status: 'handling', hand: 'unit', clock: 'start' } as const;

/** Who becomes responsible (spec 02, dispatch to substitute). */
export const DISPATCHING: { readonly [C in Dispatching]: Rule<C> } = {
  dispatch: { refuse: refuseDispatch, events: (seat) => [dispatched(seat)] },
  coordinate: {
    refuse: ({ state, command, ctx }) =>
      firstRefusal(
        ctx.actor.role === 'machine' ? refuseUnowed('coordinate', state) : null,
        refuseReason('coordinate', command.reason),
      ),
    events: (seat) => {
      const { candidates, explanation, reason, text } = seat.command;
      const turn = { status: 'coordinating', hand: 'coordination', clock: 'start' } as const;
      return [stageFact(here(seat), 'coordinationStarted', { candidates, explanation, reason }, turn, text)];
    },
  },
  escalate: {
    ready: (state) =>
      state.escalated ? notNow('escalate', 'already', 'It is with the leading office already.') : null,
    refuse: ({ command }) => refuseReason('escalate', command.reason),
    events: (seat) => {
      const turn = { status: 'coordinating', hand: 'leading-office', clock: 'start' } as const;
      const { reason, text } = seat.command;
      return [stageFact(here(seat), 'escalated', { reason }, turn, text)];
    },
  },
  substitute: {
    ready: (state) =>
      state.urgency === 'emergency'
        ? null
        : notNow('substitute', 'emergency', 'Only an emergency goes to a standby unit.'),
    refuse: ({ state, command }) =>
      firstRefusal(
        state.status === 'handling' &&
          state.assignment?.unit === command.unit.code &&
          badInput('substitute', 'same-unit', 'This unit has the case already.'),
        refuseUnit('substitute', command.unit),
        refuseReason('substitute', command.reason),
      ),
    events: (seat) => {
      const { state, command, at } = seat;
      const { limitMinutes, clock } = state.standard!;
      const payload = { unit: command.unit.code, reason: command.reason, limitMinutes, clock, startAt: at };
      return [stageFact(here(seat), 'substituted', payload, WITH_UNIT, command.text)];
    },
  },
};

function refuseDispatch({ state, command, ctx }: Seat<'dispatch'>): Refusal | null {
  const { actor } = ctx;
  const { unit, assisting, overrode, reason } = command;
  const toSameUnit = state.assignment?.unit === unit.code;
  return firstRefusal(
    actor.role === 'unit-dispatcher' &&
      unit.code !== actor.unit &&
      noRight('dispatch', 'own-unit', 'A unit dispatcher dispatches to the own unit only.'),
    actor.role === 'machine' ? refuseMachine(state, unit.code) : null,
    refuseUnit('dispatch', unit),
    (assisting.includes(unit.code) || new Set(assisting).size < assisting.length) &&
      badInput('dispatch', 'assisting', 'A unit assists once, and never itself.'),
    state.returnedSince && toSameUnit && !reason?.trim()
      ? badInput(
          'dispatch',
          'refused-return',
          'Sending it to the same unit again after its return needs a reason.',
        )
      : null,
    overrode !== null && !reason?.trim()
      ? badInput('dispatch', 'override', 'Another unit than the router’s answer needs a reason.')
      : null,
  );
}

/** After a return never; after a failed check to the same unit only (spec 02, dispatch). */
function refuseMachine(state: CaseState, unit: string): Refusal | null {
  if (state.returnedSince) {
    return notNow('dispatch', 'after-return', 'After a return a person dispatches, never the machine.');
  }
  const unowed = refuseUnowed('dispatch', state);
  if (unowed) return unowed;
  const other = state.assignment !== null && state.assignment.unit !== unit;
  return other
    ? badInput('dispatch', 'same-unit', 'After a failed check the machine keeps to the unit.')
    : null;
}

function refuseUnowed(command: 'dispatch' | 'coordinate', state: CaseState): Refusal | null {
  return state.routingOwed ? null : notNow(command, 'not-owed', 'No routing is owed: a person has the case.');
}

/** Spec 04: a unit that is closed, or without any liaison, is never routed to. */
function refuseUnit(command: 'dispatch' | 'substitute', unit: UnitFacts): Refusal | null {
  return firstRefusal(
    !unit.code.trim() && badInput(command, 'unit', 'The unit is missing.'),
    unit.closed && badInput(command, 'unit-closed', 'This unit is closed.'),
    !unit.hasLiaison && badInput(command, 'unit-liaison', 'This unit has no liaison.'),
    unit.neverResponsible && badInput(command, 'unit-never', 'This unit is never the responsible one.'),
  );
}

function dispatched(seat: Seat<'dispatch'>) {
  const { state, command, ctx, at } = seat;
  const { unit, assisting, overrode, explanation, text } = command;
  const { limitMinutes, clock } = state.standard!;
  const kind = kindOf(state, unit.code);
  const begins = kind === 'first' || kind === 'other-unit';
  const payload = {
    unit: unit.code,
    assisting,
    clock,
    limitMinutes,
    // Command duty: the unit is timed from when the case came to it for dispatching (spec 03).
    startAt: unit.commandDuty && begins ? (state.cameForDispatchAt ?? at) : at,
    commandDuty: unit.commandDuty,
    dutyMinutes: unit.commandDuty ? ctx.policy.stageMinutes.dispatch : 0,
    kind,
    by: ctx.actor.role === 'machine' ? 'machine' : 'person',
    overrode,
    explanation,
  } as const;
  return stageFact(here(seat), 'dispatched', payload, WITH_UNIT, text);
}

/** A standby unit's work is no assignment to go on with: an ordinary dispatch begins one (spec 05). */
function kindOf({ assignment, returnedSince }: CaseState, unit: string) {
  if (!assignment) return 'first';
  if (assignment.unit !== unit || assignment.standby) return 'other-unit';
  return returnedSince ? 'refused-return' : 'repeat';
}
