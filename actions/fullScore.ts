import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import { compileScorePolicy } from '../core/rules/scoring/policy.ts';
import { scoreAll } from '../core/rules/scoring/scoreAll.ts';
import type { ScoreCase } from '../core/rules/scoring/scoreCase.ts';
import type { Db } from '../db/pool.ts';
import { readLogPage } from '../db/queries/logCheck.ts';
import { chainPeriods, commandDutyUnits, storedScores } from '../db/queries/scoring.ts';
import { inTransaction } from '../db/tx.ts';
import type { House } from './house.ts';
import { scorePolicyOf } from './scoreCase.ts';

const PAGE = 1_000;
const FIRST_KEY = '00000000-0000-0000-0000-000000000000';

export interface Comparison {
  readonly periods: number;
  readonly items: number;
  /** One line a difference: period, unit, what is stored and what the log gives. */
  readonly differences: string[];
}

/** The whole log scored anew by the same pure steps, against the stored results; both must be the same to the byte. */
export async function compareScores(house: House, told: (cases: number) => void): Promise<Comparison> {
  const settings = await house.settings();
  return inTransaction(house.pool, async (tx, now) => {
    const rows = await chainPeriods(tx, 'month');
    const scored = scoreAll({
      working: { calendar: settings.calendar, workdayMs: settings.calendar.data.workdayMinutes * 60_000 },
      policy: compileScorePolicy(scorePolicyOf(settings)),
      commandDutyUnits: await commandDutyUnits(tx),
      periods: rows.map((row) => ({ name: row.name, from: row.from_at, to: row.to_at })),
      cases: await allCases(tx, told),
      now,
    });
    const differences: string[] = [];
    let items = 0;
    for (const { period, units } of scored) {
      const stored = await storedScores(tx, rows.find((row) => row.name === period.name)!.id);
      for (const unit of units) {
        items += unit.items.length;
        const full = JSON.stringify([
          unit.shouldResolve,
          unit.resolved,
          unit.timely,
          unit.movedOut,
          unit.carriedIn,
          unit.score,
          unit.items.map(itemLine),
        ]);
        const kept = JSON.stringify(stored.get(unit.unit) ?? null);
        if (full !== kept)
          differences.push(
            `${period.name} ${unit.unit}: stored ${kept.slice(0, 200)}, the log gives ${full.slice(0, 200)}`,
          );
      }
    }
    return { periods: scored.length, items, differences };
  });
}

type Item = ReturnType<typeof scoreAll>[number]['units'][number]['items'][number];
function itemLine(item: Item) {
  return item.moved === null
    ? [item.caseId, item.no, item.resolved, item.timely, item.clauses, null]
    : [item.caseId, item.no, null, null, [], item.moved];
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
