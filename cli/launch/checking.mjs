import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './ground.mjs';
import { onInterrupt } from './interrupt.mjs';
import { ensurePackages } from './packages.mjs';
import { run } from './processes.mjs';
import { endingOf, sayOn, secondsSince } from './say.mjs';

/** @typedef {{ name: string, bin: string, args: string[] }} Step */
/** @typedef {{ name: string, passed: boolean }} StepResult */

const AT_ONCE = 2;
const MOST_LINES = 80;
const SOURCES = ['core', 'actions', 'db', 'server', 'workers', 'cli', 'web', 'test'];
const TYPES_MEMORY = 'node_modules/.city/types.tsbuildinfo';

/** The slow ones first, so that two at a time end together. @type {Step[]} */
const STEPS = [
  {
    name: 'types',
    // TypeScript 7 checks the types in seconds; 6 stays for tools that need its API.
    bin: 'typescript7/bin/tsc',
    args: ['--noEmit', '-p', '.', '--incremental', '--tsBuildInfoFile', TYPES_MEMORY],
  },
  {
    name: 'import arrows',
    bin: '.bin/depcruise',
    args: ['--config', '.dependency-cruiser.cjs', '--', ...SOURCES],
  },
  {
    name: 'unused code',
    bin: '.bin/knip',
    args: ['--no-progress', '--no-config-hints', '--cache', '--cache-location', 'node_modules/.city/knip'],
  },
  { name: 'format and lint', bin: '.bin/biome', args: ['check', '--max-diagnostics=50', '.'] },
];
/** @type {Step} */
const RULES_STEP = {
  name: 'rules tests',
  bin: '.bin/vitest',
  args: ['run', '--project', 'rules', '--silent=passed-only', '--reporter=dot'],
};

/** The whole of `npm run check`. */
export async function check() {
  const say = sayOn(process.stdout);
  const interrupt = onInterrupt(() => process.exit(130));
  try {
    await ensurePackages({ root: ROOT, env: process.env, say });
    const results = await runChecks({ say, withRules: true, stopped: interrupt.signal });
    const passed = results.every((result) => result.passed) && !interrupt.signal.aborted;
    process.exitCode = passed ? 0 : 1;
  } catch (error) {
    const { line, exitCode } = endingOf(error);
    process.stderr.write(`${line}\n`);
    process.exitCode = exitCode;
  }
}

/**
 * Runs the checks, two at a time: one line each, and all that a failing one printed.
 * @param {{ say: import('./say.mjs').Say, withRules: boolean, stopped: AbortSignal }} options
 * @returns {Promise<StepResult[]>}
 */
export async function runChecks({ say, withRules, stopped }) {
  mkdirSync(join(ROOT, 'node_modules', '.city'), { recursive: true });
  const waiting = withRules ? [RULES_STEP, ...STEPS] : [...STEPS];
  /** @type {StepResult[]} */
  const results = [];
  const work = async () => {
    for (let step = waiting.shift(); step && !stopped.aborted; step = waiting.shift()) {
      results.push(await runStep(step, say));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** @param {Step} step @param {import('./say.mjs').Say} say @returns {Promise<StepResult>} */
async function runStep({ name, bin, args }, say) {
  const startedAt = Date.now();
  const { code, output } = await run(join(ROOT, 'node_modules', bin), args, {
    cwd: ROOT,
    env: process.env,
  });
  const passed = code === 0;
  say(`check: ${name} ${passed ? 'passed' : 'FAILED'} (${secondsSince(startedAt)})`);
  if (!passed) say(shortened(output.trim(), ['node_modules', [bin, ...args].join(' ')].join('/')));
  return { name, passed };
}

/**
 * The beginning of a long complaint, and how to see the rest.
 * @param {string} output
 * @param {string} command
 */
export function shortened(output, command) {
  const lines = output.split('\n');
  if (lines.length <= MOST_LINES) return output;
  return [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines: ${command}`].join('\n');
}
