import type { Command } from '../../../core/rules/case/commands.ts';
import type { Actor } from '../../../core/rules/case/people.ts';
import type { CaseState } from '../../../core/rules/case/state.ts';
import type { Unchained } from '../../caseLog.ts';
import type { Random } from '../geometry/random.ts';
import type { PastFacts } from './facts.ts';
import type { Profile } from './profile.ts';
import type { PastReport } from './reports.ts';
import type { CityDay } from './rhythm.ts';
import type { PastRouter } from './routing.ts';

/** What somebody is about to do with a case. */
export interface Plan {
  readonly at: number;
  readonly actor: Actor;
  readonly command: Command;
  /** Taken back without a word when the case no longer allows it. */
  readonly soft?: boolean;
}

/** The city that the cases of the past live in. */
export interface World {
  readonly facts: PastFacts;
  readonly router: PastRouter;
  readonly profileOf: (unit: string, gone: number) => Profile;
  /** Nothing happens from this instant on. */
  readonly end: number;
  readonly gone: (at: number) => number;
  readonly dayOf: (at: number) => {
    readonly date: string;
    readonly midnight: number;
    readonly day: CityDay | null;
  };
  readonly plan: (life: Life, world: World) => Plan | null;
}

/** One case from its report to the end of its story, or of the past. */
export interface Life {
  readonly report: PastReport;
  readonly random: Random;
  readonly events: Unchained[];
  /** What has been decided to come for this stage, with instants. */
  readonly coming: Plan[];
  /** The case that this one repeats, if it does. */
  readonly master: Life | null;
  state: CaseState;
  now: number;
  /** When somebody acknowledges the emergency, once it has been raised. */
  heardAt: number | null;
  /** How many events `plan` has looked at. */
  looked: number;
}
