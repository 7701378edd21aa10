import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { v7 } from 'uuid';
import { keepVoice } from '../../actions/keepVoice.ts';
import { run } from '../../actions/run.ts';
import { MOST_VOICE_BYTES } from '../../core/contract/api/voice.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { canSee } from '../../db/queries/cases.ts';
import { type StoredVoice, voiceOfCase } from '../../db/queries/voice.ts';
import type { Doors } from './doors.ts';
import type { Seen } from './seen.ts';

// What browsers record, by content: a container that could hold pictures too is served as sound only.
const SERVED_AS = new Map([
  ['video/webm', 'audio/webm'],
  ['audio/webm', 'audio/webm'],
  ['video/mp4', 'audio/mp4'],
  ['audio/mp4', 'audio/mp4'],
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/ogg', 'audio/ogg'],
  ['audio/ogg; codecs=opus', 'audio/ogg'],
]);

/** The type under which the bytes are served as sound; null when they are no recording. */
export async function soundType(bytes: Buffer): Promise<string | null> {
  return SERVED_AS.get((await fileTypeFromBuffer(bytes))?.mime ?? '') ?? null;
}

/**
 * Stores a recording under a generated name, as it came in (nothing here can encode sound anew); sent twice
 * is stored once.
 * @throws HouseError bad-input when the bytes are not what their name says, too-large
 */
export async function storeVoice(
  doors: Doors,
  actor: Actor,
  named: string,
  bytes: Buffer,
  mime: string,
): Promise<void> {
  if (bytes.length > MOST_VOICE_BYTES)
    throw new HouseError('too-large', 'The voice note is longer than a minute. Nothing was stored.');
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== named)
    throw new HouseError(
      'bad-input',
      'The voice note arrived changed (its hash differs). Nothing was stored; it is sent again.',
      { clause: 'photo.hash' },
    );
  const folder = path.join(doors.config.DATA_DIR, 'photos');
  const file = `voice/${v7()}`;
  await mkdir(path.join(folder, 'voice'), { recursive: true, mode: 0o700 });
  await writeFile(path.join(folder, `${file}.part`), bytes);
  await rename(path.join(folder, `${file}.part`), path.join(folder, file));
  const voice = { hash, userId: actor.id, file, mime, bytes: bytes.length } satisfies StoredVoice;
  const kept = await run(doors.house, keepVoice, voice, { actor });
  if (kept.file !== file) await rm(path.join(folder, file), { force: true });
}

/** Plays the voice note of a case to whoever sees the case; everybody else hears 404. */
export async function serveVoice({ doors, response, visitor }: Seen, { id }: { id: string }): Promise<void> {
  const { pool } = doors.house;
  const voice = (await canSee(pool, visitor.actor!, id)) ? await voiceOfCase(pool, id) : null;
  if (!voice) throw new HouseError('not-found', 'There is no such voice note for you.');
  response.set({
    'Cache-Control': 'private, no-store',
    'Content-Type': voice.mime,
    'X-Content-Type-Options': 'nosniff',
  });
  const file = path.resolve(doors.config.DATA_DIR, 'photos', voice.file);
  await new Promise<void>((done, fail) =>
    response.sendFile(
      file,
      { cacheControl: false, etag: false, lastModified: false, dotfiles: 'allow' },
      (error) => (error ? fail(gone(error)) : done()),
    ),
  );
}

/** After its time a recording is taken off the disk. */
function gone(error: Error): Error {
  if (!('code' in error) || error.code !== 'ENOENT') return error;
  return new HouseError('not-found', 'This voice note is no longer kept.');
}
