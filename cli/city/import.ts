import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { attemptImport } from '../../actions/import/attemptImport.ts';
import { firstPasswords } from '../../actions/import/firstPasswords.ts';
import type { Imported, ImportWish } from '../../actions/import/importFile.ts';
import {
  AREA_KINDS,
  type CoordinateSystem,
  ENCODINGS,
  type Encoding,
  IMPORTS,
  type ImportName,
  SYSTEMS,
} from '../../core/contract/api/adminImports.ts';
import { openPool, type Pool } from '../../db/pool.ts';
import { progress, say } from './say.ts';

const SHOWN_FAULTS = 20;
const USAGE = `Usage: city import ${IMPORTS.join('|')} FILE… [--preview] [--column FIELD=PROPERTY]…
         [--crs ${SYSTEMS.join('|')}] [--encoding ${ENCODINGS.join('|')}]
       components: [--category KEY] [--owner-is TEXT=UNIT]… [--add-units]
       areas: [--kind ${AREA_KINDS.join('|')}]
       users: [--passwords FILE]  writes first passwords for people without one
GeoJSON (FeatureCollection) or CSV with a header line (lon and lat, or WKT). All of a file or nothing; a known code is updated.`;

const OPTIONS = {
  category: { type: 'string' },
  kind: { type: 'string' },
  crs: { type: 'string', default: 'wgs84' },
  encoding: { type: 'string', default: 'utf-8' },
  column: { type: 'string', multiple: true },
  code: { type: 'string' },
  'owner-is': { type: 'string', multiple: true },
  'add-units': { type: 'boolean' },
  passwords: { type: 'string' },
  preview: { type: 'boolean' },
} as const;

type Options = ReturnType<
  typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true; args: string[] }>
>['values'];

/** `city import WHAT FILE…`; exit 1 when a file was refused, its rows and reasons named. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [what, ...files] = positionals;
  if (
    !IMPORTS.includes(what as ImportName) ||
    !files.length ||
    !SYSTEMS.includes(values.crs as CoordinateSystem) ||
    !ENCODINGS.includes(values.encoding as Encoding)
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
      const { faults, rows, refused, added, updated, same } = await importOne(
        pool,
        wishOf(what as ImportName, file, values),
        values,
      );
      const done = { rows, refused, added, updated, same, ...(values.preview ? { preview: true } : {}) };
      process.stdout.write(`${JSON.stringify({ file, ...done })}\n`);
      if (!done.refused) continue;
      tellFaults(file, done.rows, done.refused, faults);
      return 1;
    }
    return 0;
  } finally {
    await pool.end();
  }
}

async function importOne(pool: Pool, wish: ImportWish, { preview, passwords }: Options): Promise<Imported> {
  const bar = progress('rows read');
  let made: ReadonlyMap<string, string> = new Map();
  const told = (rows: number) => bar.at(rows, null);
  const done = await attemptImport(pool, { ...wish, told }, preview ? 'preview' : 'keep', async (tx) => {
    if (wish.what === 'users' && passwords && !preview) made = await firstPasswords(tx);
  }).finally(() => bar.end());
  if (passwords && made.size) {
    const lines = [...made].map(([login, password]) => `${login},${password}\n`);
    writeFileSync(passwords, `login,password\n${lines.join('')}`, { mode: 0o600, flag: 'wx' });
    say(`First passwords of ${made.size} people: ${passwords}. Hand them over and delete the file.`);
  }
  return done;
}

function wishOf(what: ImportName, file: string, options: Options): ImportWish {
  return {
    what,
    file,
    reading: { system: options.crs as CoordinateSystem, encoding: options.encoding as Encoding },
    columns: { ...pairs(options.column), ...(options.code ? { code: options.code } : {}) },
    target: (what === 'components' ? options.category : options.kind) ?? null,
    owners: pairs(options['owner-is']),
    addUnits: options['add-units'] ?? false,
    actor: 'city import',
    say,
    told: () => {},
  };
}

/** `A=B` into an entry. */
function pairs(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(given.map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]));
}

function tellFaults(file: string, rows: number, refused: number, faults: Imported['faults']): void {
  for (const { row, code, why } of faults.slice(0, SHOWN_FAULTS))
    say(`${file}: row ${row}${code ? ` (${code})` : ''} ${why}`);
  if (refused > SHOWN_FAULTS) say(`… and ${refused - SHOWN_FAULTS} more`);
  say(
    `${refused} of ${rows} rows have faults. Nothing of this file was kept; correct them and import it again.`,
  );
}
