import type { CommandName } from './commands.ts';
import type { Refusal } from './policy.ts';

type Name = CommandName | (string & {});

/** Wrong role, another's case, or more than the city allows the machine. Clause `02.<command>.<rule>`. */
export function noRight(command: Name, rule: string, why: string): Refusal {
  return { ok: false, kind: 'right', clause: `02.${command}.${rule}`, why };
}

/** The case stands differently, or has moved on. */
export function notNow(command: Name, rule: string, why: string): Refusal {
  return { ok: false, kind: 'state', clause: `02.${command}.${rule}`, why };
}

/** What was sent is not usable. */
export function badInput(command: Name, rule: string, why: string): Refusal {
  return { ok: false, kind: 'input', clause: `02.${command}.${rule}`, why };
}

/** The first refusal of several checks that were made; null when all agree. */
export function firstRefusal(...refusals: readonly (Refusal | null | false)[]): Refusal | null {
  return refusals.find((refusal) => refusal !== null && refusal !== false) || null;
}
