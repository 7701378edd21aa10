import { compileCalendar } from '../../../core/rules/clock/calendar.ts';
import { type AssignmentSettings, assignmentsOfCase } from '../../../core/rules/scoring/assignments.ts';
import type { ScoreCalendar, ScorePeriod } from '../../../core/rules/scoring/periods.ts';
import {
  compileScorePolicy,
  DEFAULT_SCORE_POLICY,
  type ScorePolicyData,
} from '../../../core/rules/scoring/policy.ts';
import { type PeriodScore, scoreAll } from '../../../core/rules/scoring/scoreAll.ts';
import type { PlainEventType, ScoreCase, ScoreEvent } from '../../../core/rules/scoring/scoreCase.ts';

/** Every day 09:00–12:00 and 13:00–18:00 in Shanghai, Sundays free: a workday of eight hours. */
export const calendar = compileCalendar({
  timezone: 'Asia/Shanghai',
  restWeekdays: [7],
  seasons: [
    {
      from: '01-01',
      to: '12-31',
      periods: [
        ['09:00', '12:00'],
        ['13:00', '18:00'],
      ],
    },
  ],
  holidays: [],
  makeupWorkdays: [],
  workdayMinutes: 480,
});
export const working: ScoreCalendar = { calendar, workdayMs: 480 * 60_000 };
export const HOUR = 3_600_000;

/** Local time of 2026, `06-02 09:30`. */
export function at(text: string): number {
  const instant = Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
  if (Number.isNaN(instant)) throw new TypeError(text);
  return instant;
}

export function event(type: PlainEventType, when: string): ScoreEvent {
  return { type, at: at(when), receivedAt: at(when) };
}

export function dispatched(
  when: string,
  unit: string,
  hours = 8,
  clock: 'working' | 'continuous' = 'working',
): ScoreEvent {
  return { type: 'dispatched', at: at(when), receivedAt: at(when), unit, clock, limitMs: hours * HOUR };
}

export function substituted(when: string, unit: string): ScoreEvent {
  return { type: 'substituted', at: at(when), receivedAt: at(when), unit };
}

export function amended(
  when: string,
  hours: number,
  clock: 'working' | 'continuous' = 'working',
): ScoreEvent {
  return { type: 'amended', at: at(when), receivedAt: at(when), clock, limitMs: hours * HOUR };
}

export function extended(when: string, hours: number): ScoreEvent {
  return { type: 'extensionApproved', at: at(when), receivedAt: at(when), extensionMs: hours * HOUR };
}

export function deferred(when: string, until: string): ScoreEvent {
  return { type: 'deferralApproved', at: at(when), receivedAt: at(when), until: at(until) };
}

export function scoreCase(id: string, ...events: ScoreEvent[]): ScoreCase {
  return { id, events };
}

export const settings: AssignmentSettings = {
  calendar,
  commandDutyUnits: new Set(['street']),
  dispatchLimitMs: HOUR / 2,
};

export function factsOf(...events: ScoreEvent[]) {
  return assignmentsOfCase(scoreCase('C', ...events), settings);
}

export const MONTHS: ScorePeriod[] = [
  { name: '2026-05', from: at('05-01 00:00'), to: at('06-01 00:00') },
  { name: '2026-06', from: at('06-01 00:00'), to: at('07-01 00:00') },
  { name: '2026-07', from: at('07-01 00:00'), to: at('08-01 00:00') },
  { name: '2026-08', from: at('08-01 00:00'), to: at('09-01 00:00') },
];

export function policy(change: Partial<ScorePolicyData> = {}) {
  return compileScorePolicy({ ...DEFAULT_SCORE_POLICY, ...change });
}

/** An allowance of everything, so that what is flagged is recognised. */
export const GENEROUS: Partial<ScorePolicyData> = { allowance: { deferral: 9, extension: 9, repeat: 9 } };

export function score(
  cases: ScoreCase[],
  change: Partial<ScorePolicyData> = {},
  now: number | null = null,
): PeriodScore[] {
  const commandDutyUnits = settings.commandDutyUnits;
  return scoreAll({ working, policy: policy(change), commandDutyUnits, periods: MONTHS, cases, now });
}

/** Every item as `period unit case/no verdict`, the shortest form to compare. */
export function lines(scores: readonly PeriodScore[]): string[] {
  return scores.flatMap(({ period, units }) =>
    units.flatMap(({ unit, items }) =>
      items.map((item) => {
        const verdict =
          item.moved !== null ? `moved:${item.moved}` : item.timely ? 'timely' : item.clauses.join(',');
        return `${period.name} ${unit} ${item.caseId}/${item.no} ${verdict}`;
      }),
    ),
  );
}
