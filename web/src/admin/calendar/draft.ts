import type { OfficialDays } from '../../../../core/contract/api/admin.ts';
import type { CalendarData, Period } from '../../../../core/rules/clock/calendar.ts';

/** What a day is by the calendar's own lists; `rule`: weekday and season decide. */
export type DayKind = 'rule' | 'holiday' | 'makeup' | 'own';

export function kindOf(data: CalendarData, date: string): DayKind {
  if (data.dates && Object.hasOwn(data.dates, date)) return 'own';
  if (data.makeupWorkdays.includes(date)) return 'makeup';
  return data.holidays.includes(date) ? 'holiday' : 'rule';
}

/** The calendar with one day made something else; `periods` are those of a day with hours of its own. */
export function withDay(
  data: CalendarData,
  date: string,
  kind: DayKind,
  periods: Period[] = [],
): CalendarData {
  const { [date]: _gone, ...others } = data.dates ?? {};
  const without = (dates: readonly string[]) => dates.filter((one) => one !== date);
  const dates = kind === 'own' ? { ...others, [date]: periods } : others;
  const { dates: _before, ...rest } = data;
  return {
    ...rest,
    holidays: kind === 'holiday' ? [...without(data.holidays), date].sort() : without(data.holidays),
    makeupWorkdays:
      kind === 'makeup' ? [...without(data.makeupWorkdays), date].sort() : without(data.makeupWorkdays),
    ...(Object.keys(dates).length > 0 ? { dates } : {}),
  };
}

/** A year's official notice taken over: it replaces the holidays and make-up workdays of that year, nothing else. */
export function withOfficial(
  data: CalendarData,
  { year, holidays, makeupWorkdays }: OfficialDays,
): CalendarData {
  const others = (dates: readonly string[]) => dates.filter((date) => !date.startsWith(`${year}-`));
  const of = (days: OfficialDays['holidays']) => days.map((day) => day.date);
  const end = `${year}-12-31`;
  return {
    ...data,
    holidays: [...others(data.holidays), ...of(holidays)].sort(),
    makeupWorkdays: [...others(data.makeupWorkdays), ...of(makeupWorkdays)].sort(),
    knownUntil: data.knownUntil !== undefined && data.knownUntil > end ? data.knownUntil : end,
  };
}

/** Whether a day is worked, by what the rule of calendar.ts says. */
export function isWorked(data: CalendarData, date: string): boolean {
  const kind = kindOf(data, date);
  if (kind === 'own') return (data.dates?.[date] ?? []).length > 0;
  if (kind !== 'rule') return kind === 'makeup';
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  return !data.restWeekdays.includes(weekday);
}

/** The days of a month, `YYYY-MM-DD`. */
export function daysOf(year: number, month: number): string[] {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Array.from({ length: last }, (_, i) =>
    new Date(Date.UTC(year, month - 1, i + 1)).toISOString().slice(0, 10),
  );
}

/** The season that a day lies in; seasons may wrap over the new year. */
export function seasonOf(data: CalendarData, date: string): CalendarData['seasons'][number] | undefined {
  const at = date.slice(5);
  return data.seasons.find(({ from, to }) => (from <= to ? from <= at && at <= to : at >= from || at <= to));
}
