import { isDeepStrictEqual } from 'node:util';
import { replay } from '../core/rules/case/evolve.ts';
import { eventHash, FIRST_HASH, textDigest } from '../db/eventHash.ts';
import type { LoggedCase } from '../db/queries/logCheck.ts';

/** The first thing that is wrong with a case's log; `seq` 0 is the case as a whole. */
export interface Break {
  readonly caseId: string;
  readonly number: string | null;
  readonly seq: number;
  readonly why: string;
}

/**
 * Checks one case: sequence without gaps, every hash over the one before, texts against their digests, the
 * row's last hash, and that the replay of the log gives exactly the stored row (spec 02, Event log).
 */
export function firstBreak(logged: LoggedCase): Break | null {
  const broken = (seq: number, why: string): Break => ({
    caseId: logged.id,
    number: logged.number,
    seq,
    why,
  });
  if (!logged.events.length) return broken(0, 'the case has a row but no events');
  let previous: Buffer = FIRST_HASH;
  for (const [i, event] of logged.events.entries()) {
    if (event.seq !== i + 1) return broken(i + 1, `event ${i + 1} is missing`);
    if (event.prevHash !== previous.toString('hex'))
      return broken(event.seq, 'does not follow the event before it');
    const hash = eventHash(previous, {
      caseId: event.caseId,
      seq: event.seq,
      type: event.type,
      at: event.at,
      receivedAt: event.receivedAt,
      actorId: event.actor.id,
      actorRole: event.actor.role,
      payload: event.payload,
      textDigest: event.textDigest,
    });
    if (hash.toString('hex') !== event.hash) return broken(event.seq, 'its content is not what was written');
    previous = hash;
  }
  for (const { seq, text, salt } of logged.texts) {
    const digest = textDigest(Buffer.from(salt, 'hex'), text).toString('hex');
    if (logged.events[seq - 1]?.textDigest !== digest) return broken(seq, 'its text is not what was written');
  }
  const gone = textGone(logged);
  if (gone !== null) return broken(gone, 'its text is gone, and no blanking is on record');
  if (!logged.state || !logged.lastHash) return broken(0, 'the case has events but no row');
  if (!logged.lastHash.equals(previous))
    return broken(logged.events.length, 'the end of the log is cut off, or the row was changed');
  const state = replay(logged.events);
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(state)), logged.state))
    return broken(logged.events.length, 'the replay of the log is not the stored row');
  return null;
}

/** The first event whose text is missing though no later event blanked it; null when there is none. */
function textGone({ events, texts }: LoggedCase): number | null {
  const blankedAt = events.findLast(({ type }) => type === 'blanked')?.seq ?? 0;
  const there = new Set(texts.map(({ seq }) => seq));
  const gone = events.find(
    ({ seq, textDigest: digest }) => digest !== null && seq > blankedAt && !there.has(seq),
  );
  return gone?.seq ?? null;
}
