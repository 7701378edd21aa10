import type { WallScene } from '../../core/contract/api/wall.ts';
import type { Db } from '../pool.ts';

/** Keeps the scene that all walls hold; null lets them rotate. */
export async function keepScene(db: Db, scene: string | null): Promise<void> {
  // An SQL null as the new value would make the whole object null.
  await db.query(
    `UPDATE city SET attributes = jsonb_set(attributes, '{wallScene}', coalesce(to_jsonb($1::text), 'null'))`,
    [scene],
  );
}

/** The scene that is held, and the instant of the last change of any unit's score: one look for both. */
export async function wallWatch(db: Db): Promise<{ scene: WallScene | null; scoredAt: number | null }> {
  const { rows } = await db.query<{ scene: WallScene | null; scoredAt: number | null }>(
    `SELECT (SELECT attributes ->> 'wallScene' FROM city) AS scene, (SELECT max(computed_at) FROM unit_score) AS "scoredAt"`,
  );
  return rows[0]!;
}

export async function areaExists(db: Db, code: string): Promise<boolean> {
  const { rows } = await db.query<{ yes: boolean }>(
    `SELECT EXISTS (SELECT FROM area WHERE code = $1 AND kind = 'subdistrict') AS yes`,
    [code],
  );
  return rows[0]!.yes;
}
