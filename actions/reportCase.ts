import type { Receipt } from '../core/contract/api/answers.ts';
import { ENDPOINTS } from '../core/contract/api/endpoints.ts';
import { type ReportInput, reportInput } from '../core/contract/api/shapes.ts';
import { HouseError } from '../core/contract/errors.ts';
import { decide } from '../core/rules/case/decide.ts';
import type { Channel, Role } from '../core/rules/case/people.ts';
import type { Standard } from '../core/rules/case/state.ts';
import { caseNumber, missingPhotos, readCase, writeEvents } from '../db/queries/cases.ts';
import { categoryOf } from '../db/queries/catalogue.ts';
import { keepPerson } from '../db/queries/persons.ts';
import { type SentReport, sentReport } from '../db/queries/receipts.ts';
import { isTrusted } from '../db/queries/users.ts';
import { actOnCase, decideContext, refusalError } from './actOnCase.ts';
import { knownComponent, outside, settledPlace, standardFor } from './facts.ts';
import { refuseForeignPhotos } from './ownPhotos.ts';
import type { Deed, DeedContext } from './run.ts';

/** What a role reports through when the client names no channel. */
const CHANNEL_OF_ROLE: Partial<Record<Role, Channel>> = {
  collector: 'collector',
  'grid-head': 'collector',
  'courtyard-head': 'collector',
  'acceptance-officer': 'hotline',
  leader: 'instruction',
  'unit-dispatcher': 'unit',
  resident: 'web',
  integration: 'open311',
  import: 'import',
};

/** A report comes in. The client's own id is the case's key: sent twice is one case (spec 02, report). */
export const reportCase: Deed<typeof reportInput, Receipt> = {
  name: 'report',
  right: [...ENDPOINTS.report.right, 'resident', 'integration', 'import'],
  input: reportInput,
  async run(ctx, input) {
    const known = await readCase(ctx.tx, input.id);
    if (known) return repeated(ctx, input, known);
    const { place, areas, inside } = await settledPlace(ctx, input.place);
    if (!inside && ctx.actor.role !== 'import') throw outside();
    await refuseForeignPhotos(ctx, input.photos);
    const proposal = await proposed(ctx, input, areas);
    const state = await write(ctx, {
      type: 'report',
      id: input.id,
      number: await caseNumber(ctx.tx, ctx.now, ctx.settings.city),
      channel: input.channel ?? CHANNEL_OF_ROLE[ctx.actor.role] ?? 'web',
      ...proposal,
      place,
      areas,
      photos: input.photos,
      text: input.text,
      ...(input.voice && { voice: input.voice }),
      observedAt: input.observedAt,
      component: await knownComponent(ctx, input.component),
      trusted: ctx.actor.role === 'collector' && (await isTrusted(ctx.tx, ctx.actor.id)),
      insideCity: inside,
    });
    if (input.reporter) await keepPerson(ctx.tx, input.id, input.reporter);
    if (input.again)
      await actOnCase(ctx, input.again, undefined, () => ({
        type: 'link',
        other: input.id,
        why: 'not-solved',
      }));
    return receipt(ctx, state, false);
  },
};

async function proposed(ctx: DeedContext, input: ReportInput, areas: Parameters<typeof standardFor>[2]) {
  const standard: Standard | null = input.conditionKey
    ? await standardFor(ctx, input.conditionKey, areas)
    : null;
  const categoryKey = standard?.categoryKey ?? input.categoryKey;
  const category = categoryKey ? await categoryOf(ctx.tx, categoryKey) : null;
  if (categoryKey && !category)
    throw new HouseError(
      'refused',
      `The category "${categoryKey}" is not in the catalogue in force. Choose another; nothing was changed, your report is kept on the phone.`,
      {
        clause: '02.report.category',
      },
    );
  if (ctx.actor.role === 'resident' && category && !category.open_to_residents)
    throw new HouseError('refused', 'Residents do not report under this category. Nothing was sent.', {
      clause: '02.report.not-open',
    });
  return {
    categoryKey: category?.key ?? null,
    conditionKey: standard?.conditionKey ?? null,
    kind: category?.kind ?? null,
    urgency: standard?.urgency ?? ('general' as const),
    proposed: standard,
  };
}

async function write(ctx: DeedContext, command: Extract<Parameters<typeof decide>[1], { type: 'report' }>) {
  const decision = decide(null, command, decideContext(ctx));
  if (!decision.ok) throw refusalError(decision, null);
  return writeEvents(ctx.tx, {
    id: command.id,
    before: null,
    events: decision.events,
    actor: ctx.actor,
    receivedAt: ctx.now,
    policy: ctx.settings.casePolicy,
  });
}

type Known = NonNullable<Awaited<ReturnType<typeof readCase>>>;

/** The same body again gives the receipt again; the case may have walked on, the report itself has not. */
async function repeated(ctx: DeedContext, input: ReportInput, known: Known): Promise<Receipt> {
  if (!isSame(await sentReport(ctx.tx, known.id), input, ctx.actor.id))
    throw new HouseError(
      'conflict',
      'This report key belongs to another report. Nothing was changed; send yours with a key of its own.',
      { clause: '02.report.id' },
    );
  return receipt(ctx, known, true);
}

function isSame(sent: SentReport, input: ReportInput, by: string): boolean {
  // The condition decides about the category, whatever else was sent with it.
  const category = input.conditionKey !== null || sent.categoryKey === input.categoryKey;
  const place = sent.place.lon === input.place.lon && sent.place.lat === input.place.lat;
  const text = sent.text === undefined || sent.text === (input.text || null);
  const named = sent.conditionKey === input.conditionKey && sent.component === input.component;
  const photos =
    sent.photos.length === input.photos.length && sent.photos.every((hash) => input.photos.includes(hash));
  const voice = sent.voice?.hash === input.voice?.hash;
  return sent.by.id === by && category && place && text && named && photos && voice;
}

async function receipt(ctx: DeedContext, state: Known, again: boolean): Promise<Receipt> {
  return {
    id: state.id,
    number: state.number,
    version: state.version,
    status: state.status,
    missingPhotos: await missingPhotos(ctx.tx, state.photos),
    repeated: again,
    serverTime: ctx.now,
  };
}
