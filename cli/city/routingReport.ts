import { conflicts } from '../../core/rules/routing/conflicts.ts';
import { openPool } from '../../db/pool.ts';
import { allRules, countOverrides, ruleSurroundings } from '../../db/queries/routing.ts';
import { say } from './say.ts';

/**
 * `city routing-report`: rules that make a routing uncertain, rules that can never decide, and overrides per
 * rule and version. One JSON line each, the last line has the counts; exit 1 when there are conflicts.
 */
export async function main(): Promise<number> {
  const url = process.env.DATABASE_URL;
  if (!url) {
    say('DATABASE_URL is not set: which database?');
    return 2;
  }
  const pool = openPool({ url, name: 'city-routing', max: 2, role: 'owner' });
  try {
    const rules = await allRules(pool);
    const report = conflicts(rules, await ruleSurroundings(pool));
    const overrides = await countOverrides(pool);
    const line = (what: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(what)}\n`);
    for (const conflict of report.conflicts) line({ conflict });
    for (const unreachable of report.unreachable) line({ unreachable });
    for (const override of overrides) line({ overrides: override });
    line({
      rules: rules.length,
      conflicts: report.conflicts.length,
      unreachable: report.unreachable.length,
      overridden: overrides.reduce((sum, one) => sum + one.overridden, 0),
    });
    return report.conflicts.length ? 1 : 0;
  } finally {
    await pool.end();
  }
}
