import { readFileSync } from 'node:fs';
import { openHouse } from '../../actions/house.ts';
import { dryRunPast } from '../../actions/routingDryRun.ts';
import { BadInput } from '../../core/contract/interchange/badInput.ts';
import { readInput } from '../../core/contract/interchange/readInput.ts';
import { ruleSetShape } from '../../core/contract/interchange/rules.ts';
import type { RoutingRule } from '../../core/rules/routing/facts.ts';
import { openPool } from '../../db/pool.ts';
import { progress, say } from './say.ts';

/**
 * `city routing-dry-run FILE`: who would get the past cases under the rules of a JSON file. One JSON line a
 * case that would change hands; the last line has the sums. Nothing is changed.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [file, ...more] = args;
  const url = process.env.DATABASE_URL;
  if (!file || more.length) say('Usage: city routing-dry-run FILE   (a JSON array of rules)');
  else if (!url) say('DATABASE_URL is not set: which database?');
  if (!file || more.length || !url) return 2;
  const rules = readRules(file);
  if (!rules) return 2;
  const pool = openPool({ url, name: 'city-routing', max: 5, role: 'owner' });
  try {
    const bar = progress('cases');
    const sum = await dryRunPast(openHouse(pool), rules, {
      changed: (number, { before, after }) =>
        process.stdout.write(`${JSON.stringify({ case: number, before, after })}\n`),
      at: bar.at,
    });
    bar.end();
    process.stdout.write(`${JSON.stringify(sum)}\n`);
    return 0;
  } finally {
    await pool.end();
  }
}

/** Null when the file cannot be used; says why. */
function readRules(file: string): RoutingRule[] | null {
  try {
    const rules = readInput(ruleSetShape, readFileSync(file, 'utf8'));
    return rules.map((rule, i) => ({ ...rule, id: `file:${i}`, version: 1 }));
  } catch (error) {
    if (!(error instanceof BadInput) && (error as { code?: string }).code === undefined) throw error;
    say(`${file}: ${(error as Error).message}`);
    return null;
  }
}
