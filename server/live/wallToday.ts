import type { WallToday, WallTrend } from '../../core/contract/api/wall.ts';
import { SEVEN_STAGES, type SevenStage } from '../../core/contract/stages.ts';

/** Which of today's facts show that a case went through a stage. */
export const STAGE_OF_FACT: Readonly<Record<string, SevenStage>> = {
  reported: 'collected',
  filed: 'filed',
  dispatched: 'dispatching',
  feedback: 'handling',
  checkIssued: 'fed-back',
  closed: 'checking',
  closedUnresolved: 'checking',
};
const HOUR = 3_600_000;

interface Day {
  readonly start: number;
  readonly end: number;
  readonly today: WallToday;
  readonly trend: WallTrend;
}

/** The local day's counts, kept by its facts. */
export function openToday() {
  let day: Day = { start: 0, end: 0, today: ZERO, trend: { today: [], usual: [] } };
  let counts: Record<SevenStage, number> = { ...ZERO };
  let hours: number[] = [];

  return {
    begin(fresh: Day): void {
      day = fresh;
      counts = { ...fresh.today };
      hours = [...fresh.trend.today];
    },
    /** Says whether a new day has begun; its end is that of a common day until the next painting. */
    roll(now: number): boolean {
      if (now < day.end || day.end === 0) return false;
      const days = Math.floor((now - day.end) / (24 * HOUR));
      day = { ...day, start: day.end + days * 24 * HOUR, end: day.end + (days + 1) * 24 * HOUR };
      counts = { ...ZERO };
      hours = [];
      return true;
    },
    /** Counts a fact of today; says whether it is one that counts. */
    take(type: string, at: number): boolean {
      const stage = Object.hasOwn(STAGE_OF_FACT, type) ? STAGE_OF_FACT[type] : undefined;
      if (stage === undefined || at < day.start || at >= day.end) return false;
      counts[stage] += 1;
      if (type === 'reported') {
        const hour = Math.floor((at - day.start) / HOUR);
        while (hours.length <= hour) hours.push(hours.at(-1) ?? 0);
        for (let i = hour; i < hours.length; i++) hours[i]! += 1;
      }
      return true;
    },
    counts: (): WallToday => ({ ...counts }),
    trend: (): WallTrend => ({ today: [...hours], usual: day.trend.usual }),
  };
}

const ZERO: WallToday = Object.fromEntries(SEVEN_STAGES.map((stage) => [stage, 0])) as Record<
  SevenStage,
  number
>;
