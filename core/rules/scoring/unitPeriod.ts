import { assignmentKey, byCaseAndNo, type ScoredFact } from './assignmentFact.ts';
import type { PeriodContext } from './periods.ts';
import type { GrantKind, ScorePolicy } from './policy.ts';
import { NOTHING_RECOGNISED, type Recognition, type Recognitions, recognise } from './recognition.ts';
import { scoreOf, scoreText, type Volume } from './score.ts';
import { isRecognised, judge, type Verdict } from './verdict.ts';

/** An assignment that moves into the next period, with what its own period decided for good. */
export interface Carried {
  readonly caseId: string;
  readonly no: number;
  readonly recognition: Recognition;
}

export type Moved = 'waiting' | 'granted';

/** One assignment in one unit's period: judged, or moved on to the next. */
export type ScoreItem = {
  readonly caseId: string;
  readonly no: number;
  /** It moved here from the period before; else its original due belongs here. */
  readonly carried: boolean;
  readonly recognition: Recognition;
} & ({ readonly moved: Moved } | ({ readonly moved: null; readonly pending: boolean } & Verdict));

/** What `scoreUnitPeriod` looks at: one unit's assignments that may concern one period. */
export interface UnitPeriodInput {
  readonly unit: string;
  readonly period: PeriodContext;
  readonly policy: ScorePolicy;
  /**
   * The unit's facts as the period's cutoff sees them. Those with an original due at or after the
   * period's end may be left out; so may those placed in an earlier period and not carried in.
   */
  readonly facts: Iterable<ScoredFact>;
  /** What moved here from the period before. */
  readonly carried: readonly Carried[];
  /** Whether an earlier period of the chain has the assignment among its own (by `assignmentKey`). */
  readonly placedEarlier: (key: string) => boolean;
}

/** The result of one unit in one period: plain data, storable as it is. */
export interface UnitPeriod extends Volume {
  readonly unit: string;
  readonly movedOut: number;
  readonly carriedIn: number;
  /** Size of the unit's own population, the base of the quotas. */
  readonly n0: number;
  readonly quotas: Recognitions['quotas'];
  /** Two decimals; null for N = 0. Rank by `scoreOf` of the volumes, never by this. */
  readonly score: string | null;
  /** By case number, then `no`. */
  readonly items: readonly ScoreItem[];
  /** The unit's own assignments of this period, by key: no later period may take them again. */
  readonly placed: readonly string[];
  readonly movesOn: readonly Carried[];
}

/** Scores one unit in one period. Source: spec 05, The population of a period, and Verdicts. */
export function scoreUnitPeriod(input: UnitPeriodInput): UnitPeriod {
  const { period, policy } = input;
  const { own, arrived } = populationOf(input);
  const decided = recognise(
    own.map((one) => one.fact),
    policy,
  );
  const entries = [
    ...own.map(({ fact, key }) => ({
      fact,
      key,
      carried: false,
      recognition: decided.byAssignment.get(key) ?? NOTHING_RECOGNISED,
    })),
    ...arrived,
  ].sort((a, b) => byCaseAndNo(a.fact, b.fact));
  const items = entries.map((entry) => itemOf(entry, period, policy));
  const movesOn = items
    .filter((item) => item.moved !== null)
    .map(({ caseId, no, recognition }) => ({ caseId, no, recognition }));
  const volume = volumeOf(items);
  return {
    unit: input.unit,
    ...volume,
    movedOut: movesOn.length,
    carriedIn: arrived.length,
    n0: decided.n0,
    quotas: decided.quotas,
    score: scoreText(scoreOf(volume, policy.weights)),
    items,
    placed: entries.filter((entry) => !entry.carried).map((entry) => entry.key),
    movesOn,
  };
}

/** A unit is listed when there is anything to tell: N or movedOut is not 0. */
export function isListed(unit: UnitPeriod): boolean {
  return unit.shouldResolve !== 0 || unit.movedOut !== 0;
}

interface Named {
  readonly fact: ScoredFact;
  readonly key: string;
}

interface Entry extends Named {
  readonly carried: boolean;
  readonly recognition: Recognition;
}

function populationOf(input: UnitPeriodInput): { own: Named[]; arrived: Entry[] } {
  const { period } = input;
  const own: Named[] = [];
  const arrived: Entry[] = [];
  const carried = new Map(input.carried.map((entry) => [assignmentKey(entry), entry]));
  for (const fact of input.facts) {
    if (fact.exclusion !== null) continue;
    const here = belongs(fact, period);
    // Most of a long list has nothing to do with this period: no key is made for it.
    if (!here && carried.size === 0) continue;
    const key = assignmentKey(fact);
    const before = carried.get(key);
    if (before !== undefined) arrived.push({ fact, key, carried: true, recognition: before.recognition });
    else if (here && !input.placedEarlier(key)) own.push({ fact, key });
  }
  return { own, arrived };
}

/**
 * Due before this period's end and not placed earlier is either due here or first seen here after
 * its own period's cutoff. What was seen and due before the chain begins belongs to no period of it.
 */
function belongs(fact: ScoredFact, { to, chain }: PeriodContext): boolean {
  if (fact.originalDueAt >= to) return false;
  return fact.originalDueAt >= chain.from || fact.appearsAt > chain.cutoff;
}

function itemOf(
  { fact, carried, recognition }: Entry,
  period: PeriodContext,
  policy: ScorePolicy,
): ScoreItem {
  const { caseId, no } = fact;
  const moved = movesOnAs(fact, recognition, period);
  if (moved !== null) return { caseId, no, carried, recognition, moved };
  const { resolved, timely, clauses } = judge(fact, recognition, policy.timelyRule);
  const pending = isPending(fact, period, policy);
  return { caseId, no, carried, recognition, moved, pending, resolved, timely, clauses };
}

/** Under strict nothing is recognised, so nothing is granted either. */
function movesOnAs(fact: ScoredFact, recognition: Recognition, period: PeriodContext): Moved | null {
  if (fact.state === 'waiting') return 'waiting';
  if (fact.state !== 'running' || fact.grantedDueAt < period.to) return null;
  const grants = (['deferral', 'extension'] satisfies GrantKind[]).filter(
    (kind) => fact.firstAt[kind] !== null,
  );
  const allRecognised = grants.length > 0 && grants.every((kind) => isRecognised(recognition, kind));
  return allRecognised ? 'granted' : null;
}

/** In an open period: neither due nor closed. Strict looks at the original due only. */
function isPending(fact: ScoredFact, period: PeriodContext, policy: ScorePolicy): boolean {
  if (period.settled || fact.state !== 'running') return false;
  const dueAt = policy.timelyRule === 'strict' ? fact.originalDueAt : fact.grantedDueAt;
  return period.cutoff <= dueAt;
}

function volumeOf(items: readonly ScoreItem[]): Volume {
  let shouldResolve = 0;
  let resolved = 0;
  let timely = 0;
  for (const item of items) {
    if (item.moved !== null) continue;
    shouldResolve += 1;
    if (item.resolved) resolved += 1;
    if (item.timely) timely += 1;
  }
  return { shouldResolve, resolved, timely };
}
