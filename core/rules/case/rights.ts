import type { CommandName } from './commands.ts';
import { refuseLateReturn } from './decide/handling.ts';
import { refuseLateExtension } from './decide/requests.ts';
import { ruleOf } from './decide/rules.ts';
import { refuseVerification } from './decide/verifying.ts';
import type { Actor } from './people.ts';
import type { DecideContext, Refusal } from './policy.ts';
import { noRight, notNow } from './refusal.ts';
import { isInAreas, isOfUnit, isReporter, maySee } from './sight.ts';
import type { AreaFacts, CaseState, CollectorTask } from './state.ts';
import { FINAL_STATUSES, type Status } from './status.ts';
import { COMMANDS, type Own } from './table.ts';

/** A unit never checks or closes its own case, whatever else its people may do. */
const FOUR_EYES: readonly CommandName[] = [
  'issue-check',
  'pass',
  'fail',
  'cannot-check',
  'send-back',
  'close',
];
const ON_VERIFICATION: readonly CommandName[] = ['confirm', 'deny', 'cannot-verify'];

/**
 * Whether the actor may give the command on this state, for greying out a button: role, ownership, status
 * and what the state alone says. `decide` may still refuse what it is given.
 */
export function may(
  state: CaseState | null,
  command: CommandName,
  actor: Actor,
): { readonly ok: true } | Refusal {
  const refusal =
    refuseRight(state, command, actor) ??
    refuseStatus(state, command) ??
    (state && command !== 'report' ? (ruleOf(command).ready?.(state) ?? null) : null);
  return refusal ?? { ok: true };
}

/**
 * The same by the city's policy at an instant: some channels are never verified, and a unit that has waited
 * too long may no longer return a case or ask for more time.
 */
export function mayAt(
  state: CaseState,
  command: CommandName,
  actor: Actor,
  ctx: Pick<DecideContext, 'policy' | 'calendar'> & { readonly at: number },
): { readonly ok: true } | Refusal {
  const answer = may(state, command, actor);
  if (!answer.ok) return answer;
  if (command === 'request-verification') return refuseVerification(state, { ...ctx, actor }) ?? answer;
  if (command === 'return') return refuseLateReturn(state, ctx, ctx.at) ?? answer;
  if (command === 'request-extension') return refuseLateExtension(state, ctx.at) ?? answer;
  return answer;
}

/**
 * Role and ownership (spec 02, `by`); null when the actor may give the command. `areas` are those of the
 * place that the command names, where it names one.
 */
export function refuseRight(
  state: CaseState | null,
  command: CommandName,
  actor: Actor,
  areas: AreaFacts | null = null,
): Refusal | null {
  const row = COMMANDS[command];
  if (!row.by.includes(actor.role)) return noRight(command, 'by', `This is not for the role ${actor.role}.`);
  const own = row.own?.[actor.role];
  const refusal = own ? refuseOwn(own, state, command, actor, areas) : null;
  if (refusal) return refusal;
  if (state && FOUR_EYES.includes(command) && isOfUnit(state, actor)) {
    return noRight(command, 'four-eyes', 'A unit never checks or closes its own case.');
  }
  return null;
}

/** Whether the status allows the command at all; null when it does. */
export function refuseStatus(state: CaseState | null, command: CommandName): Refusal | null {
  const { from, besideInEmergency } = COMMANDS[command];
  if (state === null) return from === 'none' ? null : notNow(command, 'no-case', 'There is no such case.');
  if (from === 'none') return notNow(command, 'exists', 'There is a case of this id already.');
  if (isFrom(state.status, from)) return null;
  if (state.urgency === 'emergency' && besideInEmergency?.includes(state.status)) return null;
  return notNow(command, 'from', `Not while the case is ${state.status}.`);
}

function isFrom(status: Status, from: readonly Status[] | 'any' | 'open' | 'final'): boolean {
  if (from === 'any') return true;
  if (from === 'open') return !FINAL_STATUSES.includes(status);
  // A rejection is as good as final for blanking: `blank` itself waits until it can no longer be reversed.
  if (from === 'final') return FINAL_STATUSES.includes(status) || status === 'rejected';
  return from.includes(status);
}

function refuseOwn(
  own: Own,
  state: CaseState | null,
  command: CommandName,
  actor: Actor,
  areas: AreaFacts | null,
): Refusal | null {
  const no = (why: string) => noRight(command, 'own', why);
  switch (own) {
    case 'area':
      for (const around of [state?.areas, areas]) {
        if (around && !isInAreas(around, actor)) return no('This lies outside your own area.');
      }
      return null;
    case 'unit':
      return state && !isOfUnit(state, actor) ? no('This case is with another unit.') : null;
    case 'task': {
      const task = state && taskOf(state, command);
      return task && task.collector !== actor.id ? no('This task is another collector’s.') : null;
    }
    case 'reporter':
      return state && !isReporter(state, actor) ? no('Somebody else reported this.') : null;
    case 'escalated':
      return state && !state.escalated ? no('This case has not been escalated.') : null;
    case 'sight':
      return state && !maySee(state, actor) ? no('This case is not yours to see.') : null;
  }
}

function taskOf(state: CaseState, command: CommandName): CollectorTask | null {
  return ON_VERIFICATION.includes(command) ? state.verification : state.check;
}
