import type { Db, Tx } from '../pool.ts';

export interface StoredVoice {
  /** SHA-256 in lower-case hex of the recording as it was sent. */
  readonly hash: string;
  readonly userId: string;
  /** Under DATA_DIR/photos. */
  readonly file: string;
  readonly mime: string;
  readonly bytes: number;
}

/** Keeps a recording; what the same person sent in before is left as it is. Returns the file that counts. */
export async function keepVoice(tx: Tx, voice: StoredVoice): Promise<string> {
  const { hash, userId, file, mime, bytes } = voice;
  await tx.query(
    `INSERT INTO voice_note (hash, user_id, file, mime, bytes) VALUES (decode($1, 'hex'), $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [hash, userId, file, mime, bytes],
  );
  const { rows } = await tx.query<{ file: string }>(
    `SELECT file FROM voice_note WHERE hash = decode($1, 'hex') AND user_id = $2`,
    [hash, userId],
  );
  return rows[0]!.file;
}

/** Those of the hashes under which this person has sent in a recording. */
export async function storedVoices(db: Db, userId: string, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const { rows } = await db.query<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM voice_note
      WHERE user_id = $1 AND hash = ANY (SELECT decode(h, 'hex') FROM unnest($2::text[]) AS h)`,
    [userId, hashes],
  );
  return rows.map((row) => row.hash);
}

/** The recording of a case's report; null when there is none or it has not arrived. Sight is the caller's to ask. */
export async function voiceOfCase(db: Db, caseId: string): Promise<{ file: string; mime: string } | null> {
  const { rows } = await db.query<{ file: string; mime: string }>(
    `SELECT v.file, v.mime FROM case_event e
       JOIN voice_note v ON v.hash = decode(e.payload #>> '{voice,hash}', 'hex') AND v.user_id = e.payload #>> '{by,id}'
      WHERE e.case_id = $1 AND e.seq = 1`,
    [caseId],
  );
  return rows[0] ?? null;
}
