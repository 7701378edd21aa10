import { z } from 'zod';
import type { NoticeData } from '../core/contract/api/notices.ts';
import {
  EMERGENCY_ROLES,
  NOTICES,
  type NoticeChannel,
  type NoticeKind,
  quietMinutesLeft,
} from '../core/contract/notices.ts';
import { asksAgain } from '../core/rules/case/again.ts';
import type { EventType } from '../core/rules/case/events.ts';
import { digestsOwed } from '../db/queries/digest.ts';
import {
  type OwedNotice,
  type Receiver,
  receiversOf,
  takeOwedNotices,
  writeNotice,
} from '../db/queries/notices.ts';
import { cityDate } from './routing.ts';
import type { Deed, DeedContext } from './run.ts';

const BATCH = 200;
const MINUTE = 60_000;
// Older than this nobody is told any more: a relay that stood still for days must not wake the whole city.
const TOO_OLD_MS = 24 * 3_600_000;
const DIGEST_FROM_MINUTE = 8 * 60;

/** Turns owed facts into notices and their deliveries; answers how many facts it took. */
export const tellPeople: Deed<z.ZodObject, { readonly taken: number }> = {
  name: 'tell-people',
  right: 'machine',
  input: z.object({}),
  async run(ctx) {
    const owed = await takeOwedNotices(ctx.tx, BATCH);
    for (const fact of owed) if (ctx.now - fact.at < TOO_OLD_MS) await tellOf(ctx, fact);
    return { taken: owed.length };
  },
};

/** From eight in the morning each unit head is told once a day how the unit stands. */
export const tellDigest: Deed<z.ZodObject, { readonly told: number }> = {
  name: 'tell-digest',
  right: 'machine',
  input: z.object({}),
  async run(ctx) {
    const { timezone } = ctx.settings.city;
    if (minuteOfDay(ctx.now, timezone) < DIGEST_FROM_MINUTE) return { told: 0 };
    const day = cityDate(ctx.now, timezone);
    const owed = await digestsOwed(ctx.tx, day, ctx.now, timezone);
    for (const { receiver, data } of owed)
      await write(ctx, receiver, { kind: 'digest', caseId: null, seq: null, day, data });
    return { told: owed.length };
  },
};

/** A post that nobody holds alarms its head at once (spec 04, backup posts): of the unit, or of the centre. */
export async function tellGap(
  ctx: DeedContext,
  post: { readonly unit: string | null; readonly zh: string; readonly en: string },
  gapAt: number,
): Promise<void> {
  const heads = await receiversOf(ctx.tx, [post.unit === null ? 'shift-lead' : 'unit-head'], post.unit);
  const data = { zh: post.zh, en: post.en, dueAt: gapAt };
  for (const head of heads)
    await write(ctx, head, { kind: 'post-gap', caseId: null, seq: null, day: null, data });
}

async function tellOf(ctx: DeedContext, fact: OwedNotice): Promise<void> {
  for (const row of NOTICES[fact.type as EventType] ?? []) {
    if (!concerns(ctx, row.kind, fact)) continue;
    const about = { kind: row.kind, caseId: fact.caseId, seq: fact.seq, day: null, data: dataOf(fact) };
    if (row.reporter && fact.hasReporter) await write(ctx, null, about);
    const centre = row.kind === 'emergency' ? emergencyRoles(fact) : row.centre;
    const people = [
      ...(row.unit && fact.unit ? await receiversOf(ctx.tx, row.unit, fact.unit) : []),
      ...(centre ? await receiversOf(ctx.tx, centre, null) : []),
    ];
    for (const person of people) await write(ctx, person, about);
  }
}

/** A unit is warned of its own clock alone; the shift lead hears of ratings that ask for a new case. */
function concerns(
  { settings }: DeedContext,
  kind: NoticeKind,
  { payload, at, closedAt }: OwedNotice,
): boolean {
  if (kind === 'not-solved')
    return asksAgain({ solved: payload.solved as boolean | null, at }, closedAt, settings.casePolicy);
  return kind === 'case-yellow' || kind === 'case-red' ? payload.clock === 'handling' : true;
}

function emergencyRoles({ payload }: OwedNotice) {
  return EMERGENCY_ROLES[Math.min(Number(payload.level ?? 0), EMERGENCY_ROLES.length - 1)];
}

function dataOf({ number, zh, en, address, dueAt, type }: OwedNotice): NoticeData {
  return { number, zh, en, address, dueAt, type };
}

interface About {
  readonly kind: NoticeKind;
  readonly caseId: string | null;
  readonly seq: number | null;
  readonly day: string | null;
  readonly data: NoticeData;
}

async function write(ctx: DeedContext, to: Receiver | null, about: About): Promise<void> {
  await writeNotice(ctx.tx, {
    ...about,
    id: ctx.house.newId(ctx.now),
    userId: to?.id ?? null,
    at: ctx.now,
    deliveries: to ? deliveriesOf(ctx, to, about.kind) : [{ channel: 'email', target: '', dueAt: ctx.now }],
  });
}

function deliveriesOf({ now, settings }: DeedContext, to: Receiver, kind: NoticeKind) {
  const off = new Set<NoticeChannel>(to.off[kind] ?? []);
  const quiet =
    kind === 'emergency'
      ? 0
      : quietMinutesLeft({ from: to.quietFrom, to: to.quietTo }, minuteOfDay(now, settings.city.timezone));
  const dueAt = now + quiet * MINUTE;
  const all: { channel: NoticeChannel; target: string; dueAt: number }[] = [
    ...to.endpoints.map((target) => ({ channel: 'push' as const, target, dueAt })),
    ...(to.email ? [{ channel: 'email' as const, target: '', dueAt }] : []),
    ...(to.webhookUrl ? [{ channel: 'webhook' as const, target: '', dueAt }] : []),
  ];
  return all.filter(({ channel }) => !off.has(channel));
}

function minuteOfDay(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [hour, minute] = parts.format(atMs).split(':').map(Number);
  return hour! * 60 + minute!;
}
