import { useEffect, useState } from 'react';
import { photoUrl } from '../../api/call.ts';
import { fieldDb } from '../store/db.ts';

/** The address of a photo that this phone holds in its outbox or drafts; null while it is read or when it is gone. */
export function useOwnPhoto(hash: string | null): string | null {
  return useObjectUrl(hash, async (wanted) => {
    const photo = await (await fieldDb()).get('photos', wanted);
    return photo ? new Blob([photo.data], { type: photo.type }) : null;
  });
}

/** The address of a photo of a case: kept on this phone, else fetched and kept; null when neither can be. */
export function useCasePhoto(hash: string | null): string | null {
  return useObjectUrl(hash, keptPicture);
}

/** Fetches what is not kept yet, so that it can be seen without a network; then forgets what no task needs. */
export async function keepPictures(hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) await keptPicture(hash).catch(() => null);
  const db = await fieldDb();
  const needed = new Set(hashes);
  for (const key of await db.getAllKeys('pictures')) if (!needed.has(key)) await db.delete('pictures', key);
}

async function keptPicture(hash: string): Promise<Blob | null> {
  const db = await fieldDb();
  const kept = await db.get('pictures', hash);
  if (kept) return new Blob([kept.data], { type: 'image/jpeg' });
  const own = await db.get('photos', hash);
  if (own) return new Blob([own.data], { type: own.type });
  const response = await fetch(photoUrl(hash), { credentials: 'same-origin' }).catch(() => null);
  if (!response?.ok) return null;
  const data = await response.arrayBuffer();
  await db.put('pictures', { hash, data, at: Date.now() }).catch(() => undefined);
  return new Blob([data], { type: 'image/jpeg' });
}

function useObjectUrl(hash: string | null, read: (hash: string) => Promise<Blob | null>): string | null {
  const [shown, setShown] = useState<{ hash: string; url: string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` is one of two fixed functions
  useEffect(() => {
    if (hash === null) return;
    let url: string | null = null;
    let gone = false;
    void read(hash)
      .catch(() => null)
      .then((blob) => {
        if (gone || !blob) return;
        url = URL.createObjectURL(blob);
        setShown({ hash, url });
      });
    return () => {
      gone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [hash]);
  return shown && shown.hash === hash ? shown.url : null;
}
