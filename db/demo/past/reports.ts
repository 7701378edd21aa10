import type { CommandOf } from '../../../core/rules/case/commands.ts';
import type { Actor, Channel } from '../../../core/rules/case/people.ts';
import type { Random } from '../geometry/random.ts';
import { seededId } from '../seededId.ts';
import type { Collector, PastCategory, PastCondition, PastFacts, Spot } from './facts.ts';
import { ACCURACY_M } from './readSpots.ts';
import { type CityDay, reportInstant } from './rhythm.ts';

/** A report of the past: who sends what from where, and when the server receives it. */
export interface PastReport {
  readonly at: number;
  readonly actor: Actor;
  readonly spot: Spot;
  readonly category: PastCategory;
  /** What is found there; the reporter may have named no condition. */
  readonly condition: PastCondition;
  readonly command: CommandOf<'report'>;
  /** Who called, for the officers alone. */
  readonly person: { readonly name: string; readonly phone: string } | null;
}

/** How often an incident is met, by its code; the others are rare. */
const OFTEN: Readonly<Record<string, number>> = {
  '07001': 9,
  '09010': 7,
  '09006': 6,
  '06012': 6,
  '06010': 6,
  '09005': 5,
  '06036': 5,
  '06042': 5,
  '09011': 4,
  '09001': 4,
  '06013': 4,
  '09997': 4,
  '06017': 3,
  '06011': 3,
  '06035': 3,
  '09012': 3,
  '06019': 2,
  '06041': 2,
  '06004': 2,
  '06030': 2,
  '08002': 2,
  '08004': 2,
  '08006': 2,
  '06018': 1.5,
  '06020': 1,
  '06028': 1.5,
  '06029': 1.5,
  '07006': 1,
  '07007': 1,
  '07003': 1,
  '09022': 1,
  '08011': 1,
};
const WET: Readonly<Record<string, number>> = {
  '10995': 14,
  '10996': 0.6,
  '10998': 0.8,
  '10002': 4,
  '06018': 6,
  '06012': 9,
  '06014': 4,
  '06030': 5,
};
const INCIDENTS = 0.64;
const EMERGENCY_SHARE = 0.03;
const NO_LONGER_HERE = /雪|冰/;

export interface Reporting {
  readonly facts: PastFacts;
  readonly seed: string;
  readonly categoryWeights: { readonly dry: CategoryWeights; readonly wet: CategoryWeights };
}

type CategoryWeights = { readonly of: readonly PastCategory[]; readonly weights: readonly number[] }[];

/** Incidents and components with their weights, on a dry and on a wet day. */
export function openReporting(seed: string, facts: PastFacts): Reporting {
  const incidents = facts.categories.filter(
    ({ kind, names }) => kind === 'incident' && !NO_LONGER_HERE.test(names.zh),
  );
  const components = facts.categories.filter(({ key }) => facts.componentSpots.has(key));
  const weights = (wet: boolean) => [
    {
      of: incidents,
      weights: incidents.map(({ code }) =>
        wet ? (WET[code] ?? OFTEN[code] ?? 0.15) : (OFTEN[code] ?? 0.15),
      ),
    },
    { of: components, weights: components.map((category) => Math.sqrt(category.components)) },
  ];
  return { facts, seed, categoryWeights: { dry: weights(false), wet: weights(true) } };
}

/** What is found, where and by whom; the n-th report of a day. */
export function makeReport(
  reporting: Reporting,
  day: CityDay,
  n: number,
  random: Random,
): Omit<PastReport, 'command'> {
  const { facts } = reporting;
  const [incidents, components] = day.storm ? reporting.categoryWeights.wet : reporting.categoryWeights.dry;
  const list = random.chance(INCIDENTS) ? incidents! : components!;
  const category = list.of[random.weighted(list.weights)]!;
  const condition = pickCondition(category, random, day.storm);
  const spots = category.kind === 'component' ? facts.componentSpots.get(category.key)! : facts.incidentSpots;
  // Some corners are worse than others.
  const spot = spots[Math.floor(random.next() ** 1.6 * spots.length)]!;
  const evening = condition.standard.urgency === 'special' && random.chance(0.6);
  const at = reportInstant(day, random, evening);
  return { at, spot, category, condition, ...reporter(facts, spot, random, n) };
}

function pickCondition({ conditions }: PastCategory, random: Random, storm: boolean): PastCondition {
  const weights = conditions.map(({ standard }) =>
    standard.urgency === 'emergency' ? EMERGENCY_SHARE * (storm ? 2 : 1) : 1,
  );
  return conditions[random.weighted(weights)]!;
}

function reporter(
  facts: PastFacts,
  spot: Spot,
  random: Random,
  n: number,
): Pick<PastReport, 'actor' | 'person'> {
  const { people } = facts;
  const kind = random.weighted([76, 14, 3, 1, 4, 2]);
  const unitDispatcher = people.unitDispatchers.get(spot.areas.subdistrict ?? '');
  if (kind === 1) return { actor: people.intake, person: caller(random, n) };
  if (kind === 2) return { actor: people.intake, person: null };
  if (kind === 3) return { actor: people.leader, person: null };
  if (kind === 4 && unitDispatcher) return { actor: unitDispatcher, person: null };
  if (kind === 5 && people.gridHeads.length) return { actor: random.pick(people.gridHeads), person: null };
  return { actor: beatCollector(people.collectors, spot, random).actor, person: null };
}

/** The collector of the beat; now and then somebody who passes through. */
function beatCollector(collectors: readonly Collector[], spot: Spot, random: Random): Collector {
  const own = collectors.find(({ beat }) => beat === spot.areas.beat);
  return own && random.chance(0.96) ? own : random.pick(collectors);
}

const SURNAMES = '王李张刘陈杨赵黄周吴';
function caller(random: Random, n: number) {
  const name = `${random.pick([...SURNAMES])}${random.chance(0.5) ? '先生' : '女士'}`;
  return { name, phone: `1390000${String(n % 10_000).padStart(4, '0')}` };
}

const CHANNELS: Partial<Record<Actor['role'], Channel>> = {
  collector: 'collector',
  'grid-head': 'collector',
  'acceptance-officer': 'hotline',
  leader: 'instruction',
  'unit-dispatcher': 'unit',
};

/** The command of a report, with its key, number and photos. */
export function reportCommand(
  reporting: Reporting,
  report: Omit<PastReport, 'command'>,
  day: CityDay,
  n: number,
  random: Random,
): CommandOf<'report'> {
  const { facts, seed } = reporting;
  const { at, actor, spot, category, condition, person } = report;
  const onSite = actor.role === 'collector' || actor.role === 'grid-head';
  const trusted = facts.people.collectors.some((one) => one.trusted && one.actor.id === actor.id);
  const named = onSite || random.chance(0.5);
  const video = actor.role === 'acceptance-officer' && person === null;
  const count = onSite || video ? random.int(1, 2) : 0;
  return {
    type: 'report',
    id: seededId(at, `${seed}/case/${day.date}/${n}`),
    number: `${day.date.replaceAll('-', '')}${facts.adcode}${String(n + 1).padStart(6, '0')}`,
    channel: video ? 'video' : (CHANNELS[actor.role] ?? 'hotline'),
    categoryKey: category.key,
    conditionKey: named ? condition.standard.conditionKey : null,
    kind: category.kind,
    urgency: named ? condition.standard.urgency : 'general',
    proposed: named ? condition.standard : null,
    place: { lon: spot.lon, lat: spot.lat, accuracyM: onSite ? ACCURACY_M : null, address: spot.address },
    areas: spot.areas,
    component: spot.component && (onSite || random.chance(0.6)) ? spot.component.code : null,
    photos: photosOf(facts.photos.before, random, count),
    trusted,
    insideCity: true,
    text: random.chance(0.7) ? `${spot.address ?? category.names.zh}附近：${condition.zh}` : undefined,
    observedAt: onSite
      ? at - random.int(15, 90) * 1_000 - (random.chance(0.03) ? random.int(5, 50) * 60_000 : 0)
      : undefined,
  };
}

/** Some of the pool, each once. */
export function photosOf(pool: readonly string[], random: Random, count: number): string[] {
  return [...new Set(Array.from({ length: Math.min(count, pool.length) }, () => random.pick(pool)))];
}
