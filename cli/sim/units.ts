import type { CaseCard } from '../../core/contract/api/answers.ts';
import type { Client } from '../apiClient.ts';
import { around, fateOf, type Stage } from './stage.ts';

const AT_ONCE = 25;

/** Units that may get cases; every one has a liaison whose login is the unit's code. */
export function workingUnits(stage: Stage): string[] {
  return stage.directory.units.filter(({ neverResponsible }) => !neverResponsible).map(({ code }) => code);
}

/** A liaison looks into the inbox: some are prompt, some let things lie. */
export async function liaisonLooks(stage: Stage, unit: string): Promise<void> {
  const who = await stage.person(unit);
  const { cases } = await who.call('listCases', { hand: 'unit', unit, limit: AT_ONCE });
  for (const card of cases) await handle(stage, who, card, diligenceOf(unit));
}

/** From 0, lets things lie, to 1, prompt. */
function diligenceOf(unit: string): number {
  return fateOf(unit, 'diligence');
}

async function handle(stage: Stage, who: Client, card: CaseCard, diligence: number): Promise<void> {
  const fate = fateOf(card.id, 'unit');
  const left = Math.max(10 * 60_000, (card.dueAt ?? Date.now()) - Date.now());
  if (card.pending) return;
  if (fate < 0.04 && !card.repeats && !card.acknowledged) {
    await stage.act(who, card, 'return', around(25, 0.4), () => ({
      reason: 'not-ours',
      text: '经核实不属于本单位职责范围',
    }));
    return;
  }
  if (!card.acknowledged && fate < 0.7 + 0.3 * diligence) {
    await stage.act(who, card, 'acknowledge', around(12), () => ({}));
    return;
  }
  const slow = fateOf(card.id, 'slow') > 0.86 + 0.13 * diligence;
  if (slow && fate > 0.5 && fate < 0.7 && card.dueAt !== null && left > 30 * 60_000)
    await stage.act(who, card, 'request-extension', left * 0.5, () => ({
      minutes: 120,
      reason: 'materials',
      text: '材料未到，申请延期',
    }));
  const share = slow ? 1.3 : 0.1 + 0.35 * (1 - diligence) * fateOf(card.id, 'share');
  await stage.act(who, card, 'feedback', left * share, async () => ({
    photos: [await stage.photo(who, 'after', card.number)],
    text: '已处置完毕',
  }));
}
