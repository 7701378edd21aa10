import type { Command } from '../../../core/rules/case/commands.ts';
import type { Actor } from '../../../core/rules/case/people.ts';
import { add } from '../../../core/rules/clock/workingTime.ts';
import { anyoneOnDuty, collectorOnDuty, nextDuty } from './duty.ts';
import { fileCommand, unitOf } from './machine.ts';
import { photosOf } from './reports.ts';
import { about, inDutyTime } from './rhythm.ts';
import type { Life, Plan, World } from './world.ts';

/** After so many minutes of its own time: working time for people, day and night for emergencies. */
function after({ state, now, random }: Life, { facts }: World, minutes: number, spread = 0.75): number {
  return state.urgency === 'emergency'
    ? now + about(random, Math.min(minutes, 4), 0.5)
    : add(facts.calendar, now, about(random, minutes, spread));
}

/** A report waits for the acceptance officer. */
export function planReported(life: Life, world: World): Plan | null {
  const { state, random, master, report } = life;
  const { people, policy } = world.facts;
  const isMachines =
    policy.auto.fileTrusted && state.trusted && state.conditionKey !== null && state.photos.length > 0;
  if (isMachines) return null;
  const ownArea = state.channel === 'unit';
  const actor = ownArea ? report.actor : people.intake;
  const at = after(life, world, 9);
  const file: Plan = { at, actor, command: fileCommand(life) };
  if (ownArea) return file;
  if (master && master.state.status !== 'voided')
    return { at, actor, command: { type: 'merge', into: master.state.id, intoStatusOpen: true } };
  if (state.verificationResult === 'denied')
    return { at, actor, command: reject('not-found', '现场核实未发现该问题') };
  const unseen =
    state.channel === 'hotline' && state.verificationResult === null && state.urgency !== 'emergency';
  if (unseen && random.chance(0.45)) {
    const collector = collectorOnDuty(world, report.spot, at, state.reportedBy.id);
    return { at, actor, command: { type: 'request-verification', collector } };
  }
  const wasRejected = state.rejectedAt !== null;
  const sound =
    state.channel === 'instruction' || wasRejected || report.condition.standard.urgency === 'emergency';
  if (!sound && random.chance(0.06))
    return {
      at,
      actor,
      command: random.chance(0.5)
        ? reject('out-of-scope', '不属于城市管理受理范围')
        : reject('insufficient', '描述不清，无法立案'),
    };
  return file;
}

function reject(reason: string, text: string): Command {
  return { type: 'reject', reason, text };
}

/** A collector looks whether there is something; a task that nobody had gets one in the morning. */
export function planVerifying(life: Life, world: World): Plan | null {
  const { state, random } = life;
  const task = state.verification;
  if (!task) return null;
  if (task.collector === null) return reassign(life, world);
  const collector = collectorActor(world, task.collector);
  const at = fieldTime(life, world, 24);
  const photos = photosOf(world.facts.photos.before, random, 1);
  const observedAt = at - random.int(10, 100) * 1_000;
  const fate = random.next();
  if (fate < 0.05) return { at, actor: collector, command: { type: 'cannot-verify', reason: 'no-access' } };
  return { at, actor: collector, command: { type: fate < 0.18 ? 'deny' : 'confirm', photos, observedAt } };
}

function reassign(life: Life, world: World): Plan | null {
  const at = nextDuty(world, life.now) + about(life.random, 12, 0.6);
  const collector = collectorOnDuty(world, life.report.spot, at, life.state.reportedBy.id);
  const actor = world.facts.people.supervision;
  return collector ? { at, actor, command: { type: 'reassign-collector', collector }, soft: true } : null;
}

/** The shift lead looks at rejections now and then. */
export function planRejected(life: Life, world: World): Plan | null {
  if (!life.random.chance(0.06)) return null;
  const at = add(world.facts.calendar, life.now, about(life.random, 400, 0.6));
  const command: Command = { type: 'reverse-rejection', reason: 'in-scope', text: '经复核应予立案' };
  return { at, actor: world.facts.people.shift, command, soft: true };
}

/** After a return, or for a standby unit's work: a person dispatches. */
export function planFiled(life: Life, world: World): Plan | null {
  const { state, random, report } = life;
  if (state.hand === 'machine') return null;
  const { people } = world.facts;
  const at = after(life, world, 12);
  const answer = world.router(state, report.spot, world.dayOf(at).date);
  const present = state.assignment?.unit ?? null;
  const again = present !== null && (random.chance(0.45) || state.units.length > 2);
  const unit = again ? present : otherUnit(life, world);
  const overrode = answer.ok && answer.unit !== unit ? answer.unit : null;
  const assisting =
    random.chance(0.12) && report.spot.subdistrictUnit && report.spot.subdistrictUnit !== unit
      ? [report.spot.subdistrictUnit]
      : [];
  const command: Command = {
    type: 'dispatch',
    unit: unitOf(world, unit),
    assisting,
    explanation: answer.explanation,
    overrode,
    reason: again ? 'return-not-justified' : 'after-return',
  };
  return { at, actor: people.dispatcher, command };
}

/** Somebody else who could be responsible here. */
function otherUnit({ state, report, random }: Life, world: World): string {
  const usual = [report.spot.subdistrictUnit, 'city-enforcement', 'planning-construction', 'public-invest'];
  const possible = usual.filter(
    (code): code is string =>
      code !== null && code !== state.assignment?.unit && world.facts.units.get(code)?.hasLiaison === true,
  );
  return random.chance(0.5) ? possible[0]! : random.pick(possible);
}

/** The centre settles who is responsible. */
export function planCoordinating(life: Life, world: World): Plan | null {
  const { state, random, report } = life;
  const { people } = world.facts;
  const fate = random.next();
  if (state.urgency === 'emergency' && fate < 0.5)
    return {
      at: life.now + about(random, 12, 0.5),
      actor: people.shift,
      command: { type: 'substitute', unit: unitOf(world, 'public-invest'), reason: 'urgent' },
    };
  const at = after(life, world, state.escalated ? 160 : 75, 0.7);
  if (!state.escalated && fate > 0.96)
    return { at, actor: people.shift, command: { type: 'escalate', reason: 'unclear-owner' } };
  if (fate > 0.92 && fate < 0.94)
    return {
      at,
      actor: people.shift,
      command: { type: 'close-unresolved', reason: 'no-responsible-subject' },
    };
  const answer = world.router(state, report.spot, world.dayOf(at).date);
  const fit = state.candidates
    .map(({ unit }) => unit)
    .filter((code) => {
      const unit = world.facts.units.get(code);
      return unit?.hasLiaison && !unit.closed && !unit.neverResponsible;
    });
  const unit = fit.length ? random.pick(fit) : otherUnit(life, world);
  const overrode = answer.ok && answer.unit !== unit ? answer.unit : null;
  const command: Command = {
    type: 'dispatch',
    unit: unitOf(world, unit),
    assisting: [],
    explanation: answer.explanation,
    overrode,
    reason: 'coordinated',
  };
  return {
    at,
    actor: state.escalated ? people.office : random.chance(0.6) ? people.dispatcher : people.shift,
    command,
  };
}

/** A check that came back from the street, or that the city has people issue. */
export function planAwaitingCheck(life: Life, world: World): Plan | null {
  if (life.state.hand === 'machine') return null;
  const at = after(life, world, 10);
  const collector = collectorOnDuty(world, life.report.spot, at, life.state.reportedBy.id);
  return { at, actor: world.facts.people.supervision, command: { type: 'issue-check', collector } };
}

/** On site by its collector; with nobody out by video, or in the morning. */
export function planChecking(life: Life, world: World): Plan | null {
  const { state, random, report } = life;
  const { people, photos } = world.facts;
  const task = state.check;
  if (!task) return null;
  if (task.collector === null) {
    const at = life.now + about(random, 25, 0.6);
    const byVideo = random.chance(0.3) && !anyoneOnDuty(world, report.spot, at);
    if (!byVideo) return reassign(life, world);
    const command: Command = {
      type: 'pass',
      photos: photosOf(photos.after, random, 1),
      how: 'video',
      anyoneOnDuty: false,
    };
    return { at, actor: people.supervision, command };
  }
  const actor = collectorActor(world, task.collector);
  const at = fieldTime(life, world, 22);
  const observedAt = at - random.int(8, 120) * 1_000 - (random.chance(0.03) ? random.int(3, 15) * 60_000 : 0);
  const fate = random.next();
  if (fate < 0.012) return { at, actor, command: { type: 'cannot-check', reason: 'no-access' } };
  const failed =
    world.profileOf(state.assignment?.unit ?? '', world.gone(at)).failed * (state.checkFailures ? 1.8 : 1);
  if (fate < 0.012 + failed) {
    const reason = (['not-done', 'not-to-standard', 'not-to-standard', 'wrong-place', 'recurred'] as const)[
      random.int(0, 4)
    ]!;
    const command: Command = {
      type: 'fail',
      reason,
      photos: photosOf(photos.before, random, 1),
      observedAt,
      anyoneOnDuty: true,
    };
    return { at, actor, command };
  }
  const command: Command = {
    type: 'pass',
    photos: photosOf(photos.after, random, random.int(1, 2)),
    how: 'on-site',
    observedAt,
    anyoneOnDuty: true,
  };
  return { at, actor, command };
}

export function planAwaitingClose(life: Life, world: World): Plan {
  const { people } = world.facts;
  const at = after(life, world, 9);
  if (life.random.chance(0.006))
    return {
      at,
      actor: people.shift,
      command: { type: 'send-back', reason: 'not-to-standard', text: '反馈照片不能说明已处置' },
    };
  return {
    at,
    actor: life.random.chance(0.7) ? people.intake : people.shift,
    command: { type: 'close', missingPhotos: 0 },
  };
}

function collectorActor({ facts }: World, id: string): Actor {
  return facts.people.collectors.find(({ actor }) => actor.id === id)!.actor;
}

/** Collectors act while they are out; for an emergency at once. */
function fieldTime({ state, now, random }: Life, world: World, minutes: number): number {
  if (state.urgency === 'emergency') return now + about(random, 14, 0.4);
  return inDutyTime(now, about(random, minutes, 0.55), world.dayOf(now).midnight);
}
