import { z } from 'zod';
import type { EventType } from '../../rules/case/events.ts';
import { DECIMAL } from '../../rules/scoring/rational.ts';
import {
  isPlainEventType,
  PLAIN_EVENT_TYPES,
  type ScoreCase,
  type ScoreEvent,
} from '../../rules/scoring/scoreCase.ts';
import { BadInput } from './badInput.ts';
import { calendarShape, instantShape } from './clock.ts';
import { readInput } from './readInput.ts';

/** Events of spec 02 that the score does not look at; a log may hold them or leave them out. */
const UNSCORED = [
  'reported',
  'verificationRequested',
  'confirmed',
  'denied',
  'verificationImpossible',
  'rejected',
  'rejectionReversed',
  'coordinationStarted',
  'escalated',
  'acknowledged',
  'passedOn',
  'returnRequested',
  'returnRefused',
  'extensionRequested',
  'extensionRefused',
  'deferralRequested',
  'deferralRefused',
  'checkIssued',
  'checkPassed',
  'checkImpossible',
  'supervised',
  'supervisionAnswered',
  'costRecorded',
  'linked',
  'noted',
  'attached',
  'rated',
  'photoReleased',
  'blanked',
  'emergencyAcknowledged',
  'collectorReassigned',
  'emergencyRaised',
  'turnedYellow',
  'turnedRed',
  'deadlineRecomputed',
] as const satisfies readonly Exclude<EventType, ScoreEvent['type']>[];

/** Every event type a log may hold. */
export const SCORE_EVENT_TYPES: readonly EventType[] = [
  ...PLAIN_EVENT_TYPES,
  ...UNSCORED,
  'dispatched',
  'substituted',
  'amended',
  'extensionApproved',
  'deferralApproved',
];

/** Longer than this no limit is meant, minutes (400 years). */
const LONGEST_MINUTES = 400 * 366 * 1440;
const minutes = z
  .number()
  .min(0)
  .max(LONGEST_MINUTES)
  .transform((value, context) => {
    const ms = Math.round(value * 60_000);
    if (Math.abs(ms - value * 60_000) > 1e-3) context.addIssue('must be whole milliseconds');
    return ms;
  });
const clock = z.enum(['working', 'continuous']);
const seen = { at: instantShape, receivedAt: instantShape.optional() };

const eventShape = z.discriminatedUnion('type', [
  z.object({ ...seen, type: z.enum(PLAIN_EVENT_TYPES) }),
  z.object({ ...seen, type: z.enum(UNSCORED) }),
  z.object({ ...seen, type: z.literal('dispatched'), unit: z.string().min(1), clock, limitMinutes: minutes }),
  z.object({ ...seen, type: z.literal('substituted'), unit: z.string().nullish() }),
  z.object({
    ...seen,
    type: z.literal('amended'),
    clock: clock.nullish(),
    limitMinutes: minutes.nullish(),
  }),
  z.object({ ...seen, type: z.literal('extensionApproved'), minutes }),
  z.object({ ...seen, type: z.literal('deferralApproved'), until: instantShape }),
]);
type EventData = z.output<typeof eventShape>;

/** One case of the interchange; gives the events that the score looks at, in the log's order. */
const caseShape = z
  .object({ id: z.string().min(1), events: z.array(eventShape) })
  .transform(({ id, events }, context): ScoreCase => {
    const unsorted = events.findIndex((event, i) => i > 0 && event.at < events[i - 1]!.at);
    if (unsorted >= 0) {
      context.addIssue({
        code: 'custom',
        path: ['events', unsorted, 'at'],
        message: 'is before the event above it',
      });
    }
    return { id, events: events.map(scoreEventOf).filter((event) => event !== null) };
  });

const decimal = z.union([z.number().min(0), z.string().regex(DECIMAL).regex(/^[^-]/)], {
  error: 'must be a decimal number, not negative',
});

/** The scoring policy as stored, edited and exchanged (spec 05). Decimals may be numbers or text. */
export const scorePolicyShape = z.object({
  weights: z.object({ timely: decimal, resolved: decimal }),
  allowance: z.object({ deferral: decimal, extension: decimal, repeat: decimal }),
  timelyRule: z.enum(['allowance', 'strict']),
  settleWorkdays: z.int().min(0).max(1000),
  stageMinutes: z.object({ dispatch: z.number().min(0).max(LONGEST_MINUTES) }),
});

const periodShape = z
  .object({ name: z.string().min(1), from: instantShape, to: instantShape })
  .refine((period) => period.from < period.to, { path: ['to'], message: 'must be after from' });

const periodsShape = z.array(periodShape).superRefine((periods, context) => {
  const names = new Set<string>();
  for (const [i, { name, from }] of periods.entries()) {
    const before = periods[i - 1];
    if (before !== undefined && before.to !== from) {
      context.addIssue({
        code: 'custom',
        path: [i, 'from'],
        message: 'must be the end of the period before',
      });
    }
    if (names.has(name))
      context.addIssue({ code: 'custom', path: [i, 'name'], message: `${name} comes twice` });
    names.add(name);
  }
});

const inputShape = z.object({
  calendar: calendarShape,
  policy: scorePolicyShape,
  commandDutyUnits: z.array(z.string()),
  periods: periodsShape,
  cases: z.array(z.unknown()),
});
export type ScoreInputData = Omit<z.output<typeof inputShape>, 'cases'> & { cases: ScoreCase[] };

/**
 * Reads the input of `rules score` (spec 05, Interchange), case by case, so that a city's year fits
 * into memory.
 * @throws BadInput with the path of the first bad field.
 */
export function readScoreInput(text: string): ScoreInputData {
  const data = readInput(inputShape, text);
  const ids = new Set<string>();
  const cases: ScoreCase[] = [];
  for (const [i, raw] of data.cases.entries()) {
    const scoreCase = readCase(raw, i);
    if (ids.has(scoreCase.id)) throw new BadInput(`cases.${i}.id`, `${scoreCase.id} comes twice`);
    ids.add(scoreCase.id);
    cases.push(scoreCase);
    data.cases[i] = null;
  }
  return { ...data, cases };
}

function readCase(raw: unknown, index: number): ScoreCase {
  const read = caseShape.safeParse(raw);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new BadInput(
    ['cases', index, ...(issue?.path ?? [])].map(String).join('.'),
    issue?.message ?? 'unreadable',
  );
}

/** One literal a type: a hundred thousand cases make a million of these. */
function scoreEventOf(data: EventData): ScoreEvent | null {
  const { at } = data;
  const receivedAt = data.receivedAt ?? at;
  switch (data.type) {
    case 'dispatched':
      return {
        type: data.type,
        at,
        receivedAt,
        unit: data.unit,
        clock: data.clock,
        limitMs: data.limitMinutes,
      };
    case 'substituted':
      return { type: data.type, at, receivedAt, unit: data.unit ?? '' };
    case 'amended':
      return {
        type: data.type,
        at,
        receivedAt,
        clock: data.clock ?? null,
        limitMs: data.limitMinutes ?? null,
      };
    case 'extensionApproved':
      return { type: data.type, at, receivedAt, extensionMs: data.minutes };
    case 'deferralApproved':
      return { type: data.type, at, receivedAt, until: data.until };
    default:
      return isPlainEventType(data.type) ? { type: data.type, at, receivedAt } : null;
  }
}
