import type { LimitUnit } from './seeds.ts';

/**
 * A published limit as minutes on a clock (spec 02, Filing fixes): urgent hours and days run
 * continuously, working ones by the calendar, where a day is the calendar's `workdayMinutes`.
 */
export function limitMinutes(
  value: number,
  unit: LimitUnit,
  workdayMinutes: number,
): { minutes: number; clock: 'continuous' | 'working' } {
  const minutesOf: Record<LimitUnit, number> = {
    urgentHour: 60,
    urgentDay: 1440,
    workingHour: 60,
    workingDay: workdayMinutes,
  };
  const clock = unit === 'urgentHour' || unit === 'urgentDay' ? 'continuous' : 'working';
  return { minutes: value * minutesOf[unit], clock };
}
