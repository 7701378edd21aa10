import { z } from 'zod';
import { assignmentsOfCase } from '../core/rules/scoring/assignments.ts';
import { figureFactOf } from '../core/rules/scoring/figureFact.ts';
import { figureRowsOf } from '../core/rules/scoring/figureRows.ts';
import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import { CHAINS, type Chain } from '../core/rules/scoring/periods.ts';
import {
  type CaseFigures,
  categoriesToRecount,
  keepFigures,
  recountRecurrences,
} from '../db/queries/keepFigures.ts';
import {
  keepFacts,
  otherBasis,
  oweLongPeriods,
  readLogs,
  unitsToRescore,
  unitsWithFacts,
} from '../db/queries/scoring.ts';
import type { House } from './house.ts';
import { machine } from './machine.ts';
import { type Deed, type DeedContext, run } from './run.ts';
import { readOnce, scoreUnit } from './scoreUnit.ts';
import { type Working, workingOf } from './scoreWorking.ts';

const caseOnly = z.object({ caseId: z.uuid() });

/** A case's log changed: its assignments and figures are read anew and its units' open months follow; quarters and years within minutes (spec 05). */
export const scoreCase: Deed<typeof caseOnly, { units: string[] }> = {
  name: 'score-case',
  right: 'machine',
  input: caseOnly,
  async run(ctx, { caseId }) {
    const working = await workingOf(ctx);
    const units = await readAnew(ctx, working, [caseId]);
    for (const unit of units) await scoreUnit(ctx, unit, working);
    // A year of a large unit is too much for every event: the settler's next look brings it.
    await oweLongPeriods(ctx.tx, units);
    return { units };
  },
};

const PAGE = 500;

const refreshInput = z.object({ after: z.uuid().nullable() });

/** The next cases whose assignments stand on an older calendar or command duty, read anew from their logs. */
const refreshFacts: Deed<typeof refreshInput, { last: string | null; cases: number }> = {
  name: 'refresh-facts',
  right: 'machine',
  input: refreshInput,
  run: async (ctx, { after }) => refreshPage(ctx, await workingOf(ctx), after),
};

const unitInput = z.object({ unit: z.string(), chains: z.array(z.enum(CHAINS)) });

const rescoreUnit: Deed<typeof unitInput, { ok: true }> = {
  name: 'rescore-unit',
  right: 'machine',
  input: unitInput,
  async run(ctx, { unit, chains }) {
    const read = readOnce();
    // The year begins first: what it reads is enough for the others.
    for (const chain of [...CHAINS].reverse())
      if (chains.includes(chain)) await scoreUnit(ctx, unit, await workingOf(ctx, chain), read);
    return { ok: true };
  },
};

const listInput = z.object({ all: z.boolean() });

const listUnits: Deed<typeof listInput, { owed: { unit: string; chains: Chain[] }[] }> = {
  name: 'list-units-to-score',
  right: 'machine',
  input: listInput,
  run: async (ctx, { all }) => {
    if (all) return { owed: (await unitsWithFacts(ctx.tx)).map((unit) => ({ unit, chains: [...CHAINS] })) };
    const owed = new Map<string, Chain[]>();
    for (const chain of CHAINS) {
      const { scoreBasis } = await workingOf(ctx, chain);
      for (const unit of await unitsToRescore(ctx.tx, chain, scoreBasis))
        owed.set(unit, [...(owed.get(unit) ?? []), chain]);
    }
    return { owed: [...owed].sort().map(([unit, chains]) => ({ unit, chains })) };
  },
};

const anyCategory = z.object({});

/** The next category whose pairs of a problem and its coming back stand on another policy, counted anew. */
const recountRecurrence: Deed<typeof anyCategory, { left: boolean }> = {
  name: 'recount-recurrence',
  right: 'machine',
  input: anyCategory,
  async run(ctx) {
    const rule = ctx.settings.assessment.recurrence;
    const [next] = await categoriesToRecount(ctx.tx, rule);
    if (next !== undefined) await recountRecurrences(ctx.tx, next, rule);
    return { left: next !== undefined };
  },
};

export interface Rescored {
  readonly cases: number;
  readonly units: number;
  readonly of: number;
}

// Two at once: while one is reckoned here the database reads and writes the other.
const AT_ONCE = 2;

/**
 * After a change of policy, calendar or command duty, when a period begins, and for quarters and years after
 * every event: open periods follow, page by
 * page and unit by unit. `all`: every unit, stale or not, the full recomputation.
 */
export async function rescoreStale(
  house: House,
  told: (done: Rescored) => void = () => {},
  all = false,
): Promise<Rescored> {
  const call = { actor: machine('rescore') };
  let cases = 0;
  for (let after: string | null = null; ; ) {
    const page: { last: string | null; cases: number } = await run(house, refreshFacts, { after }, call);
    cases += page.cases;
    told({ cases, units: 0, of: 0 });
    if (page.last === null) break;
    after = page.last;
  }
  while ((await run(house, recountRecurrence, {}, call)).left);
  const { owed } = await run(house, listUnits, { all }, call);
  const left = owed.values();
  let done = 0;
  const work = async () => {
    for (const one of left) {
      await run(house, rescoreUnit, one, call);
      done += 1;
      told({ cases, units: done, of: owed.length });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { cases, units: owed.length, of: owed.length };
}

/** The same within a deed, for who must not go on with anything stale. */
export async function refreshAll(ctx: DeedContext, working: Working): Promise<void> {
  for (let after: string | null = null; ; ) {
    const page: { last: string | null } = await refreshPage(ctx, working, after);
    if (page.last === null) return;
    after = page.last;
  }
}

async function refreshPage(ctx: DeedContext, working: Working, after: string | null) {
  const ids = await otherBasis(ctx.tx, working.factBasis, after, PAGE);
  await readAnew(ctx, working, ids);
  return { last: ids.length < PAGE ? null : ids.at(-1)!, cases: ids.length };
}

async function readAnew(ctx: DeedContext, working: Working, ids: readonly string[]): Promise<string[]> {
  const units = new Set<string>();
  const figures: CaseFigures[] = [];
  for (const log of await readLogs(ctx.tx, ids)) {
    const facts = assignmentsOfCase(scoreCaseOf(log.number, log.events), working.assignments);
    for (const unit of await keepFacts(ctx.tx, log, facts, working.factBasis)) units.add(unit);
    const fact = figureFactOf(log.id, log.events, facts);
    if (fact) figures.push({ caseId: log.id, ...figureRowsOf(fact) });
  }
  await keepFigures(ctx.tx, figures, ctx.settings.assessment.recurrence);
  return [...units].sort();
}
