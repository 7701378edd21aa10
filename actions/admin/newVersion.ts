import { HouseError } from '../../core/contract/errors.ts';
import { lockVersions } from '../../db/queries/policies.ts';
import { addRecord, newestRecord, type RecordKind } from '../../db/queries/records.ts';
import type { DeedContext } from '../run.ts';

/** Refuses an edit that was made on an older version than the newest one. @throws HouseError conflict */
export function refuseOlder(base: number, newest: number): void {
  if (base === newest) return;
  throw new HouseError(
    'conflict',
    'Somebody else has published a newer version meanwhile. Look at it and edit again; nothing was changed.',
    { clause: '07.version', version: newest },
  );
}

/**
 * Keeps the next version of a record whose row the caller writes. `before` is read under the lock: null for
 * a new record; what was there before the first edit becomes version 1. Answers the new version.
 * @throws HouseError conflict
 */
export async function nextRecord<D>(
  { tx, now, actor }: DeedContext,
  record: {
    readonly kind: RecordKind;
    readonly key: string;
    readonly base: number;
    readonly note: string;
    readonly before: () => Promise<D | null>;
    readonly after: D;
  },
): Promise<number> {
  const { kind, key, base, note, after } = record;
  await lockVersions(tx, `${kind} ${key}`);
  const [kept, before] = [await newestRecord(tx, kind, key), await record.before()];
  const newest = kept || (before === null ? 0 : 1);
  refuseOlder(base, newest);
  if (kept === 0 && before !== null)
    await addRecord(tx, { kind, key, version: 1, data: before, at: now, by: 'seed', note: '' });
  const version = newest + 1;
  await addRecord(tx, { kind, key, version, data: after, at: now, by: actor.id, note });
  return version;
}
