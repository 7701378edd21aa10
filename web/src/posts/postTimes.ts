import { instantOfDate } from '../case/forms/limits.tsx';
import type { City } from '../parts/names.tsx';

const MINUTE = 60_000;

/** An instant as a date-time field shows it, in the city's time. */
export function localOf(city: City, at: number): string {
  return `${city.time.isoDate(at)}T${city.time.time(at)}`;
}

/** The instant of a date-time field, epoch ms; 0 for an empty one. */
export function instantOf(city: City, local: string): number {
  const [date = '', time = ''] = local.split('T');
  const day = instantOfDate(city, date);
  const [hours, minutes] = time.split(':').map(Number);
  return day === 0 || minutes === undefined ? 0 : day + (hours! * 60 + minutes) * MINUTE;
}

/** A stretch of time, short: `今天 08:00–20:00`, `明 20:00–周二 08:00`. */
export function stretch(city: City, from: number, to: number, now: number): string {
  const sameDay = city.time.isoDate(from) === city.time.isoDate(to);
  return `${city.time.due(from, now)}–${sameDay ? city.time.time(to) : city.time.due(to, now)}`;
}
