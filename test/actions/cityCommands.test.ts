import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../house.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let house: TestHouse;
let folder: string;
beforeAll(async () => {
  house = await openTestHouse();
  folder = await mkdtemp(path.join(tmpdir(), 'commands-'));
});
afterAll(async () => {
  await house?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** A command as an operator gives it: exit code, the answer on standard output, what is said to people. */
function city(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'cli/city.ts', ...args],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: house.url },
    },
  );
  const lines = stdout.trim().split('\n').filter(Boolean);
  return { status, answers: lines.map((line) => JSON.parse(line) as Record<string, unknown>), stderr };
}
const count = async (sql: string): Promise<number> =>
  (await house.owner.query(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0].n;
const CELLS = "area WHERE kind = 'cell'";

test('city generate-cells shows first and changes nothing, then does what it showed', async () => {
  const before = await count(CELLS);
  const wish = ['generate-cells', '--squares', '--side', '400', '--replace'];
  const shown = city(...wish, '--preview');
  expect(shown).toMatchObject({ status: 0, answers: [{ preview: true }] });
  expect(await count(CELLS)).toBe(before);
  const { preview: _, ...promised } = shown.answers[0]!;
  expect(city(...wish)).toMatchObject({ status: 0, answers: [promised] });
  expect(await count(CELLS)).toBe(promised.cells);
});

test('city import --preview names what would come and keeps nothing; a wrong file is refused by row', async () => {
  const file = path.join(folder, 'units.csv');
  const head = 'code,zh,en,type,level,command_duty';
  await writeFile(file, `${head}\ngas,燃气公司,Gas Company,utility,private,no\n`);
  const wrong = path.join(folder, 'wrong.csv');
  await writeFile(
    wrong,
    `${head}\nheat,热力公司,Heat,utility,private,no\n,无码,No code,utility,private,no\n`,
  );
  // File by file, up to the first that is refused.
  const { status, answers, stderr } = city('import', 'units', file, wrong, '--preview');
  expect({ status, answers }).toMatchObject({
    status: 1,
    answers: [
      { rows: 1, refused: 0, added: 1, preview: true },
      { rows: 2, refused: 1 },
    ],
  });
  expect(stderr).toMatch(
    /wrong\.csv: row 3 has no code\n1 of 2 rows have faults\. Nothing of this file was kept/,
  );
  expect(await count("unit WHERE code IN ('gas', 'heat')")).toBe(0);
});
