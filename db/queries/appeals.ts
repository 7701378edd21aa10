import type { Appeal } from '../../core/contract/api/score.ts';
import type { Ruling } from '../../core/rules/scoring/rulings.ts';
import { type Db, instant, type Tx } from '../pool.ts';

const APPEAL = `a.id, a.period_id AS period, a.unit_code AS unit, a.case_id AS "caseId", a.no, c.number, a.state, a.text, a.filed_at AS "filedAt",
  a.effect, a.clauses, a.reason, a.decided_at AS "decidedAt", a.revision`;

/** Appeals of a period, of one unit or of all: open ones first, then the newest. */
export async function readAppeals(db: Db, period: number, unit: string | null): Promise<Appeal[]> {
  const { rows } = await db.query<Appeal>(
    `SELECT ${APPEAL} FROM appeal a JOIN cases c ON c.id = a.case_id
      WHERE a.period_id = $1 AND ($2::text IS NULL OR a.unit_code = $2)
      ORDER BY a.state <> 'filed', a.filed_at DESC, a.id LIMIT 500`,
    [period, unit],
  );
  return rows;
}

export interface AppealCounts {
  readonly open: number;
  readonly all: number;
}

export async function countAppeals(db: Db, period: number, unit: string | null): Promise<AppealCounts> {
  const { rows } = await db.query<AppealCounts>(
    `SELECT count(*) FILTER (WHERE state = 'filed')::int AS open, count(*)::int AS all FROM appeal
      WHERE period_id = $1 AND ($2::text IS NULL OR unit_code = $2)`,
    [period, unit],
  );
  return rows[0]!;
}

/** The one appeal against an item of a period; null where there is none. */
export async function readAppealOf(
  db: Db,
  of: { period: number; caseId: string; no: number },
): Promise<Appeal | null> {
  const { rows } = await db.query<Appeal>(
    `SELECT ${APPEAL} FROM appeal a JOIN cases c ON c.id = a.case_id WHERE a.period_id = $1 AND a.case_id = $2 AND a.no = $3`,
    [of.period, of.caseId, of.no],
  );
  return rows[0] ?? null;
}

/** The appeal with its row locked. */
export async function lockAppeal(tx: Tx, id: string): Promise<Appeal | null> {
  const { rows } = await tx.query<Appeal>(
    `SELECT ${APPEAL} FROM appeal a JOIN cases c ON c.id = a.case_id WHERE a.id = $1 FOR UPDATE OF a`,
    [id],
  );
  return rows[0] ?? null;
}

export interface NewAppeal {
  readonly id: string;
  readonly period: number;
  readonly unit: string;
  readonly caseId: string;
  readonly no: number;
  readonly text: string;
  readonly by: string;
  readonly at: number;
}

/** Files an appeal; false when this item of this period has one already. */
export async function addAppeal(tx: Tx, appeal: NewAppeal): Promise<boolean> {
  const { id, period, unit, caseId, no, text, by, at } = appeal;
  const { rowCount } = await tx.query(
    `INSERT INTO appeal (id, period_id, unit_code, case_id, no, text, filed_by, filed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (period_id, case_id, no) DO NOTHING`,
    [id, period, unit, caseId, no, text, by, instant(at)],
  );
  return rowCount === 1;
}

export interface AppealDecision {
  readonly id: string;
  readonly state: 'granted' | 'refused';
  readonly effect: string | null;
  readonly clauses: readonly string[];
  readonly reason: string;
  readonly by: string;
  readonly at: number;
  readonly revision: number | null;
}

export async function keepDecision(tx: Tx, decision: AppealDecision): Promise<void> {
  const { id, state, effect, clauses, reason, by, at, revision } = decision;
  await tx.query(
    `UPDATE appeal SET state = $2, effect = $3, clauses = $4, reason = $5, decided_by = $6, decided_at = $7, revision = $8 WHERE id = $1`,
    [id, state, effect, clauses, reason, by, instant(at), revision],
  );
}

/** What granted appeals of a period do to its items, of one unit or of all. */
export async function grantedRulings(db: Db, period: number, unit: string | null): Promise<Ruling[]> {
  const { rows } = await db.query<Ruling>(
    `SELECT c.number AS "caseId", a.no, a.effect, a.clauses FROM appeal a JOIN cases c ON c.id = a.case_id
      WHERE a.period_id = $1 AND a.state = 'granted' AND ($2::text IS NULL OR a.unit_code = $2)`,
    [period, unit],
  );
  return rows;
}
