import { z } from 'zod';
import { calendarFaults } from '../../rules/clock/calendarData.ts';

const period = z.tuple([z.string(), z.string()]);

/** A calendar as stored, edited and interchanged (spec 03, Working time). */
export const calendarShape = z
  .object({
    timezone: z.string(),
    restWeekdays: z.array(z.number()),
    seasons: z.array(z.object({ from: z.string(), to: z.string(), periods: z.array(period) })),
    holidays: z.array(z.string()),
    makeupWorkdays: z.array(z.string()),
    workdayMinutes: z.number(),
    dates: z.record(z.string(), z.array(period)).optional(),
    knownUntil: z.string().optional(),
  })
  .superRefine((calendar, context) => {
    for (const { path, why } of calendarFaults(calendar)) {
      context.addIssue({ code: 'custom', path, message: why });
    }
  });

/** An instant as ISO text with Z or an offset; epoch ms inside. */
export const instantShape = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** A question to the clock. Answers that stand beside it are not read, whatever they are. */
const vector = z.discriminatedUnion('op', [
  z.object({ calendar: z.string(), op: z.literal('elapsed'), from: instantShape, to: instantShape }),
  z.object({ calendar: z.string(), op: z.literal('add'), from: instantShape, ms: z.int() }),
  z.object({ calendar: z.string(), op: z.literal('latest'), from: instantShape, ms: z.int() }),
]);

/** The input of `rules clock`, as in the published vectors. */
export const clockInputShape = z.object({
  calendars: z.record(z.string(), calendarShape),
  vectors: z.array(vector),
});

export type ClockInput = z.output<typeof clockInputShape>;
