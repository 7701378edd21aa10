import { cityDate, cityMidnight } from '../../actions/cityTime.ts';
import { ENDPOINTS, type EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { Fund } from '../../core/contract/api/fund.ts';
import type { Role } from '../../core/rules/case/people.ts';
import { fundBalance } from '../../core/rules/fund/balance.ts';
import { readBudgets, readCosts } from '../../db/queries/fund.ts';
import type { Seen } from './seen.ts';

/** The fund of a year of the city; a cost belongs to the year in which it was first recorded. */
export async function fund({ doors, visitor }: Seen, input: EndpointParsed<'fund'>): Promise<Fund> {
  const { pool, now } = doors.house;
  const { timezone } = (await doors.house.settings()).city;
  const year = input.year ?? Number(cityDate(now(), timezone).slice(0, 4));
  const begins = (of: number) => cityMidnight(Date.parse(`${of}-01-01T12:00:00Z`), timezone);
  const [versions, costs] = await Promise.all([
    readBudgets(pool, year),
    readCosts(pool, begins(year), begins(year + 1)),
  ]);
  const setters: readonly Role[] = ENDPOINTS.setBudget.right;
  const budget = versions[0];
  return {
    year,
    balance: fundBalance(budget?.amountCents ?? null, costs),
    version: budget?.version ?? 0,
    budgetNote: budget?.note ?? '',
    versions,
    maySet: setters.includes(visitor.actor!.role),
    costs,
  };
}
