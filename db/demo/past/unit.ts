import { add, addOn } from '../../../core/rules/clock/workingTime.ts';
import { shareTaken } from './profile.ts';
import { photosOf } from './reports.ts';
import { about, DAY } from './rhythm.ts';
import type { Life, Plan, World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LONG_LIMIT_MINUTES = 1_000;

/** What the responsible unit and those who watch it are about to do with a case that has come to it. */
export function planHandling(life: Life, world: World): Plan | null {
  const { coming, events } = life;
  const last = events.at(-1)!.event.type;
  const seen = life.looked === events.length;
  life.looked = events.length;
  if (seen) return coming[0] ?? null;
  if (last === 'dispatched' || last === 'substituted') beginHandling(life, world);
  else if (last === 'resumed') coming.splice(0, coming.length, feedback(life, world, 0.25));
  else follow(life, world, last);
  coming.sort((a, b) => a.at - b.at);
  return coming[0] ?? null;
}

function beginHandling(life: Life, world: World): void {
  const { state, random, now, coming } = life;
  const { calendar } = world.facts;
  coming.length = 0;
  const assignment = state.assignment!;
  const profile = world.profileOf(assignment.unit, world.gone(now));
  const emergency = state.urgency === 'emergency';
  const actor = liaisonOf(world, assignment.unit);
  const soon = (minutes: number) =>
    emergency ? now + about(random, minutes / 4, 0.5) : add(calendar, now, about(random, minutes, 0.8));
  const comes = (at: number, command: Plan['command']) => coming.push({ at, actor, command, soft: true });
  if (random.chance(profile.acknowledges)) comes(soon(18), { type: 'acknowledge' });
  if (
    !emergency &&
    assignment.refusedReturns === 0 &&
    state.units.length < 3 &&
    random.chance(profile.returned)
  ) {
    const text = '经核实不属于本单位职责范围';
    if (random.chance(0.75))
      comes(add(calendar, now, random.int(8, 110) * MINUTE), { type: 'return', reason: 'not-ours', text });
    else
      comes(add(calendar, now, random.int(130, 240) * MINUTE), {
        type: 'request-return',
        reason: 'not-ours',
        text,
      });
  }
  const long = assignment.clock === 'working' && assignment.limitMinutes >= LONG_LIMIT_MINUTES;
  let share = shareTaken(profile, random, world.dayOf(now).day?.storm ? 1.8 : 1);
  if (long && random.chance(0.07)) {
    const until = world.dayOf(now).midnight + random.int(4, 16) * DAY + 17 * HOUR;
    comes(limitShare(life, world, 0.3), {
      type: 'request-deferral',
      until,
      reason: 'waits-for-season',
      text: '需待施工条件具备',
    });
  }
  if (share > 0.85 && random.chance(profile.asks)) {
    const minutes = Math.max(30, Math.round(assignment.limitMinutes * random.pick([0.5, 1])));
    comes(limitShare(life, world, random.between(0.45, 0.75)), {
      type: 'request-extension',
      minutes,
      reason: 'materials',
      text: '材料未到，申请延期',
    });
    share = Math.min(share, 1.4);
  }
  if (random.chance(0.12)) comes(soon(45), { type: 'pass-on', crew: `crew-${random.int(1, 3)}` });
  if (random.chance(0.005))
    coming.push({
      at: limitShare(life, world, 0.5),
      actor: world.facts.people.shift,
      command: {
        type: 'close-unresolved',
        reason: random.pick(['legal-procedure', 'season', 'notified-only'] as const),
      },
      soft: true,
    });
  coming.push(feedback(life, world, share));
}

/** What follows from what has just happened while the unit has the case. */
function follow(life: Life, world: World, last: string): void {
  const { random, now, coming, state } = life;
  const { people, calendar } = world.facts;
  const soon = (minutes: number) => add(calendar, now, about(random, minutes, 0.6));
  const lead = (command: Plan['command']) =>
    coming.push({ at: soon(14), actor: people.shift, command, soft: true });
  const { requests } = state;
  if (last === 'returnRequested')
    lead(random.chance(0.5) ? { type: 'approve-return' } : { type: 'refuse-return', reason: 'is-yours' });
  if (last === 'extensionRequested')
    lead(
      random.chance(0.8)
        ? { type: 'approve-extension', minutes: requests.extension?.minutes ?? 60 }
        : { type: 'refuse-extension', reason: 'not-needed' },
    );
  if (last === 'deferralRequested')
    lead(
      random.chance(0.8)
        ? { type: 'approve-deferral', until: requests.deferral?.until ?? now + DAY }
        : { type: 'refuse-deferral', reason: 'not-needed' },
    );
  if (last === 'turnedRed' && state.supervision.light === null && random.chance(0.5))
    coming.push({ at: soon(35), actor: people.supervision, command: { type: 'supervise' }, soft: true });
  if (last === 'supervised')
    coming.push({
      at: soon(20),
      actor: liaisonOf(world, state.assignment!.unit),
      command: { type: 'answer-supervision', text: '已安排人员处置' },
      soft: true,
    });
}

/** Deferred: done before its date, or the machine resumes it. */
export function planDeferred(life: Life, world: World): Plan | null {
  const { state, random, now } = life;
  if (!random.chance(0.3) || state.deferredUntil === null) return null;
  const at = Math.floor(now + (state.deferredUntil - now) * random.between(0.3, 0.9));
  return { ...feedback(life, world, 0.1), at: workHour(world, at) };
}

function feedback(life: Life, world: World, share: number): Plan {
  const { state, random, report } = life;
  const at = workHour(world, limitShare(life, world, share));
  const command: Plan['command'] = {
    type: 'feedback',
    photos: photosOf(world.facts.photos.after, random, random.int(1, 2)),
    reused: [],
    farM: null,
    text: random.chance(0.8) ? `已${report.condition.closingZh}` : '已处置完毕',
  };
  return {
    at: state.urgency === 'emergency' ? limitShare(life, world, share) : at,
    actor: liaisonOf(world, state.assignment!.unit),
    command,
  };
}

/** When the given share of the limit will have passed from now on, on the limit's own clock. */
function limitShare({ state, now }: Life, world: World, share: number): number {
  const { clock, limitMinutes } = state.assignment!;
  return addOn(
    clock,
    world.facts.calendar,
    now,
    Math.max(4 * MINUTE, Math.round(limitMinutes * MINUTE * share)),
  );
}

/** Crews are out until eleven at night; what is due later is done in the morning. */
function workHour(world: World, at: number): number {
  const { midnight } = world.dayOf(at);
  const hour = at - midnight;
  if (hour >= 6.5 * HOUR && hour < 23 * HOUR) return at;
  return (hour < 6.5 * HOUR ? midnight : midnight + DAY) + 7 * HOUR + (at % (40 * MINUTE));
}

function liaisonOf({ facts }: World, unit: string) {
  const liaison = facts.people.liaisons.get(unit);
  if (!liaison) throw new Error(`The unit ${unit} has no liaison`);
  return liaison;
}
