import { z } from 'zod';
import type { CommandAnswer } from '../core/contract/api/answers.ts';
import type { Command } from '../core/rules/case/commands.ts';
import type { Actor } from '../core/rules/case/people.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import {
  type MachineStep,
  machineSteps,
  oldestCalendar,
  type Turn,
  turnsOwed,
} from '../core/rules/case/timers.ts';
import { missingPhotos, readCase } from '../db/queries/cases.ts';
import { missingSince } from '../db/queries/photos.ts';
import { actOnCase } from './actOnCase.ts';
import { collectorFor } from './caseFacts.ts';
import { standardFor, unitOr404 } from './facts.ts';
import { routeOf } from './routing.ts';
import type { Deed, DeedContext } from './run.ts';

/** The machine as an actor; the id says which of its jobs acted. */
export function machine(job: string): Actor {
  return { id: `machine:${job}`, role: 'machine', unit: null, areas: [] };
}

const caseOnly = z.object({ caseId: z.uuid() });

/**
 * Does the machine's next step on a case if one is owed and due: route and dispatch, file a trusted
 * report, issue a check, close, resume, climb. Answers what was done; null when nothing is owed now.
 * Harmless when it comes twice or late: what is owed is read from the row under its lock.
 */
export const stepCase: Deed<typeof caseOnly, { did: MachineStep['step'] | null }> = {
  name: 'step-case',
  right: 'machine',
  input: caseOnly,
  async run(ctx, { caseId }) {
    const seen = await readCase(ctx.tx, caseId);
    const owed = seen && dueStep(ctx, seen);
    if (!owed) return { did: null };
    let did: MachineStep['step'] | null = null;
    const done = await unlessNothingOwed(
      actOnCase(ctx, caseId, undefined, async (state) => {
        const step = dueStep(ctx, state);
        if (!step) throw new NothingOwed();
        did = step.step;
        return commandOf(ctx, state, step);
      }),
    );
    return { did: done && did };
  },
};

/** Somebody else did it between the look and the lock, or a photo is still on its way: done. */
class NothingOwed extends Error {}

function dueStep(ctx: DeedContext, state: CaseState): MachineStep | null {
  return machineSteps(state, ctx.settings.casePolicy).find((step) => step.at <= ctx.now) ?? null;
}

async function commandOf(ctx: DeedContext, state: CaseState, step: MachineStep): Promise<Command> {
  switch (step.step) {
    case 'route':
      return routed(ctx, state);
    case 'redispatch':
      return againToSameUnit(ctx, state, step.unit);
    case 'file':
      // Complete means with its photos: until they have arrived the report waits (keepPhoto rings again).
      if ((await missingPhotos(ctx.tx, state.photos)).length) throw new NothingOwed();
      return {
        type: 'file',
        standard: await standardFor(ctx, state.conditionKey!, state.areas),
        place: state.place,
        areas: state.areas,
        component: state.component,
      };
    case 'request-verification':
      return { type: 'request-verification', collector: await collectorFor(ctx, state) };
    case 'issue-check':
      return { type: 'issue-check', collector: await collectorFor(ctx, state) };
    case 'close':
      // As for filing: it goes on when the photos of the result are there.
      if (await missingSince(ctx.tx, state.id, state.assignment?.dispatchSeq ?? 0)) throw new NothingOwed();
      return { type: 'close', missingPhotos: 0 };
    case 'resume':
      return { type: 'resume', text: undefined };
    case 'raise-emergency':
      return { type: 'raise-emergency', level: step.level };
  }
}

/** After a failed check the unit gets it again; one that has closed or lost its liaison meanwhile is a person's question. */
async function againToSameUnit(ctx: DeedContext, state: CaseState, code: string): Promise<Command> {
  const unit = await unitOr404(ctx, code);
  const explanation = [{ code: 'same-unit-after-failed-check', matched: true, params: { unit: code } }];
  if (unit.closed || !unit.hasLiaison) {
    const why = unit.closed ? 'unit-closed' : 'unit-no-liaison';
    return { type: 'coordinate', candidates: [{ unit: code, why }], explanation, reason: why };
  }
  return {
    type: 'dispatch',
    unit,
    assisting: state.assignment?.assisting ?? [],
    overrode: null,
    explanation,
  };
}

/** One responsible unit, or coordination with the candidates and why each was not enough. */
async function routed(ctx: DeedContext, state: CaseState): Promise<Command> {
  const answer = await routeOf(ctx, state);
  if (!answer.ok)
    return {
      type: 'coordinate',
      candidates: answer.candidates,
      explanation: answer.explanation,
      reason: answer.reason,
    };
  return {
    type: 'dispatch',
    unit: await unitOr404(ctx, answer.unit),
    assisting: [],
    explanation: answer.explanation,
    overrode: null,
  };
}

/** Records every turn of a light whose instant has passed, each once; answers how many. */
export const turnLights: Deed<typeof caseOnly, { turned: number }> = {
  name: 'turn-light',
  right: 'machine',
  input: caseOnly,
  async run(ctx, { caseId }) {
    for (let turned = 0; ; turned++) {
      const seen = await readCase(ctx.tx, caseId);
      if (!seen || !dueTurn(ctx, seen)) return { turned };
      // Between the look and the lock another worker may have turned it: then there is nothing to do.
      const done = await unlessNothingOwed(
        actOnCase(ctx, caseId, undefined, (state) => {
          const turn = dueTurn(ctx, state);
          if (!turn) throw new NothingOwed();
          const { run, clock, dueAt, light } = turn;
          return { type: 'turn-light', run, clock, dueAt, light };
        }),
      );
      if (!done) return { turned };
    }
  },
};

function dueTurn(ctx: DeedContext, state: CaseState): Turn | null {
  const isDue = ({ at, light }: Turn) => (light === 'red' ? ctx.now > at : ctx.now >= at);
  return turnsOwed(state).find(isDue) ?? null;
}

async function unlessNothingOwed(act: Promise<CommandAnswer>): Promise<CommandAnswer | null> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof NothingOwed) return null;
    throw error;
  }
}

/**
 * The deadlines of a case's running clocks by the calendar in force, on record (spec 03); nothing when they
 * stand on it already, so that twice or late is harmless.
 */
export const recomputeDeadline: Deed<typeof caseOnly, { recomputed: boolean }> = {
  name: 'recompute-deadline',
  right: 'machine',
  input: caseOnly,
  async run(ctx, { caseId }) {
    const seen = await readCase(ctx.tx, caseId);
    const standsOn = seen && oldestCalendar(seen);
    if (standsOn === null || standsOn >= ctx.settings.calendarVersion) return { recomputed: false };
    let recomputed = false;
    await actOnCase(ctx, caseId, undefined, (state) => {
      recomputed = oldestCalendar(state) === standsOn;
      return { type: 'recompute-deadline', why: 'calendar' };
    });
    return { recomputed };
  },
};
