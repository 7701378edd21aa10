import { openPool } from '../../db/pool.ts';
import { baseTile, componentTile } from '../../db/queries/tiles.ts';

/** Usage: DATABASE_URL=… tsx test/bench/tiles.ts: what a tile of each zoom costs, drawn anew in the busiest place. */
const ROUNDS = 15;
const url = process.env.DATABASE_URL;
if (!url) throw new Error('DATABASE_URL is not set: which city?');
const pool = openPool({ url, name: 'bench-tiles', max: 1 });
const { rows } = await pool.query<{ lon: number; lat: number; n: number }>(
  `SELECT avg(ST_X(geom)) AS lon, avg(ST_Y(geom)) AS lat, (SELECT count(*)::int FROM component) AS n FROM component
    WHERE cell_code = (SELECT cell_code FROM component GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)`,
);
const { lon, lat, n } = rows[0]!;

function tileAt(z: number): [number, number, number] {
  const phi = (lat * Math.PI) / 180;
  const y = (1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2;
  return [z, Math.floor(((lon + 180) / 360) * 2 ** z), Math.floor(y * 2 ** z)];
}

async function median(draw: () => Promise<Buffer>): Promise<{ ms: number; bytes: number }> {
  const times: number[] = [];
  let bytes = 0;
  for (let i = 0; i < ROUNDS; i++) {
    const from = performance.now();
    bytes = (await draw()).length;
    times.push(performance.now() - from);
  }
  return { ms: times.sort((a, b) => a - b)[ROUNDS >> 1]!, bytes };
}

const one = await median(() => componentTile(pool, ...tileAt(16)));
console.log(
  `${n} components; times as ratios to a component tile of zoom 16 (${one.ms.toFixed(1)} ms, ${one.bytes} bytes)`,
);
for (let z = 9; z <= 18; z++) {
  const [base, component] = [
    await median(() => baseTile(pool, ...tileAt(z))),
    await median(() => componentTile(pool, ...tileAt(z))),
  ];
  const cell = ({ ms, bytes }: typeof base) =>
    `${(ms / one.ms).toFixed(2).padStart(7)} ${String(bytes).padStart(8)} B`;
  console.log(`z${z}: base ${cell(base)}   components ${cell(component)}`);
}
await pool.end();
