import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ending {
  code: number | null;
  out: string;
}
export interface Launched {
  pid: number;
  /** Resolves with the match as soon as the output so far has it; rejects when the process ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ending>;
  send(signal: NodeJS.Signals): void;
}

/** An empty folder of the test, passable for the account of the databases, and the way to remove it. */
export function ownFolder(): { folder: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'city-launch-')));
  chmodSync(folder, 0o711);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a launcher file as npm would, with a clean environment plus `env`; both outputs in one text. */
export function launch(file: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Launched {
  const { PATH, HOME, LANG } = process.env;
  const child = spawn(process.execPath, [`cli/launch/${file}.mjs`, ...args], {
    env: { PATH, HOME, LANG, ...env },
  });
  let out = '';
  const lookers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      out += piece;
      for (const look of lookers) look();
    });
  }
  const ended = new Promise<Ending>((resolve) => child.once('close', (code) => resolve({ code, out })));
  return {
    pid: child.pid ?? 0,
    ended,
    until: (pattern) => matching(pattern, () => out, lookers, ended),
    send: (signal) => void signalTo(child, signal),
  };
}

function matching(pattern: RegExp, text: () => string, lookers: Set<() => void>, ended: Promise<Ending>) {
  return new Promise<RegExpExecArray>((resolve, reject) => {
    const look = () => {
      const match = pattern.exec(text());
      if (!match) return;
      lookers.delete(look);
      resolve(match);
    };
    lookers.add(look);
    ended.then(({ code, out }) => reject(new Error(`ended with ${code} before ${pattern}:\n${out}`)));
    look();
  });
}

function signalTo(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}
