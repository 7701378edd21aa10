import { useEffect, useState } from 'react';
import { keep, readKept } from '../store/db.ts';

/** What has been looked at in a cell of a survey so far. */
export interface CellWork {
  /** Found as the register has them. */
  readonly seen: readonly string[];
  /** Found otherwise, and proposed. */
  readonly proposed: readonly string[];
  /** Found, and not in the register at all. */
  readonly added: number;
}

const NOTHING: CellWork = { seen: [], proposed: [], added: 0 };

/** The work on a cell, kept on the phone at every step; null while it is read. */
export function useCellWork(task: string) {
  const key = `survey:${task}`;
  const [work, setWork] = useState<CellWork | null>(null);
  useEffect(() => void readKept<CellWork>(key).then((kept) => setWork(kept?.value ?? NOTHING)), [key]);
  const change = (to: (work: CellWork) => CellWork) =>
    setWork((before) => {
      const after = to(before ?? NOTHING);
      void keep(key, after);
      return after;
    });
  return { work, change };
}
