import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lightAt, lightInstants } from '../../../core/rules/clock/lights.ts';
import { unitClock } from '../../../core/rules/clock/unitClock.ts';
import type { AssignmentFact } from '../../../core/rules/scoring/assignmentFact.ts';
import { assignmentsOfCase } from '../../../core/rules/scoring/assignments.ts';
import { explainItem } from '../../../core/rules/scoring/explain.ts';
import { scoreOutput } from '../../../core/rules/scoring/interchange.ts';
import { asIfClosedAt } from '../../../core/rules/scoring/live.ts';
import { contextsOf, type PeriodContext } from '../../../core/rules/scoring/periods.ts';
import { DEFAULT_SCORE_POLICY, type ScorePolicyData } from '../../../core/rules/scoring/policy.ts';
import { NOTHING_RECOGNISED, type Recognition } from '../../../core/rules/scoring/recognition.ts';
import { caseUpTo, type ScoreCase, visibleAt } from '../../../core/rules/scoring/scoreCase.ts';
import {
  CHAIN_START,
  type ChainState,
  chainAfter,
  scoreUnitChain,
} from '../../../core/rules/scoring/unitChain.ts';
import { isListed, type UnitPeriod } from '../../../core/rules/scoring/unitPeriod.ts';
import { reckon } from '../../../core/rules/scoring/verdict.ts';
import { calendar, MONTHS, policy, score, settings, working } from './logs.ts';
import { anyCases } from './randomHistory.ts';

const anyPolicy: fc.Arbitrary<Partial<ScorePolicyData>> = fc.record({
  allowance: fc.record({
    deferral: fc.constantFrom('0', '0.1', '0.29', '1'),
    extension: fc.constantFrom('0', '0.1', '0.29', '1'),
    repeat: fc.constantFrom('0', '0.1', '0.29', '2'),
  }),
  timelyRule: fc.constantFrom('allowance', 'allowance', 'strict'),
});

describe('the score on random histories', () => {
  it('does not depend on the order of the cases', () => {
    fc.assert(
      fc.property(anyCases(), anyPolicy, fc.infiniteStream(fc.nat()), (cases, change, order) => {
        const shuffled = cases
          .map((one) => ({ one, place: order.next().value }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        expect(scoreOutput(score(shuffled, change))).toBe(scoreOutput(score(cases, change)));
      }),
      { numRuns: 200 },
    );
  });

  it('kept up event by event it equals the full reckoning to the byte', () => {
    fc.assert(
      fc.property(anyCases(), anyPolicy, (cases, change) => {
        const byEvent = new Keeper(change);
        const log = cases
          .flatMap(({ id, events }) => events.map((_, i) => ({ id, events: events.slice(0, i + 1) })))
          .sort((a, b) => visibleAt(a.events.at(-1)!) - visibleAt(b.events.at(-1)!));
        for (const seen of log) byEvent.take(seen, visibleAt(seen.events.at(-1)!));
        const now = visibleAt(log.at(-1)?.events.at(-1) ?? { at: MONTHS[0]!.from, receivedAt: 0 });
        expect(byEvent.result(now)).toBe(JSON.stringify(score(cases, change, now)));
        const later = MONTHS.at(-1)!.to + 60 * 86_400_000;
        expect(byEvent.result(later)).toBe(JSON.stringify(score(cases, change, null)));
      }),
      { numRuns: 150 },
    );
  });

  it('an item that is timely under strict is timely under allowance', () => {
    let timely = 0;
    fc.assert(
      fc.property(anyCases(), anyPolicy, (cases, change) => {
        const strict = itemsOf(score(cases, { ...change, timelyRule: 'strict' }));
        const allowance = itemsOf(score(cases, { ...change, timelyRule: 'allowance' }));
        for (const [key, verdict] of strict) {
          if (verdict !== 'timely') continue;
          timely += 1;
          expect(allowance.get(key)).toBe('timely');
        }
      }),
      { numRuns: 200 },
    );
    expect(timely).toBeGreaterThan(0);
  });

  it('no assignment is counted in two periods', () => {
    fc.assert(
      fc.property(anyCases(), anyPolicy, (cases, change) => {
        const counted = score(cases, change).flatMap(({ units }) =>
          units.flatMap(({ items }) =>
            items.filter((item) => item.moved === null).map((item) => `${item.caseId}/${item.no}`),
          ),
        );
        expect(new Set(counted).size).toBe(counted.length);
      }),
      { numRuns: 200 },
    );
  });

  it('a settled period never changes by what happens afterwards', () => {
    fc.assert(
      fc.property(anyCases(), anyPolicy, (cases, change) => {
        const [, june] = score(cases, change);
        const known = cases.map((one) => caseUpTo(one, june!.period));
        const [, then] = score(known, change, june!.period.cutoff);
        expect(JSON.stringify(then)).toBe(JSON.stringify(june));
      }),
      { numRuns: 100 },
    );
  });

  it('the live light is red exactly when the score finds overtime, everything recognised', () => {
    const all = { recognised: true, cost: 1, usedBefore: 0, place: 1, quota: 1, n0: 1 };
    const credited: Recognition = { deferral: all, extension: all, repeat: all };
    const seen = { red: 0, other: 0 };
    fc.assert(
      fc.property(anyCases(), (cases) => {
        for (const [fact, now] of endsOfWork(cases)) {
          const work = {
            clock: fact.clock,
            cal: calendar,
            segments: fact.segments,
            repeats: fact.repeats,
            windows: fact.deferralWindows,
          };
          const limit = {
            limitMinutes: fact.limitMs / 60_000,
            extensionMinutes: fact.extensionMs / 60_000,
            dutyMinutes: 0,
          };
          const { limitMs, usedMs, startAt } = unitClock(work, limit);
          if (startAt === null || startAt > now) continue;
          const instants = lightInstants({
            clock: fact.clock,
            cal: calendar,
            startAt,
            limitMs,
            usedMs,
            yellowShare: 0.8,
          });
          const { usedMs: used, allowedMs } = reckon(asIfClosedAt(fact, calendar, now), credited);
          const red = lightAt(instants, now) === 'red';
          expect(red).toBe(used > allowedMs);
          seen[red ? 'red' : 'other'] += 1;
          const { redAfter } = explainItem(fact, credited, 'allowance', calendar, now);
          expect(redAfter !== null && now > redAfter).toBe(red);
        }
      }),
      { numRuns: 200 },
    );
    expect(Math.min(seen.red, seen.other)).toBeGreaterThan(0);
  });
});

function itemsOf(scores: ReturnType<typeof score>): Map<string, string> {
  const items = scores.flatMap(({ period, units }) =>
    units.flatMap(({ items }) =>
      items.map((item) => {
        const verdict = item.moved !== null ? 'moved' : item.timely ? 'timely' : 'not';
        return [`${period.name} ${item.caseId}/${item.no}`, verdict] as const;
      }),
    ),
  );
  return new Map(items);
}

/** Each running assignment just before its work ends, with that instant. */
function endsOfWork(cases: readonly ScoreCase[]): [AssignmentFact, number][] {
  return cases.flatMap(({ id, events }) =>
    events.flatMap((event, i): [AssignmentFact, number][] => {
      if (event.type !== 'feedback' && event.type !== 'returned') return [];
      const fact = assignmentsOfCase({ id, events: events.slice(0, i) }, settings).at(-1);
      return fact?.state === 'running' ? [[fact, event.at]] : [];
    }),
  );
}

/** Keeps scores as a database would: rows of facts a case, one unit's open periods after each event. */
class Keeper {
  private readonly facts = new Map<string, AssignmentFact[]>();
  private readonly settled: { period: PeriodContext; units: Map<string, UnitPeriod> }[] = [];
  private readonly states = new Map<string, ChainState>();
  private open = new Map<string, UnitPeriod[]>();

  constructor(private readonly change: Partial<ScorePolicyData>) {}

  take(seen: ScoreCase, now: number): void {
    this.settle(now - 1);
    const before = this.facts.get(seen.id) ?? [];
    const after = assignmentsOfCase(seen, settings);
    this.facts.set(seen.id, after);
    const touched = new Set([...before, ...after].map((fact) => fact.unit));
    for (const unit of touched) this.rescore(unit, now);
  }

  result(now: number): string {
    this.settle(now);
    for (const unit of this.units()) this.rescore(unit, now);
    const open = this.periods(now).slice(this.settled.length);
    const scores = [
      ...this.settled.map(({ period, units }) => ({ period, units: listed([...units.values()]) })),
      ...open.map((period, i) => ({
        period,
        units: listed([...this.open.values()].map((periods) => periods[i]!)),
      })),
    ];
    return JSON.stringify(scores);
  }

  /** Freezes every period whose settlement is `upTo` or before. */
  private settle(upTo: number): void {
    for (const period of this.periods(upTo).slice(this.settled.length)) {
      if (!period.settled) return;
      const units = new Map<string, UnitPeriod>();
      for (const unit of this.units()) {
        const state = this.states.get(unit) ?? CHAIN_START;
        const [scored] = scoreUnitChain(unit, policy(this.change), state, [period], () => this.factsOf(unit));
        this.states.set(unit, chainAfter(state, scored!));
        units.set(unit, scored!);
      }
      this.settled.push({ period, units });
    }
  }

  private rescore(unit: string, now: number): void {
    const open = this.periods(now).slice(this.settled.length);
    const state = this.states.get(unit) ?? CHAIN_START;
    this.open.set(
      unit,
      scoreUnitChain(unit, policy(this.change), state, open, () => this.factsOf(unit)),
    );
  }

  private periods(now: number): PeriodContext[] {
    return contextsOf(working, DEFAULT_SCORE_POLICY.settleWorkdays, MONTHS, now);
  }

  private units(): Set<string> {
    return new Set([...this.facts.values()].flat().map((fact) => fact.unit));
  }

  private factsOf(unit: string): AssignmentFact[] {
    return [...this.facts.values()].flat().filter((fact) => fact.unit === unit);
  }
}

function listed(units: UnitPeriod[]): UnitPeriod[] {
  return units.filter(isListed).sort((a, b) => (a.unit < b.unit ? -1 : 1));
}

describe('NOTHING_RECOGNISED', () => {
  it('credits nothing', () => {
    fc.assert(
      fc.property(anyCases(4), (cases) => {
        for (const fact of cases.flatMap((one) => assignmentsOfCase(one, settings))) {
          expect(reckon(fact, NOTHING_RECOGNISED)).toEqual({
            usedMs: fact.timeUsedMs,
            allowedMs: fact.limitMs,
          });
        }
      }),
    );
  });
});
