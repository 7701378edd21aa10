import { CHANNELS } from '../../rules/case/people.ts';
import { DEFAULT_CASE_POLICY } from '../../rules/case/policy.ts';
import { DEFAULT_SCORE_POLICY } from '../../rules/scoring/policy.ts';
import { RECURRENCE } from '../../rules/scoring/recurrence.ts';

/** Kinds of policy: each has versions of its own. */
export const POLICY_KINDS = ['case', 'score', 'assessment', 'routing', 'retention', 'notice'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** How a number is typed and shown; `share` is a number from 0 to 1, `decimal` the same as exact text. */
export type PolicyFieldType =
  | 'minutes'
  | 'hours'
  | 'days'
  | 'workdays'
  | 'metres'
  | 'count'
  | 'share'
  | 'decimal';

/** One editable value of a policy; the words of a screen stand under its path. */
export type PolicyField = {
  readonly path: string;
  /** Heading under which it is shown. */
  readonly group: string;
} & (
  | { readonly type: PolicyFieldType; readonly min: number; readonly max: number }
  | { readonly type: 'flag' }
  | { readonly type: 'choice'; readonly choices: readonly string[] }
);

export interface PolicyFault {
  readonly path: string;
  /** Stable code; the screens translate it. */
  readonly why: 'missing' | 'range' | 'unknown' | 'weights' | 'order';
}

/** Spec 06, Persons: positions thinned to cells after 7 days, deleted after 30; personal texts as long as photos. */
export const DEFAULT_RETENTION_POLICY = {
  trackThinDays: 7,
  trackDeleteDays: 30,
  receiptDays: 30,
  personDays: 1_095,
} as const;
/** Spec 03: the administrator is warned 60 days before the calendar ends. */
export const DEFAULT_NOTICE_POLICY = { calendarWarnDays: 60 } as const;
/** Spec 04: the accuracy circle is at least 15 m. */
export const DEFAULT_ROUTING_POLICY = { minAccuracyM: 15 } as const;

/** Spec 05: review, appeals, recurrence, the award list, and which composites in common use are shown. */
export const DEFAULT_ASSESSMENT_POLICY = {
  reviewWorkdays: 3,
  appealWorkdays: 5,
  recurrence: { metres: RECURRENCE.metres as number, days: RECURRENCE.days as number },
  award: { minVolume: 0, places: 3 },
  composites: { collector: true, dispatcher: true, unit: true },
};
export type AssessmentPolicy = typeof DEFAULT_ASSESSMENT_POLICY;

/** The specification's numbers; what a city has not set is taken from here. */
export const POLICY_DEFAULTS: Readonly<Record<PolicyKind, Readonly<Record<string, unknown>>>> = {
  case: Object.fromEntries(Object.entries(DEFAULT_CASE_POLICY).filter(([name]) => name !== 'version')),
  // Spec 05: the city's own goal for the resolution rate of all units together.
  score: { ...DEFAULT_SCORE_POLICY, goal: '0.85' },
  assessment: DEFAULT_ASSESSMENT_POLICY,
  routing: DEFAULT_ROUTING_POLICY,
  retention: DEFAULT_RETENTION_POLICY,
  notice: DEFAULT_NOTICE_POLICY,
};

const WEEK_MINUTES = 10_080;
const number = (
  group: string,
  type: PolicyFieldType,
  path: string,
  min: number,
  max: number,
): PolicyField => ({
  path,
  group,
  type,
  min,
  max,
});
const stages = (names: readonly string[]) =>
  names.map((name) => number('stages', 'minutes', `stageMinutes.${name}`, 1, WEEK_MINUTES));

/** Every number of every policy with its bounds: what is not in this table cannot be published. */
export const POLICY_FIELDS: Readonly<Record<PolicyKind, readonly PolicyField[]>> = {
  case: [
    number('lights', 'share', 'yellowShare', 0.05, 0.99),
    ...stages([
      'filing',
      'verification',
      'dispatch',
      'issueCheck',
      'check',
      'closing',
      'request',
      'supervision',
    ]),
    number('stages', 'workdays', 'coordinationWorkdays', 1, 30),
    number('stages', 'workdays', 'escalatedWorkdays', 1, 60),
    number('emergency', 'minutes', 'stageMinutes.emergencyCoordination', 1, WEEK_MINUTES),
    number('emergency', 'minutes', 'emergencyClimbMinutes.shiftLead', 1, 240),
    number('emergency', 'minutes', 'emergencyClimbMinutes.leader', 1, 480),
    number('unit', 'minutes', 'returnWithinMinutes', 0, WEEK_MINUTES),
    number('unit', 'days', 'deferralMaxDays', 1, 365),
    number('reports', 'days', 'rejectionReversibleDays', 0, 365),
    number('reports', 'days', 'notSolvedDays', 0, 365),
    number('reports', 'metres', 'duplicates.radiusM', 5, 1_000),
    number('reports', 'days', 'duplicates.days', 1, 365),
    number('reports', 'minutes', 'observedAheadMinutes', 0, 120),
    number('reports', 'hours', 'observedBehindHours', 1, 720),
    ...(['fileTrusted', 'issueCheck', 'close', 'redispatchAfterFailedCheck'] as const).map(
      (name): PolicyField => ({ path: `auto.${name}`, group: 'machine', type: 'flag' }),
    ),
    ...CHANNELS.map(
      (channel): PolicyField => ({
        path: `verification.${channel}`,
        group: 'verification',
        type: 'choice',
        choices: ['always', 'optional', 'never'],
      }),
    ),
  ],
  score: [
    number('weights', 'decimal', 'weights.timely', 0, 1),
    number('weights', 'decimal', 'weights.resolved', 0, 1),
    number('weights', 'decimal', 'goal', 0, 1),
    number('quotas', 'decimal', 'allowance.deferral', 0, 1),
    number('quotas', 'decimal', 'allowance.extension', 0, 1),
    number('quotas', 'decimal', 'allowance.repeat', 0, 1),
    { path: 'timelyRule', group: 'rule', type: 'choice', choices: ['allowance', 'strict'] },
    number('rule', 'workdays', 'settleWorkdays', 0, 30),
    number('rule', 'minutes', 'stageMinutes.dispatch', 0, WEEK_MINUTES),
  ],
  assessment: [
    number('review', 'workdays', 'reviewWorkdays', 0, 30),
    number('review', 'workdays', 'appealWorkdays', 0, 60),
    number('recurrence', 'metres', 'recurrence.metres', 1, 1_000),
    number('recurrence', 'days', 'recurrence.days', 1, 365),
    number('award', 'count', 'award.minVolume', 0, 1_000_000),
    number('award', 'count', 'award.places', 1, 100),
    ...(['collector', 'dispatcher', 'unit'] as const).map(
      (post): PolicyField => ({ path: `composites.${post}`, group: 'composites', type: 'flag' }),
    ),
  ],
  routing: [number('routing', 'metres', 'minAccuracyM', 1, 500)],
  retention: [
    number('persons', 'days', 'trackThinDays', 1, 30),
    number('persons', 'days', 'trackDeleteDays', 1, 90),
    number('receipts', 'days', 'receiptDays', 1, 365),
    number('persons', 'days', 'personDays', 30, 3_650),
  ],
  notice: [number('calendar', 'days', 'calendarWarnDays', 1, 365)],
};

/** The goal that a score policy names, for showing; no part of a score. */
export function goalOf(scorePolicy: object): number {
  return Number(valueAt(scorePolicy, 'goal') ?? POLICY_DEFAULTS.score.goal);
}

/** The value at a dotted path; undefined where there is none. */
export function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    return (at as Record<string, unknown>)[name];
  }, data);
}

/** A copy with the value at a dotted path replaced. */
export function withValueAt(
  data: Readonly<Record<string, unknown>>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...data, [head]: value };
  const inner = Object.hasOwn(data, head) ? data[head] : {};
  return { ...data, [head]: withValueAt((inner ?? {}) as Record<string, unknown>, rest.join('.'), value) };
}

/** Paths of all values of a policy, e.g. `stageMinutes.filing`. */
export function pathsOf(data: unknown, before = ''): string[] {
  if (typeof data !== 'object' || data === null) return [before];
  return Object.entries(data).flatMap(([name, value]) => pathsOf(value, before ? `${before}.${name}` : name));
}

/** What a city has set, over the specification's numbers, one level deep as the rules read it. */
export function policyInForce(
  kind: PolicyKind,
  data: Readonly<Record<string, unknown>> | null,
): Record<string, unknown> {
  const paths = POLICY_FIELDS[kind].map((field) => field.path);
  return paths.reduce<Record<string, unknown>>((sum, path) => {
    const given = valueAt(data, path);
    return withValueAt(sum, path, given === undefined ? valueAt(POLICY_DEFAULTS[kind], path) : given);
  }, {});
}

/** Everything that is wrong with a policy, by field; nothing outside the table may be in it. */
export function policyFaults(kind: PolicyKind, data: unknown): PolicyFault[] {
  const fields = POLICY_FIELDS[kind];
  const known = new Set(fields.map((field) => field.path));
  const strange = pathsOf(data).filter((path) => !known.has(path));
  const faults = fields.flatMap((field): PolicyFault[] => {
    const value = valueAt(data, field.path);
    if (value === undefined || value === null || value === '') return [{ path: field.path, why: 'missing' }];
    return fits(field, value) ? [] : [{ path: field.path, why: 'range' }];
  });
  if (faults.length || strange.length)
    return [...faults, ...strange.map((path): PolicyFault => ({ path, why: 'unknown' }))];
  return together(kind, data);
}

/** A decimal from 0 to 1 with at most four places, as text: the score reads it exactly. */
const DECIMAL = /^(0(\.\d{1,4})?|1(\.0{1,4})?)$/;

function fits(field: PolicyField, value: unknown): boolean {
  if (field.type === 'flag') return typeof value === 'boolean';
  if (field.type === 'choice') return typeof value === 'string' && field.choices.includes(value);
  if (field.type === 'decimal') return typeof value === 'string' && DECIMAL.test(value);
  if (typeof value !== 'number' || !(value >= field.min && value <= field.max)) return false;
  return field.type === 'share' || Number.isInteger(value);
}

/** What one field alone cannot show. */
function together(kind: PolicyKind, data: unknown): PolicyFault[] {
  const of = (path: string) => Number(valueAt(data, path));
  const ascending = (first: string, second: string): PolicyFault[] =>
    of(first) < of(second) ? [] : [{ path: second, why: 'order' }];
  if (kind === 'case') return ascending('emergencyClimbMinutes.shiftLead', 'emergencyClimbMinutes.leader');
  if (kind === 'retention') return ascending('trackThinDays', 'trackDeleteDays');
  if (kind !== 'score') return [];
  // In ten-thousandths, so that the sum is exact.
  const sum = Math.round(of('weights.timely') * 10_000) + Math.round(of('weights.resolved') * 10_000);
  return sum === 10_000 ? [] : [{ path: 'weights.resolved', why: 'weights' }];
}
