import type { ComponentProposalRow } from '../../core/contract/api/records.ts';
import type { Proposal } from '../../core/rules/component/proposal.ts';
import type { CaseSays, ComponentStatus } from '../../core/rules/component/status.ts';
import { type Db, instant, type Tx } from '../pool.ts';

/** A component's status with its row locked until the transaction ends; null where there is none. */
export async function lockComponent(
  tx: Tx,
  code: string,
): Promise<{ status: ComponentStatus; categoryKey: string } | null> {
  const { rows } = await tx.query<{ status: ComponentStatus; categoryKey: string }>(
    'SELECT status, category_key AS "categoryKey" FROM component WHERE code = $1 FOR UPDATE',
    [code],
  );
  return rows[0] ?? null;
}

/** What a case's condition says of its component, and what the other open filed cases on it say. */
export async function sayingsOn(
  db: Db,
  code: string,
  of: { caseId: string; conditionKey: string | null },
): Promise<{ says: CaseSays; others: CaseSays[] }> {
  const { rows } = await db.query<{ says: CaseSays; others: CaseSays[] }>(
    `SELECT coalesce((SELECT component_status FROM filing_condition WHERE key = $3), 'damaged') AS says,
       ARRAY(SELECT coalesce(f.component_status, 'damaged') FROM cases c LEFT JOIN filing_condition f ON f.key = c.condition_key
              WHERE c.component_code = $1 AND c.is_open AND c.filed_at IS NOT NULL AND c.id <> $2) AS others`,
    [code, of.caseId, of.conditionKey],
  );
  return rows[0]!;
}

/** What each condition says of its component, where it says something of its own. */
export async function saysOfConditions(db: Db): Promise<Map<string, CaseSays>> {
  const { rows } = await db.query<{ key: string; says: CaseSays }>(
    'SELECT key, component_status AS says FROM filing_condition WHERE component_status IS NOT NULL',
  );
  return new Map(rows.map((row) => [row.key, row.says]));
}

/** Components with their rows locked, and what their open filed cases say, but for some. */
export async function componentsWithCases(
  tx: Tx,
  codes: readonly string[],
  butCases: readonly string[],
): Promise<{ code: string; status: ComponentStatus; others: CaseSays[] }[]> {
  const { rows } = await tx.query<{ code: string; status: ComponentStatus; others: CaseSays[] }>(
    `SELECT p.code, p.status, ARRAY(SELECT coalesce(f.component_status, 'damaged') FROM cases c LEFT JOIN filing_condition f ON f.key = c.condition_key
          WHERE c.component_code = p.code AND c.is_open AND c.filed_at IS NOT NULL AND c.id <> ALL ($2)) AS others
       FROM component p WHERE p.code = ANY ($1) ORDER BY p.code FOR UPDATE OF p`,
    [codes, butCases],
  );
  return rows;
}

/** The status before a case changed it, where the present one is this case's doing. */
export async function statusBefore(db: Db, code: string, caseId: string): Promise<ComponentStatus | null> {
  const { rows } = await db.query<{ from_status: ComponentStatus; case_id: string | null }>(
    'SELECT from_status, case_id FROM component_status_log WHERE component_code = $1 ORDER BY id DESC LIMIT 1',
    [code],
  );
  return rows[0]?.case_id === caseId ? rows[0].from_status : null;
}

export interface StatusChange {
  readonly code: string;
  readonly from: ComponentStatus;
  readonly to: ComponentStatus;
  readonly at: number;
  readonly by: string;
  readonly caseId?: string;
  readonly proposalId?: string;
}

/** Changes a status and says why; the caller holds the component's lock. */
export async function changeStatus(tx: Tx, change: StatusChange): Promise<void> {
  const { code, from, to, at, by, caseId = null, proposalId = null } = change;
  await tx.query(
    `WITH changed AS (UPDATE component SET status = $3, updated_at = $4 WHERE code = $1)
     INSERT INTO component_status_log (component_code, from_status, to_status, at, case_id, proposal_id, by_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [code, from, to, instant(at), caseId, proposalId, by],
  );
}

interface NewProposal extends Proposal {
  readonly id: string;
  readonly categoryKey: string;
  readonly cell: string | null;
  readonly text: string | null;
  readonly survey: string | null;
  readonly by: string;
  readonly at: number;
}

export async function addProposal(tx: Tx, one: NewProposal): Promise<void> {
  await tx.query(
    `INSERT INTO component_proposal (id, kind, component_code, category_key, status, geom, cell_code, photos, text, survey_id, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, ST_SetSRID(ST_MakePoint($6, $7), 4326), $8, $9, $10, $11, $12, $13)`,
    [
      one.id,
      one.kind,
      one.component,
      one.categoryKey,
      one.status,
      one.place?.lon ?? null,
      one.place?.lat ?? null,
      one.cell,
      one.photos,
      one.text,
      one.survey,
      one.by,
      instant(one.at),
    ],
  );
}

export async function hasOpenProposal(db: Db, code: string, kind: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM component_proposal WHERE component_code = $1 AND kind = $2 AND state = 'open'`,
    [code, kind],
  );
  return rowCount === 1;
}

export interface StoredProposal extends ComponentProposalRow {
  readonly proposedBy: string;
  readonly cell: string | null;
}

const PROPOSAL = `p.id, p.kind, p.component_code AS component, p.category_key AS "categoryKey", c.status AS recorded, p.status,
  ST_X(c.geom) AS "recordedLon", ST_Y(c.geom) AS "recordedLat", ST_X(p.geom) AS lon, ST_Y(p.geom) AS lat, p.photos, p.text, p.survey_id AS survey, p.proposed_at AS "proposedAt", p.state, p.reason,
  p.proposed_by::text AS "proposedBy", p.cell_code AS cell`;

/** A proposal with its row locked; null where there is none. */
export async function lockProposal(tx: Tx, id: string): Promise<StoredProposal | null> {
  const { rows } = await tx.query<StoredProposal>(
    `SELECT ${PROPOSAL} FROM component_proposal p LEFT JOIN component c ON c.code = p.component_code WHERE p.id = $1 FOR UPDATE OF p`,
    [id],
  );
  return rows[0] ?? null;
}

/** The open ones, oldest first; or the last that were decided; or all of a survey. */
export async function listProposals(
  db: Db,
  { show, survey = null }: { show: 'open' | 'decided'; survey?: string | null },
): Promise<StoredProposal[]> {
  const open = show === 'open' && survey === null;
  const { rows } = await db.query<StoredProposal>(
    `SELECT ${PROPOSAL} FROM component_proposal p LEFT JOIN component c ON c.code = p.component_code
      WHERE CASE WHEN $1::uuid IS NOT NULL THEN p.survey_id = $1 ELSE (p.state = 'open') = $2 END
      ORDER BY ${open ? 'p.proposed_at' : 'coalesce(p.decided_at, p.proposed_at) DESC'}, p.id LIMIT 200`,
    [survey, open],
  );
  return rows;
}

/** Of one person, with what became of the last hundred. */
export async function listProposalsOf(db: Db, by: string): Promise<StoredProposal[]> {
  const { rows } = await db.query<StoredProposal>(
    `SELECT ${PROPOSAL} FROM component_proposal p LEFT JOIN component c ON c.code = p.component_code
      WHERE p.proposed_by = $1 ORDER BY p.proposed_at DESC LIMIT 100`,
    [by],
  );
  return rows;
}

export async function settleProposal(
  tx: Tx,
  id: string,
  settled: { accepted: boolean; by: string; at: number; reason: string | null; component: string | null },
): Promise<void> {
  await tx.query(
    `UPDATE component_proposal SET state = $2, decided_by = $3, decided_at = $4, reason = $5, component_code = coalesce(component_code, $6) WHERE id = $1`,
    [
      id,
      settled.accepted ? 'accepted' : 'refused',
      settled.by,
      instant(settled.at),
      settled.reason,
      settled.component,
    ],
  );
}

export async function moveComponent(tx: Tx, code: string, to: StoredProposal, at: number): Promise<void> {
  await tx.query(
    'UPDATE component SET geom = ST_SetSRID(ST_MakePoint($2, $3), 4326), cell_code = $4, updated_at = $5 WHERE code = $1',
    [code, to.lon, to.lat, to.cell, instant(at)],
  );
}

/** Enters a component that was found; its code is the district's with the category's and a number of its own. */
export async function enterComponent(
  tx: Tx,
  adcode: string,
  found: StoredProposal,
  at: number,
): Promise<string> {
  const { rows } = await tx.query<{ code: string }>(
    `INSERT INTO component (code, category_key, cell_code, geom, updated_at)
     SELECT $1 || k.code || 'N' || lpad(nextval('component_number')::text, 6, '0'), k.key, $3, ST_SetSRID(ST_MakePoint($4, $5), 4326), $6
       FROM category k WHERE k.key = $2 RETURNING code`,
    [adcode, found.categoryKey, found.cell, found.lon, found.lat, instant(at)],
  );
  return rows[0]!.code;
}
