import type { Unchained } from '../../caseLog.ts';
import { randomStream } from '../geometry/random.ts';
import { seededSalt } from '../seededId.ts';
import {
  planAwaitingCheck,
  planAwaitingClose,
  planChecking,
  planCoordinating,
  planFiled,
  planRejected,
  planReported,
  planVerifying,
} from './centre.ts';
import type { PastFacts } from './facts.ts';
import { live } from './life.ts';
import { openProfiles } from './profile.ts';
import { makeReport, openReporting, type PastReport, type Reporting, reportCommand } from './reports.ts';
import { about, type CityDay, cityDays, DAY } from './rhythm.ts';
import { openRouter } from './routing.ts';
import { planDeferred, planHandling } from './unit.ts';
import type { Life, Plan, World } from './world.ts';

export interface PastOptions {
  readonly seed: string;
  /** City dates, oldest first. */
  readonly dates: readonly string[];
  /** Their midnights, and the one that ends the last; epoch ms. */
  readonly midnights: readonly number[];
  readonly casesPerDay: number;
}

/** A case of the past with all its events, as decided then. */
export interface PastCase {
  readonly id: string;
  readonly number: string;
  readonly events: readonly Unchained[];
  readonly person: PastReport['person'];
  readonly salt: () => Buffer;
}

export interface PastDay {
  readonly date: string;
  /** No event of a later day's cases lies before this instant. */
  readonly endsAt: number;
  readonly cases: readonly PastCase[];
}

// Somebody calls about what is known already.
const TWINS = 0.035;

/**
 * The past of the demo city, day by day: every case goes through `decide` and `evolve` with back-dated
 * instants, routed by the real router. The same facts and options give the same past, to the byte.
 */
export function* pastDays(facts: PastFacts, options: PastOptions): Generator<PastDay> {
  const { seed, dates, midnights } = options;
  const days = cityDays(seed, facts.calendar, dates, midnights, options.casesPerDay);
  const world = openWorld(facts, options, days);
  const reporting = openReporting(seed, facts);
  for (const [i, day] of days.entries()) {
    const lives = liveDay(reporting, world, day, seed);
    yield { date: day.date, endsAt: midnights[i + 1]!, cases: lives.map((life) => caseOf(life, seed)) };
  }
}

function liveDay(reporting: Reporting, world: World, day: CityDay, seed: string): Life[] {
  const drafts = Array.from({ length: day.cases }, (_, n) => {
    const random = randomStream(seed, `past/${day.date}/${n}`);
    return { random, report: makeReport(reporting, day, n, random), twinOf: null as number | null };
  });
  for (let n = 0; n < day.cases * TWINS; n++)
    drafts.push(twin(reporting, drafts, day, randomStream(seed, `past-twin/${day.date}/${n}`)));
  const order = drafts.map((_, i) => i).sort((a, b) => drafts[a]!.report.at - drafts[b]!.report.at || a - b);
  const lives = new Map<number, Life>();
  for (const [n, i] of order.entries()) {
    const { random, report, twinOf } = drafts[i]!;
    const command = reportCommand(reporting, report, day, n, random);
    lives.set(
      i,
      live({ ...report, command }, random, world, twinOf === null ? null : (lives.get(twinOf) ?? null)),
    );
  }
  return order.map((i) => lives.get(i)!);
}

type Draft = {
  random: ReturnType<typeof randomStream>;
  report: Omit<PastReport, 'command'>;
  twinOf: number | null;
};

/** The same problem once more, by telephone, some time later on the same day. */
function twin(reporting: Reporting, drafts: readonly Draft[], day: CityDay, random: Draft['random']): Draft {
  const of = random.int(0, day.cases - 1);
  const first = drafts[of]!.report;
  const at = Math.min(first.at + about(random, 50, 0.8), day.from + DAY - 60_000);
  const person = { name: random.chance(0.5) ? '李女士' : '赵先生', phone: '13900009999' };
  return {
    random,
    twinOf: of,
    report: { ...first, at: Math.max(at, first.at + 1), actor: reporting.facts.people.intake, person },
  };
}

function caseOf({ report, events }: Life, seed: string): PastCase {
  const { id, number } = report.command;
  let salted = 0;
  return { id, number, events, person: report.person, salt: () => seededSalt(`${seed}/${id}/${++salted}`) };
}

function openWorld(
  facts: PastFacts,
  { seed, midnights, dates }: PastOptions,
  days: readonly CityDay[],
): World {
  const [from, end] = [midnights[0]!, midnights.at(-1)!];
  return {
    facts,
    end,
    router: openRouter(facts),
    profileOf: openProfiles(seed),
    gone: (at) => Math.min(1, Math.max(0, (at - from) / (end - from))),
    dayOf: (at) => {
      // Midnights are a day apart but for changes of the clock: guess, then step.
      let i = Math.min(dates.length - 1, Math.max(0, Math.floor((at - from) / DAY)));
      while (i > 0 && midnights[i]! > at) i--;
      while (i < dates.length - 1 && midnights[i + 1]! <= at) i++;
      if (at < end) return { date: dates[i]!, midnight: midnights[i]!, day: days[i]! };
      return { date: dates.at(-1)!, midnight: end + Math.floor((at - end) / DAY) * DAY, day: null };
    },
    plan,
  };
}

/** What somebody will do next with a case as it stands; null: nobody, for now. */
function plan(life: Life, world: World): Plan | null {
  switch (life.state.status) {
    case 'reported':
      return planReported(life, world);
    case 'verifying':
      return planVerifying(life, world);
    case 'rejected':
      return planRejected(life, world);
    case 'filed':
      return planFiled(life, world);
    case 'coordinating':
      return planCoordinating(life, world);
    case 'handling':
      return planHandling(life, world);
    case 'deferred':
      return planDeferred(life, world);
    case 'awaiting-check':
      return planAwaitingCheck(life, world);
    case 'checking':
      return planChecking(life, world);
    case 'awaiting-close':
      return planAwaitingClose(life, world);
    case 'closed':
    case 'voided':
      return null;
  }
}
