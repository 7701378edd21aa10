import { type DryRun, type DryRunChange, openDryRun } from '../core/rules/routing/dryRun.ts';
import type { RoutingRule } from '../core/rules/routing/facts.ts';
import { allRules, countFiled, filedCases, ruleSurroundings } from '../db/queries/routing.ts';
import type { House } from './house.ts';
import { routingQuestion } from './routing.ts';

const PAGE = 200;
const AT_ONCE = 4;

export interface PastDryRun extends Omit<DryRun, 'changed'> {
  /** Cases without a category in the catalogue; nobody can say who would get them. */
  readonly skipped: number;
}

/**
 * Who would get the filed cases now under another rule set (spec 04, dry run)? Each case with its place and
 * category as they stand, today's registers and dates, once by the rules in force and once by the others.
 * Cases are read page by page in order of their keys; what changes hands is told at once and not kept.
 */
export async function dryRunPast(
  house: House,
  rules: readonly RoutingRule[],
  told: {
    readonly changed: (number: string, change: DryRunChange) => void;
    readonly at: (done: number, of: number) => void;
  },
): Promise<PastDryRun> {
  const settings = await house.settings();
  const now = house.now();
  const [inForce, { units }, of] = await Promise.all([
    allRules(house.pool),
    ruleSurroundings(house.pool),
    countFiled(house.pool),
  ]);
  const run = openDryRun(inForce, rules);
  let done = 0;
  let skipped = 0;
  for (let after: string | null = null; ; ) {
    const page = await filedCases(house.pool, after, PAGE);
    for (let i = 0; i < page.length; i += AT_ONCE) {
      const some = page.slice(i, i + AT_ONCE);
      const read = await Promise.all(
        some.map(({ state }) => routingQuestion(house.pool, settings, now, state)),
      );
      for (const [at, facts] of read.entries()) {
        if (!facts) skipped++;
        else {
          // A rule of the other set may name any unit, not only those of the rules in force.
          const whole = { ...facts.facts, units };
          const change = run.take({ id: some[at]!.id, subject: facts.subject, facts: whole });
          if (change) told.changed(some[at]!.number, change);
        }
      }
      done += some.length;
      told.at(done, of);
    }
    if (page.length < PAGE) return { ...run.sum(), skipped };
    after = page.at(-1)!.id;
  }
}
