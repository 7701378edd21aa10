import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import {
  type AccountRole,
  type PersonContent,
  type StoredPerson,
  UNIT_ROLES,
} from '../../core/contract/api/adminPeople.ts';
import { ENDPOINTS, type EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import {
  addPerson,
  changePerson,
  loginTaken,
  otherAdministrators,
  readAdminUnit,
  readPerson,
  setPassword,
} from '../../db/queries/accounts.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import type { Deed, DeedContext } from '../run.ts';
import { nextRecord } from './newVersion.ts';

const SECRET_BYTES = 12;

/**
 * Makes an account; its first password is in this answer alone. Never given an idempotency key: kept
 * answers would hold the password.
 */
export const createPerson: Deed<typeof ENDPOINTS.createPerson.input, EndpointAnswer['createPerson']> = {
  name: 'create-person',
  right: ENDPOINTS.createPerson.right,
  input: ENDPOINTS.createPerson.input,
  async run(ctx, { login, note, ...given }) {
    const { tx, house, now } = ctx;
    const person = { ...given, disabled: false };
    await refuseWithoutUnit(ctx, person.role, person.unit);
    if (await loginTaken(tx, login))
      throw new HouseError('refused', 'This user name is taken. Nothing was changed.', {
        clause: '07.login-taken',
      });
    const id = house.newId(now);
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    await addPerson(tx, { ...person, id, login, passwordHash: await hash(secret) });
    await nextRecord(ctx, {
      kind: 'person',
      key: id,
      base: 0,
      note,
      before: async () => null,
      after: person,
    });
    await told(ctx, 'create-person', id);
    return { id, secret };
  },
};

/** Changes an account or disables it; who loses rights is logged out at once. */
export const savePerson: Deed<typeof ENDPOINTS.savePerson.input, EndpointAnswer['savePerson']> = {
  name: 'save-person',
  right: ENDPOINTS.savePerson.right,
  input: ENDPOINTS.savePerson.input,
  async run(ctx, { id, base, note, ...after }) {
    const { tx, actor, now } = ctx;
    const stored = await personOr404(ctx, id);
    await refuseWithoutUnit(ctx, after.role, after.unit);
    const losesOffice = stored.role === 'administrator' && (after.role !== 'administrator' || after.disabled);
    if (id === actor.id && losesOffice)
      throw new HouseError('refused', 'Nobody disables themselves or changes their own role.', {
        clause: '07.self',
      });
    if (losesOffice && (await otherAdministrators(tx, id)) === 0)
      throw new HouseError('refused', 'This is the last administrator. Nothing was changed.', {
        clause: '07.last-admin',
      });
    const before = async () => contentOf(await personOr404(ctx, id));
    const version = await nextRecord(ctx, { kind: 'person', key: id, base, note, before, after });
    const logOut = rightsOf(stored) !== rightsOf(after);
    await changePerson(tx, id, after, after.disabled ? now : null, logOut);
    await told(ctx, 'save-person', id);
    return { version };
  },
};

/** A new password, in this answer alone; all sessions of the person end. */
export const resetPassword: Deed<typeof ENDPOINTS.resetPassword.input, EndpointAnswer['resetPassword']> = {
  name: 'reset-password',
  right: ENDPOINTS.resetPassword.right,
  input: ENDPOINTS.resetPassword.input,
  async run(ctx, { id }) {
    await personOr404(ctx, id);
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    await setPassword(ctx.tx, id, await hash(secret));
    await told(ctx, 'reset-password', id);
    return { id, secret };
  },
};

function rightsOf({ role, unit, areas, beat, disabled }: PersonContent): string {
  return JSON.stringify([role, unit, areas, beat, disabled]);
}

function contentOf({ name, role, unit, areas, beat, trusted, disabled }: StoredPerson): PersonContent {
  return { name, role, unit, areas, beat, trusted, disabled };
}

async function personOr404({ tx }: DeedContext, id: string): Promise<StoredPerson> {
  const person = await readPerson(tx, id);
  if (!person) throw new HouseError('not-found', 'There is no such person.');
  return person;
}

async function refuseWithoutUnit({ tx }: DeedContext, role: AccountRole, unit: string | null): Promise<void> {
  const known = unit === null ? null : await readAdminUnit(tx, unit);
  if (UNIT_ROLES.includes(role) ? known !== null : unit === null || known !== null) return;
  throw new HouseError('refused', 'This role needs a unit that there is. Nothing was changed.', {
    clause: '07.unit-missing',
  });
}

async function told({ tx, actor }: DeedContext, what: string, target: string): Promise<void> {
  await writeAudit(tx, { actor: actor.id, what, target, source: null, result: 'ok' });
}
