import type { CommandOf } from '../commands.ts';
import { boundedObserved } from '../observed.ts';
import type { Channel, Role } from '../people.ts';
import type { DecideContext, Refusal } from '../policy.ts';
import { badInput, firstRefusal, noRight, notNow } from '../refusal.ts';
import type { CaseState } from '../state.ts';
import { refuseBlank, refusePlace } from './input.ts';
import { type Decision, stageFact } from './rule.ts';

/** Channels by role (spec 02, report). An import brings cases of every channel. */
export const CHANNELS_OF: Partial<Readonly<Record<Role, readonly Channel[]>>> = {
  collector: ['collector'],
  'grid-head': ['collector'],
  'courtyard-head': ['collector'],
  'acceptance-officer': ['hotline', 'video'],
  leader: ['instruction'],
  'unit-dispatcher': ['unit'],
  resident: ['web'],
  integration: ['open311'],
  import: ['import', 'collector', 'hotline', 'web', 'open311', 'video', 'instruction', 'unit'],
};

/** `report`: the first event of a case; the same report again changes nothing (spec 02: sent twice is one case). */
export function decideReport(
  state: CaseState | null,
  command: CommandOf<'report'>,
  ctx: DecideContext,
): Decision {
  if (state) {
    const again = state.id === command.id && state.reportedBy.id === ctx.actor.id;
    return again
      ? { ok: true, events: [] }
      : notNow('report', 'exists', 'There is a case of this id already.');
  }
  return refuseReport(command, ctx) ?? { ok: true, events: [reported(command, ctx)] };
}

function refuseReport(command: CommandOf<'report'>, { actor }: DecideContext): Refusal | null {
  const { channel, conditionKey, categoryKey } = command;
  return firstRefusal(
    !CHANNELS_OF[actor.role]?.includes(channel) &&
      noRight('report', 'channel', `The role ${actor.role} does not report by the channel ${channel}.`),
    refuseBlank('report', 'id', command.id, 'The id of the report'),
    refuseBlank('report', 'number', command.number, 'The case number'),
    refusePlace('report', command.place),
    // An import brings the cases of a city that this one may have no borders of.
    !command.insideCity &&
      actor.role !== 'import' &&
      badInput('report', 'outside-city', 'The place lies outside the city.'),
    conditionKey !== null &&
      categoryKey === null &&
      badInput('report', 'category', 'A condition without its category.'),
  );
}

function reported(command: CommandOf<'report'>, ctx: DecideContext) {
  const { actor, now: at } = ctx;
  const { number, channel, categoryKey, conditionKey, kind, urgency, place, areas, component, photos } =
    command;
  const payload = {
    number,
    channel,
    by: { id: actor.id, role: actor.role },
    trusted: command.trusted && actor.role === 'collector',
    categoryKey,
    conditionKey,
    kind,
    urgency: conditionKey === null ? 'general' : urgency,
    place,
    areas,
    component,
    photos,
    ...(command.voice && { voice: command.voice }),
    ...boundedObserved(command.observedAt, ctx),
  } as const;
  const where = { state: null, ctx, at, caseId: command.id };
  const turn = { status: 'reported', hand: 'acceptance', clock: 'start' } as const;
  return stageFact(where, 'reported', payload, turn, command.text);
}
