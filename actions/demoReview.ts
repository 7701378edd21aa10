import { createHash } from 'node:crypto';
import type { Actor } from '../core/rules/case/people.ts';
import { readReviewers, type UntimelyItem, untimelyItems } from '../db/queries/demoReview.ts';
import { decideAppeal, fileAppeal } from './appeals.ts';
import type { House } from './house.ts';
import { movePeriod } from './movePeriod.ts';
import { run } from './run.ts';
import { chainRows, stageOf } from './scoreChain.ts';

const HOUR = 3_600_000;
/** The evaluator looks at a settled month after this, publishes so long after the review. */
const LOOKS_AFTER = 20 * HOUR;
const PUBLISHES_AFTER = 2 * HOUR;
const DECIDES_AFTER = 26 * HOUR;
const APPEALS_A_MONTH = 6;

const TEXTS = [
  '现场道路封闭施工，无法进场处置，附当日照片。',
  '配件由厂家定制，已在期限内报备，到货当天即更换。',
  '案件先派至他单位，退回后才派给我单位，不应由我单位承担。',
  '处置已按时完成，反馈时系统网络中断，次日补传。',
] as const;
const GRANTED = '情况属实，当日确有施工围挡，予以剔除。';
const REFUSED = '延期须在黄灯前申请，本案没有申请，维持原判。';

interface ReviewOptions {
  readonly seed: string;
  /** The end of the past, epoch ms: nothing is done later than this. */
  readonly until: number;
}

/**
 * Gives the finished months of a demo city's past what an evaluator and the units do with them: review,
 * publication, appeals and their decisions, by the deeds that the screens call, at instants of the past. What would
 * come after its end stays to be done. Returns how many months were published and how many appeals filed.
 */
export async function reviewDemoPast(
  house: House,
  { seed, until }: ReviewOptions,
): Promise<{ readonly published: number; readonly appeals: number }> {
  const settings = await house.settings();
  const { evaluator, heads } = await readReviewers(house.pool);
  if (!evaluator) return { published: 0, appeals: 0 };
  let published = 0;
  let appeals = 0;
  const move = (period: number, to: 'in-review' | 'published', now: number) =>
    run(house, movePeriod, { period, to }, { actor: evaluator, now });
  const months = async () => chainRows(house.pool, settings, 'month', until);
  const finished = (await months())
    .map((chain) => ({ row: chain.row, lookedAt: stageOf(chain).settlesAt + LOOKS_AFTER }))
    .filter(({ row, lookedAt }) => row.state === 'settled' && lookedAt <= until);
  for (const { row, lookedAt } of finished) {
    await move(row.id, 'in-review', lookedAt);
    const inReview = (await months()).find((one) => one.row.id === row.id)!;
    const publishedAt = (stageOf(inReview).reviewUntil ?? lookedAt) + PUBLISHES_AFTER;
    if (publishedAt <= until) {
      await move(row.id, 'published', publishedAt);
      published++;
    }
    const items = pickItems(await untimelyItems(house.pool, row.id), `${seed}/${row.name}`);
    for (const [i, item] of items.entries()) {
      const at = lookedAt + (i + 1) * 7 * HOUR;
      const actor = heads.find(({ unit }) => unit === item.unit);
      if (!actor || at > until) continue;
      // The last one of all waits for whoever opens the page.
      const waits = row === finished.at(-1)?.row && i === items.length - 1;
      await appeal(house, { period: row.id, item, i, at, until: waits ? at : until, actor, evaluator });
      appeals++;
    }
  }
  return { published, appeals };
}

interface DemoAppeal {
  readonly period: number;
  readonly item: UntimelyItem;
  readonly i: number;
  readonly at: number;
  readonly until: number;
  readonly actor: Actor;
  readonly evaluator: Actor;
}

async function appeal(house: House, { period, item, i, at, until, actor, evaluator }: DemoAppeal) {
  const { caseId, no, clauses } = item;
  const text = TEXTS[i % TEXTS.length]!;
  const { id } = await run(house, fileAppeal, { period, caseId, no, text }, { actor, now: at });
  if (at + DECIDES_AFTER > until) return;
  const grant = i % 3 === 0;
  const decision = grant
    ? { appeal: id, grant, effect: 'struck', clauses, reason: GRANTED }
    : { appeal: id, grant, reason: REFUSED };
  await run(house, decideAppeal, decision, { actor: evaluator, now: at + DECIDES_AFTER });
}

/** One item of each unit at most, chosen by the seed. */
function pickItems(items: readonly UntimelyItem[], seed: string): UntimelyItem[] {
  const lot = (text: string) => createHash('sha256').update(`${seed}/${text}`).digest('hex');
  const byLot = items
    .map((item) => ({ item, lot: lot(`${item.caseId}/${item.no}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const units = new Set<string>();
  const one = byLot.filter(({ item }) => !units.has(item.unit) && units.add(item.unit));
  return one.slice(0, APPEALS_A_MONTH).map(({ item }) => item);
}
