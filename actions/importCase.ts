import { HouseError } from '../core/contract/errors.ts';
import type { Command } from '../core/rules/case/commands.ts';
import { decide } from '../core/rules/case/decide.ts';
import type { CaseEvent, NewEvent } from '../core/rules/case/events.ts';
import { evolve } from '../core/rules/case/evolve.ts';
import type { Actor } from '../core/rules/case/people.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { writeEvents } from '../db/queries/cases.ts';
import { inTransaction } from '../db/tx.ts';
import { decideContext } from './actOnCase.ts';
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

/**
 * Takes an old case through its commands by the same rules, with its own instants, and writes it as
 * one whole: all of its events or none. Answers the state and its log.
 * @throws ImportRefused naming the step and the clause
 */
export async function importCase(
  house: House,
  settings: Settings,
  id: string,
  steps: readonly ImportStep[],
): Promise<{ state: CaseState; events: CaseEvent[] }> {
  const { events, log } = decideAll(settings, id, steps);
  const state = await inTransaction(house.pool, (tx) =>
    writeEvents(tx, {
      id,
      before: null,
      events,
      actor: IMPORTER,
      receivedAt: 'own',
      policy: settings.casePolicy,
    }),
  );
  return { state, events: log };
}

function decideAll(
  settings: Settings,
  id: string,
  steps: readonly ImportStep[],
): { events: NewEvent[]; log: CaseEvent[] } {
  let state: CaseState | null = null;
  const events: NewEvent[] = [];
  const log: CaseEvent[] = [];
  for (const step of steps) {
    const decision = decide(state, step.command, decideContext({ now: step.at, actor: IMPORTER, settings }));
    if (!decision.ok) throw new ImportRefused(step, decision.why, decision.clause);
    for (const event of decision.events) {
      const placed = {
        ...event,
        caseId: id,
        seq: (state?.version ?? 0) + 1,
        receivedAt: event.at,
        actor: { id: IMPORTER.id, role: IMPORTER.role },
      } as CaseEvent;
      events.push(event);
      log.push(placed);
      state = evolve(state, placed);
    }
  }
  return { events, log };
}
