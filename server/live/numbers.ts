import { cityMidnight } from '../../actions/cityTime.ts';
import type { WallScore } from '../../core/contract/api/wall.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { SEVEN_STAGES, type SevenStage } from '../../core/contract/stages.ts';
import type { Calendar } from '../../core/rules/clock/calendar.ts';
import { elapsed } from '../../core/rules/clock/workingTime.ts';
import { beatsOnDuty, type PaintingRows, readPainting, readWallCases } from '../../db/queries/wall.ts';
import { wallWatch } from '../../db/queries/wallScene.ts';
import type { Doors } from '../http/doors.ts';
import { scorePageOf } from '../http/scorePages.ts';
import { FEED, NO_SCORE, TOLD, type WallNumbers, type WallSource } from './wall.ts';
import { STAGE_OF_FACT } from './wallToday.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// The usual day is the mean of the days of this stretch that are of the same kind, worked or free.
const USUAL_DAYS = 28;
const TURN_EVERY_MS = 1_000;
const NUMBERS_EVERY_MS = 5_000;
const WATCH_EVERY_MS = 700;

/**
 * Paints the wall's picture and keeps up what no case event carries: lights that turn, scores, beats on
 * duty, the names of cases, the new day. `scored` is told when some unit's score was computed.
 */
export async function openWallNumbers(doors: Doors, scored: (at: number) => void): Promise<() => void> {
  const { wall } = doors;
  const warn = (what: string) => (error: unknown) => doors.log.warn({ err: error }, what);
  let dayEnd = await paint(doors);
  const refresh = async () => wall.refresh(await numbersNow(doors));
  const names = openNaming(doors, warn('wall names failed'));
  const stopListening = wall.listen({ delta: names, painted: names });
  await refresh();
  names();

  let lastScore: number | null | undefined;
  const watch = async () => {
    const { scoredAt: at, scene } = await wallWatch(doors.house.pool);
    wall.refresh({ scene });
    const changed = lastScore !== undefined && at !== lastScore && at !== null;
    lastScore = at;
    if (!changed) return;
    await refresh();
    scored(at);
  };
  const turn = async () => {
    wall.turn();
    if (doors.house.now() >= dayEnd) dayEnd = await paint(doors);
  };
  const stops = [
    everyMs(TURN_EVERY_MS, turn, warn('wall turn failed')),
    everyMs(NUMBERS_EVERY_MS, refresh, warn('wall numbers failed')),
    everyMs(WATCH_EVERY_MS, watch, warn('wall watch failed')),
  ];
  return () => {
    stopListening();
    for (const stop of stops) stop();
  };
}

/** Runs `act` again and again, never twice at once. Returns how to stop. */
function everyMs(ms: number, act: () => Promise<unknown>, failed: (error: unknown) => void): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    act()
      .catch(failed)
      .finally(() => {
        busy = false;
      });
  }, ms);
  return () => clearInterval(timer);
}

/** Fetches the names that the picture wants, one fetch at a time. */
function openNaming({ wall, house }: Doors, failed: (error: unknown) => void): () => void {
  let busy = false;
  const run = async () => {
    for (let wanted = wall.takeWanted(); wanted.late || wanted.emergencies; wanted = wall.takeWanted()) {
      const ids = [...new Set([...(wanted.late ?? []), ...(wanted.emergencies ?? [])])];
      const cases = new Map((await readWallCases(house.pool, ids)).map((one) => [one.id, one]));
      const named = (list: readonly string[]) => list.flatMap((id) => cases.get(id) ?? []);
      const newest =
        wanted.emergencies && named(wanted.emergencies).sort((a, b) => b.reportedAt - a.reportedAt);
      wall.name({ ...(wanted.late && { late: named(wanted.late) }), ...(newest && { emergencies: newest }) });
    }
  };
  return () => {
    if (busy) return;
    busy = true;
    run()
      .catch(failed)
      .finally(() => {
        busy = false;
      });
  };
}

/** Paints from the database; answers when the local day ends. */
async function paint(doors: Doors): Promise<number> {
  const { pool, settings, now } = doors.house;
  doors.wall.beginPainting();
  const { city, calendar } = await settings();
  const dayStart = cityMidnight(now(), city.timezone);
  const dayEnd = cityMidnight(dayStart + 36 * HOUR, city.timezone);
  const score = await scoreNow(doors);
  const rows = await readPainting(pool, {
    dayStart,
    trendFrom: dayStart - USUAL_DAYS * DAY,
    periodFrom:
      score.period?.from ??
      cityMidnight(dayStart - (dayOfMonth(dayStart, city.timezone) - 1) * DAY + HOUR, city.timezone),
    timezone: city.timezone,
    types: Object.keys(STAGE_OF_FACT),
    feed: { types: [...TOLD], length: FEED },
  });
  doors.wall.paint(sourceOf(rows, { dayStart, dayEnd, calendar, timezone: city.timezone }));
  return dayEnd;
}

interface DayFacts {
  readonly dayStart: number;
  readonly dayEnd: number;
  readonly calendar: Calendar;
  readonly timezone: string;
}

function sourceOf(rows: PaintingRows, day: DayFacts): WallSource {
  const today = Object.fromEntries(SEVEN_STAGES.map((stage) => [stage, 0])) as Record<SevenStage, number>;
  for (const [type, facts] of Object.entries(rows.today)) today[STAGE_OF_FACT[type]!] += facts;
  return {
    open: rows.open,
    positions: new Set(rows.positions),
    day: { start: day.dayStart, end: day.dayEnd, today, trend: trendOf(rows.hours, day) },
    scored: rows.scored,
    feed: rows.feed,
  };
}

/** Running sums by hour: of today as far as it has come, and the mean of the usual days. */
function trendOf(hours: PaintingRows['hours'], { dayStart, calendar, timezone }: DayFacts) {
  const byHour = new Map(hours.map(({ hour, reports }) => [hour, reports]));
  const first = hours.length ? Math.min(...hours.map(({ hour }) => hour)) : 0;
  const localDay = Math.round((dayStart + offsetAt(dayStart, timezone)) / DAY);
  const worked = (ahead: number) =>
    elapsed(calendar, dayStart - ahead * DAY, dayStart - (ahead - 1) * DAY) > 0;
  const sums = (day: number) =>
    runningSums(Array.from({ length: 24 }, (_, hour) => byHour.get(day * 24 + hour) ?? 0));
  const alike = Array.from({ length: USUAL_DAYS }, (_, i) => i + 1).filter(
    (ahead) => worked(ahead) === worked(0) && (localDay - ahead) * 24 >= first,
  );
  const usual = alike.length
    ? Array.from({ length: 24 }, (_, hour) =>
        Math.round(alike.reduce((sum, ahead) => sum + sums(localDay - ahead)[hour]!, 0) / alike.length),
      )
    : [];
  const known = hours.filter(({ hour }) => hour >= localDay * 24).map(({ hour }) => hour - localDay * 24);
  return { today: known.length ? sums(localDay).slice(0, Math.max(...known) + 1) : [], usual };
}

function runningSums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}

/** Local time less UTC at an instant, ms. */
function offsetAt(at: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return (
    Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) -
    Math.floor(at / 60_000) * 60_000
  );
}

function dayOfMonth(at: number, timezone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone: timezone, day: 'numeric' }).format(at));
}

async function numbersNow(doors: Doors): Promise<Partial<WallNumbers>> {
  const [score, beats] = await Promise.all([scoreNow(doors), beatsOnDuty(doors.house.pool)]);
  return { score, beats };
}

async function scoreNow(doors: Doors): Promise<WallScore> {
  try {
    const { period, units, city } = await scorePageOf(doors, null, null);
    // Red cases of units are counted by the picture itself.
    return { period, units: units.map((unit) => ({ ...unit, late: 0 })), city };
  } catch (error) {
    if (error instanceof HouseError) return NO_SCORE;
    throw error;
  }
}
