import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { shortened } from '../../../cli/launch/checking.mjs';
import { withoutSecrets } from '../../../cli/launch/demo.mjs';
import { phoneCodes } from '../../../cli/launch/phoneCode.mjs';
import { nextDelay } from '../../../cli/launch/supervise.mjs';
import { cells, startTable, tableLines } from '../../../cli/launch/table.mjs';
import { sumLine, sumTests } from '../../../cli/launch/testSum.mjs';

const file = (status: string, ...tests: string[]) => ({
  name: 'some.test.ts',
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe('the sum of npm test', () => {
  it('adds up every file and each check', () => {
    const report = {
      testResults: [file('passed', 'passed', 'skipped', 'todo'), file('failed', 'failed', 'passed')],
    };
    const sum = sumTests({ report, checks: [{ passed: true }, { passed: false }], runnerCode: 1 });
    expect(sum).toEqual({ passed: 3, failed: 2, skipped: 2 });
    expect(sumLine(sum)).toBe('tests: 3 passed, 2 failed, 2 skipped');
  });

  it('counts a file that could not be read', () => {
    const report = { testResults: [file('failed'), file('passed', 'passed')] };
    expect(sumTests({ report, checks: [], runnerCode: 1 })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('counts a runner that ended badly without naming a failed test, beside failed checks too', () => {
    const report = { testResults: [file('passed', 'passed')] };
    expect(sumTests({ report, checks: [], runnerCode: 1 }).failed).toBe(1);
    expect(sumTests({ report, checks: [{ passed: false }], runnerCode: null }).failed).toBe(2);
  });

  it('counts a report that is not there', () => {
    expect(sumTests({ report: null, checks: [{ passed: true }], runnerCode: 0 })).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('is without failure only when nothing failed', () => {
    const report = { testResults: [file('passed', 'passed')] };
    expect(sumTests({ report, checks: [{ passed: true }], runnerCode: 0 })).toEqual({
      passed: 2,
      failed: 0,
      skipped: 0,
    });
  });
});

describe('the table of a start', () => {
  it('stands straight with Chinese names, which are twice as wide', () => {
    expect(cells('采集员01')).toBe(8);
    const [first = '', second = ''] = tableLines([
      ['采集员01', 'x'],
      ['desk', 'x'],
    ]);
    expect(cells(first.slice(0, first.indexOf('x')))).toBe(cells(second.slice(0, second.indexOf('x'))));
  });

  const start = { url: 'http://localhost:1', accountsFile: '/d/accounts', folder: '/d', notes: [] };
  const pages: [string, string][] = [['wall', '/wall']];

  it('shows the passwords of accounts just made, and later only where they stand', () => {
    const account = { name: 'desk1', role: 'acceptance', where: '/desk' };
    const fresh = startTable({
      ...start,
      pages,
      people: { demo: true, accounts: [{ ...account, password: 'secret-7' }] },
    }).join('\n');
    expect(fresh).toMatch(/desk1 +secret-7 +acceptance +http:\/\/localhost:1\/desk/);
    const later = startTable({ ...start, pages, people: { demo: true, accounts: [account] } }).join('\n');
    expect(later).toMatch(/desk1 +acceptance +http:\/\/localhost:1\/desk/);
    expect(later).toContain('/d/accounts');
  });

  it('shows neither a password nor the key of a screen a second time', () => {
    const screen = { name: 'wall', role: 'key', password: 'key-1', where: '/wall#key=key-1' };
    expect(withoutSecrets(screen)).toEqual({ name: 'wall', role: 'key', where: '/wall' });
  });

  it('says nothing of a demo where there is none, and passes on what the server says', () => {
    const people = { demo: false, accounts: [{ name: 'admin', role: 'administrator', password: 'once-3' }] };
    const lines = startTable({ ...start, pages, people, notes: ['phones: https://10.0.0.7'] }).join('\n');
    expect(lines).not.toContain('demo');
    expect(lines).toMatch(/The first account[\s\S]*admin +once-3 +administrator/);
    expect(lines).toContain('phones: https://10.0.0.7');
  });
});

describe('the code of a phone address', () => {
  const url = 'https://192.168.10.24:8080/field';

  it('is read by a camera as the address that stands beneath', async () => {
    const lines = await phoneCodes([url]);
    expect(decodeQR(photographed(lines.filter((line) => /[█▀▄]/.test(line))))).toBe(url);
    expect(lines.at(-1)).toContain(url);
  });

  it('is white on black in a terminal, and there is none without an address', async () => {
    const coloured = await phoneCodes([url], { coloured: true });
    for (const line of coloured.filter((one) => /[█▀▄]/.test(one)))
      expect(line.trim().replace(/[█▀▄ ]/g, '')).toBe('\u001b[97;40m\u001b[0m');
    expect(await phoneCodes([])).toEqual([]);
  });
});

/** What a camera sees of a code in a terminal: two rows a line, blocks are light. */
function photographed(lines: readonly string[]) {
  const rows = lines
    .map((line) => line.slice(2))
    .flatMap((line) => ['█▀', '█▄'].map((light) => [...line].map((sign) => light.includes(sign))));
  const scale = 4;
  const width = rows[0]!.length * scale;
  const data = new Uint8Array(width * rows.length * scale * 4).fill(255);
  for (let y = 0; y < rows.length * scale; y++)
    for (let x = 0; x < width; x++)
      if (!rows[Math.floor(y / scale)]![Math.floor(x / scale)])
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height: rows.length * scale, data };
}

describe('the wait before a part is started again', () => {
  it('doubles up to a quarter of a minute and begins anew after a steady minute', () => {
    const waits = [0, 0, 0, 0, 0, 0, 0].reduce<number[]>(
      (all) => [...all, nextDelay(all.at(-1) ?? 0, 100)],
      [],
    );
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(nextDelay(15_000, 60_000)).toBe(500);
  });
});

describe('what a failed check printed', () => {
  it('is shown whole when it is short, otherwise its beginning and the command for the rest', () => {
    expect(shortened('one\ntwo', 'npx tool')).toBe('one\ntwo');
    const long = Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n');
    const shown = shortened(long, 'npx tool').split('\n');
    expect(shown[0]).toBe('line 0');
    expect(shown.at(-1)).toBe(`… ${200 - (shown.length - 1)} more lines: npx tool`);
    expect(shown.length).toBeLessThan(100);
  });
});
