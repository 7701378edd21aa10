import { fieldDb } from '../store/db.ts';
import { type Draft, heldBy } from './draft.ts';

/** The draft of a person on this phone. */
export async function readDraft(userId: string): Promise<Draft | null> {
  return (await (await fieldDb()).get('drafts', userId)) ?? null;
}

export async function keepDraft(draft: Draft): Promise<void> {
  await (await fieldDb()).put('drafts', draft);
}

/** Gives a draft up with its photos. */
export async function dropDraft(draft: Draft): Promise<void> {
  const tx = (await fieldDb()).transaction(['drafts', 'photos', 'items'], 'readwrite');
  const owed = new Set(
    (await tx.objectStore('items').getAll()).flatMap((item) => item.photos).map((p) => p.hash),
  );
  await tx.objectStore('drafts').delete(draft.userId);
  for (const hash of heldBy(draft)) if (!owed.has(hash)) await tx.objectStore('photos').delete(hash);
  await tx.done;
}
