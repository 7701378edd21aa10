import type { CaseDetail, ComponentNear } from '../../core/contract/api/answers.ts';
import { CASE_COMMANDS } from '../../core/contract/api/caseCommands.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { Actor, Role } from '../../core/rules/case/people.ts';
import { mayAt } from '../../core/rules/case/rights.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { detailRows } from '../../db/queries/caseDetail.ts';
import { readCard } from '../../db/queries/lists.ts';
import { type ComponentRow, componentByCode } from '../../db/queries/space.ts';
import { userNames } from '../../db/queries/users.ts';
import { collectorsNear, unitContact } from './caseContact.ts';
import type { Seen } from './seen.ts';

// Spec 06: personal data of reporters is for the acceptance officer and the shift lead only.
const SEE_PERSONS = new Set<Role>(['acceptance-officer', 'shift-lead']);
const SEE_NAMES = new Set<Role>([
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'evaluator',
  'leader',
  'leading-office',
]);

export async function caseDetail(
  { doors, visitor, request }: Seen,
  { id }: { id: string },
): Promise<CaseDetail> {
  const pool = doors.house.pool;
  const actor = visitor.actor!;
  const card = await readCard(pool, actor, id);
  const rows = card && (await detailRows(pool, id));
  if (!card || !rows) throw new HouseError('not-found', 'There is no such case for you.');
  const names = SEE_NAMES.has(actor.role)
    ? await userNames(pool, [...new Set(rows.events.map((event) => event.actor_id))])
    : new Map<string, { name: string; unit: string | null }>();
  const { casePolicy, calendar } = await doors.house.settings();
  const component = rows.state.component ? await componentByCode(pool, rows.state.component) : null;
  const [contact, collectors] = await Promise.all([
    card.unit && SEE_NAMES.has(actor.role) ? unitContact(pool, card.unit, doors.house.now()) : null,
    collectorsNear(pool, actor.role, card, doors.house.now()),
  ]);
  const person = SEE_PERSONS.has(actor.role) ? rows.person : null;
  if (person)
    await writeAudit(pool, {
      actor: actor.id,
      what: 'read-person',
      target: id,
      source: request.ip ?? null,
      result: 'ok',
    });
  return {
    card,
    state: rows.state,
    events: rows.events.map((event) => ({
      seq: event.seq,
      type: event.type,
      at: Date.parse(event.at),
      receivedAt: Date.parse(event.received_at),
      payload: event.payload,
      actor: {
        role: event.actor_role as Role,
        name: names.get(event.actor_id)?.name ?? null,
        unit: names.get(event.actor_id)?.unit ?? null,
      },
      text: event.text,
    })) as unknown as CaseDetail['events'],
    may: mayNow(rows.state, actor, { policy: casePolicy, calendar, at: doors.house.now() }),
    photos: rows.photos.map((photo) => ({ ...photo, at: Date.parse(photo.at) })),
    voice: rows.state.blanked ? null : rows.voice,
    contact,
    collectorsNear: collectors,
    reporter: person,
    componentRecord: component && componentNear(component),
    serverTime: doors.house.now(),
  };
}

function mayNow(state: CaseState, actor: Actor, ctx: Parameters<typeof mayAt>[3]): CaseDetail['may'] {
  return Object.fromEntries(
    CASE_COMMANDS.map((name) => {
      const answer = mayAt(state, name, actor, ctx);
      return [name, answer.ok ? { ok: true } : { ok: false, why: answer.why, clause: answer.clause }];
    }),
  );
}

export function componentNear(row: ComponentRow): ComponentNear {
  return {
    code: row.code,
    categoryKey: row.category_key,
    name: row.name,
    distanceM: Math.round(row.distance_m * 10) / 10,
    lon: row.lon,
    lat: row.lat,
    owner: row.owner_unit ?? row.owner_text,
    maintainer: row.maintainer_unit,
    custodian: row.custodian_unit,
    custodyUntil: row.custody_until,
    status: row.status,
  };
}
