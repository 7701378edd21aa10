import type { NewEvent } from '../events.ts';
import type { Refusal } from '../policy.ts';
import { badInput, firstRefusal } from '../refusal.ts';
import type { CaseState, Place } from '../state.ts';
import { refuseMinutes, refusePlace } from './input.ts';
import { fact, here, type Seat, stageFact } from './rule.ts';

type Amend = Seat<'amend'>['command'];

/** `amend` (spec 02): a changed condition has to bring its standard; a filed case never loses its own. */
export function refuseAmend({ state, command }: Seat<'amend'>): Refusal | null {
  const { categoryKey, conditionKey, standard } = command;
  const changed = isOtherCondition(state, command);
  const filed = state.standard !== null;
  return firstRefusal(
    refusePlace('amend', command.place),
    filed && conditionKey === null && badInput('amend', 'condition', 'A filed case has to have a condition.'),
    conditionKey !== null &&
      categoryKey === null &&
      badInput('amend', 'category', 'A condition without category.'),
    changed &&
      conditionKey !== null &&
      (standard?.conditionKey !== conditionKey || standard.categoryKey !== categoryKey) &&
      badInput('amend', 'standard', 'The new condition’s standard is missing.'),
    changed && standard ? refuseMinutes('amend', standard.limitMinutes) : null,
    !changed && !isOtherPlace(state, command) && badInput('amend', 'nothing', 'Nothing has been changed.'),
  );
}

/**
 * The unit keeps its original start: its clock runs on with the new limit. A changed place or component
 * brings no dispatch by itself: the router's answer is a proposal.
 */
export function amendedEvents(seat: Seat<'amend'>): readonly NewEvent[] {
  const { state, command, at } = seat;
  const { areas, text } = command;
  const changed = isOtherCondition(state, command);
  const standard = changed && command.conditionKey !== null ? command.standard : null;
  const limit = state.standard && standard;
  const payload = {
    before: described(state),
    after: described(command),
    areas,
    standard,
    clock: limit?.clock ?? null,
    limitMinutes: limit?.limitMinutes ?? null,
  };
  const turn = { status: state.status, hand: state.hand, clock: changed ? 'adjust' : 'keep' } as const;
  const amended = stageFact(here(seat), 'amended', payload, turn, text);
  const nowEmergency = limit?.urgency === 'emergency' && state.emergency === null;
  return nowEmergency ? [amended, fact('emergencyRaised', at, { level: 0 })] : [amended];
}

function isOtherCondition(state: CaseState, { categoryKey, conditionKey }: Amend): boolean {
  return state.conditionKey !== conditionKey || state.categoryKey !== categoryKey;
}

function isOtherPlace(state: CaseState, { place, component, kind }: Amend): boolean {
  const same = (key: keyof Place) => state.place[key] === place[key];
  const samePlace = same('lon') && same('lat') && same('accuracyM') && same('address');
  return !samePlace || state.component !== component || state.kind !== kind;
}

function described(of: CaseState | Amend) {
  const { categoryKey, conditionKey, kind, place, component } = of;
  return { categoryKey, conditionKey, kind, place, component };
}
