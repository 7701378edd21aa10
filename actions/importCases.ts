import { randomBytes } from 'node:crypto';
import { HouseError } from '../core/contract/errors.ts';
import type { Command } from '../core/rules/case/commands.ts';
import { decide } from '../core/rules/case/decide.ts';
import type { CaseEvent, NewEvent } from '../core/rules/case/events.ts';
import { evolve } from '../core/rules/case/evolve.ts';
import type { Actor } from '../core/rules/case/people.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { inTransaction } from '../db/tx.ts';
import { decideContext } from './actOnCase.ts';
import { openBulkLoad } from './bulkLoad.ts';
import type { House, Settings } from './house.ts';

export const IMPORTER: Actor = { id: 'import', role: 'import', unit: null, areas: [] };

/** One step of an old case: the command and the instant at which it was given then. */
export interface ImportStep {
  readonly at: number;
  readonly command: Command;
}

/** A refused step; nothing of the case is kept. */
export class ImportRefused extends HouseError {
  constructor(step: ImportStep, why: string, clause: string) {
    super('refused', `${step.command.type} at ${new Date(step.at).toISOString()}: ${why}`, { clause });
  }
}

/** An old case as its source tells it: a key of its instant and its steps in order. */
export interface OldCase {
  readonly id: string;
  readonly steps: readonly ImportStep[];
}

/**
 * Takes old cases through their commands by the same rules, with their own instants, and writes each as one
 * whole: all of its events or none. Those of one call go into one transaction, in their order. Answers each
 * case's log, or the refusal that left it out.
 */
export async function importCases(
  house: House,
  settings: Settings,
  cases: readonly OldCase[],
): Promise<(readonly CaseEvent[] | ImportRefused)[]> {
  const decided = cases.map(({ id, steps }) => ({ id, decided: decideAll(settings, id, steps) }));
  return inTransaction(house.pool, async (tx) => {
    const load = openBulkLoad(tx, settings.casePolicy);
    const logs = decided.map(({ id, decided: events }) => {
      if (events instanceof ImportRefused) return events;
      const received = events.map((event) => ({ event, actor: IMPORTER, receivedAt: event.at }));
      return load.add({ id, events: received, person: null, salt: () => randomBytes(16) }).placed;
    });
    await load.writeUntil(Number.POSITIVE_INFINITY);
    return logs;
  });
}

function decideAll(settings: Settings, id: string, steps: readonly ImportStep[]): NewEvent[] | ImportRefused {
  let state: CaseState | null = null;
  const events: NewEvent[] = [];
  for (const step of steps) {
    const decision = decide(state, step.command, decideContext({ now: step.at, actor: IMPORTER, settings }));
    if (!decision.ok) return new ImportRefused(step, decision.why, decision.clause);
    for (const event of decision.events) {
      const seq: number = (state?.version ?? 0) + 1;
      const actor = { id: IMPORTER.id, role: IMPORTER.role };
      state = evolve(state, { ...event, caseId: id, seq, receivedAt: event.at, actor } as CaseEvent);
      events.push(event);
    }
  }
  return events;
}
