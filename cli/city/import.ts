import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openPool, type Tx } from '../../db/pool.ts';
import { categoryOf } from '../../db/queries/catalogue.ts';
import {
  addOwnerUnits,
  findFaults,
  type StagedRow,
  stageRows,
  strangeOwners,
  type Written,
  writeAreas,
  writeComponents,
} from '../../db/queries/importing.ts';
import { readSettings } from '../../db/queries/settings.ts';
import { inTransaction } from '../../db/tx.ts';
import { type CoordinateSystem, readFeatures, SYSTEMS } from './features.ts';
import { guessCategory, guessKind, guessMapping, type Mapping } from './mapping.ts';
import { progress, say } from './say.ts';

const KINDS = ['district', 'subdistrict', 'community', 'cell', 'custom'];
const SHOWN_FAULTS = 20;
const USAGE = `Usage: city import components FILE… [--category KEY] [--crs wgs84|cgcs2000|gcj02|bd09] [--code PROP] [--name PROP] [--owner PROP]
                    [--owner-is TEXT=UNIT]… [--add-units] [--preview]
       city import areas FILE… [--kind district|subdistrict|community|cell|custom] [--crs …] [--code PROP] [--name PROP] [--parent PROP] [--preview]
GeoJSON (FeatureCollection) or CSV with lon and lat. All of a file or nothing; a known code is updated.`;

const OPTIONS = {
  category: { type: 'string' },
  kind: { type: 'string' },
  crs: { type: 'string', default: 'wgs84' },
  code: { type: 'string' },
  name: { type: 'string' },
  owner: { type: 'string' },
  parent: { type: 'string' },
  'owner-is': { type: 'string', multiple: true },
  'add-units': { type: 'boolean' },
  preview: { type: 'boolean' },
} as const;

type Options = ReturnType<
  typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true; args: string[] }>
>['values'];

/** `city import components|areas FILE…`; exit 1 when a file was refused, its rows and reasons named. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [what, ...files] = positionals;
  if (
    (what !== 'components' && what !== 'areas') ||
    !files.length ||
    !SYSTEMS.includes(values.crs as CoordinateSystem)
  ) {
    say(USAGE);
    return 2;
  }
  const missing = files.find((file) => !existsSync(file));
  if (missing) {
    say(`There is no file ${missing}. Nothing was changed.`);
    return 2;
  }
  const url = process.env.DATABASE_URL;
  if (!url) {
    say('DATABASE_URL is not set: which database?');
    return 2;
  }
  const pool = openPool({ url, name: 'city-import', max: 2, role: 'owner' });
  try {
    for (const file of files) {
      const done = await inTransaction(pool, (tx) => importFile(tx, what, file, values)).catch((error) => {
        if (error instanceof Stopped) return error.answer;
        throw error;
      });
      process.stdout.write(`${JSON.stringify(done)}\n`);
      if (done.refused) return 1;
    }
    return 0;
  } finally {
    await pool.end();
  }
}

interface Done extends Partial<Written> {
  readonly file: string;
  readonly rows: number;
  readonly refused: number;
  readonly preview?: boolean;
}

/** Ends the transaction without keeping anything: a refusal, or a preview. */
class Stopped extends Error {
  readonly answer: Done;
  constructor(answer: Done) {
    super('stopped');
    this.answer = answer;
  }
}

async function importFile(
  tx: Tx,
  what: 'components' | 'areas',
  file: string,
  options: Options,
): Promise<Done> {
  const mapping = await guessMapping(file, options);
  const target = what === 'components' ? await categoryFor(tx, file, options) : kindFor(file, options);
  say(
    `${file}: ${what === 'components' ? 'category' : 'kind'} ${target}, code from "${mapping.code}", name from ${quoted(mapping.name)}${what === 'components' ? `, owner from ${quoted(mapping.owner)}` : ''}`,
  );
  const bar = progress('read');
  const rows = await stageRows(
    tx,
    staged(file, options.crs as CoordinateSystem, mapping, codePrefix(mapping, target), (n) =>
      bar.at(n, null),
    ),
  );
  bar.end();
  const faults = await findFaults(
    tx,
    what === 'components' ? { kind: 'point', category: target } : { kind: 'area' },
  );
  if (faults.length) {
    for (const { row, code, why } of faults.slice(0, SHOWN_FAULTS))
      say(`${file}: row ${row}${code ? ` (${code})` : ''} ${why}`);
    if (faults.length > SHOWN_FAULTS) say(`… and ${faults.length - SHOWN_FAULTS} more`);
    say(
      `${faults.length} of ${rows} rows have faults. Nothing of this file was kept; correct them and import it again.`,
    );
    throw new Stopped({ file, rows, refused: faults.length });
  }
  const written =
    what === 'components'
      ? await components(tx, target, options)
      : await writeAreas(tx, target, KINDS.slice(0, Math.max(0, KINDS.indexOf(target))));
  if (options.preview) throw new Stopped({ file, rows, refused: 0, ...written, preview: true });
  return { file, rows, refused: 0, ...written };
}

async function components(tx: Tx, category: string, options: Options): Promise<Written> {
  const owners = Object.fromEntries(
    (options['owner-is'] ?? []).map((pair) => pair.split('=') as [string, string]),
  );
  const strange = await strangeOwners(tx, owners);
  if (strange.length && options['add-units']) await addOwnerUnits(tx, strange);
  if (strange.length) {
    const named = strange
      .slice(0, 8)
      .map(({ owner, n }) => `${owner} (${n})`)
      .join(', ');
    say(
      options['add-units']
        ? `Units were added for the owners ${named}; name their liaisons, until then nothing is routed to them.`
        : `Owners that are no unit of the city stay text: ${named}. Use --owner-is "${strange[0]!.owner}=UNIT" or --add-units.`,
    );
  }
  const links = options['add-units']
    ? { ...Object.fromEntries(strange.map(({ owner }) => [owner, slug(owner)])), ...owners }
    : owners;
  return writeComponents(tx, category, links);
}

const slug = (owner: string) =>
  owner
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const quoted = (name: string | null) => (name ? `"${name}"` : 'nowhere');

async function categoryFor(tx: Tx, file: string, options: Options): Promise<string> {
  const { city } = await readSettings(tx);
  const key = options.category ?? guessCategory(file, city?.scheme ?? 'gbt2026');
  if (!key)
    throw new Error(
      `Which category are the components of ${file}? Name it with --category, e.g. gbt2026/component/01037. Nothing was changed.`,
    );
  if (!(await categoryOf(tx, key)))
    throw new Error(`There is no category ${key} in this city. Nothing was changed.`);
  return key;
}

function kindFor(file: string, options: Options): string {
  const kind = options.kind ?? guessKind(file);
  if (!kind || !KINDS.includes(kind))
    throw new Error(
      `Which areas does ${file} hold? Name them with --kind ${KINDS.join('|')}. Nothing was changed.`,
    );
  return kind;
}

/** Running numbers tell things apart in their own file only: the category's code goes before them. */
function codePrefix(mapping: Mapping, target: string): string {
  return RUNNING.has(mapping.code.toLowerCase()) ? `${target.split('/').at(-1)}-` : '';
}
const RUNNING = new Set(['feature id', 'id', 'objectid']);

async function* staged(
  file: string,
  system: CoordinateSystem,
  mapping: Mapping,
  prefix: string,
  told: (n: number) => void,
): AsyncGenerator<StagedRow> {
  let n = 0;
  for await (const { row, properties, geometry } of readFeatures(file, system)) {
    const of = (name: string | null) => {
      const value = name === null ? null : properties[name];
      return value === null || value === undefined || value === '' ? null : String(value);
    };
    const prefixed = (code: string | null) => code && `${prefix}${code}`;
    told(++n);
    yield {
      row,
      code: prefixed(of(mapping.code)),
      name: of(mapping.name),
      owner: of(mapping.owner),
      parent: of(mapping.parent),
      geometry,
    };
  }
}
