import { useEffect } from 'react';
import { usePosition } from '../place/position.ts';
import type { KeptPhoto } from '../store/db.ts';
import { fieldDb } from '../store/db.ts';
import type { Draft } from './draft.ts';

/** A fix is taken over as the report's place only around the moment of the photo. */
const AROUND_PHOTO_MS = 60_000;

/**
 * Sets a draft's place by itself: the best fix around the moment of the photo, else what the camera wrote.
 * A place set by hand is left alone.
 */
export function useAutoPlace(draft: Draft | null, update: (change: Partial<Draft>) => void) {
  const position = usePosition(true);
  const { fix, trouble } = position;
  useEffect(() => {
    if (!draft || draft.place?.from === 'hand' || !fix) return;
    if (Math.abs(fix.at - draft.deviceAt) > AROUND_PHOTO_MS && draft.place) return;
    const better =
      draft.place?.from !== 'gps' || fix.accuracyM < (draft.place.accuracyM ?? Number.POSITIVE_INFINITY);
    if (better) update({ place: { lon: fix.lon, lat: fix.lat, accuracyM: fix.accuracyM, from: 'gps' } });
  }, [draft, fix, update]);
  const [first] = draft?.photos ?? [];
  const placeless = draft !== null && draft.place === null && trouble !== null;
  useEffect(() => {
    if (!placeless || !first) return;
    void photoPlace(first).then((place) => place && update({ place }));
  }, [placeless, first, update]);
  return position;
}

async function photoPlace(hash: string) {
  const photo: KeptPhoto | undefined = await (await fieldDb()).get('photos', hash);
  if (!photo || photo.lon === null || photo.lat === null) return null;
  return { lon: photo.lon, lat: photo.lat, accuracyM: null, from: 'photo' as const };
}
