import type { z } from 'zod';
import type { CommandAnswer } from '../core/contract/api/answers.ts';
import {
  CASE_COMMAND_INPUT,
  type CaseCommandName,
  type CaseCommandParsed,
} from '../core/contract/api/caseCommands.ts';
import { caseId } from '../core/contract/api/shapes.ts';
import type { Command } from '../core/rules/case/commands.ts';
import { may } from '../core/rules/case/rights.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { COMMANDS } from '../core/rules/case/table.ts';
import { actOnCase, refusalError } from './actOnCase.ts';
import {
  amend,
  close,
  coordinate,
  dispatchByPerson,
  feedback,
  file,
  issueCheck,
  link,
  merge,
  reassignCollector,
  recordCost,
  releasePhoto,
  substitute,
  verify,
  withDutyFacts,
} from './caseFacts.ts';
import type { Deed, DeedContext } from './run.ts';

type Build<C extends CaseCommandName> = (
  ctx: DeedContext,
  input: CaseCommandParsed<C>,
  state: CaseState,
) => Promise<Command> | Command;

/** Commands that need nothing but what the person sent. */
const asSent =
  <C extends CaseCommandName>(type: C): Build<C> =>
  (_ctx, input) =>
    ({ ...input, type }) as unknown as Command;

/** How each command of a case gets the facts that its rule asks for. */
const BUILD: { [C in CaseCommandName]: Build<C> } = {
  'request-verification': verify,
  confirm: asSent('confirm'),
  deny: asSent('deny'),
  'cannot-verify': asSent('cannot-verify'),
  file,
  reject: asSent('reject'),
  'reverse-rejection': asSent('reverse-rejection'),
  amend,
  dispatch: dispatchByPerson,
  coordinate,
  escalate: asSent('escalate'),
  acknowledge: asSent('acknowledge'),
  'pass-on': asSent('pass-on'),
  return: asSent('return'),
  'request-return': asSent('request-return'),
  'approve-return': asSent('approve-return'),
  'refuse-return': asSent('refuse-return'),
  'request-extension': asSent('request-extension'),
  'approve-extension': asSent('approve-extension'),
  'refuse-extension': asSent('refuse-extension'),
  'request-deferral': asSent('request-deferral'),
  'approve-deferral': asSent('approve-deferral'),
  'refuse-deferral': asSent('refuse-deferral'),
  resume: asSent('resume'),
  feedback,
  'issue-check': issueCheck,
  pass: withDutyFacts('pass'),
  fail: withDutyFacts('fail'),
  'cannot-check': asSent('cannot-check'),
  'send-back': asSent('send-back'),
  close,
  'close-unresolved': asSent('close-unresolved'),
  supervise: asSent('supervise'),
  'answer-supervision': asSent('answer-supervision'),
  substitute,
  'record-cost': recordCost,
  merge,
  link,
  void: asSent('void'),
  note: asSent('note'),
  attach: asSent('attach'),
  rate: asSent('rate'),
  'release-photo': releasePhoto,
  'acknowledge-emergency': asSent('acknowledge-emergency'),
  'reassign-collector': reassignCollector,
};

/** One deed a command; who may is the `by` column of spec 02, asked by the rule itself. */
export const CASE_DEEDS = Object.fromEntries(
  (Object.keys(BUILD) as CaseCommandName[]).map((name) => [name, caseDeed(name)]),
) as { [C in CaseCommandName]: Deed<z.ZodType, CommandAnswer> };

function caseDeed<C extends CaseCommandName>(name: C): Deed<z.ZodType, CommandAnswer> {
  const input = CASE_COMMAND_INPUT[name].extend({ id: caseId });
  const build = BUILD[name] as Build<CaseCommandName>;
  return {
    name,
    right: [...COMMANDS[name].by],
    input,
    run: (ctx, raw) => {
      const { id, version, ...body } = raw as {
        id: string;
        version?: number;
      } & CaseCommandParsed<CaseCommandName>;
      return actOnCase(ctx, id, version, (state) => {
        // Facts are looked up only for a command that the state allows: a case that is not filed has no router's answer.
        const allowed = may(state, name, ctx.actor);
        if (!allowed.ok) throw refusalError(allowed, state);
        return build(ctx, body as CaseCommandParsed<CaseCommandName>, state);
      });
    },
  };
}
