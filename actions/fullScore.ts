import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import { frozenUnit } from '../core/rules/scoring/frozen.ts';
import { CHAINS } from '../core/rules/scoring/periods.ts';
import { applyRulings, type RuledUnit } from '../core/rules/scoring/rulings.ts';
import { scoreChain } from '../core/rules/scoring/scoreAll.ts';
import type { ScoreCase } from '../core/rules/scoring/scoreCase.ts';
import { isListed } from '../core/rules/scoring/unitPeriod.ts';
import type { Db, Tx } from '../db/pool.ts';
import { grantedRulings } from '../db/queries/appeals.ts';
import { readLogPage } from '../db/queries/logCheck.ts';
import { readPeriod } from '../db/queries/periods.ts';
import { frozenUnits, storedUnits } from '../db/queries/revisions.ts';
import { owedUnits } from '../db/queries/scoring.ts';
import { inTransaction } from '../db/tx.ts';
import { compareFigures } from './fullFigures.ts';
import type { House, Settings } from './house.ts';
import { type ChainRow, chainRows } from './scoreChain.ts';

const PAGE = 1_000;
const FIRST_KEY = '00000000-0000-0000-0000-000000000000';

export interface Comparison {
  readonly periods: number;
  readonly items: number;
  /** One line a difference: period, unit, what is stored and what the log gives. */
  readonly differences: string[];
}

/**
 * The whole log scored anew by the same pure steps, each settled period with the versions it was settled
 * with, against what is stored and what is frozen; all must be the same bytes.
 */
export async function compareScores(house: House, told: (cases: number) => void): Promise<Comparison> {
  const settings = await house.settings();
  return inTransaction(house.pool, async (tx, dbNow) => {
    const now = house.deedNow?.() ?? dbNow;
    const cases = await allCases(tx, told);
    const differences = await compareFigures(tx, settings);
    const scored: Awaited<ReturnType<typeof recompute>> = [];
    for (const chain of CHAINS) scored.push(...(await recompute(tx, settings, now, chain, cases)));
    let items = 0;
    for (const { row, units } of scored) {
      items += units.reduce((sum, unit) => sum + unit.items.length, 0);
      const owed = row.state === 'open' ? await owedUnits(tx, row.id) : new Set<string>();
      const isThere = ({ unit }: { unit: string }) => !owed.has(unit);
      const full = new Map(units.filter(isThere).map((unit) => [unit.unit, frozenUnit(unit)]));
      const stored = (await storedUnits(tx, row.id)).filter(isListed).filter(isThere);
      compare('stored', full, new Map(stored.map((unit) => [unit.unit, frozenUnit(unit)])));
      if (row.revision > 0) compare('frozen', full, await frozenUnits(tx, row.id, row.revision));
      function compare(what: string, log: ReadonlyMap<string, string>, kept: ReadonlyMap<string, string>) {
        for (const unit of new Set([...log.keys(), ...kept.keys()])) {
          if (log.get(unit) === kept.get(unit)) continue;
          differences.push(`${row.name} ${unit}: ${where(kept.get(unit), log.get(unit), what)}`);
        }
      }
    }
    return { periods: scored.length, items, differences };
  });
}

/** What the log gives for one period, as its frozen bytes by unit, with the rulings up to its revision. */
export async function recomputePeriod(
  house: House,
  periodId: number,
): Promise<{ readonly frozen: Map<string, string>; readonly computed: Map<string, string> }> {
  const settings = await house.settings();
  return inTransaction(house.pool, async (tx, dbNow) => {
    const chain = (await readPeriod(tx, periodId))?.chain ?? 'month';
    const cases = await allCases(tx, () => {});
    const scored = await recompute(tx, settings, house.deedNow?.() ?? dbNow, chain, cases);
    const found = scored.find(({ row }) => row.id === periodId);
    if (!found) throw new Error(`There is no period ${periodId}`);
    return {
      frozen: await frozenUnits(tx, periodId, found.row.revision),
      computed: new Map(found.units.map((unit) => [unit.unit, frozenUnit(unit)])),
    };
  });
}

async function recompute(
  tx: Tx,
  settings: Settings,
  now: number,
  chain: string,
  cases: readonly ScoreCase[],
): Promise<{ row: ChainRow['row']; units: RuledUnit[] }[]> {
  const rows = await chainRows(tx, settings, chain, now);
  const scored = scoreChain(rows, cases);
  const ruled: { row: ChainRow['row']; units: RuledUnit[] }[] = [];
  for (const [i, { row, policy }] of rows.entries()) {
    const rulings = await grantedRulings(tx, row.id, null);
    const units = scored[i]!.units.map((unit) => applyRulings(unit, rulings, policy.weights)).filter(
      isListed,
    );
    ruled.push({ row, units });
  }
  return ruled;
}

/** Both texts from shortly before where they part. */
function where(kept: string | undefined, log: string | undefined, what: string): string {
  if (kept === undefined) return `nothing is ${what}, the log gives ${log!.slice(0, 160)}`;
  if (log === undefined) return `${what} is ${kept.slice(0, 160)}, the log gives nothing`;
  let at = 0;
  while (kept[at] === log[at]) at++;
  const from = Math.max(0, at - 60);
  return `${what} is …${kept.slice(from, at + 100)}, the log gives …${log.slice(from, at + 100)}`;
}

async function allCases(db: Db, told: (cases: number) => void): Promise<ScoreCase[]> {
  const cases: ScoreCase[] = [];
  for (let after = FIRST_KEY; ; ) {
    const page = await readLogPage(db, after, PAGE);
    for (const logged of page) if (logged.number) cases.push(scoreCaseOf(logged.number, logged.events));
    told(cases.length);
    if (page.length < PAGE) return cases;
    after = page.at(-1)!.id;
  }
}
