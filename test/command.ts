import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The last line of standard output as JSON. */
  readonly last: unknown;
}

/** Runs `city ARGS…` as a person would, against a database. */
export async function city(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/city.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  const line = out.trim().split('\n').at(-1) ?? '';
  return { code, out, err, last: line.startsWith('{') ? JSON.parse(line) : null };
}
