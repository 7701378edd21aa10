import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generateCells } from '../../actions/import/generateCells.ts';
import { type CoordinateSystem, SYSTEMS } from '../../core/contract/api/adminImports.ts';
import { openPool } from '../../db/pool.ts';
import { inTransaction } from '../../db/tx.ts';
import { say } from './say.ts';

const USAGE = `Usage: city generate-cells [--streets FILE [--crs ${SYSTEMS.join('|')}]] [--squares] [--side METRES] [--replace] [--preview]
Cuts the communities (else subdistricts, else the district) into unit grids: along the lines of a file, with no file
along the streets of the city's own map, or into squares of 100 m or --side.`;
const SIDES = { least: 20, most: 2_000 };

/** `city generate-cells`; the answer is JSON with their number. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      streets: { type: 'string' },
      crs: { type: 'string', default: 'wgs84' },
      squares: { type: 'boolean' },
      side: { type: 'string', default: '100' },
      replace: { type: 'boolean' },
      preview: { type: 'boolean' },
    },
  });
  const { streets, squares, crs, replace = false, preview = false } = values;
  const side = Number(values.side);
  const url = process.env.DATABASE_URL;
  const system = SYSTEMS.find((name) => name === crs) as CoordinateSystem | undefined;
  if (!(side >= SIDES.least && side <= SIDES.most) || !system || (streets && squares)) {
    say(USAGE);
    return 2;
  }
  if (!url) say('DATABASE_URL is not set: which database?');
  if (streets && !existsSync(streets)) say(`There is no file ${streets}. Nothing was changed.`);
  if (!url || (streets && !existsSync(streets))) return 2;
  const pool = openPool({ url, name: 'city-cells', max: 1, role: 'owner' });
  const lines = streets ? { file: streets, reading: { system } } : 'city';
  const wish = { streets: squares ? null : lines, sideM: side, replace } as const;
  try {
    const made = await inTransaction(pool, async (tx) => {
      const answer = await generateCells(tx, wish);
      if (preview) await tx.query('ROLLBACK; BEGIN');
      return answer;
    });
    process.stdout.write(`${JSON.stringify({ ...made, ...(preview ? { preview } : {}) })}\n`);
    return 0;
  } finally {
    await pool.end();
  }
}
