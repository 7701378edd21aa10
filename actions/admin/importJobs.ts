import type { ImportState } from '../../core/contract/api/adminImports.ts';
import { MAX_IMPORT_BYTES } from '../../core/contract/api/adminImports.ts';
import { ENDPOINTS, type EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { addImport, dropImport as dropRow, orderImport, readImports } from '../../db/queries/importJobs.ts';
import { firstPasswords as makePasswords } from '../import/firstPasswords.ts';
import type { Deed, DeedContext } from '../run.ts';

const MOST_UNFINISHED = 20;
const MB = 1024 * 1024;
const UNFINISHED: readonly ImportState[] = [
  'receiving',
  'check-owed',
  'checking',
  'import-owed',
  'importing',
];

/** Announces a file for an import; its bytes follow in parts. */
export const startImport: Deed<typeof ENDPOINTS.startImport.input, EndpointAnswer['startImport']> = {
  name: 'start-import',
  right: ENDPOINTS.startImport.right,
  input: ENDPOINTS.startImport.input,
  async run(ctx, { what, file, bytes, ...wish }) {
    const { tx, house, actor, now } = ctx;
    if (bytes > MAX_IMPORT_BYTES)
      throw new HouseError(
        'too-large',
        `The file has ${Math.ceil(bytes / MB)} MB; at most ${MAX_IMPORT_BYTES / MB} MB are taken at once. Nothing was stored; split it into several files.`,
        { clause: '07.import.size' },
      );
    const unfinished = (await readImports(tx)).filter(({ state }) => UNFINISHED.includes(state));
    if (unfinished.length >= MOST_UNFINISHED)
      throw new HouseError(
        'too-many',
        'Too many files are not ready yet. Wait for one of them, or drop it.',
        {
          retryAfterS: 10,
        },
      );
    const id = house.newId(now);
    await addImport(tx, { id, user: actor.id, what, file, wish, bytes, at: now });
    return { id };
  },
};

/** Checks a file once more, read in another way; nothing of the city is touched. */
export const checkImport: Deed<typeof ENDPOINTS.checkImport.input, EndpointAnswer['checkImport']> = {
  name: 'check-import',
  right: ENDPOINTS.checkImport.right,
  input: ENDPOINTS.checkImport.input,
  async run({ tx }, { id, ...wish }) {
    if (!(await orderImport(tx, id, ['checked', 'refused', 'failed'], 'check-owed', { wish })))
      throw new HouseError('refused', 'This file is not there, at work, or was imported already.', {
        clause: '07.import.state',
      });
    return { ok: true };
  },
};

/** Orders that all of a checked file be taken; it is done as a job, in the name of who orders it. */
export const takeImport: Deed<typeof ENDPOINTS.takeImport.input, EndpointAnswer['takeImport']> = {
  name: 'take-import',
  right: ENDPOINTS.takeImport.right,
  input: ENDPOINTS.takeImport.input,
  async run(ctx, { id }) {
    if (!(await orderImport(ctx.tx, id, ['checked'], 'import-owed', { user: ctx.actor.id })))
      throw new HouseError('refused', 'Only a file that was checked without faults can be imported, once.', {
        clause: '07.import.state',
      });
    await told(ctx, 'take-import', id);
    return { ok: true };
  },
};

/** Takes a file off the list that was not imported. */
export const dropImport: Deed<typeof ENDPOINTS.dropImport.input, EndpointAnswer['dropImport']> = {
  name: 'drop-import',
  right: ENDPOINTS.dropImport.right,
  input: ENDPOINTS.dropImport.input,
  async run(ctx, { id }) {
    if (!(await dropRow(ctx.tx, id)))
      throw new HouseError('not-found', 'There is no such file, or it is at work or was imported.');
    await told(ctx, 'drop-import', id);
    return { ok: true };
  },
};

/** First passwords for imported people who have none, in this answer alone. Never by an idempotency key. */
export const firstPasswords: Deed<typeof ENDPOINTS.firstPasswords.input, EndpointAnswer['firstPasswords']> = {
  name: 'first-passwords',
  right: ENDPOINTS.firstPasswords.right,
  input: ENDPOINTS.firstPasswords.input,
  async run(ctx) {
    const made = await makePasswords(ctx.tx, 'all');
    await told(ctx, 'first-passwords', `${made.size}`);
    return { people: [...made].map(([login, secret]) => ({ login, secret })) };
  },
};

async function told({ tx, actor }: DeedContext, what: string, target: string): Promise<void> {
  await writeAudit(tx, { actor: actor.id, what, target, source: null, result: 'ok' });
}
