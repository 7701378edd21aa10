/** Where a cost of substituted work stands (spec 02, record-cost): its last word counts. */
export interface Cost {
  readonly amountCents: number;
  readonly payer: 'unit' | 'city-fund';
  readonly position: 'owed' | 'recovered' | 'written-off';
}

/** The yearly fund for substituted work, in cents. */
export interface FundBalance {
  /** Null while nobody has set one for the year. */
  readonly budget: number | null;
  /** Everything that the fund paid or has to pay for work in somebody's place. */
  readonly committed: number;
  /** Came back from the units that should have done the work. */
  readonly recovered: number;
  /** Still owed by units, and given up. */
  readonly owed: number;
  readonly writtenOff: number;
  /** Borne by the fund itself. */
  readonly ownCost: number;
  /** Budget less what is committed and has not come back; null without a budget. */
  readonly balance: number | null;
  /** More is committed than the budget holds: shown, not refused, since danger does not wait for money. */
  readonly exceeded: boolean;
}

/** Budget, committed, recovered and balance of a year (spec 02, the yearly fund). */
export function fundBalance(budget: number | null, costs: readonly Cost[]): FundBalance {
  const sum = (of: (cost: Cost) => boolean) =>
    costs.filter(of).reduce((total, cost) => total + cost.amountCents, 0);
  const committed = sum(() => true);
  const recovered = sum((cost) => cost.position === 'recovered');
  const balance = budget === null ? null : budget - committed + recovered;
  return {
    budget,
    committed,
    recovered,
    owed: sum((cost) => cost.payer === 'unit' && cost.position === 'owed'),
    writtenOff: sum((cost) => cost.position === 'written-off'),
    ownCost: sum((cost) => cost.payer === 'city-fund' && cost.position === 'owed'),
    balance,
    exceeded: balance !== null && balance < 0,
  };
}
