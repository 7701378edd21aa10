import type { Command, CommandName } from './commands.ts';
import { decideReport } from './decide/intake.ts';
import type { Decision, Seat } from './decide/rule.ts';
import { ruleOf } from './decide/rules.ts';
import type { DecideContext } from './policy.ts';
import { badInput, notNow } from './refusal.ts';
import { refuseRight, refuseStatus } from './rights.ts';
import type { CaseState } from './state.ts';

export type { Decided, Decision } from './decide/rule.ts';

/**
 * A command on a case's state gives events or a refusal (spec 02): right first, then status, then the
 * command's own rules. `state` null: there is no case yet. The expected version is the caller's to check.
 * Never throws for a refusal; a calendar without working time ahead throws CalendarError.
 */
export function decide(state: CaseState | null, command: Command, ctx: DecideContext): Decision {
  const areas = 'areas' in command ? command.areas : null;
  const refused = refuseRight(state, command.type, ctx.actor, areas);
  if (refused) return refused;
  if (command.type === 'report') return decideReport(state, command, ctx);
  const wrongStatus = refuseStatus(state, command.type);
  if (wrongStatus || state === null)
    return wrongStatus ?? notNow(command.type, 'no-case', 'There is no such case.');
  if (ctx.actor.role === 'import' && ctx.now < state.lastAt) {
    return badInput(command.type, 'import-order', 'An imported step lies before the one it follows.');
  }
  return ruled(state, command, ctx);
}

function ruled(state: CaseState, command: Command, ctx: DecideContext): Decision {
  const rule = ruleOf(command.type);
  // Two servers' clocks may differ by a little: the log's instants never go back.
  const seat: Seat<CommandName> = { state, command, ctx, at: Math.max(ctx.now, state.lastAt) };
  return rule.ready?.(state) ?? rule.refuse?.(seat) ?? { ok: true, events: rule.events(seat) };
}
