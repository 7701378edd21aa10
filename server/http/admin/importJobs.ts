import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import * as deeds from '../../../actions/admin/importJobs.ts';
import { run } from '../../../actions/run.ts';
import type { EndpointAnswer, EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import { HouseError } from '../../../core/contract/errors.ts';
import { withoutPassword } from '../../../db/queries/importingTables.ts';
import { dropOldImports, noteReceived, readImport, readImports } from '../../../db/queries/importJobs.ts';
import type { Doors } from '../doors.ts';
import type { Seen } from '../seen.ts';
import { fileOf, readOwed } from './importReading.ts';

const KEEP_MS = 7 * 86_400_000;
const LOOK_EVERY_MS = 15_000;

export async function adminImports({ doors }: Seen): Promise<EndpointAnswer['adminImports']> {
  const { pool } = doors.house;
  const [imports, without] = await Promise.all([readImports(pool), withoutPassword(pool, 'all')]);
  return { imports, withoutPassword: without.length };
}

export async function adminImport(
  { doors }: Seen,
  { id }: EndpointParsed<'adminImport'>,
): Promise<EndpointAnswer['adminImport']> {
  const job = await readImport(doors.house.pool, id);
  if (!job) throw new HouseError('not-found', 'There is no such file.');
  return job;
}

export function startImport({ doors, visitor }: Seen, input: EndpointParsed<'startImport'>) {
  return run(doors.house, deeds.startImport, input, { actor: visitor.actor });
}

/**
 * Takes the next stretch of a file. One that does not begin where the last one ended changes nothing and is
 * answered with what is held; after the last one the check begins.
 */
export async function importPart(
  { doors, request }: Seen,
  { id, offset }: EndpointParsed<'importPart'>,
): Promise<EndpointAnswer['importPart']> {
  const { pool } = doors.house;
  const part = request.file?.buffer;
  if (!part?.length)
    throw new HouseError('bad-input', 'The part of the file is empty. Nothing was stored.', {
      clause: '07.import.part',
    });
  const job = await readImport(pool, id);
  if (!job) throw new HouseError('not-found', 'There is no such file.');
  if (job.state !== 'receiving' || offset !== job.received) return { received: job.received };
  if (offset + part.length > job.bytes)
    throw new HouseError('bad-input', 'The file is larger than was announced. Send it anew.', {
      clause: '07.import.part',
    });
  const file = fileOf(doors, id);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, offset === 0 ? 'w' : 'r+', 0o600);
  try {
    await handle.write(part, 0, part.length, offset);
  } finally {
    await handle.close();
  }
  const received = offset + part.length;
  await noteReceived(pool, id, received);
  if (received === job.bytes) void readOwed(doors);
  return { received };
}

export async function checkImport({ doors, visitor }: Seen, input: EndpointParsed<'checkImport'>) {
  const answer = await run(doors.house, deeds.checkImport, input, { actor: visitor.actor });
  void readOwed(doors);
  return answer;
}

export async function takeImport({ doors, visitor }: Seen, input: EndpointParsed<'takeImport'>) {
  const answer = await run(doors.house, deeds.takeImport, input, { actor: visitor.actor });
  void readOwed(doors);
  return answer;
}

export async function dropImport({ doors, visitor }: Seen, input: EndpointParsed<'dropImport'>) {
  const answer = await run(doors.house, deeds.dropImport, input, { actor: visitor.actor });
  await rm(fileOf(doors, input.id), { force: true });
  return answer;
}

/** Looks now and then for files whose reader fell silent, and gives up old ones. Answers how to stop. */
export function openImports(doors: Doors): () => void {
  const look = async () => {
    const { pool, now } = doors.house;
    for (const id of await dropOldImports(pool, now() - KEEP_MS))
      await rm(fileOf(doors, id), { force: true });
    await readOwed(doors);
  };
  const timer = setInterval(
    () => void look().catch((error) => doors.log.warn({ err: error }, 'imports failed')),
    LOOK_EVERY_MS,
  );
  return () => clearInterval(timer);
}
