import { describe, expect, it } from 'vitest';
import { runClock } from '../../../cli/rulesClock.ts';
import { type CalendarData, CalendarError, compileCalendar } from '../../../core/rules/clock/calendar.ts';
import { add, elapsed, latest } from '../../../core/rules/clock/workingTime.ts';
import { calendarOf, DAY, HOUR, ms, qilihe } from './cities.ts';

const BAD: [path: string, change: Partial<CalendarData>][] = [
  ['timezone', { timezone: 'Mars/Olympus' }],
  ['timezone', { timezone: '' }],
  ['restWeekdays.1', { restWeekdays: [7, 0] }],
  ['seasons.0.from', { seasons: [{ from: '02-30', to: '12-31', periods: [] }] }],
  ['seasons.0.to', { seasons: [{ from: '01-01', to: '1-1', periods: [] }] }],
  ['seasons.0.periods.0', { seasons: [{ from: '01-01', to: '12-31', periods: [['22:00', '02:00']] }] }],
  ['seasons.0.periods.0.0', { seasons: [{ from: '01-01', to: '12-31', periods: [['8:30', '12:00']] }] }],
  ['seasons.0.periods.0.1', { seasons: [{ from: '01-01', to: '12-31', periods: [['08:30', '24:01']] }] }],
  ['holidays.1', { holidays: ['2026-01-01', '2026-02-29'] }],
  ['makeupWorkdays.0', { makeupWorkdays: ['tomorrow'] }],
  ['workdayMinutes', { workdayMinutes: 0 }],
  ['dates.2026-13-01', { dates: { '2026-13-01': [] } }],
  ['dates.2026-01-01.0', { dates: { '2026-01-01': [['09:00', '09:00']] } }],
  ['knownUntil', { knownUntil: '2026' }],
];

describe('a calendar that cannot be used', () => {
  it.each(BAD)('is refused with the name of the field: %s', (path, change) => {
    const data = { ...qilihe, ...change };
    expect(() => compileCalendar(data)).toThrow(expect.objectContaining({ path: namesOf(path) }));
    const stdin = JSON.stringify({ calendars: { city: data }, vectors: [] });
    expect(() => runClock(stdin)).toThrow(expect.objectContaining({ path: `calendars.city.${path}` }));
  });

  const a = ms('2026-03-01T09:00Z');
  const empty: [why: string, data: Partial<CalendarData>][] = [
    ['no seasons', { seasons: [] }],
    ['no periods', { seasons: [{ from: '01-01', to: '12-31', periods: [] }] }],
    ['all days free', { restWeekdays: [1, 2, 3, 4, 5, 6, 7] }],
    ['work in a generation', { seasons: [], dates: { '2060-03-01': [['09:00', '10:00']] } }],
    ['work in the past alone', { seasons: [], dates: { '2025-03-01': [['09:00', '10:00']] } }],
  ];
  it.each(empty)('has no working time ahead (%s): an error, not a loop', (_why, change) => {
    const cal = compileCalendar({ ...qilihe, makeupWorkdays: [], ...change });
    expect(() => add(cal, a, 1)).toThrow(CalendarError);
    expect(() => latest(cal, a, 0)).toThrow(CalendarError);
    expect(add(cal, a, 0)).toBe(a);
    expect(elapsed(cal, a, a + 1000 * DAY)).toBe(0);
  });

  it('still answers from what there is: the last work used up is due, but has no latest end', () => {
    const cal = compileCalendar({
      ...qilihe,
      makeupWorkdays: [],
      seasons: [],
      dates: { '2040-03-01': [['09:00', '10:00']] },
    });
    expect(add(cal, a, HOUR)).toBe(ms('2040-03-01T10:00+08:00'));
    expect(() => latest(cal, a, HOUR)).toThrow(CalendarError);
    expect(() => add(cal, a, HOUR + 1)).toThrow(CalendarError);
  });

  it('refuses instants and durations that are none', () => {
    const cal = calendarOf('UTC', [['09:00', '17:00']]);
    for (const instant of [Number.NaN, Number.POSITIVE_INFINITY, ms('0500-01-01')]) {
      expect(() => elapsed(cal, instant, a)).toThrow(CalendarError);
      expect(() => add(cal, instant, 1)).toThrow(CalendarError);
    }
    for (const n of [Number.NaN, Number.POSITIVE_INFINITY, 1e15]) {
      expect(() => add(cal, a, n)).toThrow(CalendarError);
      expect(() => latest(cal, a, n)).toThrow(CalendarError);
    }
  });
});

describe('input of the command that cannot be read', () => {
  const from = '2026-01-01T00:00:00.000Z';
  const bad: [path: string, vector: object][] = [
    ['vectors.0.op', { calendar: 'city', op: 'substract', from }],
    ['vectors.0.from', { calendar: 'city', op: 'add', from: '2026-01-01T00:00:00', ms: 1 }],
    ['vectors.0.from', { calendar: 'city', op: 'add', from: '2026-02-29T00:00:00Z', ms: 1 }],
    ['vectors.0.to', { calendar: 'city', op: 'elapsed', from }],
    ['vectors.0.ms', { calendar: 'city', op: 'latest', from, ms: 0.5 }],
    ['vectors.0.calendar', { calendar: 'toString', op: 'latest', from, ms: 5 }],
    ['vectors.0', { calendar: 'city', op: 'latest', from: '0001-01-01T00:00:00Z', ms: 5 }],
  ];
  it.each(bad)('is named by the path %s', (path, vector) => {
    const stdin = JSON.stringify({ calendars: { city: qilihe }, vectors: [vector] });
    expect(() => runClock(stdin)).toThrow(expect.objectContaining({ path }));
  });

  it('names the vector and the calendar that has no working time', () => {
    const calendars = { empty: { ...qilihe, seasons: [] } };
    const vectors = [{ calendar: 'empty', op: 'add', from, ms: 1 }];
    expect(() => runClock(JSON.stringify({ calendars, vectors }))).toThrow(
      /vectors\.0.*calendars\.empty.*no working time/,
    );
  });

  it('is no JSON, or not the object that is asked for', () => {
    expect(() => runClock('{"vectors":[')).toThrow(/not JSON/);
    expect(() => runClock('{"vectors":[]}')).toThrow(expect.objectContaining({ path: 'calendars' }));
    expect(() => runClock('[]')).toThrow(expect.objectContaining({ path: '' }));
  });
});

/** The path as names and numbers, as the rules give it. */
function namesOf(path: string): (string | number)[] {
  return path.split('.').map((name) => (/^\d+$/.test(name) ? Number(name) : name));
}
