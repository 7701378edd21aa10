import {
  type AssignmentState,
  assignmentKey,
  byCaseAndNo,
  type Exclusion,
  ofAssignmentKey,
  type ScoredFact,
} from '../../core/rules/scoring/assignmentFact.ts';
import { NOTHING_RECOGNISED } from '../../core/rules/scoring/recognition.ts';
import type { RuledUnit } from '../../core/rules/scoring/rulings.ts';
import type { ScoreItem, UnitPeriod } from '../../core/rules/scoring/unitPeriod.ts';
import { COPY_NULL, copyField, copyInto, copyLine, copyOut } from '../copy.ts';
import { canonicalJson } from '../eventHash.ts';
import { instant, type Tx } from '../pool.ts';
import type { ItemGroup } from './score.ts';

/** A fact as a period's score reads it; `changedAt` only where cases that changed after an instant are asked for. */
export interface KeptFact {
  readonly caseId: string;
  readonly changedAt: number | null;
  readonly fact: ScoredFact;
}

export interface FactsQuestion {
  readonly unit: string;
  readonly chain: string;
  /** Begin of the first open period, and the last settled cutoff before it. */
  readonly from: number;
  readonly seenAfter: number;
  /** What the last settled period handed on; null: there is none before. */
  readonly carried: readonly { readonly caseId: string; readonly no: number }[] | null;
  /** Whether it matters when cases changed: a period's cutoff has passed. */
  readonly changes: boolean;
}

const NO_GRANT = '{"repeat": null, "deferral": null, "extension": null}';
const NEVER_GRANTED: ScoredFact['firstAt'] = { deferral: null, extension: null, repeat: null };
// In the order of `factOfLine`; numbers as the kept JSON writes them.
const FIELDS = [
  'caseId',
  'originalDueAt',
  'appearsAt',
  'grantedDueAt',
  'timeUsedMs',
  'limitMs',
  'state',
  'resolved',
  'extensionMs',
  'deferredMs',
  'repeats',
  'refusedReturns',
  'exclusion',
  'firstAt',
] as const satisfies readonly (keyof ScoredFact)[];

/**
 * The unit's facts that can concern open periods of the chain: not among the items of a settled one, and due
 * from `from` on, first seen after the last settled cutoff, or moved by an amendment across it; and what
 * was carried over from the last settled period. By COPY: a unit may have a hundred thousand;
 * in the order of items, that several periods need not sort them.
 */
export async function readFacts(tx: Tx, asked: FactsQuestion): Promise<KeptFact[]> {
  const { unit, chain, from, seenAfter, carried, changes } = asked;
  const text = (value: string) => tx.escapeLiteral(value);
  const changed = changes ? '(extract(epoch FROM c.changed_at) * 1000)::bigint' : 'NULL';
  const columns = `a.case_id, ${changed}, a.no, ${FIELDS.map((name) => `a.fact ->> '${name}'`).join(', ')}`;
  const begin = `${text(instant(from))}::timestamptz`;
  const settled = `AND NOT EXISTS (SELECT FROM score_item i JOIN period p ON p.id = i.period_id
     WHERE i.case_id = a.case_id AND i.no = a.no AND i.unit_code = a.unit_code AND p.chain = ${text(chain)} AND p.from_at < ${begin})`;
  const own = `SELECT ${columns} FROM assignment_fact a ${changes ? 'JOIN cases c ON c.id = a.case_id' : ''}
     WHERE a.unit_code = ${text(unit)} AND (a.original_due >= ${begin} - interval '120 days' OR a.appears_at > ${text(instant(seenAfter))})
       ${carried === null ? '' : settled}`;
  const came = `SELECT ${columns} FROM jsonb_to_recordset(${text(JSON.stringify(carried ?? []))}) AS m("caseId" text, no int)
     JOIN cases c ON c.number = m."caseId" JOIN assignment_fact a ON a.case_id = c.id AND a.no = m.no AND a.unit_code = ${text(unit)}`;
  const facts: KeptFact[] = [];
  await copyOut(tx, own, (line) => facts.push(factOfLine(line)));
  if (!carried?.length) return facts.sort((a, b) => byCaseAndNo(a.fact, b.fact));
  const keys = new Set(carried.map(assignmentKey));
  const others = facts.filter(({ fact }) => !keys.has(assignmentKey(fact)));
  await copyOut(tx, came, (line) => others.push(factOfLine(line)));
  return others;
}

function factOfLine(line: string): KeptFact {
  const parts = line.split('\t');
  const grants = parts[16]!;
  const exclusion = parts[15]!;
  const fact: ScoredFact = {
    caseId: copyField(parts[3]!),
    no: Number(parts[2]),
    originalDueAt: Number(parts[4]),
    appearsAt: Number(parts[5]),
    grantedDueAt: Number(parts[6]),
    timeUsedMs: Number(parts[7]),
    limitMs: Number(parts[8]),
    state: parts[9] as AssignmentState,
    resolved: parts[10] === 'true',
    extensionMs: Number(parts[11]),
    deferredMs: Number(parts[12]),
    repeats: Number(parts[13]),
    refusedReturns: Number(parts[14]),
    exclusion: exclusion === COPY_NULL ? null : (exclusion as Exclusion),
    firstAt: grants === NO_GRANT ? NEVER_GRANTED : (JSON.parse(grants) as ScoredFact['firstAt']),
  };
  return { caseId: parts[0]!, changedAt: parts[1] === COPY_NULL ? null : Number(parts[1]), fact };
}

export interface PeriodToKeep {
  readonly periodId: number;
  readonly at: number;
  readonly basis: string;
  /** Keys of cases by number, where they are known. */
  readonly idOf: ReadonlyMap<string, string> | null;
}

/** Replaces a unit's result and items in one period; what did not change is left alone. */
export async function keepUnitPeriod(
  tx: Tx,
  scored: UnitPeriod | RuledUnit,
  to: PeriodToKeep,
): Promise<void> {
  await keepResult(tx, scored, to);
  const { kept, changed, gone } = await compareItems(tx, to.periodId, scored);
  if (kept === 0 && changed.every(({ caseId }) => to.idOf?.has(caseId)))
    return copyItems(tx, scored.unit, changed, to);
  const excluded = 'rulings' in scored ? scored.rulings.filter((one) => one.effect === 'excluded') : [];
  const out = new Set(excluded.map(assignmentKey));
  const dropped = gone.filter((one) => !out.has(assignmentKey(one)));
  if (changed.length + dropped.length + excluded.length)
    await changeItems(tx, scored.unit, { changed, dropped, excluded }, to);
}

/** Columns of a unit's result in the order of `unitScoreRow`. */
export const UNIT_SCORE_COLUMNS = [
  'period_id',
  'unit_code',
  'should_resolve',
  'resolved',
  'timely',
  'moved_out',
  'carried_in',
  'score',
  'result',
  'computed_at',
  'basis',
  'groups',
] as const;

/** A unit's result in a period as its row holds it, with what its items amount to. */
export function unitScoreRow(scored: UnitPeriod | RuledUnit, to: Omit<PeriodToKeep, 'idOf'>) {
  const { items, placed: _placed, ...result } = scored;
  const { unit, shouldResolve, resolved, timely, movedOut, carriedIn, score } = scored;
  const sums = [shouldResolve, resolved, timely, movedOut, carriedIn, score] as const;
  const rulings = 'rulings' in scored ? scored.rulings : [];
  const excluded = rulings.filter((one) => one.effect === 'excluded').length;
  const groups = JSON.stringify(groupsOf(items, excluded));
  return [to.periodId, unit, ...sums, JSON.stringify(result), instant(to.at), to.basis, groups] as const;
}

/** Items alike in everything that costs points, counted; excluded ones are no items any more. */
function groupsOf(items: readonly ScoreItem[], excluded: number): Omit<ItemGroup, 'unit'>[] {
  const groups = new Map<string, { item: ScoreItem; cases: number }>();
  for (const item of items) {
    const key = judgedLine(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { item, cases: 1 });
    else group.cases += 1;
  }
  const counted = new Map<string, Omit<ItemGroup, 'unit'>>();
  for (const { item, cases } of groups.values()) {
    const { resolved, timely, pending, moved, clauses } = scoreItemRow(item);
    const alike = { resolved, timely, pending, moved, clauses, excluded: false };
    const key = JSON.stringify(alike);
    counted.set(key, { ...alike, cases: cases + (counted.get(key)?.cases ?? 0) });
  }
  const gone = { resolved: null, timely: null, pending: false, moved: null, clauses: [], excluded: true };
  return [...counted.values(), ...(excluded > 0 ? [{ ...gone, cases: excluded }] : [])];
}

async function keepResult(tx: Tx, scored: UnitPeriod | RuledUnit, to: PeriodToKeep): Promise<void> {
  const columns = UNIT_SCORE_COLUMNS.join(', ');
  const given = UNIT_SCORE_COLUMNS.map((_, i) => `$${i + 1}`).join(', ');
  const taken = UNIT_SCORE_COLUMNS.slice(2).map((name) => `${name} = excluded.${name}`);
  await tx.query(
    `INSERT INTO unit_score (${columns}) VALUES (${given})
     ON CONFLICT (period_id, unit_code) DO UPDATE SET ${taken.join(', ')}
     WHERE (unit_score.result, unit_score.basis, unit_score.groups) IS DISTINCT FROM (excluded.result, excluded.basis, excluded.groups)`,
    [...unitScoreRow(scored, to)],
  );
}

interface Compared {
  /** So many items are kept now. */
  readonly kept: number;
  readonly changed: readonly ScoreItem[];
  readonly gone: readonly { readonly caseId: string; readonly no: number }[];
}

/** What is kept against what was scored; PostgreSQL sorts nothing for it. */
async function compareItems(tx: Tx, periodId: number, scored: UnitPeriod | RuledUnit): Promise<Compared> {
  const { unit, items } = scored;
  const left = new Map<string, ScoreItem>();
  // The keys of own items are made already, in the order of the items; rulings take items out.
  const placed = 'rulings' in scored ? [] : scored.placed;
  let own = 0;
  for (const item of items) left.set((item.carried ? undefined : placed[own++]) ?? assignmentKey(item), item);
  const changed: ScoreItem[] = [];
  const gone: { caseId: string; no: number }[] = [];
  let kept = 0;
  const query = `SELECT no || ':' || number, recognition, resolved, timely, pending, carried, moved, clauses FROM score_item
     WHERE period_id = ${Number(periodId)} AND unit_code = ${tx.escapeLiteral(unit)}`;
  await copyOut(tx, query, (line) => {
    kept += 1;
    const end = line.indexOf('\t');
    const key = copyField(line.slice(0, end));
    const item = left.get(key);
    if (item === undefined) gone.push(ofAssignmentKey(key));
    else {
      left.delete(key);
      if (!isJudgedSo(item, line.slice(end + 1))) changed.push(item);
    }
  });
  for (const item of left.values()) changed.push(item);
  return { kept, changed, gone };
}

/** `kept`: what was judged of an item, as COPY writes it. */
function isJudgedSo(item: ScoreItem, kept: string): boolean {
  const judged = judgedLine(item);
  if (item.recognition === NOTHING_RECOGNISED) return kept === `${COPY_NULL}\t${judged}`;
  if (!kept.endsWith(`\t${judged}`)) return false;
  const decided = kept.slice(0, kept.length - judged.length - 1);
  const { recognition } = scoreItemRow(item);
  if (decided === COPY_NULL || recognition === null) return decided === COPY_NULL && recognition === null;
  return canonicalJson(JSON.parse(copyField(decided))) === canonicalJson(recognition);
}

function judgedLine(item: ScoreItem): string {
  const carried = item.carried ? 't' : 'f';
  if (item.moved !== null) return `${COPY_NULL}\t${COPY_NULL}\tf\t${carried}\t${item.moved}\t{}`;
  const judged = `${item.resolved ? 't' : 'f'}\t${item.timely ? 't' : 'f'}\t${item.pending ? 't' : 'f'}`;
  return `${judged}\t${carried}\t${COPY_NULL}\t{${item.clauses.length ? item.clauses.join(',') : ''}}`;
}

/** Columns of an item in the order of `scoreItemLine`. */
export const SCORE_ITEM_COLUMNS = [
  'period_id',
  'unit_code',
  'case_id',
  'number',
  'no',
  'resolved',
  'timely',
  'clauses',
  'moved',
  'pending',
  'carried',
  'recognition',
] as const;

/** Writes items that are not there yet, by COPY; `idOf` knows all their cases. */
async function copyItems(
  tx: Tx,
  unit: string,
  items: readonly ScoreItem[],
  { periodId, idOf }: PeriodToKeep,
): Promise<void> {
  if (!items.length) return;
  const lines = items.map((item) => scoreItemLine(periodId, unit, idOf!.get(item.caseId)!, item));
  await copyInto(tx, 'score_item', SCORE_ITEM_COLUMNS, lines);
}

interface ItemChanges {
  readonly changed: readonly ScoreItem[];
  readonly dropped: readonly { readonly caseId: string; readonly no: number }[];
  readonly excluded: readonly { readonly caseId: string; readonly no: number }[];
}

async function changeItems(
  tx: Tx,
  unit: string,
  { changed, dropped, excluded }: ItemChanges,
  { periodId, idOf }: PeriodToKeep,
): Promise<void> {
  await tx.query(
    `WITH given AS MATERIALIZED (
       SELECT coalesce(g.id, (SELECT c.id FROM cases c WHERE c.number = g.n)) AS case_id, g.n AS number, g.no, g.resolved, g.timely,
              coalesce(g.clauses, '{}') AS clauses, g.moved, g.pending, g.carried, g.recognition
         FROM jsonb_to_recordset($3::jsonb) AS g(id uuid, n text, no int, resolved boolean, timely boolean, clauses text[], moved text,
           pending boolean, carried boolean, recognition jsonb)),
     taken AS (
       UPDATE score_item i SET excluded = true, resolved = NULL, timely = NULL, clauses = '{}', pending = false
         FROM jsonb_to_recordset($4::jsonb) AS x("caseId" text, no int) JOIN cases c ON c.number = x."caseId"
        WHERE i.period_id = $1 AND i.unit_code = $2 AND i.case_id = c.id AND i.no = x.no),
     dropped AS (
       DELETE FROM score_item i USING jsonb_to_recordset($5::jsonb) AS d("caseId" text, no int)
        WHERE i.period_id = $1 AND i.unit_code = $2 AND i.number = d."caseId" AND i.no = d.no)
     INSERT INTO score_item (period_id, unit_code, case_id, number, no, resolved, timely, clauses, moved, pending, carried, recognition)
     SELECT $1, $2, case_id, number, no, resolved, timely, clauses, moved, pending, carried, recognition FROM given
     ON CONFLICT (period_id, unit_code, case_id, no) DO UPDATE SET resolved = excluded.resolved, timely = excluded.timely,
       clauses = excluded.clauses, moved = excluded.moved, pending = excluded.pending, carried = excluded.carried,
       recognition = excluded.recognition`,
    [
      periodId,
      unit,
      JSON.stringify(changed.map((item) => ({ ...scoreItemRow(item), id: idOf?.get(item.caseId) ?? null }))),
      JSON.stringify(excluded),
      JSON.stringify(dropped),
    ],
  );
}

/** A line of COPY of an item. */
export function scoreItemLine(periodId: number, unit: string, caseId: string, item: ScoreItem): string {
  const { n, no, resolved, timely, clauses, moved, pending, carried, recognition } = scoreItemRow(item);
  const decided = recognition === null ? null : JSON.stringify(recognition);
  const named = [periodId, unit, caseId, n, no] as const;
  return copyLine([...named, resolved, timely, clauses, moved, pending, carried, decided]);
}

/** An item as its row holds it; `n` is the case's number. Nothing is judged of one that moved on. */
function scoreItemRow(item: ScoreItem) {
  const { carried, recognition } = item;
  const { deferral, extension, repeat } = recognition;
  const decided = deferral === null && extension === null && repeat === null ? null : recognition;
  const named = {
    n: item.caseId,
    no: item.no,
    moved: item.moved,
    carried,
    recognition: decided,
    pending: false,
  };
  if (item.moved !== null) return { ...named, resolved: null, timely: null, clauses: [] };
  const { resolved, timely, clauses, pending } = item;
  return { ...named, resolved, timely, clauses, pending };
}
