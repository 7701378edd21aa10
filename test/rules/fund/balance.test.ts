import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cost, fundBalance } from '../../../core/rules/fund/balance.ts';

const cost: fc.Arbitrary<Cost> = fc.record({
  amountCents: fc.integer({ min: 1, max: 10_000_000_000 }),
  payer: fc.constantFrom('unit', 'city-fund'),
  position: fc.constantFrom('owed', 'recovered', 'written-off'),
});

test('every cent committed is recovered, owed, borne or written off, and what is not back is out of the balance', () => {
  fc.assert(
    fc.property(fc.array(cost, { maxLength: 30 }), fc.nat(), (costs, budget) => {
      const fund = fundBalance(budget, costs);
      expect(fund.committed).toBe(fund.recovered + fund.owed + fund.ownCost + fund.writtenOff);
      expect(fund.balance).toBe(budget - fund.owed - fund.ownCost - fund.writtenOff);
      expect(fund.exceeded).toBe(fund.balance! < 0);
    }),
  );
});

test('without a budget there is no balance, and nothing is exceeded', () => {
  expect(fundBalance(null, [{ amountCents: 5, payer: 'unit', position: 'owed' }])).toMatchObject({
    committed: 5,
    balance: null,
    exceeded: false,
  });
});
