import { floor, fraction, parseDecimal, type Rational, times } from './rational.ts';

/** What a unit may be granted: each kind has its own allowance and its own quota. */
export const GRANT_KINDS = ['deferral', 'extension', 'repeat'] as const;
export type GrantKind = (typeof GRANT_KINDS)[number];

/** `strict` is the regulation's first sentence to the letter, `allowance` our reading of the whole. */
export type TimelyRule = 'allowance' | 'strict';

/** A decimal as data: a JSON number or its text; always read exactly. */
export type DecimalData = number | string;

/** The scoring policy as it is stored, versioned and exchanged (spec 05). */
export interface ScorePolicyData {
  readonly weights: { readonly timely: DecimalData; readonly resolved: DecimalData };
  readonly allowance: Readonly<Record<GrantKind, DecimalData>>;
  readonly timelyRule: TimelyRule;
  /** Workdays (of the calendar's `workdayMinutes`) from a period's end to its settlement. */
  readonly settleWorkdays: number;
  readonly stageMinutes: { readonly dispatch: number };
}

/** The policy ready for use: decimals exact, durations in ms. */
export interface ScorePolicy {
  readonly weights: { readonly timely: Rational; readonly resolved: Rational };
  readonly allowance: Readonly<Record<GrantKind, Rational>>;
  readonly timelyRule: TimelyRule;
  readonly settleWorkdays: number;
  /** Dispatch limit, ms; a unit with command duty has it added to its handling limit (spec 03). */
  readonly dispatchLimitMs: number;
}

/** The default policy of spec 05. */
export const DEFAULT_SCORE_POLICY: ScorePolicyData = {
  weights: { timely: '0.80', resolved: '0.20' },
  allowance: { deferral: '0.03', extension: '0.03', repeat: '0.03' },
  timelyRule: 'allowance',
  settleWorkdays: 3,
  stageMinutes: { dispatch: 30 },
};

const MINUTE_MS = 60_000;

/** Makes a stored policy ready; its decimals have been checked at the border, anything else throws. */
export function compileScorePolicy(data: ScorePolicyData): ScorePolicy {
  return {
    weights: { timely: decimal(data.weights.timely), resolved: decimal(data.weights.resolved) },
    allowance: {
      deferral: decimal(data.allowance.deferral),
      extension: decimal(data.allowance.extension),
      repeat: decimal(data.allowance.repeat),
    },
    timelyRule: data.timelyRule,
    settleWorkdays: data.settleWorkdays,
    dispatchLimitMs: data.stageMinutes.dispatch * MINUTE_MS,
  };
}

/** floor(allowance × n0), exactly (spec 05, Recognition). */
export function quotaOf(allowance: Rational, n0: number): number {
  return Number(floor(times(allowance, fraction(n0, 1))));
}

function decimal(value: DecimalData): Rational {
  const parsed = parseDecimal(String(value));
  if (parsed === null) throw new TypeError(`not a decimal: ${value}`);
  return parsed;
}
