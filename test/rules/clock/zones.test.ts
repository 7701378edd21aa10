import { expect, it } from 'vitest';
import type { Period } from '../../../core/rules/clock/calendar.ts';
import { elapsed, latest } from '../../../core/rules/clock/workingTime.ts';
import { calendarOf, DAY, iso, MINUTE, ms } from './cities.ts';

interface Turn {
  why: string;
  zone: string;
  periods: Period[];
  /** The local day of the turn, from midnight to midnight. */
  day: [string, string];
  minutes: number;
  /** Where the next work from the day's beginning on begins. */
  begins: string;
}

const TURNS: Turn[] = [
  {
    why: 'a gap swallows a period',
    zone: 'Europe/Amsterdam',
    periods: [['02:15', '03:15']],
    day: ['2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    minutes: 0,
    begins: '2026-03-30T00:15Z',
  },
  {
    why: 'a gap moves the start',
    zone: 'Europe/Amsterdam',
    periods: [['02:15', '04:00']],
    day: ['2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    minutes: 45,
    begins: '2026-03-29T01:15Z',
  },
  {
    why: 'a gap moves the end',
    zone: 'Europe/Amsterdam',
    periods: [['01:30', '02:30']],
    day: ['2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    minutes: 60,
    begins: '2026-03-29T00:30Z',
  },
  {
    why: 'periods that a gap pushes over each other count once',
    zone: 'Europe/Amsterdam',
    periods: [
      ['02:15', '02:45'],
      ['03:00', '04:00'],
    ],
    day: ['2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    minutes: 60,
    begins: '2026-03-29T01:00Z',
  },
  {
    why: 'in an overlap the first start counts',
    zone: 'Europe/Amsterdam',
    periods: [['02:15', '03:15']],
    day: ['2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    minutes: 120,
    begins: '2026-10-25T00:15Z',
  },
  {
    why: 'in an overlap the first end counts',
    zone: 'Europe/Amsterdam',
    periods: [['01:00', '02:30']],
    day: ['2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    minutes: 90,
    begins: '2026-10-24T23:00Z',
  },
  {
    why: 'half an hour is skipped',
    zone: 'Australia/Lord_Howe',
    periods: [['01:45', '02:45']],
    day: ['2026-10-03T13:30Z', '2026-10-04T13:00Z'],
    minutes: 30,
    begins: '2026-10-03T15:15Z',
  },
  {
    why: 'half an hour comes twice',
    zone: 'Australia/Lord_Howe',
    periods: [['01:00', '02:00']],
    day: ['2026-04-04T13:00Z', '2026-04-05T13:30Z'],
    minutes: 90,
    begins: '2026-04-04T14:00Z',
  },
  {
    why: 'midnight is skipped',
    zone: 'Africa/Cairo',
    periods: [['00:00', '02:00']],
    day: ['2026-04-23T22:00Z', '2026-04-24T21:00Z'],
    minutes: 60,
    begins: '2026-04-23T22:00Z',
  },
  {
    why: 'a day ends at a skipped midnight',
    zone: 'Africa/Cairo',
    periods: [['22:00', '24:00']],
    day: ['2026-04-22T22:00Z', '2026-04-23T22:00Z'],
    minutes: 120,
    begins: '2026-04-23T20:00Z',
  },
  {
    why: 'the hour before midnight comes twice',
    zone: 'Africa/Cairo',
    periods: [['22:00', '24:00']],
    day: ['2026-10-28T21:00Z', '2026-10-29T22:00Z'],
    minutes: 180,
    begins: '2026-10-29T19:00Z',
  },
  {
    why: 'the hour after midnight comes twice',
    zone: 'America/Havana',
    periods: [['00:00', '02:00']],
    day: ['2026-11-01T04:00Z', '2026-11-02T05:00Z'],
    minutes: 180,
    begins: '2026-11-01T04:00Z',
  },
  {
    why: 'a skipped day is not worked on top of the next',
    zone: 'Pacific/Apia',
    periods: [['09:00', '17:00']],
    day: ['2011-12-30T10:00Z', '2011-12-31T10:00Z'],
    minutes: 480,
    begins: '2011-12-30T19:00Z',
  },
];

it.each(TURNS)('$why ($zone)', ({ zone, periods, day: [from, to], minutes, begins }) => {
  const cal = calendarOf(zone, periods);
  expect(elapsed(cal, ms(from), ms(to)) / MINUTE).toBe(minutes);
  expect(iso(latest(cal, ms(from), 0))).toBe(iso(ms(begins)));
});

it('works around the clock through every turn of the year', () => {
  for (const zone of ['Europe/Amsterdam', 'Africa/Casablanca', 'Antarctica/Troll', 'America/Havana']) {
    const cal = calendarOf(zone, [['00:00', '24:00']]);
    expect(elapsed(cal, ms('2026-01-01'), ms('2028-01-01'))).toBe(730 * DAY);
  }
});

it('counts over centuries what it counts in a day, however many years it has to forget', () => {
  const cal = calendarOf('UTC', [['00:00', '12:00']]);
  const [from, to] = [ms('1700-01-01'), ms('2030-01-01')];
  expect(elapsed(cal, from, to)).toBe((to - from) / 2);
  expect(latest(cal, from, (to - from) / 2)).toBe(to);
});

it('counts overlapping, touching and repeated periods once', () => {
  const cal = calendarOf('UTC', [
    ['10:00', '12:00'],
    ['09:00', '10:30'],
    ['12:00', '13:00'],
    ['09:00', '10:30'],
  ]);
  expect(elapsed(cal, ms('2026-01-01'), ms('2026-01-02')) / MINUTE).toBe(240);
});
