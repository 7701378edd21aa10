import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import type { Pool, Tx } from '../db/pool.ts';
import { readSeals, type SealRow, sealedEvents, unsealedEvents, writeSeal } from '../db/queries/seals.ts';
import { inTransaction } from '../db/tx.ts';

const NO_ROOT = Buffer.alloc(32);

/**
 * Seals all events since the last seal in one Merkle root, chained to the one before, and writes the root
 * outside the database too, so that a case missing as a whole, or a cut tail, shows (spec 02, Event log).
 * Answers null when there was nothing to seal. Two sealers at once take turns.
 */
export async function sealLog(pool: Pool, anchor: string | null, now?: number): Promise<SealRow | null> {
  const seal = await inTransaction(pool, (tx, dbNow) => sealNow(tx, now ?? dbNow));
  if (seal && anchor) await appendFile(anchor, `${JSON.stringify(anchored(seal))}\n`);
  return seal;
}

async function sealNow(tx: Tx, now: number): Promise<SealRow | null> {
  const { previous, events, positions } = await unsealedEvents(tx);
  if (!events.length) return null;
  return writeSeal(tx, {
    at: now,
    positions,
    events: events.length,
    root: chained(previous ?? NO_ROOT, events),
    prevRoot: previous ?? NO_ROOT,
  });
}

/** Root of the tree over the events' hashes in order of position, then hashed with the root before. */
function chained(previous: Buffer, hashes: readonly Buffer[]): Buffer {
  return sha256(previous, merkleRoot(hashes));
}

/** A leaf and a node are marked apart; an odd one out goes up as it is. */
export function merkleRoot(hashes: readonly Buffer[]): Buffer {
  let level = hashes.map((hash) => sha256(Buffer.from([0]), hash));
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const right = level[i + 1];
      next.push(right ? sha256(Buffer.from([1]), level[i]!, right) : level[i]!);
    }
    level = next;
  }
  return level[0] ?? NO_ROOT;
}

function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function anchored(seal: SealRow) {
  return {
    at: new Date(seal.at).toISOString(),
    events: seal.events,
    root: seal.root.toString('hex'),
    prevRoot: seal.prevRoot.toString('hex'),
  };
}

export interface SealCheck {
  readonly seals: number;
  readonly broken: { caseId: string; number: null; seq: 0; why: string } | null;
}

/** Computes every seal again and compares with the chain and with the anchor outside. */
export async function checkSeals(pool: Pool, anchor: string | null): Promise<SealCheck> {
  const seals = await readSeals(pool);
  const broken = (why: string): SealCheck => ({
    seals: seals.length,
    broken: { caseId: '', number: null, seq: 0, why },
  });
  let previous: Buffer = NO_ROOT;
  for (const seal of seals) {
    const day = new Date(seal.at).toISOString();
    if (!seal.prevRoot.equals(previous))
      return broken(`the seal of ${day} does not follow the one before it`);
    const events = await sealedEvents(pool, seal.id);
    if (events.length !== seal.events)
      return broken(`the seal of ${day} covered ${seal.events} events, ${events.length} are there`);
    if (!chained(previous, events).equals(seal.root))
      return broken(`events under the seal of ${day} were changed`);
    previous = seal.root;
  }
  const outside = anchor ? await readFile(anchor, 'utf8').catch(() => null) : null;
  const lines = outside?.trim().split('\n').filter(Boolean) ?? [];
  for (const [i, line] of lines.entries()) {
    const { root, at } = JSON.parse(line) as { root: string; at: string };
    if (seals[i]?.root.toString('hex') !== root)
      return broken(
        `the seal of ${at} that was written outside is not in the database: the end of the log is cut off`,
      );
  }
  return { seals: seals.length, broken: null };
}
