import type { CaseEvent, EventType } from '../case/events.ts';
import type { Role } from '../case/people.ts';
import type { AreaFacts, Place, RunningClock } from '../case/state.ts';
import type { AssignmentFact } from './assignmentFact.ts';

/** One person's (or the machine's) turn at a stage: who ended it, and whether before its light turned red. */
export interface Turn {
  readonly stage: RunningClock['stage'];
  readonly by: string;
  readonly role: Role;
  readonly at: number;
  /** null: the stage had no limit. */
  readonly onTime: boolean | null;
  /** The unit that a dispatch named, or whose work a check judged. */
  readonly unit: string | null;
}

/** One check of a unit's work. */
export interface CheckFact {
  readonly unit: string;
  readonly by: string;
  readonly at: number;
  readonly failed: boolean;
  /** Failed as not done, or its feedback came with reused or foreign photos. */
  readonly falseFeedback: boolean;
}

/** What the further figures need to know of one case (spec 05, More figures). Plain data, instants epoch ms. */
export interface FigureFact {
  readonly caseId: string;
  readonly reportedAt: number;
  readonly reportedBy: { readonly id: string; readonly role: Role };
  readonly categoryKey: string | null;
  readonly place: Place;
  readonly areas: AreaFacts;
  readonly merged: boolean;
  readonly voided: boolean;
  readonly filedAt: number | null;
  readonly dispatchedAt: number | null;
  readonly closedAt: number | null;
  readonly closedUnresolved: boolean;
  /** Units that ordinary dispatches named, in order, each once a run. */
  readonly dispatchedTo: readonly string[];
  readonly turns: readonly Turn[];
  readonly checks: readonly CheckFact[];
  readonly assignments: readonly AssignmentFact[];
}

/** Farther from the case than this a feedback's photo is foreign, metres; the default is the city's to change. */
export const FOREIGN_PHOTO_M = 200;

/** Reads the figures' facts of one case from its log; `assignments` as `assignmentsOfCase` gives them. */
export function figureFactOf(
  caseId: string,
  log: readonly CaseEvent[],
  assignments: readonly AssignmentFact[],
  foreignPhotoM = FOREIGN_PHOTO_M,
): FigureFact | null {
  const first = log[0];
  if (first?.type !== 'reported') return null;
  const fold = startFold(first, foreignPhotoM);
  for (const event of log) take(fold, event);
  const { clock, unit, feedbackIsFalse, foreignM, requests, ...fact } = fold;
  return { caseId, ...fact, assignments };
}

interface Fold {
  reportedAt: number;
  reportedBy: FigureFact['reportedBy'];
  categoryKey: string | null;
  place: Place;
  areas: AreaFacts;
  merged: boolean;
  voided: boolean;
  filedAt: number | null;
  dispatchedAt: number | null;
  closedAt: number | null;
  closedUnresolved: boolean;
  dispatchedTo: string[];
  turns: Turn[];
  checks: CheckFact[];
  clock: RunningClock | null;
  requests: Map<string, RunningClock>;
  unit: string | null;
  feedbackIsFalse: boolean;
  readonly foreignM: number;
}

function startFold({ at, payload }: CaseEvent & { type: 'reported' }, foreignM: number): Fold {
  return {
    reportedAt: at,
    reportedBy: payload.by,
    categoryKey: payload.categoryKey,
    place: payload.place,
    areas: payload.areas,
    merged: false,
    voided: false,
    filedAt: null,
    dispatchedAt: null,
    closedAt: null,
    closedUnresolved: false,
    dispatchedTo: [],
    turns: [],
    checks: [],
    clock: null,
    requests: new Map(),
    unit: null,
    feedbackIsFalse: false,
    foreignM,
  };
}

/** Which events end a stage; every other event leaves its clock running or breaks it off. */
const ENDS: Partial<Record<RunningClock['stage'], readonly EventType[]>> = {
  filing: ['filed', 'rejected', 'merged'],
  verification: ['confirmed', 'denied', 'verificationImpossible'],
  dispatch: ['dispatched', 'coordinationStarted', 'escalated'],
  coordination: ['dispatched', 'escalated'],
  'issue-check': ['checkIssued'],
  check: ['checkPassed', 'checkFailed', 'checkImpossible'],
  closing: ['closed'],
};

/** Requests run beside the stage: what opens one and what decides it. */
const REQUESTED: Partial<Record<EventType, string>> = {
  returnRequested: 'return',
  extensionRequested: 'extension',
  deferralRequested: 'deferral',
};
const DECIDED: Partial<Record<EventType, string>> = {
  returned: 'return',
  returnRefused: 'return',
  extensionApproved: 'extension',
  extensionRefused: 'extension',
  deferralApproved: 'deferral',
  deferralRefused: 'deferral',
};

function take(fold: Fold, event: CaseEvent): void {
  takeFact(fold, event);
  takeRequest(fold, event);
  const clock = fold.clock;
  if (clock !== null && ENDS[clock.stage]?.includes(event.type)) fold.turns.push(turnOf(fold, clock, event));
  const change = 'to' in event.payload ? event.payload.to : null;
  if (change !== null) fold.clock = change.clock;
}

function turnOf(fold: Fold, clock: RunningClock, event: CaseEvent): Turn {
  const { actor, at } = event;
  const onTime = clock.redAt === null ? null : at <= clock.redAt;
  return { stage: clock.stage, by: actor.id, role: actor.role, at, onTime, unit: fold.unit };
}

function takeRequest(fold: Fold, event: CaseEvent): void {
  const asked = REQUESTED[event.type];
  if (asked !== undefined && 'light' in event.payload && event.payload.light !== null) {
    fold.requests.set(asked, event.payload.light);
  }
  const decided = DECIDED[event.type];
  const light = decided === undefined ? undefined : fold.requests.get(decided);
  if (decided === undefined || light === undefined) return;
  fold.requests.delete(decided);
  fold.turns.push(turnOf(fold, light, event));
}

function takeFact(fold: Fold, event: CaseEvent): void {
  switch (event.type) {
    case 'filed':
      fold.filedAt = event.at;
      fold.categoryKey = event.payload.standard.categoryKey;
      fold.place = event.payload.place;
      fold.areas = event.payload.areas;
      return;
    case 'amended':
      fold.categoryKey = event.payload.after.categoryKey;
      fold.place = event.payload.after.place;
      fold.areas = event.payload.areas;
      return;
    case 'dispatched':
      fold.dispatchedAt ??= event.at;
      if (fold.dispatchedTo.at(-1) !== event.payload.unit) fold.dispatchedTo.push(event.payload.unit);
      fold.unit = event.payload.unit;
      return;
    case 'substituted':
      fold.unit = event.payload.unit;
      return;
    case 'feedback': {
      const { reused, farM } = event.payload;
      fold.feedbackIsFalse = reused.length > 0 || (farM !== null && farM > fold.foreignM);
      return;
    }
    case 'checkPassed':
    case 'checkFailed':
      takeCheck(fold, event);
      return;
    case 'closed':
    case 'closedUnresolved':
      fold.closedAt = event.at;
      fold.closedUnresolved = event.type === 'closedUnresolved';
      return;
    case 'merged':
      fold.merged = true;
      return;
    case 'voided':
      fold.voided = true;
  }
}

function takeCheck(fold: Fold, event: CaseEvent & { type: 'checkPassed' | 'checkFailed' }): void {
  if (fold.unit === null) return;
  const notDone = event.type === 'checkFailed' && event.payload.reason === 'not-done';
  fold.checks.push({
    unit: fold.unit,
    by: event.actor.id,
    at: event.at,
    failed: event.type === 'checkFailed',
    falseFeedback: notDone || fold.feedbackIsFalse,
  });
}
