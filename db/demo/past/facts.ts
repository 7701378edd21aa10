import type { UnitFacts } from '../../../core/rules/case/commands.ts';
import type { Actor, Kind } from '../../../core/rules/case/people.ts';
import type { CasePolicy } from '../../../core/rules/case/policy.ts';
import type { AreaFacts, Standard } from '../../../core/rules/case/state.ts';
import type { Calendar } from '../../../core/rules/clock/calendar.ts';
import type {
  ComponentFacts,
  RoutingArea,
  RoutingRule,
  RoutingUnit,
} from '../../../core/rules/routing/facts.ts';

/** A place where problems are found, with everything that PostGIS says of it. */
export interface Spot {
  readonly lon: number;
  readonly lat: number;
  readonly address: string | null;
  readonly areas: AreaFacts;
  readonly around: readonly RoutingArea[];
  readonly subdistrictUnit: string | null;
  readonly subdistrictCrosses: boolean;
  readonly neighbourUnits: readonly string[];
  /** The component that stands there, where the problem is one of components. */
  readonly component: ComponentFacts | null;
}

export interface PastCondition {
  readonly zh: string;
  readonly closingZh: string;
  readonly standard: Standard;
}

export interface PastCategory {
  readonly key: string;
  readonly kind: Kind;
  readonly scheme: string;
  readonly code: string;
  readonly majorCode: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly territorial: boolean;
  readonly conditions: readonly PastCondition[];
  /** How many of them stand in the city; 0 for incidents. */
  readonly components: number;
}

export interface Collector {
  readonly actor: Actor;
  readonly beat: string;
  readonly trusted: boolean;
}

/** The people of the demo city by what they do. */
export interface PastPeople {
  readonly intake: Actor;
  readonly dispatcher: Actor;
  readonly supervision: Actor;
  readonly shift: Actor;
  readonly office: Actor;
  readonly leader: Actor;
  readonly collectors: readonly Collector[];
  readonly liaisons: ReadonlyMap<string, Actor>;
  /** By the subdistrict that is their own. */
  readonly unitDispatchers: ReadonlyMap<string, Actor>;
  readonly gridHeads: readonly Actor[];
}

/** Everything that a past is made from; read once, then nobody is asked any more. */
export interface PastFacts {
  readonly adcode: string;
  readonly timezone: string;
  readonly calendar: Calendar;
  readonly calendarVersion: number;
  readonly policy: CasePolicy;
  readonly minAccuracyM: number;
  readonly categories: readonly PastCategory[];
  readonly componentSpots: ReadonlyMap<string, readonly Spot[]>;
  readonly incidentSpots: readonly Spot[];
  readonly rules: readonly RoutingRule[];
  readonly units: ReadonlyMap<string, RoutingUnit & UnitFacts>;
  readonly people: PastPeople;
  /** Hashes of photos that are stored: problems, and what became of them. */
  readonly photos: { readonly before: readonly string[]; readonly after: readonly string[] };
}
