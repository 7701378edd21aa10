import { createHash } from 'node:crypto';

/** Everything of an event that its hash covers; instants in epoch ms, digest in hex. */
export interface HashedEvent {
  readonly caseId: string;
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly actorId: string;
  readonly actorRole: string;
  readonly payload: unknown;
  readonly textDigest: string | null;
}

/** Before the first event of a case stands this hash. */
export const FIRST_HASH = Buffer.alloc(32);

/**
 * SHA-256 over the previous hash and the event's canonical content (spec 02, Event log).
 * Blanking a text does not touch it: the event holds only the text's salted digest.
 */
export function eventHash(previous: Buffer, event: HashedEvent): Buffer {
  const { caseId, seq, type, at, receivedAt, actorId, actorRole, payload, textDigest } = event;
  const content = canonicalJson({
    caseId,
    seq,
    type,
    at,
    receivedAt,
    actorId,
    actorRole,
    payload,
    textDigest,
  });
  return createHash('sha256').update(previous).update(content).digest();
}

/** SHA-256 of salt and text; with the salt blanked nobody can guess the text from it. */
export function textDigest(salt: Buffer, text: string): Buffer {
  return createHash('sha256').update(salt).update(text).digest();
}

/** JSON with sorted keys and without undefined members: equal data give equal bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
