import { BadInput } from '../core/contract/interchange/badInput.ts';
import { type ClockInput, clockInputShape } from '../core/contract/interchange/clock.ts';
import { readInput } from '../core/contract/interchange/readInput.ts';
import { type Calendar, CalendarError, compileCalendar } from '../core/rules/clock/calendar.ts';
import { add, elapsed, latest } from '../core/rules/clock/workingTime.ts';

/**
 * Answers `{calendars, vectors}`: a JSON array with one result a vector, milliseconds for `elapsed`,
 * an ISO instant for `add` and `latest`.
 * @throws BadInput with the path of the bad field.
 */
export function runClock(stdin: string): string {
  const input = readInput(clockInputShape, stdin);
  const calendars = new Map(
    Object.entries(input.calendars).map(([name, data]) => [name, compileCalendar(data)] as const),
  );
  const answers = input.vectors.map((vector, i) => {
    const calendar = calendars.get(vector.calendar);
    if (!calendar) throw new BadInput(`vectors.${i}.calendar`, `there is no calendar "${vector.calendar}"`);
    try {
      return answer(calendar, vector);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      throw new BadInput(`vectors.${i}`, `calendars.${vector.calendar}: ${error.message}`);
    }
  });
  return `[${answers.map((value) => JSON.stringify(value)).join(',\n')}]\n`;
}

function answer(calendar: Calendar, vector: ClockInput['vectors'][number]): number | string {
  if (vector.op === 'elapsed') return elapsed(calendar, vector.from, vector.to);
  const reach = vector.op === 'add' ? add : latest;
  return new Date(reach(calendar, vector.from, vector.ms)).toISOString();
}
