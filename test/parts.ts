import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestHouse } from './house.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

export interface Part {
  readonly process: ChildProcess;
  /** Port of a server; 0 for workers. */
  readonly port: number;
  /** What it wrote on stderr and stdout, for a failing test. */
  readonly output: () => string;
  /** Ends it and waits until it is gone; SIGTERM stops in order, SIGKILL does not ask. */
  readonly kill: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** Starts the built server on a free port, or the workers, against a test's own database; waits until it is ready. */
export async function startPart(
  house: TestHouse,
  part: 'server' | 'workers',
  env: NodeJS.ProcessEnv = {},
): Promise<Part> {
  const child = spawn(process.execPath, ['--import', 'tsx', `${part}/main.ts`], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: house.url,
      REDIS_URL: house.redisUrl,
      REDIS_PREFIX: house.prefix,
      DATA_DIR: house.dataDir,
      PORT: '0',
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      ...env,
    },
  });
  let output = '';
  child.stdout!.on('data', (data) => {
    output += data;
  });
  child.stderr!.on('data', (data) => {
    output += data;
  });
  const kill = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const ready = once(child, 'message') as Promise<[{ type: string; port?: number }]>;
  const died = once(child, 'exit').then(() =>
    Promise.reject(new Error(`${part} ended before it was ready:\n${output}`)),
  );
  const [message] = await Promise.race([ready, died]);
  died.catch(() => {});
  return { process: child, port: message.port ?? 0, output: () => output, kill };
}
