import { createHash } from 'node:crypto';
import type { PeriodRevision, UnitOfRevision } from '../../core/contract/api/score.ts';
import { frozenUnit } from '../../core/rules/scoring/frozen.ts';
import { NOTHING_RECOGNISED } from '../../core/rules/scoring/recognition.ts';
import type { RuledUnit } from '../../core/rules/scoring/rulings.ts';
import type { ScoreItem, UnitPeriod } from '../../core/rules/scoring/unitPeriod.ts';
import { type Db, instant, type Tx } from '../pool.ts';

export interface NewRevision {
  readonly period: number;
  readonly at: number;
  readonly actor: string;
  readonly why: 'settled' | 'appeal';
  readonly appeal: string | null;
}

/** Freezes the next revision of a period with these units; answers its number. Nothing is overwritten. */
export async function freezeRevision(
  tx: Tx,
  { period, at, actor, why, appeal }: NewRevision,
  units: readonly RuledUnit[],
): Promise<number> {
  const { rows } = await tx.query<{ revision: number }>(
    `WITH next AS (UPDATE period SET revision = revision + 1 WHERE id = $1 RETURNING revision)
     INSERT INTO period_revision (period_id, revision, at, actor, why, appeal_id) SELECT $1, revision, $2, $3, $4, $5 FROM next RETURNING revision`,
    [period, instant(at), actor, why, appeal],
  );
  const { revision } = rows[0]!;
  for (const unit of units) {
    const output = frozenUnit(unit);
    await tx.query(
      `INSERT INTO unit_revision (period_id, revision, unit_code, should_resolve, resolved, timely, score, output, digest)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        period,
        revision,
        unit.unit,
        unit.shouldResolve,
        unit.resolved,
        unit.timely,
        unit.score,
        output,
        createHash('sha256').update(output).digest(),
      ],
    );
  }
  return revision;
}

/** The frozen bytes of each unit as a revision has them: its own, or those of the last one that changed it. */
export async function frozenUnits(db: Db, period: number, revision: number): Promise<Map<string, string>> {
  const { rows } = await db.query<{ unit: string; output: string }>(
    `SELECT DISTINCT ON (unit_code) unit_code AS unit, output FROM unit_revision
      WHERE period_id = $1 AND revision <= $2 ORDER BY unit_code, revision DESC`,
    [period, revision],
  );
  return new Map(rows.map((row) => [row.unit, row.output]));
}

/** The revisions of a period, newest first, with the sums of the units that each one froze. */
export async function readRevisions(db: Db, period: number): Promise<PeriodRevision[]> {
  const { rows } = await db.query<Omit<PeriodRevision, 'units'> & { units: UnitOfRevision[] | null }>(
    `SELECT r.revision, r.at, r.why, r.appeal_id AS appeal,
        (SELECT jsonb_agg(jsonb_build_object('unit', u.unit_code, 'shouldResolve', u.should_resolve, 'resolved', u.resolved, 'timely', u.timely,
           'score', u.score, 'digest', encode(u.digest, 'hex')) ORDER BY u.unit_code COLLATE "C")
           FROM unit_revision u WHERE u.period_id = r.period_id AND u.revision = r.revision) AS units
       FROM period_revision r WHERE r.period_id = $1 ORDER BY r.revision DESC`,
    [period],
  );
  return rows.map((row) => ({ ...row, units: row.units ?? [] }));
}

/** What the tables hold of a period now, as results: items by case number, then `no`. */
export async function storedUnits(db: Db, period: number, unit: string | null = null): Promise<RuledUnit[]> {
  const { rows } = await db.query<{
    result: Omit<RuledUnit, 'items' | 'placed'>;
    items: (Omit<ScoreItem, 'recognition'> & { recognition: ScoreItem['recognition'] | null })[] | null;
  }>(
    `SELECT s.result,
        (SELECT jsonb_agg(jsonb_build_object('caseId', i.number, 'no', i.no, 'carried', i.carried, 'recognition', i.recognition, 'moved', i.moved,
           'pending', i.pending, 'resolved', i.resolved, 'timely', i.timely, 'clauses', to_jsonb(i.clauses)) ORDER BY i.number COLLATE "C", i.no)
           FROM score_item i WHERE i.period_id = s.period_id AND i.unit_code = s.unit_code AND NOT i.excluded) AS items
       FROM unit_score s WHERE s.period_id = $1 AND ($2::text IS NULL OR s.unit_code = $2) ORDER BY s.unit_code COLLATE "C"`,
    [period, unit],
  );
  return rows.map(({ result, items }) => ({
    ...result,
    rulings: result.rulings ?? [],
    placed: [],
    items: (items ?? []).map(
      (item) =>
        ({ ...item, recognition: item.recognition ?? NOTHING_RECOGNISED }) as UnitPeriod['items'][number],
    ),
  }));
}
