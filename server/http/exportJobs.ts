import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { EndpointAnswer, EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { countCases } from '../../db/queries/exportCases.ts';
import {
  askExport,
  claimExport,
  dropOldExports,
  dropExport as dropRow,
  endExport,
  exportsOf,
  finishedExport,
  noteExport,
  type OwedExport,
  unfinishedExports,
} from '../../db/queries/exportJobs.ts';
import type { Doors } from './doors.ts';
import { MIME, writeList } from './exportCases.ts';
import type { Seen } from './seen.ts';

const MOST_UNFINISHED = 5;
const KEEP_MS = 2 * 86_400_000;
const LOOK_EVERY_MS = 15_000;

/** Asks for a list as a file; it is made apart from the request, and found again by `myExports`. */
export async function startExport(
  { doors, visitor, request }: Seen,
  { format, lang, ...filter }: EndpointParsed<'startExport'>,
): Promise<EndpointAnswer['startExport']> {
  const { pool, now, newId } = doors.house;
  const actor = visitor.actor!;
  if ((await unfinishedExports(pool, actor.id)) >= MOST_UNFINISHED)
    throw new HouseError('too-many', 'Five of your files are not ready yet. Wait for one of them.', {
      retryAfterS: 10,
    });
  const id = newId(now());
  await askExport(pool, { id, actor, format, lang, filter, at: now() });
  await writeAudit(pool, {
    actor: actor.id,
    what: 'export-cases',
    target: `${id} ${format}`,
    source: request.ip ?? null,
    result: 'ok',
  });
  void makeOwed(doors);
  return { id };
}

export async function myExports({ doors, visitor }: Seen): Promise<EndpointAnswer['myExports']> {
  return { exports: await exportsOf(doors.house.pool, visitor.actor!.id) };
}

/** A finished file, to who asked for it. */
export async function exportFile({ doors, visitor, response }: Seen, { id }: { id: string }): Promise<void> {
  const format = await finishedExport(doors.house.pool, id, visitor.actor!.id);
  if (!format) throw new HouseError('not-found', 'There is no such file of yours.');
  response.set({
    'Cache-Control': 'private, no-store',
    'Content-Type': MIME[format],
    'Content-Disposition': `attachment; filename="cases.${format}"`,
  });
  await new Promise<void>((done, fail) =>
    response.sendFile(fileOf(doors, id, format), { cacheControl: false, dotfiles: 'allow' }, (error) =>
      error ? fail(error) : done(),
    ),
  );
}

export async function dropExport({ doors, visitor }: Seen, { id }: { id: string }): Promise<{ ok: true }> {
  const format = await dropRow(doors.house.pool, id, visitor.actor!.id);
  if (!format) throw new HouseError('not-found', 'There is no such file of yours.');
  await rm(fileOf(doors, id, format), { force: true });
  return { ok: true };
}

/** Looks now and then for files whose maker fell silent, and gives old ones up. Answers how to stop. */
export function openExports(doors: Doors): () => void {
  const look = async () => {
    const old = await dropOldExports(doors.house.pool, doors.house.now() - KEEP_MS);
    for (const { id, format } of old) await rm(fileOf(doors, id, format), { force: true });
    await makeOwed(doors);
  };
  const timer = setInterval(
    () => void look().catch((error) => doors.log.warn({ err: error }, 'exports failed')),
    LOOK_EVERY_MS,
  );
  return () => clearInterval(timer);
}

// One at a time in a process: a list of a hundred thousand rows must not hold up the desks.
const atWork = new WeakSet<Doors>();
async function makeOwed(doors: Doors): Promise<void> {
  if (atWork.has(doors)) return;
  atWork.add(doors);
  try {
    for (let job = await claimExport(doors.house.pool); job; job = await claimExport(doors.house.pool))
      await make(doors, job).catch(async (error) => {
        doors.log.warn({ err: error, export: job?.id }, 'an export failed');
        if (job) await endExport(doors.house.pool, job.id, null);
      });
  } catch (error) {
    doors.log.warn({ err: error }, 'exports failed, trying again');
  } finally {
    atWork.delete(doors);
  }
}

async function make(doors: Doors, { id, actor, format, lang, filter }: OwedExport): Promise<void> {
  const { pool, now, settings } = doors.house;
  const question = { ...filter, atMs: now() };
  const { city } = await settings();
  const all = await countCases(pool, actor, question);
  await noteExport(pool, id, { done: 0, all });
  const file = fileOf(doors, id, format);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const out = createWriteStream(`${file}.part`, { mode: 0o600 });
  const written = finished(out);
  written.catch(() => {});
  let wanted = true;
  await writeList(out, { pool, actor, question, format, lang, timezone: city.timezone }, async (done) => {
    wanted = await noteExport(pool, id, { done, all: Math.max(all, done) });
    return wanted;
  });
  await written;
  if (!wanted) return rm(`${file}.part`, { force: true });
  await rename(`${file}.part`, file);
  await endExport(pool, id, (await stat(file)).size);
}

/** Under a generated key; nothing of a person's words is in a path. */
function fileOf({ config }: Doors, id: string, format: string): string {
  return path.resolve(config.DATA_DIR, 'exports', `${id}.${format}`);
}
