import { HouseError } from '../../../../core/contract/errors.ts';
import { call, command, sendForm } from '../../api/call.ts';
import { fieldDb } from '../store/db.ts';
import { type ItemPhoto, type OutboxItem, picturesOf, type ReceiptSaid, voiceOf } from './item.ts';

/** A try that takes longer than this is given up and made again: on a dead line nothing else would end it. */
const TEXT_WITHIN_MS = 20_000;
const PART_WITHIN_MS = 45_000;
/** Small enough that a bad line loses seconds only, large enough that a good one is not slowed. */
const PART_BYTES = 96 * 1024;

/** Sends the text of an item; the same again gives the first answer again. Answers the case's number, if it is new. */
export async function sendText(item: OutboxItem): Promise<string | null> {
  const signal = AbortSignal.timeout(TEXT_WITHIN_MS);
  const photos = picturesOf(item);
  const observedAt = item.observedAt ?? undefined;
  const { deed } = item;
  if (deed.kind === 'report') {
    const spoken = voiceOf(item);
    const voice = spoken && { hash: spoken.hash, ms: spoken.voiceMs ?? 0 };
    const body = { ...deed.body, id: item.id, photos, observedAt, ...(voice && { voice }) };
    return (await call('report', body, { key: item.id, signal })).number;
  }
  const options = { key: item.id, signal };
  if (deed.kind === 'proposal') {
    await call('proposeComponent', { ...deed.body, id: item.id, photos }, options);
    return null;
  }
  if (deed.kind === 'survey') {
    await call('surveyCell', deed.body, options);
    return null;
  }
  const { caseId, command: name } = deed;
  if (name === 'cannot-check' || name === 'cannot-verify') {
    await command(caseId, name, { ...deed.body, reason: deed.body.reason ?? 'other' }, options);
  } else if (name === 'fail') {
    const reason = (deed.body.reason ?? 'not-done') as 'not-done';
    await command(caseId, name, { ...deed.body, reason, photos, observedAt }, options);
  } else {
    await command(caseId, name, { ...deed.body, photos, observedAt }, options);
  }
  return null;
}

/** Asks what the server holds of an item. */
export async function askReceipt(item: OutboxItem): Promise<ReceiptSaid> {
  const photos = item.photos.map((photo) => photo.hash).join(',');
  const receipt = await call(
    'receipt',
    { key: item.id, photos },
    { signal: AbortSignal.timeout(TEXT_WITHIN_MS) },
  );
  return { key: receipt.key, known: receipt.answer !== null, photos: receipt.photos };
}

/**
 * Sends a photo from where the server says it stands, part by part, telling after each how far it is.
 * The bytes are named by their hash: sent twice they are stored once.
 */
export async function sendPhoto(
  photo: ItemPhoto,
  onProgress: (received: number, stored: boolean) => Promise<unknown>,
): Promise<'sent' | 'bytes-gone'> {
  const kept = await (await fieldDb()).get('photos', photo.hash);
  let state = await call('photoParts', { hash: photo.hash }, { signal: AbortSignal.timeout(TEXT_WITHIN_MS) });
  if (!kept && !state.stored) return 'bytes-gone';
  while (!state.stored && kept) {
    const from = state.received;
    state = await sendPart(photo.hash, kept.data, from);
    if (state.stored) break;
    await onProgress(state.received, false);
    // Held less than before: the server lost the beginning. Not here and now, but later, from where it says.
    if (state.received <= from)
      throw new HouseError('unavailable', 'The photo does not get on.', { clause: 'photo.part' });
  }
  await onProgress(photo.bytes, true);
  return 'sent';
}

function sendPart(hash: string, data: ArrayBuffer, from: number) {
  const form = new FormData();
  form.append('offset', String(from));
  form.append('total', String(data.byteLength));
  form.append('part', new Blob([data.slice(from, from + PART_BYTES)]), 'part');
  return sendForm('uploadPhotoPart', { hash }, form, { signal: AbortSignal.timeout(PART_WITHIN_MS) });
}
