import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 } from 'uuid';
import type { Draft } from './draft.ts';
import { keepDraft, readDraft } from './draftStore.ts';

export interface DraftHandle {
  /** Undefined while it is read from the phone. */
  readonly draft: Draft | null | undefined;
  /** Begins with the first photo. */
  readonly begin: (photo: { readonly hash: string; readonly data: ArrayBuffer }) => void;
  readonly update: (change: Partial<Draft>) => void;
  /** Forgets it here; the phone's own copy is the caller's to delete. */
  readonly clear: () => void;
}

/** The report that is being entered, kept on the phone at every change. */
export function useDraft(userId: string): DraftHandle {
  const [draft, setDraft] = useState<Draft | null | undefined>(undefined);
  const latest = useRef<Draft | null>(null);
  useEffect(() => {
    let gone = false;
    void readDraft(userId)
      .catch(() => null)
      .then((kept) => {
        if (gone || latest.current) return;
        latest.current = kept;
        setDraft(kept);
      });
    return () => {
      gone = true;
    };
  }, [userId]);
  const put = useCallback((next: Draft) => {
    latest.current = next;
    setDraft(next);
    // A full store costs the draft's copy only; the person is told when the photo or the report is saved.
    void keepDraft(next).catch(() => undefined);
  }, []);
  const begin = useCallback(
    ({ hash, data }: { readonly hash: string; readonly data: ArrayBuffer }) =>
      put({ ...blank(userId), photos: [hash], photoBytes: { [hash]: data.byteLength } }),
    [put, userId],
  );
  const update = useCallback(
    (change: Partial<Draft>) => {
      if (latest.current) put({ ...latest.current, ...change });
    },
    [put],
  );
  const clear = useCallback(() => {
    latest.current = null;
    setDraft(null);
  }, []);
  return { draft, begin, update, clear };
}

function blank(userId: string): Draft {
  return {
    userId,
    id: v7(),
    deviceAt: Date.now(),
    photos: [],
    photoBytes: {},
    place: null,
    address: null,
    component: null,
    noComponent: false,
    categoryKey: null,
    conditionKey: null,
    text: '',
  };
}
