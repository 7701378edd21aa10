import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { qilihe } from '../rules/clock/cities.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function rules(command: string, input: string) {
  const args = ['--import', 'tsx', 'cli/rules.ts', command];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

it('reads standard input, prints one result a vector and ends well', () => {
  const vectors = [
    { calendar: 'city', op: 'elapsed', from: '2026-07-01T03:00:00.000Z', to: '2026-07-01T06:30:00.000Z' },
    {
      calendar: 'city',
      op: 'add',
      from: '2026-07-01T11:00:00.000+08:00',
      ms: 1_800_000,
      to: 'not looked at',
    },
    { calendar: 'city', op: 'latest', from: '2026-07-01T03:00:00.000Z', ms: 1_800_000 },
  ];
  const { status, stdout, stderr } = rules('clock', JSON.stringify({ calendars: { city: qilihe }, vectors }));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual([3_600_000, '2026-07-01T03:30:00.000Z', '2026-07-01T06:00:00.000Z']);
});

it('ends with 2, the path of the bad field on standard error and nothing on standard output', () => {
  const input = JSON.stringify({ calendars: { city: { ...qilihe, holidays: ['2026-02-30'] } }, vectors: [] });
  const { status, stdout, stderr } = rules('clock', input);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^calendars\.city\.holidays\.0: /);
});

it('ends quietly when nobody reads on, as before `| head -1`', async () => {
  const vector = { calendar: 'city', op: 'add', from: '2026-07-01T03:00:00.000Z', ms: 1_800_000 };
  // More than a pipe holds, so that the rest of the answer meets a closed one.
  const input = JSON.stringify({
    calendars: { city: qilihe },
    vectors: Array.from({ length: 20_000 }, () => vector),
  });
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/rules.ts', 'clock'], { cwd: root });
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  child.stdin.end(input);
  const [status, signal] = await once(child, 'close');
  expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: '' });
});

it('ends with 2 and says how to call it when the command is unknown', () => {
  const { status, stderr } = rules('constructor', '');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^usage: /);
});
