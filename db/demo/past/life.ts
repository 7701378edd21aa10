import { decide } from '../../../core/rules/case/decide.ts';
import { evolve, placeEvents } from '../../../core/rules/case/evolve.ts';
import type { Actor } from '../../../core/rules/case/people.ts';
import type { CaseState } from '../../../core/rules/case/state.ts';
import { machineOwes, turnsOwed } from '../../../core/rules/case/timers.ts';
import type { Unchained } from '../../caseLog.ts';
import type { Random } from '../geometry/random.ts';
import { machineCommand } from './machine.ts';
import type { PastReport } from './reports.ts';
import { about } from './rhythm.ts';
import type { Life, Plan, World } from './world.ts';

/** Beside the walk of a case: they change nothing of what people are about to do. */
const ASIDE = new Set([
  'turnedYellow',
  'turnedRed',
  'emergencyRaised',
  'emergencyAcknowledged',
  'deadlineRecomputed',
]);
const LONGEST_LOG = 400;

/** Lives a case through the same rules as every other, with its own instants. @throws Error naming a refused step */
export function live(report: PastReport, random: Random, world: World, master: Life | null): Life {
  const first = decide(null, report.command, contextOf(world, report.actor, report.at));
  if (!first.ok) throw new Error(`${report.command.number}: report: ${first.why} (${first.clause})`);
  const life: Life = {
    report,
    random,
    master,
    events: [],
    coming: [],
    now: report.at,
    heardAt: null,
    looked: 0,
    state: null as unknown as CaseState,
  };
  write(life, report.actor, first.events);
  let plan = world.plan(life, world);
  while (life.events.length < LONGEST_LOG) {
    const next = earliest([plan, machinePlan(life, world), lightPlan(life), emergencyPlan(life, world)]);
    if (!next || next.at >= world.end) return life;
    const before = life.events.length;
    carryOut(life, next, world);
    if (next === plan)
      life.coming.splice(0, life.coming.length, ...life.coming.filter((one) => one !== next));
    const news = life.events.slice(before).map(({ event }) => event.type);
    if (next === plan || news.some((type) => isNews(life, type))) plan = world.plan(life, world);
  }
  throw new Error(`Case ${report.command.number} never ends`);
}

/** A light that turns red makes people look at a case that is being handled; the rest leaves their plans alone. */
function isNews({ state }: Life, type: string): boolean {
  return type === 'turnedRed' ? state.status === 'handling' : !ASIDE.has(type);
}

function carryOut(life: Life, { at, actor, command, soft }: Plan, world: World): void {
  life.now = Math.max(life.now, at);
  const decision = decide(life.state, command, contextOf(world, actor, life.now));
  if (decision.ok) write(life, actor, decision.events);
  else if (!soft)
    throw new Error(
      `${life.state.number} ${life.state.status}, ${new Date(life.now).toISOString()}, ${command.type}: ${decision.why} (${decision.clause})`,
    );
}

function write(life: Life, actor: Actor, events: readonly Unchained['event'][]): void {
  const caseId = life.report.command.id;
  const state: CaseState | null = life.events.length ? life.state : null;
  const by = { id: actor.id, role: actor.role };
  const placed = placeEvents(state, events, { caseId, actor, receivedAt: life.now });
  life.state = placed.reduce<CaseState | null>(evolve, state)!;
  for (const event of events) life.events.push({ event, actor: by, receivedAt: life.now });
}

function contextOf({ facts }: World, actor: Actor, now: number) {
  return {
    now,
    actor,
    calendar: facts.calendar,
    calendarVersion: facts.calendarVersion,
    workdayMinutes: facts.calendar.data.workdayMinutes,
    policy: facts.policy,
  };
}

function earliest(plans: readonly (Plan | null)[]): Plan | null {
  return plans.reduce((first, plan) => (plan && (!first || plan.at < first.at) ? plan : first), null);
}

/** The machine is a moment behind what it owes. */
function machinePlan(life: Life, world: World): Plan | null {
  const owed = machineOwes(life.state, world.facts.policy);
  if (!owed) return null;
  const at = Math.max(owed.at, life.now) + 200 + ((owed.at % 997) + life.events.length * 37);
  if (at >= world.end) return null;
  const actor: Actor = { id: 'machine:step-case', role: 'machine', unit: null, areas: [] };
  return { at, actor, command: machineCommand(life, owed, world, at) };
}

/** Somebody hears the alarm: an officer, else who it has climbed to. */
function emergencyPlan(life: Life, { facts }: World): Plan | null {
  const { emergency } = life.state;
  if (!emergency || emergency.acknowledgedBy !== null) return null;
  life.heardAt ??= emergency.raisedAt + about(life.random, 1.5, 0.7);
  const { intake, shift, leader } = facts.people;
  const actor = [intake, shift, leader][emergency.level] ?? leader;
  return {
    at: Math.max(life.now, life.heardAt),
    actor,
    command: { type: 'acknowledge-emergency' },
    soft: true,
  };
}

const LIGHTS: Actor = { id: 'machine:turn-light', role: 'machine', unit: null, areas: [] };

function lightPlan(life: Life): Plan | null {
  const turn = turnsOwed(life.state)[0];
  if (!turn) return null;
  const { run, clock, dueAt, light } = turn;
  return {
    at: Math.max(turn.at, life.now) + 20 + (turn.at % 211),
    actor: LIGHTS,
    command: { type: 'turn-light', run, clock, dueAt, light },
  };
}
