import type { Command } from '../../../core/rules/case/commands.ts';
import type { MachineStep } from '../../../core/rules/case/timers.ts';
import { collectorOnDuty } from './duty.ts';
import type { Life, World } from './world.ts';

/** The command of what the machine owes, with the facts that a worker would have looked up. */
export function machineCommand(life: Life, owed: MachineStep, world: World, at: number): Command {
  const { state, report } = life;
  const collector = () => collectorOnDuty(world, report.spot, at, state.reportedBy.id);
  switch (owed.step) {
    case 'route':
      return routed(life, world, at);
    case 'redispatch':
      return {
        type: 'dispatch',
        unit: unitOf(world, owed.unit),
        assisting: state.assignment?.assisting ?? [],
        overrode: null,
        explanation: [{ code: 'same-unit-after-failed-check', matched: true, params: { unit: owed.unit } }],
      };
    case 'file':
      return fileCommand(life);
    case 'request-verification':
      return { type: 'request-verification', collector: collector() };
    case 'issue-check':
      return { type: 'issue-check', collector: collector() };
    case 'close':
      return { type: 'close', missingPhotos: 0 };
    case 'resume':
      return { type: 'resume' };
    case 'raise-emergency':
      return { type: 'raise-emergency', level: owed.level };
  }
}

/** Files the case as what it is. */
export function fileCommand({ state, report }: Life): Command {
  return {
    type: 'file',
    standard: report.condition.standard,
    place: state.place,
    areas: state.areas,
    component: state.component ?? report.spot.component?.code ?? null,
  };
}

function routed(life: Life, world: World, at: number): Command {
  const answer = world.router(life.state, life.report.spot, world.dayOf(at).date);
  if (!answer.ok)
    return {
      type: 'coordinate',
      candidates: answer.candidates,
      explanation: answer.explanation,
      reason: answer.reason,
    };
  return {
    type: 'dispatch',
    unit: unitOf(world, answer.unit),
    assisting: [],
    explanation: answer.explanation,
    overrode: null,
  };
}

export function unitOf({ facts }: World, code: string) {
  const unit = facts.units.get(code);
  if (!unit) throw new Error(`There is no unit ${code}`);
  const { commandDuty, closed, hasLiaison, neverResponsible } = unit;
  return { code, commandDuty, closed, hasLiaison, neverResponsible };
}
