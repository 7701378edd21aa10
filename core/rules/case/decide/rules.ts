import type { CommandName } from '../commands.ts';
import { CHECKING } from './checking.ts';
import { CLOSING } from './closing.ts';
import { DISPATCHING } from './dispatching.ts';
import { FILING } from './filing.ts';
import { HANDLING } from './handling.ts';
import { MACHINE } from './machine.ts';
import { RECORDING } from './records.ts';
import { REQUESTS } from './requests.ts';
import type { Rule } from './rule.ts';
import { VERIFYING } from './verifying.ts';

const RULES: { readonly [C in Exclude<CommandName, 'report'>]: Rule<C> } = {
  ...VERIFYING,
  ...FILING,
  ...DISPATCHING,
  ...HANDLING,
  ...REQUESTS,
  ...CHECKING,
  ...CLOSING,
  ...RECORDING,
  ...MACHINE,
};

/** The rule of a command: the table pairs each name with its own data, which an index hides. */
export function ruleOf(command: CommandName): Rule<CommandName> {
  return RULES[command as Exclude<CommandName, 'report'>] as unknown as Rule<CommandName>;
}
