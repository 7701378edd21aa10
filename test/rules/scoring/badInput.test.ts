import { describe, expect, it } from 'vitest';
import { runScore } from '../../../cli/rulesScore.ts';
import { FOLLOWS } from '../../../core/contract/events.ts';
import { BadInput } from '../../../core/contract/interchange/badInput.ts';
import { SCORE_EVENT_TYPES } from '../../../core/contract/interchange/score.ts';
import { DEFAULT_SCORE_POLICY } from '../../../core/rules/scoring/policy.ts';
import { calendar } from './logs.ts';

const good = () => ({
  calendar: structuredClone(calendar.data),
  policy: structuredClone(DEFAULT_SCORE_POLICY),
  commandDutyUnits: [] as string[],
  periods: [
    { name: 'a', from: '2026-05-01T00:00:00+08:00', to: '2026-06-01T00:00:00+08:00' },
    { name: 'b', from: '2026-06-01T00:00:00+08:00', to: '2026-07-01T00:00:00+08:00' },
  ],
  cases: [
    {
      id: 'C1',
      events: [
        { at: '2026-05-04T01:00:00.000Z', type: 'dispatched', unit: 'A', clock: 'working', limitMinutes: 60 },
        { at: '2026-05-04T02:00:00.000Z', type: 'feedback' },
        { at: '2026-05-04T03:00:00.000Z', type: 'closed' },
      ],
    },
  ],
});

/** The input with the value at `path` replaced. */
function spoilt(path: string, value: unknown): string {
  const input: unknown = good();
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce((node, key) => (node as Record<string, unknown>)[key], input);
  (parent as Record<string, unknown>)[last] = value;
  return JSON.stringify(input);
}

async function pathOf(text: string): Promise<string> {
  try {
    await runScore(text);
  } catch (error) {
    if (error instanceof BadInput) return error.path;
    throw error;
  }
  return 'nothing was wrong';
}

describe('unreadable score input names the bad field', () => {
  it('is readable before it is spoilt', async () => {
    expect(JSON.parse(await runScore(JSON.stringify(good()))).items).toEqual([
      { period: 'a', unit: 'A', case: 'C1', no: 0, resolved: true, timely: true, clauses: [] },
    ]);
  });

  const table: [path: string, value: unknown, named?: string][] = [
    ['calendar.timezone', 'Mars/Olympus'],
    // Readable, but without working time: the calendar as a whole is named.
    ['calendar.seasons', [], 'calendar'],
    ['cases.0.events.0.at', '0900-05-04T01:00:00.000Z', 'cases.0'],
    ['cases.0.events.0.limitMinutes', 2.5e8],
    ['policy.weights.timely', 'much'],
    ['policy.allowance.repeat', -0.1],
    ['policy.timelyRule', 'lenient'],
    ['policy.settleWorkdays', 1.5],
    ['policy.stageMinutes.dispatch', null],
    ['commandDutyUnits', 'street'],
    ['periods.1.from', '2026-06-02T00:00:00+08:00'],
    ['periods.1.name', 'a'],
    ['periods.0.from', 'May'],
    ['cases', {}],
    ['cases.0.id', ''],
    ['cases.0.events.0.at', '2026-05-04'],
    ['cases.0.events.0.unit', undefined],
    ['cases.0.events.0.clock', 'sand'],
    ['cases.0.events.0.limitMinutes', -1],
    ['cases.0.events.1.type', 'feedbck'],
    ['cases.0.events.2.at', '2026-05-04T01:30:00.000Z'],
    [
      'cases.0.events.1',
      { at: '2026-05-04T02:00:00.000Z', type: 'extensionApproved' },
      'cases.0.events.1.minutes',
    ],
    [
      'cases.0.events.1',
      { at: '2026-05-04T02:00:00.000Z', type: 'deferralApproved' },
      'cases.0.events.1.until',
    ],
  ];
  for (const [path, value, named] of table) {
    it(`${path} = ${JSON.stringify(value)}`, async () => {
      const got = await pathOf(spoilt(path, value));
      expect(got).toBe(named ?? path);
    });
  }

  it('text that is no JSON has no path, and a case twice is named', async () => {
    expect(await pathOf('{"calendar":')).toBe('');
    const input = good();
    input.cases.push(input.cases[0]!);
    expect(await pathOf(JSON.stringify(input))).toBe('cases.1.id');
  });

  it('knows every event of the lifecycle', () => {
    expect([...SCORE_EVENT_TYPES].sort()).toEqual(Object.keys(FOLLOWS).sort());
  });
});
