import path from 'node:path';
import { figureFactOf } from '../core/rules/scoring/figureFact.ts';
import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import type { PastFacts } from '../db/demo/past/facts.ts';
import { type PastCase, pastDays } from '../db/demo/past/past.ts';
import { readOrganisation } from '../db/demo/past/readFacts.ts';
import { readSpots } from '../db/demo/past/readSpots.ts';
import type { Pool, Tx } from '../db/pool.ts';
import { pastObstacle } from '../db/queries/past.ts';
import { inTransaction } from '../db/tx.ts';
import { openBulkLoad } from './bulkLoad.ts';
import { bulkScore, type LoadedCase } from './bulkScore.ts';
import { cityDate, cityMidnight } from './cityTime.ts';
import { storeDemoPhotos } from './demoPhotos.ts';
import { reviewDemoPast } from './demoReview.ts';
import type { House, Settings } from './house.ts';
import { sealLog } from './seal.ts';

export interface DemoPastOptions {
  readonly seed: string;
  readonly days: number;
  /** The last city date; without one it is yesterday. */
  readonly until?: string;
  readonly casesPerDay?: number;
  readonly dataDir: string;
  /** The score is left to the workers: for a bench that asks for none. */
  readonly unscored?: true;
  readonly told?: (done: { day: number; days: number; cases: number; events: number }) => void;
}

export interface DemoPast {
  readonly cases: number;
  readonly events: number;
  readonly open: number;
  /** Months with figures that are over. */
  readonly months: readonly string[];
  /** Of those, how many the evaluator has published, and how many appeals the units filed. */
  readonly published: number;
  readonly appeals: number;
  readonly from: string;
  readonly until: string;
}

/** The past cannot be loaded: there is something already, or it is no demo city. */
export class NoPast extends Error {}

const NOON = 12 * 3_600_000;
const DAY = 24 * 3_600_000;
const CASES_PER_DAY = 150;

/**
 * Gives a demo city its past: every case through the real rules in memory, with instants of its own, written
 * by the bulk loader in one transaction with its score. All of it or nothing; a second time is refused.
 * @throws NoPast
 */
export async function loadDemoPast(house: House, options: DemoPastOptions): Promise<DemoPast> {
  const settings = await house.settings();
  const span = spanOf(settings, options, house.now());
  const obstacle = await pastObstacle(house.pool, span.midnights.at(-1)!);
  if (obstacle) throw new NoPast(obstacle);
  const read = await readFacts(house.pool, settings, options.seed);
  const past = await inTransaction(house.pool, async (tx, now) => {
    await tx.query("SET LOCAL statement_timeout = '30min'");
    await tx.query('SET LOCAL synchronous_commit = off');
    const photos = await storeDemoPhotos(tx, options.dataDir, options.seed, read.people.supervision.id);
    const { loaded, cases, open, events } = await loadCases(tx, { ...read, photos }, options, span);
    const scored = options.unscored
      ? []
      : await bulkScore(tx, settings, loaded, {
          from: span.midnights[0]!,
          to: span.midnights.at(-1)!,
          now,
        });
    return {
      cases,
      events,
      open,
      // A month that still runs has figures, and no result yet.
      months: scored
        .filter(({ period, units }) => units.length > 0 && period.to <= now)
        .map(({ period }) => period.name),
      from: span.dates[0]!,
      until: span.dates.at(-1)!,
    };
  });
  // Sealed as it was made: from here on nothing of it can be changed unseen.
  await sealLog(house.pool, path.join(options.dataDir, 'seals.jsonl'));
  if (options.unscored) return { ...past, published: 0, appeals: 0 };
  const until = span.midnights.at(-1)!;
  return { ...past, ...(await reviewDemoPast(house, { seed: options.seed, until })) };
}

async function readFacts(pool: Pool, settings: Settings, seed: string): Promise<Omit<PastFacts, 'photos'>> {
  const { city, calendar, calendarVersion, casePolicy: policy, minAccuracyM } = settings;
  return {
    adcode: city.adcode,
    timezone: city.timezone,
    calendar,
    calendarVersion,
    policy,
    minAccuracyM,
    ...(await readOrganisation(pool, city.scheme, calendar.data.workdayMinutes)),
    ...(await readSpots(pool, seed, minAccuracyM)),
  };
}

interface Span {
  readonly dates: readonly string[];
  readonly midnights: readonly number[];
}

function spanOf({ city: { timezone } }: Settings, { days, until }: DemoPastOptions, now: number): Span {
  const today = cityMidnight(now, timezone);
  const last = until
    ? cityMidnight(Date.parse(`${until}T12:00:00Z`), timezone)
    : cityMidnight(today - NOON, timezone);
  if (last >= today) throw new NoPast('A past ends yesterday at the latest.');
  // By noons, so that days of 23 and 25 hours are met as well.
  const noons = Array.from({ length: days + 1 }, (_, i) => last + NOON - (days - 1 - i) * DAY);
  return {
    dates: noons.slice(0, -1).map((noon) => cityDate(noon, timezone)),
    midnights: noons.map((noon) => cityMidnight(noon, timezone)),
  };
}

async function loadCases(tx: Tx, facts: PastFacts, options: DemoPastOptions, { dates, midnights }: Span) {
  const load = openBulkLoad(tx, facts.policy);
  const loaded: LoadedCase[] = [];
  let cases = 0;
  let open = 0;
  let day = 0;
  const { seed, casesPerDay = CASES_PER_DAY } = options;
  for (const { cases: ofDay, endsAt } of pastDays(facts, { seed, dates, midnights, casesPerDay })) {
    for (const one of ofDay) {
      const { state, placed } = load.add(one satisfies PastCase);
      if (state.clock) open++;
      cases++;
      if (options.unscored) continue;
      loaded.push({
        id: one.id,
        version: state.version,
        filed: state.filedAt !== null,
        log: scoreCaseOf(one.number, placed),
        figure: figureFactOf(one.id, placed, []),
      });
    }
    await load.writeUntil(++day === dates.length ? Number.POSITIVE_INFINITY : endsAt);
    options.told?.({ day, days: dates.length, ...load.written() });
  }
  return { loaded, cases, open, events: load.written().events };
}
