import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockHolder, takeLock } from '../../cli/launch/state.mjs';
import { ownFolder } from './launcher.ts';

const { folder, remove } = ownFolder();
afterAll(remove);
const { PATH, HOME } = process.env;

function run(args: string[], input = '', env: NodeJS.ProcessEnv = {}) {
  const options = { input, env: { PATH, HOME, ...env }, encoding: 'utf8' as const };
  return spawnSync(process.execPath, ['cli/launch/run.mjs', ...args], options);
}

describe('a command without a database', () => {
  it('has standard input and output for itself, and passes its exit code on', () => {
    const score = run(
      ['cli/rules.ts', 'score'],
      readFileSync('test/vectors/score-strict.input.json', 'utf8'),
    );
    expect([score.status, score.stderr]).toEqual([0, '']);
    expect(JSON.parse(score.stdout)).toBeTypeOf('object');
    const unknown = run(['cli/rules.ts', 'no-such-command']);
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toMatch(/^usage: /);
  });
});

describe('a command with a database', () => {
  const dataDir = join(folder, 'data');

  it('runs on a private instance that is there for its time only', () => {
    const { status, stdout } = run(['cli/city.ts', 'verify-log'], '', { DATA_DIR: dataDir });
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ cases: 0, events: 0, break: null });
    expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir, 'redis', 'redis.pid'))).toBe(false);
    expect(lockHolder(dataDir)).toBeNull();
  });

  it('does not touch the folder of another command that is running', () => {
    const release = takeLock(dataDir, 'npm run city -- import');
    const { status, stdout, stderr } = run(['cli/city.ts', 'verify-log'], '', { DATA_DIR: dataDir });
    release();
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`is in use by npm run city -- import (process ${process.pid})`);
  });
});
