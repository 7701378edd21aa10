import type { CommandAnswer } from '../core/contract/api/answers.ts';
import { HouseError } from '../core/contract/errors.ts';
import type { Command } from '../core/rules/case/commands.ts';
import { decide } from '../core/rules/case/decide.ts';
import type { EventType } from '../core/rules/case/events.ts';
import type { DecideContext, Refusal } from '../core/rules/case/policy.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { canSee, lockCase, typesSince, writeEvents } from '../db/queries/cases.ts';
import { followComponents } from './followComponents.ts';
import { namedPhotos, refuseForeignPhotos } from './ownPhotos.ts';
import type { DeedContext } from './run.ts';

/** Records beside the walk of a case: a person who decided without having seen them decided right. */
const BESIDE_THE_WALK = new Set<EventType>([
  'acknowledged',
  'attached',
  'costRecorded',
  'deadlineRecomputed',
  'emergencyAcknowledged',
  'emergencyRaised',
  'linked',
  'noted',
  'photoReleased',
  'rated',
  'supervisionAnswered',
  'turnedRed',
  'turnedYellow',
]);

/** The context of `decide` from that of a deed. */
export function decideContext({
  now,
  actor,
  settings,
}: Pick<DeedContext, 'now' | 'actor' | 'settings'>): DecideContext {
  return {
    now,
    actor,
    calendar: settings.calendar,
    calendarVersion: settings.calendarVersion,
    workdayMinutes: settings.calendar.data.workdayMinutes,
    policy: settings.casePolicy,
  };
}

/**
 * The walk of every case command: lock, see, ask the rule, write. `build` adds the facts that the rule
 * needs. `expected` is the version that a person saw: if the case has walked on since, a conflict.
 * @throws HouseError not-found (also where existence is not to be known), conflict, refused, bad-input, forbidden
 */
export async function actOnCase(
  ctx: DeedContext,
  id: string,
  expected: number | undefined,
  build: (state: CaseState) => Promise<Command> | Command,
): Promise<CommandAnswer> {
  const before = await lockCase(ctx.tx, id);
  if (!before || !(await canSee(ctx.tx, ctx.actor, id)))
    throw new HouseError('not-found', 'There is no such case for you.');
  await refuseIfWalkedOn(ctx, id, expected, before.state);
  const command = await build(before.state);
  await refuseForeignPhotos(ctx, namedPhotos(command));
  const decision = decide(before.state, command, decideContext(ctx));
  if (!decision.ok) throw refusalError(decision, before.state);
  // Carried out before, with nothing to add: the state stands as it is.
  if (decision.events.length === 0) return answerOf(ctx, before.state);
  const state = await writeEvents(ctx.tx, {
    id,
    before,
    events: decision.events,
    actor: ctx.actor,
    receivedAt: ctx.now,
    policy: ctx.settings.casePolicy,
  });
  await followComponents(
    ctx,
    before.state,
    state,
    decision.events.map(({ type }) => type),
  );
  return answerOf(ctx, state);
}

function answerOf({ now }: DeedContext, { id, version, status }: CaseState): CommandAnswer {
  return { id, version, status, serverTime: now };
}

async function refuseIfWalkedOn(
  ctx: DeedContext,
  id: string,
  expected: number | undefined,
  state: CaseState,
) {
  if (expected === undefined || expected === state.version) return;
  const since = await typesSince(ctx.tx, id, expected);
  if (expected < state.version && since.every((type) => BESIDE_THE_WALK.has(type as EventType))) return;
  throw new HouseError(
    'conflict',
    `Somebody was faster: the case is now "${state.status}". Nothing of yours was changed.`,
    {
      clause: '02.version',
      version: state.version,
    },
  );
}

const CODE_OF_REFUSAL = { right: 'forbidden', state: 'conflict', input: 'refused' } as const;

/** A refusal of the rule as the error of the house: right 403, state 409 with the newer version, input 422. */
export function refusalError(refusal: Refusal, state: CaseState | null): HouseError {
  return new HouseError(CODE_OF_REFUSAL[refusal.kind], refusal.why, {
    clause: refusal.clause,
    ...(refusal.kind === 'state' && state ? { version: state.version } : {}),
  });
}
