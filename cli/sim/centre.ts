import type { CaseCard } from '../../core/contract/api/answers.ts';
import type { Hand } from '../../core/rules/case/status.ts';
import type { Client } from '../apiClient.ts';
import { around, fateOf, pick, type Stage } from './stage.ts';
import type { Walker } from './street.ts';

const AT_ONCE = 25;

async function queue(who: Client, hand: Hand): Promise<readonly CaseCard[]> {
  return (await who.call('listCases', { hand, limit: AT_ONCE })).cases;
}

/** The acceptance officer: files, has some verified, rejects a few, closes; hears emergencies. */
export async function intakeLooks(stage: Stage): Promise<void> {
  const who = await stage.person('intake');
  for (const card of await queue(who, 'acceptance')) await decideReport(stage, who, card);
  for (const card of await queue(who, 'closing')) await stage.act(who, card, 'close', around(8), () => ({}));
  for (const card of await queue(who, 'unit'))
    if (card.urgency === 'emergency')
      await stage.act(who, card, 'acknowledge-emergency', around(1.5), () => ({}));
}

async function decideReport(stage: Stage, who: Client, card: CaseCard): Promise<void> {
  const category = stage.categories.find(({ key }) => key === card.categoryKey);
  const conditionKey = card.conditionKey ?? category?.conditions[0]?.key;
  const fate = fateOf(card.id, 'intake');
  if (!conditionKey) {
    await stage.act(who, card, 'reject', around(10), () => ({
      reason: 'out-of-scope',
      text: '不属于城市管理受理范围',
    }));
    return;
  }
  // Verified once, at the most: the second look files.
  if (card.channel === 'hotline' && fate < 0.4 && card.version === 1) {
    await stage.act(who, card, 'request-verification', around(8), () => ({}));
    return;
  }
  if (fate > 0.95)
    await stage.act(who, card, 'reject', around(10), () => ({
      reason: 'insufficient',
      text: '描述不清，无法立案',
    }));
  else await stage.act(who, card, 'file', around(8), () => ({ conditionKey }));
}

/** The dispatcher: what came back, and what the router was not sure of. */
export async function dispatcherLooks(stage: Stage): Promise<void> {
  const who = await stage.person('dispatch');
  for (const card of await queue(who, 'dispatcher'))
    await stage.act(who, card, 'dispatch', around(10), () => choice(stage, who, card));
  for (const card of await queue(who, 'coordination'))
    await stage.act(who, card, 'dispatch', around(card.urgency === 'emergency' ? 8 : 45), () =>
      choice(stage, who, card),
    );
}

async function choice(stage: Stage, who: Client, card: CaseCard) {
  const { state } = await who.call('caseDetail', { id: card.id });
  const present = state.assignment?.unit;
  const able = new Set(
    stage.directory.units.filter((unit) => !unit.neverResponsible).map(({ code }) => code),
  );
  const named = state.candidates.map(({ unit }) => unit).filter((code) => able.has(code));
  const other = ['city-enforcement', 'planning-construction'].find(
    (code) => code !== present && able.has(code),
  );
  const unit = pick(named) ?? (present && fateOf(card.id, 'again') < 0.45 ? present : other) ?? present!;
  return { unit, reason: state.returnedSince ? 'after-return' : 'coordinated' };
}

/** The supervision officer: tasks that nobody has, reminders to units that are late. */
export async function supervisionLooks(stage: Stage, walkers: readonly Walker[]): Promise<void> {
  const who = await stage.person('supervise');
  const now = Date.now();
  for (const card of await queue(who, 'supervision')) {
    if (card.status === 'awaiting-check') await stage.act(who, card, 'issue-check', around(8), () => ({}));
    else await giveTask(stage, who, card, walkers);
  }
  const isRed = (card: CaseCard) => card.redFrom !== null && card.redFrom < now && card.parkedAt === null;
  // A task of somebody who has gone home goes to somebody on the street.
  for (const card of await queue(who, 'collector'))
    if (isRed(card)) await giveTask(stage, who, card, walkers, 40);
  for (const card of await queue(who, 'unit'))
    if (isRed(card) && fateOf(card.id, 'supervise') < 0.4)
      await stage.act(who, card, 'supervise', around(40), () => ({}));
}

async function giveTask(
  stage: Stage,
  who: Client,
  card: CaseCard,
  walkers: readonly Walker[],
  minutes = 10,
): Promise<void> {
  const near = walkers.filter(({ beat }) => beat.code?.startsWith(card.subdistrict ?? '-'));
  const walker = pick(near.length ? near : walkers);
  if (!walker) return;
  await stage.act(who, card, 'reassign-collector', around(minutes), async () => ({
    collector: (await walker.who.call('me', {})).user!.id,
  }));
}

/** The shift lead: what units ask for, and half of the closing. */
export async function shiftLooks(stage: Stage): Promise<void> {
  const who = await stage.person('shift');
  for (const card of await queue(who, 'unit'))
    if (card.pending) await answerRequest(stage, who, card, card.pending);
  for (const card of await queue(who, 'closing')) await stage.act(who, card, 'close', around(15), () => ({}));
}

async function answerRequest(
  stage: Stage,
  who: Client,
  card: CaseCard,
  pending: 'return' | 'extension' | 'deferral',
) {
  const yes = fateOf(card.id, pending) < 0.75;
  const reason = 'not-needed';
  const asked = async () => (await who.call('caseDetail', { id: card.id })).state.requests;
  if (pending === 'return')
    await (yes
      ? stage.act(who, card, 'approve-return', around(12), () => ({}))
      : stage.act(who, card, 'refuse-return', around(12), () => ({ reason })));
  else if (pending === 'extension')
    await (yes
      ? stage.act(who, card, 'approve-extension', around(12), async () => ({
          minutes: (await asked()).extension?.minutes ?? 60,
        }))
      : stage.act(who, card, 'refuse-extension', around(12), () => ({ reason })));
  else
    await (yes
      ? stage.act(who, card, 'approve-deferral', around(12), async () => ({
          until: (await asked()).deferral?.until ?? Date.now() + 86_400_000,
        }))
      : stage.act(who, card, 'refuse-deferral', around(12), () => ({ reason })));
}
