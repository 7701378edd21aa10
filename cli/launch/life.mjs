import { join } from 'node:path';
import { launch, stop } from './processes.mjs';

/** @type {import('./processes.mjs').StopSteps} */
const STOP = [
  ['SIGTERM', 5_000],
  ['SIGKILL', 2_000],
];
const CASES_PER_DAY = '300';

/**
 * Gives the demo city its past, once, and then a gentle day; both run beside the server and end with it. What
 * goes wrong in them is said and stops nothing.
 * @param {{ root: string, folder: string, env: NodeJS.ProcessEnv, url: string, say: import('./say.mjs').Say, closing: import('./interrupt.mjs').Closing }} life
 */
export function startLife({ root, folder, env, url, say, closing }) {
  let stopped = false;
  /** @type {import('./processes.mjs').Running | null} */
  let now = null;
  const step = async (/** @type {string[]} */ args) => {
    if (stopped) return { code: null };
    now = launch(process.execPath, ['--import', 'tsx', 'cli/city.ts', ...args], {
      cwd: root,
      env,
      logFile: join(folder, 'life.log'),
    });
    return now.exited;
  };
  closing.add(async () => {
    stopped = true;
    if (now) await stop(now, STOP);
  });
  void (async () => {
    say('The past of the demo city is being filled in; the pages can be used meanwhile.');
    const past = await step(['demo-past']);
    if (past.code === 0) say('The demo city has its past: three months of cases.');
    else if (past.code !== 3 && !stopped) say(`The past could not be made; see ${join(folder, 'life.log')}`);
    const day = await step(['simulate', '--cases-per-day', CASES_PER_DAY, '--url', url]);
    if (!stopped && day.code !== 0) say(`The simulated life has ended; see ${join(folder, 'life.log')}`);
  })();
}
