import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { House } from '../../actions/house.ts';
import { machine } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import { tellDigest, tellPeople } from '../../actions/tellPeople.ts';
import { deliveriesComing } from '../../db/queries/deliveries.ts';
import { type Loop, loop } from '../relay.ts';

const EVERY_MS = 250;
const DIGEST_EVERY_MS = 60_000;
const AFTER_ERROR_MS = 2_000;
const SENDER = fileURLToPath(new URL('./sender.ts', import.meta.url));

/**
 * Turns facts into notices, in the database alone. What has to go out is sent by a process of its own, which is
 * there while something is due: a dead receiver or a slow one never meets dispatching.
 */
export function openNotifier(house: House, options: { onError: (error: unknown) => void }): Loop {
  let sender: ChildProcess | null = null;
  let digestAt = 0;
  const rounds = loop(
    async () => {
      const now = Date.now();
      if (now - digestAt > DIGEST_EVERY_MS) {
        await run(house, tellDigest, {}, { actor: machine('tell-digest') });
        digestAt = now;
      }
      const { taken } = await run(house, tellPeople, {}, { actor: machine('tell-people') });
      if (!sender && (await deliveriesComing(house.pool, 0))) {
        const child = fork(SENDER, { execArgv: process.execArgv });
        sender = child;
        child.once('exit', () => {
          if (sender === child) sender = null;
        });
        child.once('error', options.onError);
      }
      return taken ? 0 : EVERY_MS;
    },
    { afterErrorMs: AFTER_ERROR_MS, onError: options.onError },
  );
  return {
    async stop() {
      await rounds.stop();
      sender?.kill('SIGTERM');
    },
  };
}
