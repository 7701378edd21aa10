import type { CasePolicy } from '../core/rules/case/policy.ts';
import {
  CASE_COLUMNS,
  type Chained,
  caseValues,
  chainEvents,
  dispatchChanges,
  photoRows,
  turnRows,
  type Unchained,
} from '../db/caseLog.ts';
import { copyInto, copyLine } from '../db/copy.ts';
import type { Tx } from '../db/pool.ts';

import { followLoaded, type LoadedTurn, turnsOf } from './followLoaded.ts';

/** A case with all its events, decided by the rules beforehand. */
export interface WholeCase {
  readonly id: string;
  readonly events: readonly Unchained[];
  /** Who reported, for the side table alone. */
  readonly person: { readonly name: string; readonly phone: string } | null;
  readonly salt: () => Buffer;
}

export interface BulkLoad {
  /** Takes a case that is not in the database; its events wait until `writeUntil` passes them. */
  readonly add: (whole: WholeCase) => Chained;
  /**
   * Writes rows, and the events received before the instant in the order of their receipt; with the last ones
   * (infinity) the components follow.
   */
  readonly writeUntil: (ms: number) => Promise<void>;
  readonly written: () => { readonly cases: number; readonly events: number };
}

const EVENT_COLUMNS = [
  'case_id',
  'seq',
  'type',
  'at',
  'received_at',
  'actor_id',
  'actor_role',
  'payload',
  'text_digest',
  'prev_hash',
  'hash',
] as const;

/** Tables beside the log, in the order in which they are written. */
const TABLES = {
  cases: [...CASE_COLUMNS, 'geom'],
  dispatch: [
    'case_id',
    'seq',
    'unit_code',
    'opened_at',
    'rule',
    'rule_version',
    'overrode',
    'ended_at',
    'ended_by',
  ],
  assisting: ['case_id', 'unit_code'],
  case_text: ['case_id', 'seq', 'text', 'salt'],
  case_photo: ['case_id', 'seq', 'n', 'hash', 'role'],
  light_turn: ['case_id', 'clock', 'run', 'due_at', 'light', 'at'],
  case_person: ['case_id', 'name', 'phone'],
} as const;

/**
 * The one declared bulk loader: the only way into the case tables beside `writeEvents`. It takes cases that
 * `decide` and `evolve` have walked in memory and writes by COPY what `writeEvents` would have written, from
 * the same functions of db/caseLog.ts. It fills no outbox: closed cases owe nothing, and what open ones owe
 * stands in their rows, where the reconciler finds it. One transaction of the caller holds everything: a
 * load that breaks leaves nothing. `city verify-log` proves it afterwards.
 */
export function openBulkLoad(tx: Tx, policy: CasePolicy): BulkLoad {
  const lines = Object.fromEntries(Object.keys(TABLES).map((table) => [table, [] as string[]])) as Record<
    keyof typeof TABLES,
    string[]
  >;
  let waiting: { receivedAt: number; line: string }[] = [];
  const turns: LoadedTurn[] = [];
  let cases = 0;
  let events = 0;
  return {
    add({ id, events: given, person, salt }) {
      const chained = chainEvents(id, null, given, salt);
      rowsOf(id, chained, policy, lines);
      turns.push(...turnsOf(chained.state, chained.placed));
      if (person) lines.case_person.push(copyLine([id, person.name, person.phone]));
      for (const line of eventLines(id, chained)) waiting.push(line);
      cases++;
      events += given.length;
      return chained;
    },
    async writeUntil(ms) {
      // A stable sort keeps a case's events of one instant in their sequence.
      waiting.sort((a, b) => a.receivedAt - b.receivedAt);
      const first = waiting.findIndex(({ receivedAt }) => receivedAt >= ms);
      const due = first < 0 ? waiting : waiting.slice(0, first);
      waiting = first < 0 ? [] : waiting.slice(first);
      await copyInto(
        tx,
        'case_event',
        EVENT_COLUMNS,
        due.map(({ line }) => line),
      );
      for (const [table, columns] of Object.entries(TABLES) as [keyof typeof TABLES, readonly string[]][]) {
        if (lines[table].length) await copyInto(tx, table, columns, lines[table]);
        lines[table] = [];
      }
      if (ms === Number.POSITIVE_INFINITY) await followLoaded(tx, turns.splice(0));
    },
    written: () => ({ cases, events }),
  };
}

function eventLines(id: string, { rows, placed }: Chained) {
  return rows.map((row, i) => ({
    receivedAt: placed[i]!.receivedAt,
    line: copyLine([
      id,
      row.seq,
      row.type,
      row.at,
      row.received_at,
      row.actor_id,
      row.actor_role,
      JSON.stringify(row.payload),
      bytesOrNull(row.text_digest),
      Buffer.from(row.prev_hash, 'hex'),
      Buffer.from(row.hash, 'hex'),
    ]),
  }));
}

function rowsOf(
  id: string,
  { state, rows, placed }: Chained,
  policy: CasePolicy,
  lines: Record<keyof typeof TABLES, string[]>,
): void {
  const { lon, lat } = state.place;
  const values = caseValues(state, policy, rows.at(-1)!.hash, placed.at(-1)!.receivedAt);
  lines.cases.push(copyLine([...values, `SRID=4326;POINT(${lon} ${lat})`]));
  for (const one of dispatchChanges(placed).opened) {
    const { seq, unit, at, rule, ruleVersion, overrode, assisting, ended } = one;
    lines.dispatch.push(
      copyLine([id, seq, unit, at, rule, ruleVersion, overrode, ended?.at ?? null, ended?.by ?? null]),
    );
    for (const other of assisting) {
      const line = copyLine([id, other]);
      if (!lines.assisting.includes(line)) lines.assisting.push(line);
    }
  }
  for (const { seq, text, salt } of rows)
    if (text !== null) lines.case_text.push(copyLine([id, seq, text, bytesOrNull(salt)]));
  for (const { seq, n, hash, role } of photoRows(placed))
    lines.case_photo.push(copyLine([id, seq, n, Buffer.from(hash, 'hex'), role]));
  for (const { clock, run, due_at, light, at } of turnRows(placed))
    lines.light_turn.push(copyLine([id, clock, run, due_at, light, at]));
}

function bytesOrNull(hex: string | null): Buffer | null {
  return hex === null ? null : Buffer.from(hex, 'hex');
}
