import { v7 } from 'uuid';
import type { Draft } from '../report/draft.ts';
import { fieldDb } from '../store/db.ts';
import { type OutboxItem, picturesOf, voiceOf } from './item.ts';
import { reload } from './queue.ts';

/**
 * Makes a refused report a draft again, to be put right. It gets an id of its own: what was queued is never
 * changed, and the server has written nothing under the old one. A draft that is at work goes on first.
 */
export async function backToDraft(item: OutboxItem): Promise<void> {
  const { deed } = item;
  if (deed.kind !== 'report' || item.stage !== 'text' || !item.refused) return;
  const { place, component, categoryKey, conditionKey, text } = deed.body;
  const spoken = voiceOf(item);
  const draft: Draft = {
    userId: item.userId,
    id: v7(),
    deviceAt: item.deviceAt,
    photos: picturesOf(item),
    photoBytes: Object.fromEntries(item.photos.map((photo) => [photo.hash, photo.bytes])),
    place: { lon: place.lon, lat: place.lat, accuracyM: place.accuracyM ?? null, from: 'hand' },
    address: null,
    component: component ?? null,
    noComponent: component == null,
    categoryKey: categoryKey ?? null,
    conditionKey: conditionKey ?? null,
    text: text ?? '',
    voice: spoken && { hash: spoken.hash, bytes: spoken.bytes, ms: spoken.voiceMs ?? 0 },
  };
  const tx = (await fieldDb()).transaction(['items', 'drafts'], 'readwrite', { durability: 'strict' });
  if (await tx.objectStore('drafts').get(item.userId)) {
    tx.abort();
    await tx.done.catch(() => undefined);
    return;
  }
  await tx.objectStore('drafts').put(draft);
  await tx.objectStore('items').delete(item.id);
  await tx.done;
  await reload();
}
