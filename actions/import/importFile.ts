import path from 'node:path';
import { v7 } from 'uuid';
import { AREA_KINDS, type ImportName, type ImportReport } from '../../core/contract/api/adminImports.ts';
import type { Tx } from '../../db/pool.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import {
  markCodes,
  readFaults,
  type StagedRow,
  stageRows,
  type Written,
} from '../../db/queries/importing.ts';
import { compareWithBefore, keepBefore, keepVersions } from '../../db/queries/importingChanges.ts';
import {
  addOwnerUnits,
  liesInCity,
  markAreas,
  markKeepers,
  markNear,
  markOutside,
  markShapes,
  resolveCategories,
  resolveUnits,
  sayMore,
  strangeOwners,
  writeAreas,
  writeComponents,
} from '../../db/queries/importingShapes.ts';
import {
  markCategories,
  markRules,
  markUsers,
  writeCategories,
  writeRules,
  writeUnits,
  writeUsers,
} from '../../db/queries/importingTables.ts';
import { readSettings } from '../../db/queries/settings.ts';
import { type ImportKind, KINDS } from './kinds.ts';
import { guessAreaKind, guessCategory, guessMapping, type Mapping } from './mapping.ts';
import { asIfIn, type Reading, readFeatures, UnreadableFile } from './readFeatures.ts';

export interface ImportWish {
  readonly what: ImportName;
  readonly file: string;
  readonly reading: Reading;
  /** Properties for fields, where the guess by name is not right. */
  readonly columns: Mapping;
  /** Areas: which kind; components: which category, when the file has no column for it. */
  readonly target: string | null;
  /** Owners' texts that mean a unit. */
  readonly owners: Readonly<Record<string, string>>;
  /** Adds a unit for each owner that is none yet. */
  readonly addUnits: boolean;
  readonly actor: string;
  /** What the person calls the file, where it lies under another name. */
  readonly name?: string;
  readonly say: (line: string) => void;
  readonly told: (rows: number) => void;
}

export interface Imported extends Written, Omit<ImportReport, 'added' | 'changed' | 'routing'> {}

const SHOWN_FAULTS = 200;
const STRAYS = 50;
const STRANGE_SHOWN = 50;

/**
 * Brings a file into the city, in the caller's transaction: streamed, checked as a whole, then written; a known
 * code is updated. With `refused` above 0 nothing was written and the caller rolls back.
 * @throws UnusableFile in words when the file cannot be taken for what it should be
 */
export async function importFile(tx: Tx, wish: ImportWish): Promise<Imported> {
  const { what, file, reading } = wish;
  const kind = KINDS[what];
  const { city } = await readSettings(tx);
  const scheme = city?.scheme ?? 'gbt2026';
  const guessed = await guessMapping(file, reading, kind.fields, wish.columns).catch(unreadable);
  if (guessed instanceof UnreadableFile) return refusedAt(guessed, 0, NOTHING);
  const { mapping, columns } = guessed;
  const target = targetOf(wish, scheme, mapping);
  wish.say(
    `${file}: ${what}${target ? ` (${target})` : ''}; ${Object.entries(mapping)
      .map(([field, from]) => `${field} ← ${from ?? 'nowhere'}`)
      .join(', ')}`,
  );
  const broken: UnreadableFile[] = [];
  const rows = await stageRows(
    tx,
    staged(wish, kind, mapping, codePrefix(what, mapping, target), (error) => void broken.push(error)),
  );
  const read = { ...NOTHING, rows, target, mapping, columns };
  if (broken[0]) return refusedAt(broken[0], rows, read);
  await markCodes(tx);
  await check(tx, wish, kind, scheme, target);
  const { count, first } = await readFaults(tx, SHOWN_FAULTS);
  if (count) return { ...read, refused: count, faults: first };
  const fields = Object.keys(mapping).filter((field) => mapping[field] !== null);
  await keepBefore(tx, what);
  const owners = what === 'components' ? await nameStrangeOwners(tx, wish) : [];
  const written = await write(tx, wish, scheme, target, fields);
  const { changed, sample } = await compareWithBefore(tx, what, scheme);
  const source = wish.name ?? path.basename(file);
  await keepVersions(tx, what, { by: wish.actor, note: source });
  await writeAudit(tx, {
    actor: wish.actor,
    what: `import ${what}`,
    target: target ?? null,
    source,
    result: `${written.added} added, ${written.updated} updated`,
  });
  return { ...read, ...written, same: written.updated - changed, owners, sample };
}

/** Of a file of which nothing could be read. */
export const NOTHING: Imported = {
  rows: 0,
  refused: 0,
  faults: [],
  added: 0,
  updated: 0,
  same: 0,
  target: null,
  mapping: {},
  columns: [],
  owners: [],
  sample: [],
};

function unreadable(error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error;
  throw error;
}

function refusedAt({ row, message }: UnreadableFile, rows: number, read: Imported): Imported {
  return { ...read, rows, refused: 1, faults: [{ row, code: null, field: null, why: message }] };
}

/** A file that cannot be taken for what it should be; the words say what is missing. */
export class UnusableFile extends Error {}

function targetOf(
  { what, name, file: path, target }: ImportWish,
  scheme: string,
  mapping: Mapping,
): string | null {
  const file = name ?? path;
  if (what === 'cells') return 'cell';
  if (what === 'areas') {
    const kind = target ?? guessAreaKind(file);
    if (!kind || !(AREA_KINDS as readonly string[]).includes(kind))
      throw new UnusableFile(
        `Which areas does ${file} hold? Name them with --kind ${AREA_KINDS.join('|')}. Nothing was changed.`,
      );
    return kind;
  }
  if (what !== 'components') return null;
  const category = target ?? (mapping['category'] ? null : guessCategory(file, scheme));
  if (!category && !mapping['category'])
    throw new UnusableFile(
      `Which category are the components of ${file}? Name it with --category, e.g. gbt2026/component/01037, or its column with --column category=NAME. Nothing was changed.`,
    );
  return category;
}

/** Running numbers tell things apart in their own file only: the category's code goes before them. */
function codePrefix(what: ImportName, mapping: Mapping, target: string | null): string {
  if (!KINDS[what].shape || !target) return '';
  return RUNNING.has(mapping['code']?.toLowerCase() ?? '') ? `${target.split('/').at(-1)}-` : '';
}
const RUNNING = new Set(['feature id', 'id', 'objectid']);

async function* staged(
  wish: ImportWish,
  kind: ImportKind,
  mapping: Mapping,
  prefix: string,
  broke: (error: UnreadableFile) => void,
): AsyncGenerator<StagedRow> {
  let n = 0;
  try {
    for await (const { row, properties, geometry } of readFeatures(wish.file, wish.reading)) {
      wish.told(++n);
      const texts = Object.fromEntries(
        Object.entries(mapping).map(([field, from]) => [
          field,
          textOf(from === null ? null : properties[from]),
        ]),
      );
      if (prefix && texts['code']) texts['code'] = prefix + texts['code'];
      const shaped = kind.row.safeParse(texts);
      const data = shaped.success ? shaped.data : null;
      yield {
        row,
        code: texts['code'] ?? null,
        key: data ? kind.key(data) : String(row),
        shape: kind.shape ? geometry : null,
        data: data && (wish.what === 'users' ? { id: v7(), ...data } : data),
        ...(shaped.success ? { fault: null, field: null } : faultOf(shaped.error.issues, mapping)),
      };
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    broke(error);
  }
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function faultOf(
  issues: readonly { path: PropertyKey[]; message: string }[],
  mapping: Mapping,
): { fault: string; field: string } {
  const fault = issues
    .map(({ path: [field = 'row'], message }) => {
      const from = mapping[String(field)];
      return `${String(field)}${from && from !== field ? ` ("${from}")` : ''} ${message}`;
    })
    .join('; ');
  return { fault, field: [...new Set(issues.map(({ path: [field = 'row'] }) => String(field)))].join(', ') };
}

async function check(
  tx: Tx,
  wish: ImportWish,
  { shape }: ImportKind,
  scheme: string,
  target: string | null,
): Promise<void> {
  if (shape) await markShapes(tx, shape);
  if (wish.what === 'categories') await markCategories(tx, scheme);
  else if (wish.what === 'rules') await markRules(tx, scheme);
  else if (wish.what === 'users') await markUsers(tx, wish.actor);
  else if (wish.what === 'components') {
    await resolveCategories(tx, scheme, target);
    await resolveUnits(tx, wish.owners);
    await markKeepers(tx);
    const strays = await markOutside(tx, ['district', 'cell'], STRAYS);
    if (strays.far.length + strays.near.length) await explainStrays(tx, strays);
  } else if (shape) {
    await markAreas(tx, target ?? 'custom');
    if (target === 'district' || target === 'custom') return;
    const strays = await markOutside(tx, ['district'], STRAYS);
    if (strays.far.length + strays.near.length) await explainStrays(tx, strays);
  }
}

/** So many rows just over the border, and so large a share of them at home in another system, are no chance. */
const SHIFTED = { rows: 5, share: 0.9 };

/**
 * How far out each stray lies, and whether another coordinate system would bring it home. A register may hold a
 * few things just over its border; when nearly all of these come home together, the file was declared wrongly.
 */
async function explainStrays(tx: Tx, { far, near }: Awaited<ReturnType<typeof markOutside>>): Promise<void> {
  const strays = [...far, ...near];
  const more = new Map(strays.map(({ row, metres }) => [row, ` (${metres} m off)`]));
  for (const system of isInChina(strays[0]) ? (['gcj02', 'bd09'] as const) : []) {
    const moved = strays.map(({ lon, lat }) => asIfIn(system, lon, lat));
    const home = await liesInCity(tx, moved);
    const opposite = await liesInCity(
      tx,
      moved.map(([x, y], i) => [2 * strays[i]!.lon - x, 2 * strays[i]!.lat - y] as const),
    );
    const [homes, opposites] = [home, opposite].map((all) => all.filter(Boolean).length) as [number, number];
    // What lies in a gap of the city comes home whichever way it is moved.
    const isShifted =
      homes >= SHIFTED.rows && homes >= strays.length * SHIFTED.share && opposites <= homes / 2;
    if (near.length && isShifted)
      await markNear(
        tx,
        near.map(({ row }) => row),
      );
    for (const [i, { row }] of strays.entries())
      if (home[i]) more.set(row, `${more.get(row)}; read with --crs ${system} it lies inside`);
  }
  if (more.size) await sayMore(tx, more);
}

/** The two systems of China are the same as WGS-84 outside of it. */
function isInChina(stray: { lon: number; lat: number } | undefined): boolean {
  return stray !== undefined && asIfIn('gcj02', stray.lon, stray.lat)[0] !== stray.lon;
}

async function write(
  tx: Tx,
  wish: ImportWish,
  scheme: string,
  target: string | null,
  fields: readonly string[],
): Promise<Written> {
  switch (wish.what) {
    case 'units':
      return writeUnits(tx);
    case 'categories':
      return writeCategories(tx, scheme);
    case 'rules':
      return writeRules(tx, scheme);
    case 'users':
      return writeUsers(tx);
    case 'components':
      return writeComponents(tx, fields);
    default:
      return writeAreas(tx, target ?? 'custom', fields);
  }
}

async function nameStrangeOwners(
  tx: Tx,
  { addUnits, owners, say }: ImportWish,
): Promise<ImportReport['owners']> {
  const strange = await strangeOwners(tx);
  if (!strange.length) return [];
  const named = strange
    .slice(0, 8)
    .map(({ owner, n }) => `${owner} (${n})`)
    .join(', ');
  if (!addUnits) {
    say(
      `Owners that are no unit of the city stay text: ${named}. Use --owner-is "${strange[0]!.owner}=UNIT" or --add-units.`,
    );
    return strange.slice(0, STRANGE_SHOWN);
  }
  await addOwnerUnits(tx, strange);
  await resolveUnits(tx, owners);
  say(`Units were added for the owners ${named}; name their liaisons, until then nothing is routed to them.`);
  return strange.slice(0, STRANGE_SHOWN);
}
