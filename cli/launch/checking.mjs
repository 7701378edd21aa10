import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './ground.mjs';
import { ensurePackages } from './packages.mjs';
import { breakRuns, run } from './processes.mjs';
import { endingOf, sayOn, secondsSince } from './say.mjs';

/** @typedef {{ name: string, bin: string, args: string[] }} Step */
/** @typedef {{ name: string, passed: boolean }} StepResult */

const AT_ONCE = 2;
const SOURCES = ['core', 'actions', 'db', 'server', 'workers', 'cli', 'web', 'test'];
const TYPES_MEMORY = 'node_modules/.city/types.tsbuildinfo';

/** The slow ones first, so that two at a time end together. @type {Step[]} */
const STEPS = [
  {
    name: 'types',
    bin: 'tsc',
    args: ['--noEmit', '-p', '.', '--incremental', '--tsBuildInfoFile', TYPES_MEMORY],
  },
  {
    name: 'import arrows',
    bin: 'depcruise',
    args: ['--config', '.dependency-cruiser.cjs', '--', ...SOURCES],
  },
  {
    name: 'unused code',
    bin: 'knip',
    args: ['--no-progress', '--no-config-hints', '--cache', '--cache-location', 'node_modules/.city/knip'],
  },
  { name: 'format and lint', bin: 'biome', args: ['check', '--max-diagnostics=50', '.'] },
];
/** @type {Step} */
const RULES_STEP = {
  name: 'rules tests',
  bin: 'vitest',
  args: ['run', '--project', 'rules', '--silent=passed-only', '--reporter=dot'],
};

/** The whole of `npm run check`. */
export async function check() {
  const say = sayOn(process.stdout);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, breakRuns);
  try {
    await ensurePackages({ root: ROOT, env: process.env, say });
    const results = await runChecks({ say, withRules: true });
    process.exitCode = results.every((result) => result.passed) ? 0 : 1;
  } catch (error) {
    const { line, exitCode } = endingOf(error);
    process.stderr.write(`${line}\n`);
    process.exitCode = exitCode;
  }
}

/**
 * Runs the checks, two at a time: one line each, and all that a failing one printed.
 * @param {{ say: import('./say.mjs').Say, withRules: boolean }} options
 * @returns {Promise<StepResult[]>}
 */
export async function runChecks({ say, withRules }) {
  mkdirSync(join(ROOT, 'node_modules', '.city'), { recursive: true });
  const waiting = withRules ? [RULES_STEP, ...STEPS] : [...STEPS];
  /** @type {StepResult[]} */
  const results = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await runStep(step, say));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** @param {Step} step @param {import('./say.mjs').Say} say @returns {Promise<StepResult>} */
async function runStep({ name, bin, args }, say) {
  const startedAt = Date.now();
  const { code, output } = await run(join(ROOT, 'node_modules', '.bin', bin), args, {
    cwd: ROOT,
    env: process.env,
  });
  const passed = code === 0;
  say(`check: ${name} ${passed ? 'passed' : 'FAILED'} (${secondsSince(startedAt)})`);
  if (!passed) say(output.trim());
  return { name, passed };
}
