import { expect, it } from 'vitest';
import { compileCalendar } from '../../../core/rules/clock/calendar.ts';
import { horizon, provisional } from '../../../core/rules/clock/horizon.ts';
import { latest } from '../../../core/rules/clock/workingTime.ts';
import { DAY, iso, ms, qilihe } from './cities.ts';

const known = compileCalendar({ ...qilihe, knownUntil: '2026-12-31' });
const endOfYear = ms('2027-01-01T00:00+08:00');

it('a deadline beyond the last known day in city time is provisional', () => {
  expect(provisional(known, endOfYear)).toBe(false);
  expect(provisional(known, endOfYear + 1)).toBe(true);
  expect(provisional(compileCalendar(qilihe), endOfYear + 1000 * DAY)).toBe(false);
});

it('is computed again, and final, when the next year is added', () => {
  const next = compileCalendar({ ...qilihe, holidays: ['2027-01-01'], knownUntil: '2027-12-31' });
  const start = ms('2026-12-31T15:00+08:00');
  const [before, after] = [latest(known, start, 4 * 3_600_000), latest(next, start, 4 * 3_600_000)];
  expect([iso(before), provisional(known, before)]).toEqual(['2027-01-01T02:30:00.000Z', true]);
  expect([iso(after), provisional(next, after)]).toEqual(['2027-01-02T02:30:00.000Z', false]);
});

it('warns from 60 days before the last known day on', () => {
  const at = (date: string) => horizon(known, ms(`${date}+08:00`));
  expect(at('2026-11-01T23:59')).toEqual({ knownUntil: '2026-12-31', daysLeft: 60, warn: true });
  expect(at('2026-10-31T23:59')).toEqual({ knownUntil: '2026-12-31', daysLeft: 61, warn: false });
  expect(at('2027-01-02T00:00')).toEqual({ knownUntil: '2026-12-31', daysLeft: -2, warn: true });
  expect(horizon(known, ms('2026-12-01T00:00+08:00'), 14)?.warn).toBe(false);
  expect(horizon(compileCalendar(qilihe), endOfYear)).toBeNull();
});
