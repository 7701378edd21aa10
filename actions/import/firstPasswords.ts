import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Tx } from '../../db/pool.ts';
import { setFirstPasswords, withoutPassword } from '../../db/queries/importingTables.ts';

const BYTES = 12;
const AT_ONCE = 4;

/**
 * Gives people who have none a first password each, those of the import in this transaction or all;
 * the answer is the only place where they stand.
 */
export async function firstPasswords(
  tx: Tx,
  whose: 'imported' | 'all' = 'imported',
): Promise<ReadonlyMap<string, string>> {
  const passwords = new Map(
    (await withoutPassword(tx, whose)).map((login) => [login, randomBytes(BYTES).toString('base64url')]),
  );
  const hashes = new Map<string, string>();
  const waiting = [...passwords];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) hashes.set(next[0], await hash(next[1]));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await setFirstPasswords(tx, hashes);
  return passwords;
}
