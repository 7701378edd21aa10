import type { CaseEvent, NewEvent } from '../core/rules/case/events.ts';
import { evolve } from '../core/rules/case/evolve.ts';
import type { Actor } from '../core/rules/case/people.ts';
import type { CasePolicy } from '../core/rules/case/policy.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { caseColumns } from './caseRow.ts';
import { eventHash, FIRST_HASH, textDigest } from './eventHash.ts';
import { instant, instantOrNull } from './pool.ts';

/** A decided event with who brought it about and the server's instant of receipt. */
export interface Unchained {
  readonly event: NewEvent;
  readonly actor: Pick<Actor, 'id' | 'role'>;
  readonly receivedAt: number;
}

/** An event as its row holds it; hashes, salt and digest in hex. */
export interface EventRow {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly received_at: string;
  readonly actor_id: string;
  readonly actor_role: string;
  readonly payload: unknown;
  readonly text: string | null;
  readonly salt: string | null;
  readonly text_digest: string | null;
  readonly prev_hash: string;
  readonly hash: string;
}

/** Events with their place in the log and their hash chain, and the state that they lead to. */
export interface Chained {
  readonly state: CaseState;
  readonly rows: readonly EventRow[];
  readonly placed: readonly CaseEvent[];
}

/**
 * Chains events to a case's log: the one way to a row, for a single command and for a whole past. `salt` is
 * asked once for each event with a text.
 */
export function chainEvents(
  id: string,
  before: { readonly state: CaseState; readonly lastHash: Buffer } | null,
  events: readonly Unchained[],
  salt: () => Buffer,
): Chained {
  let state: CaseState | null = before?.state ?? null;
  let previous = before?.lastHash ?? FIRST_HASH;
  const rows: EventRow[] = [];
  const placed: CaseEvent[] = [];
  for (const { event, actor, receivedAt } of events) {
    const seq = (state?.version ?? 0) + 1;
    const by = { id: actor.id, role: actor.role };
    const one = { ...event, caseId: id, seq, receivedAt, actor: by } as CaseEvent;
    const row = eventRow(previous, one, salt);
    rows.push(row);
    placed.push(one);
    state = evolve(state, one);
    previous = Buffer.from(row.hash, 'hex');
  }
  if (!state) throw new Error('A case is written with at least one event');
  return { state, rows, placed };
}

function eventRow(previous: Buffer, event: CaseEvent, newSalt: () => Buffer): EventRow {
  const { caseId, seq, type, at, receivedAt, actor, payload, text } = event;
  const salt = text ? newSalt() : null;
  const digest = salt && text ? textDigest(salt, text).toString('hex') : null;
  const hash = eventHash(previous, {
    caseId,
    seq,
    type,
    at,
    receivedAt,
    actorId: actor.id,
    actorRole: actor.role,
    payload,
    textDigest: digest,
  });
  return {
    seq,
    type,
    at: instant(at),
    received_at: instant(receivedAt),
    actor_id: actor.id,
    actor_role: actor.role,
    payload,
    text: text ?? null,
    salt: salt?.toString('hex') ?? null,
    text_digest: digest,
    prev_hash: previous.toString('hex'),
    hash: hash.toString('hex'),
  };
}

/** A dispatch that the events opened; ended where they end it too. */
export interface DispatchRow {
  readonly seq: number;
  readonly unit: string;
  readonly at: string;
  /** The rule that decided, or that a person overrode, and its version then. */
  readonly rule: string | null;
  readonly ruleVersion: number | null;
  readonly overrode: string | null;
  readonly assisting: readonly string[];
  ended: { at: string; by: string } | null;
}

export interface DispatchChanges {
  /** How the dispatch that was open before ends, if it does. */
  before: { at: string; by: string } | null;
  readonly opened: DispatchRow[];
}

/** What the events do to the case's dispatches; an importer's events may open and end one at once. */
export function dispatchChanges(events: readonly CaseEvent[]): DispatchChanges {
  const changes: DispatchChanges = { before: null, opened: [] };
  const end = (at: string, by: string) => {
    const last = changes.opened.at(-1);
    if (last) last.ended ??= { at, by };
    else changes.before ??= { at, by };
  };
  for (const event of events) {
    const at = instant(event.at);
    if (ENDS_DISPATCH.has(event.type)) end(at, event.type);
    if (event.type === 'dispatched') {
      const { unit, overrode, explanation, assisting } = event.payload;
      const rule = decidingRule(explanation);
      changes.opened.push({
        seq: event.seq,
        unit,
        at,
        ...rule,
        overrode,
        assisting,
        ended: null,
      });
    }
    if (event.type === 'substituted') {
      changes.opened.push({
        seq: event.seq,
        unit: event.payload.unit,
        at,
        rule: null,
        ruleVersion: null,
        overrode: null,
        assisting: [],
        ended: null,
      });
    }
  }
  return changes;
}

type Explanation = Extract<CaseEvent, { type: 'dispatched' }>['payload']['explanation'];

function decidingRule(explanation: Explanation): Pick<DispatchRow, 'rule' | 'ruleVersion'> {
  const rules = explanation.filter((step) => step.matched && step.params.ruleId);
  const params = (rules.find((step) => step.code === 'rule-decides') ?? rules[0])?.params;
  return {
    rule: params?.ruleId ? String(params.ruleId) : null,
    ruleVersion: typeof params?.ruleVersion === 'number' ? params.ruleVersion : null,
  };
}

const ENDS_DISPATCH = new Set<string>([
  'substituted',
  'feedback',
  'returned',
  'closedUnresolved',
  'voided',
  'merged',
]);

/** Photos that the events name, with the event's type as their role; of a release the blurred one. */
export function photoRows(events: readonly CaseEvent[]) {
  return events.flatMap((event) =>
    hashesIn(event).map((hash, n) => ({ seq: event.seq, n, hash, role: event.type })),
  );
}

/** A released copy becomes a photo of the case as well. */
function hashesIn(event: CaseEvent): readonly string[] {
  if (event.type === 'photoReleased') return [event.payload.blurred];
  return 'photos' in event.payload ? event.payload.photos : [];
}

/** Turns of lights that the events record. */
export function turnRows(events: readonly CaseEvent[]) {
  return events.flatMap((event) =>
    event.type === 'turnedYellow' || event.type === 'turnedRed'
      ? [
          {
            clock: event.payload.clock,
            run: event.payload.run,
            due_at: instant(event.payload.dueAt),
            light: event.type === 'turnedRed' ? 'red' : 'yellow',
            at: instant(event.at),
          },
        ]
      : [],
  );
}

/** Columns of `cases` in the order of `caseValues`; the point comes after them. */
export const CASE_COLUMNS = [
  'id',
  'number',
  'version',
  'status',
  'hand',
  'is_open',
  'channel',
  'urgency',
  'kind',
  'category_key',
  'condition_key',
  'component_code',
  'unit_code',
  'reporter_id',
  'collector_id',
  'cell_code',
  'community_code',
  'subdistrict_code',
  'beat_code',
  'address',
  'reported_at',
  'filed_at',
  'closed_at',
  'changed_at',
  'yellow_from',
  'red_from',
  'parked_at',
  'next_turn_at',
  'owes',
  'owes_at',
  'calendar_version',
  'outcome',
  'last_hash',
  'state',
] as const;

/** The row of a state: the image that lists need, and the state itself. `lastHash` in hex. */
export function caseValues(
  state: CaseState,
  policy: CasePolicy,
  lastHash: string,
  receivedAt: number,
): (string | number | boolean | Buffer | null)[] {
  const { place, areas } = state;
  const columns = caseColumns(state, policy);
  return [
    state.id,
    state.number,
    state.version,
    state.status,
    state.hand,
    columns.is_open,
    state.channel,
    state.urgency,
    state.kind,
    state.categoryKey,
    state.conditionKey,
    state.component,
    columns.unit_code,
    state.reportedBy.id,
    columns.collector_id,
    areas.cell,
    areas.community,
    areas.subdistrict,
    areas.beat,
    place.address,
    instant(state.reportedAt),
    instantOrNull(state.filedAt),
    instantOrNull(state.closedAt),
    instant(receivedAt),
    instantOrNull(columns.yellow_from),
    instantOrNull(columns.red_from),
    instantOrNull(columns.parked_at),
    instantOrNull(columns.next_turn_at),
    columns.owes,
    instantOrNull(columns.owes_at),
    columns.calendar_version,
    state.outcome,
    Buffer.from(lastHash, 'hex'),
    JSON.stringify(state),
  ];
}
