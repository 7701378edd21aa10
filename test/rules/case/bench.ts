import type { Command, CommandName, CommandOf, UnitFacts } from '../../../core/rules/case/commands.ts';
import { type Decision, decide } from '../../../core/rules/case/decide.ts';
import type { CaseEvent, EventType } from '../../../core/rules/case/events.ts';
import { evolve, placeEvents } from '../../../core/rules/case/evolve.ts';
import type { Actor, Role } from '../../../core/rules/case/people.ts';
import {
  type CasePolicy,
  DEFAULT_CASE_POLICY,
  type DecideContext,
  type Refusal,
} from '../../../core/rules/case/policy.ts';
import type { AreaFacts, CaseState, Place, Standard } from '../../../core/rules/case/state.ts';
import { type Calendar, compileCalendar } from '../../../core/rules/clock/calendar.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const CALENDAR: Calendar = compileCalendar({
  timezone: 'Asia/Shanghai',
  restWeekdays: [7],
  seasons: [
    {
      from: '05-01',
      to: '09-30',
      periods: [
        ['08:30', '11:30'],
        ['14:00', '17:30'],
      ],
    },
    {
      from: '10-01',
      to: '04-30',
      periods: [
        ['08:30', '11:30'],
        ['13:30', '17:00'],
      ],
    },
  ],
  holidays: [],
  makeupWorkdays: [],
  workdayMinutes: 390,
  knownUntil: '2026-12-31',
});

/** Monday, 1 June 2026, 08:30 in the city: the first working minute of a week. */
export const MONDAY = Date.parse('2026-06-01T00:30:00Z');

export const CASE_ID = '01976f00-0000-7000-8000-000000000001';
export const AREAS: AreaFacts = { cell: 'cell-1', community: 'com-1', subdistrict: 'sub-1', beat: 'beat-1' };
export const PLACE: Place = { lon: 103.7, lat: 36.1, accuracyM: 8, address: null };

export const STANDARD: Standard = {
  categoryKey: 'I-0601',
  conditionKey: 'I-0601-1',
  kind: 'incident',
  urgency: 'general',
  limitMinutes: 240,
  clock: 'working',
  photoRequired: true,
  territorial: false,
  standardVersion: 1,
};
export const EMERGENCY: Standard = {
  ...STANDARD,
  categoryKey: 'C-0101',
  conditionKey: 'C-0101-1',
  kind: 'component',
  urgency: 'emergency',
  limitMinutes: 120,
  clock: 'continuous',
};
export const SPECIAL: Standard = { ...STANDARD, conditionKey: 'I-0601-2', urgency: 'special' };

export function actor(role: Role, change: Partial<Actor> = {}): Actor {
  return { id: `${role}-1`, role, unit: null, areas: [], ...change };
}
export const COLLECTOR = actor('collector', { areas: ['beat-1'] });
export const CHECKER = actor('collector', { id: 'collector-2', areas: ['beat-1'] });
export const OFFICER = actor('acceptance-officer');
export const DISPATCHER = actor('dispatcher');
export const SUPERVISOR = actor('supervision-officer');
export const LEAD = actor('shift-lead');
export const LIAISON = actor('liaison', { unit: 'water' });
export const OTHER_LIAISON = actor('liaison', { id: 'liaison-2', unit: 'power' });
export const STREET = actor('unit-dispatcher', { unit: 'street', areas: ['sub-1'] });
export const LEADER = actor('leader');
export const OFFICE = actor('leading-office');
export const MACHINE = actor('machine');
export const IMPORT = actor('import');

export function unit(code: string, change: Partial<UnitFacts> = {}): UnitFacts {
  return { code, commandDuty: false, closed: false, hasLiaison: true, neverResponsible: false, ...change };
}

/** Data of each command as it is usually given; tests change what they are about. */
export const USUAL: { readonly [C in CommandName]: CommandOf<C> } = {
  report: {
    type: 'report',
    id: CASE_ID,
    number: '202606016201020000001',
    channel: 'collector',
    categoryKey: STANDARD.categoryKey,
    conditionKey: STANDARD.conditionKey,
    kind: 'incident',
    urgency: 'general',
    proposed: STANDARD,
    place: PLACE,
    areas: AREAS,
    component: null,
    photos: ['before'],
    trusted: false,
    insideCity: true,
  },
  'request-verification': { type: 'request-verification', collector: 'collector-1' },
  confirm: { type: 'confirm', photos: ['there'] },
  deny: { type: 'deny', photos: ['nothing'] },
  'cannot-verify': { type: 'cannot-verify', reason: 'locked' },
  file: { type: 'file', standard: STANDARD, place: PLACE, areas: AREAS, component: null },
  reject: { type: 'reject', reason: 'private-ground', text: 'On private ground.' },
  'reverse-rejection': { type: 'reverse-rejection', reason: 'public-after-all' },
  amend: {
    type: 'amend',
    standard: { ...STANDARD, conditionKey: 'I-0601-3', limitMinutes: 480 },
    categoryKey: STANDARD.categoryKey,
    conditionKey: 'I-0601-3',
    kind: 'incident',
    place: PLACE,
    areas: AREAS,
    component: null,
  },
  dispatch: { type: 'dispatch', unit: unit('water'), assisting: [], explanation: [], overrode: null },
  coordinate: {
    type: 'coordinate',
    candidates: [{ unit: 'water', why: 'near' }],
    explanation: [],
    reason: 'unclear',
  },
  escalate: { type: 'escalate', reason: 'unclear-owner' },
  acknowledge: { type: 'acknowledge' },
  'pass-on': { type: 'pass-on', crew: 'crew-3' },
  return: { type: 'return', reason: 'not-ours' },
  'request-return': { type: 'request-return', reason: 'not-ours' },
  'approve-return': { type: 'approve-return' },
  'refuse-return': { type: 'refuse-return', reason: 'is-yours' },
  'request-extension': { type: 'request-extension', minutes: 60, reason: 'parts' },
  'approve-extension': { type: 'approve-extension', minutes: 60 },
  'refuse-extension': { type: 'refuse-extension', reason: 'enough-time' },
  'request-deferral': { type: 'request-deferral', until: MONDAY + 10 * DAY, reason: 'frost' },
  'approve-deferral': { type: 'approve-deferral', until: MONDAY + 10 * DAY },
  'refuse-deferral': { type: 'refuse-deferral', reason: 'no-frost' },
  resume: { type: 'resume' },
  feedback: { type: 'feedback', photos: ['after'], reused: [], farM: null, text: 'Repaired.' },
  'issue-check': { type: 'issue-check', collector: 'collector-2' },
  pass: { type: 'pass', photos: ['checked'], how: 'on-site', anyoneOnDuty: true },
  fail: { type: 'fail', photos: ['still'], reason: 'not-done', anyoneOnDuty: true },
  'cannot-check': { type: 'cannot-check', reason: 'fenced-off' },
  'send-back': { type: 'send-back', reason: 'wrong-photo' },
  close: { type: 'close', missingPhotos: 0 },
  'close-unresolved': { type: 'close-unresolved', reason: 'season' },
  supervise: { type: 'supervise', text: 'Please hurry.' },
  'answer-supervision': { type: 'answer-supervision', text: 'On it.' },
  substitute: { type: 'substitute', unit: unit('standby'), reason: 'danger' },
  'record-cost': {
    type: 'record-cost',
    costId: 'cost-1',
    amountCents: 120_000,
    payer: 'unit',
    payerUnit: 'water',
    position: 'owed',
  },
  merge: { type: 'merge', into: 'case-2', intoStatusOpen: true },
  link: { type: 'link', other: 'case-2', why: 'recurrence' },
  void: { type: 'void', reason: 'test' },
  note: { type: 'note', text: 'Seen.' },
  attach: { type: 'attach', photos: ['more'] },
  rate: { type: 'rate', stars: 4, solved: true },
  'release-photo': { type: 'release-photo', photo: 'before', blurred: 'before-blurred' },
  blank: { type: 'blank', fields: ['text'] },
  'acknowledge-emergency': { type: 'acknowledge-emergency' },
  'reassign-collector': { type: 'reassign-collector', collector: 'collector-3' },
  'raise-emergency': { type: 'raise-emergency', level: 1 },
  'turn-light': { type: 'turn-light', run: 1, clock: 'filing', dueAt: 0, light: 'yellow' },
  'recompute-deadline': { type: 'recompute-deadline', why: 'calendar' },
};

/** A command with its usual data, changed as told. */
export function usual<C extends CommandName>(type: C, change: Partial<CommandOf<C>> = {}): Command {
  return { ...USUAL[type], ...change } as unknown as Command;
}

export interface Bench {
  readonly events: readonly CaseEvent[];
  /** The state now; throws where there is no case. */
  readonly state: CaseState;
  now: number;
  policy: CasePolicy;
  calendar: Calendar;
  calendarVersion: number;
  /** Decides without carrying anything out. */
  ask(by: Actor, command: Command): Decision;
  /** Carries the command out, or throws with the refusal. Returns the types of the events. */
  tell(by: Actor, command: Command): EventType[];
  /** The refusal, or throws when it was not refused. */
  refusal(by: Actor, command: Command): Refusal;
  after(ms: number): Bench;
}

/** One case on a bench of its own, with a clock that only the test moves. */
export function bench(start = MONDAY, policy: CasePolicy = DEFAULT_CASE_POLICY): Bench {
  const events: CaseEvent[] = [];
  let state: CaseState | null = null;
  const it: Bench = {
    events,
    now: start,
    policy,
    calendar: CALENDAR,
    calendarVersion: 1,
    get state() {
      if (!state) throw new Error('There is no case yet');
      return state;
    },
    ask: (by, command) => decide(state, command, contextOf(it, by)),
    tell(by, command) {
      const decision = it.ask(by, command);
      if (!decision.ok) throw new Error(`${decision.clause}: ${decision.why}`);
      const placed = placeEvents(state, decision.events, { caseId: CASE_ID, actor: by, receivedAt: it.now });
      for (const event of placed) {
        state = evolve(state, event);
        events.push(event);
      }
      return placed.map(({ type }) => type);
    },
    refusal(by, command) {
      const decision = it.ask(by, command);
      if (decision.ok) throw new Error(`${command.type} was not refused`);
      return decision;
    },
    after(ms) {
      it.now += ms;
      return it;
    },
  };
  return it;
}

function contextOf({ now, policy, calendar, calendarVersion }: Bench, by: Actor): DecideContext {
  return { now, actor: by, calendar, calendarVersion, workdayMinutes: 390, policy };
}
