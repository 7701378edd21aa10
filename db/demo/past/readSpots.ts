import { accuracyRadiusM, type RoutingArea } from '../../../core/rules/routing/facts.ts';
import type { Db, Pool } from '../../pool.ts';
import { addressAt } from '../../queries/space.ts';
import { randomStream } from '../geometry/random.ts';
import type { PastFacts, Spot } from './facts.ts';

const COMPONENTS_A_CATEGORY = 40;
const INCIDENT_SPOTS = 1_400;
/** Incidents lie this far from the thing they are found at, degrees: some ten metres. */
const ASIDE = 0.0001;
/** The phones of the past measure this well, metres. */
export const ACCURACY_M = 8;
const ASKED_AT_ONCE = 4;

interface Point {
  readonly n: number;
  readonly lon: number;
  readonly lat: number;
  readonly categoryKey: string | null;
  readonly component: Spot['component'];
}

/** Where the problems of the past are found: components of every category, and points beside some of them. */
export async function readSpots(
  pool: Pool,
  seed: string,
  minAccuracyM: number,
): Promise<Pick<PastFacts, 'componentSpots' | 'incidentSpots'>> {
  const points = await choosePoints(pool, seed);
  const spots = await spotsOf(pool, points, accuracyRadiusM(ACCURACY_M, minAccuracyM));
  const componentSpots = new Map<string, Spot[]>();
  const incidentSpots: Spot[] = [];
  for (const [i, { categoryKey }] of points.entries()) {
    const spot = spots[i];
    if (!spot?.areas.cell) continue;
    if (categoryKey === null) incidentSpots.push(spot);
    else componentSpots.set(categoryKey, [...(componentSpots.get(categoryKey) ?? []), spot]);
  }
  if (!incidentSpots.length) throw new Error('There is no place in this city to report from');
  return { componentSpots, incidentSpots };
}

async function choosePoints(db: Db, seed: string): Promise<Point[]> {
  const random = randomStream(seed, 'past-spots');
  const { rows } = await db.query<{
    code: string;
    key: string;
    lon: number;
    lat: number;
    custodian: string | null;
    until: string | null;
    maintainer: string | null;
    owner: string | null;
    nth: number;
  }>(
    `SELECT code, category_key AS key, ST_X(geom) AS lon, ST_Y(geom) AS lat, custodian_unit AS custodian, custody_until::text AS until,
        maintainer_unit AS maintainer, owner_unit AS owner, nth
       FROM (SELECT *, (row_number() OVER (PARTITION BY category_key ORDER BY md5(code || $1)))::int AS nth FROM component WHERE status <> 'removed') c
      ORDER BY md5(code || $1)`,
    [seed],
  );
  const components = rows.filter((row) => row.nth <= COMPONENTS_A_CATEGORY);
  const beside = rows.slice(0, INCIDENT_SPOTS);
  return [
    ...components.map(({ code, key, lon, lat, custodian, until, maintainer, owner }) => ({
      lon,
      lat,
      categoryKey: key,
      component: {
        code,
        found: true,
        custodianUnit: custodian,
        custodyUntil: until,
        maintainerUnit: maintainer,
        ownerUnit: owner,
      },
    })),
    ...beside.map(({ lon, lat }) => ({
      lon: lon + random.between(-ASIDE, ASIDE),
      lat: lat + random.between(-ASIDE, ASIDE),
      categoryKey: null,
      component: null,
    })),
  ].map((point, n) => ({ n, ...point }));
}

async function spotsOf(pool: Pool, points: readonly Point[], radiusM: number): Promise<Spot[]> {
  const areas = await readAreas(pool);
  const located = await locate(pool, points, radiusM);
  const spots: Spot[] = [];
  for (let i = 0; i < points.length; i += ASKED_AT_ONCE) {
    const some = points.slice(i, i + ASKED_AT_ONCE);
    const addresses = await Promise.all(some.map(({ lon, lat }) => addressAt(pool, lon, lat)));
    for (const [j, point] of some.entries())
      spots.push(spotOf(point, located[i + j]!, addresses[j]?.zh ?? null, areas));
  }
  return spots;
}

type AreaRow = Omit<RoutingArea, 'containsPoint' | 'crossesAccuracy'> & { readonly unit: string | null };

async function readAreas(db: Db): Promise<Map<string, AreaRow>> {
  const { rows } = await db.query<AreaRow>(
    `SELECT code AS id, code, jsonb_build_object('zh', zh, 'en', en) AS names, kind AS level, area_m2 AS "areaM2", unit_code AS unit
       FROM area WHERE kind IN ('district', 'subdistrict', 'community', 'custom')`,
  );
  return new Map(rows.map((row) => [row.code, row]));
}

interface Located {
  readonly inside: readonly { readonly kind: string; readonly code: string }[] | null;
  readonly crossed: readonly string[] | null;
  readonly beat: string | null;
}

/** The areas that contain each point, and those whose border its accuracy circle crosses. */
async function locate(db: Db, points: readonly Point[], radiusM: number): Promise<Located[]> {
  const { rows } = await db.query<Located>(
    `WITH p AS (SELECT g.n, ST_SetSRID(ST_MakePoint(g.lon, g.lat), 4326) AS g, g.lat FROM jsonb_to_recordset($1::jsonb) AS g(n int, lon float8, lat float8)),
     borders AS MATERIALIZED (
       SELECT code, ST_Subdivide(ST_Boundary(geom), 32) AS piece FROM area WHERE kind IN ('district', 'subdistrict', 'community', 'custom'))
     SELECT (SELECT jsonb_agg(jsonb_build_object('kind', a.kind, 'code', a.code) ORDER BY a.area_m2) FROM area a WHERE ST_Covers(a.geom, p.g)) AS inside,
        (SELECT array_agg(DISTINCT b.code ORDER BY b.code) FROM borders b
          WHERE b.piece && ST_Expand(p.g, $2 / (111320 * cos(radians(p.lat))), $2 / 110540.0)
            AND ST_DWithin(b.piece::geography, p.g::geography, $2)) AS crossed,
        (SELECT b.beat_code FROM beat_cell b JOIN area a ON a.code = b.cell_code AND a.kind = 'cell' WHERE ST_Covers(a.geom, p.g) ORDER BY a.area_m2 LIMIT 1) AS beat
       FROM p ORDER BY p.n`,
    [JSON.stringify(points.map(({ n, lon, lat }) => ({ n, lon, lat }))), radiusM],
  );
  return rows;
}

function spotOf(
  { lon, lat, component }: Point,
  located: Located,
  address: string | null,
  areas: ReadonlyMap<string, AreaRow>,
): Spot {
  const inside = located.inside ?? [];
  const of = (kind: string) => inside.find((area) => area.kind === kind)?.code ?? null;
  const contains = new Set(inside.map((area) => area.code));
  const crosses = new Set(located.crossed ?? []);
  const rows = [...areas.values()].filter(({ code }) => contains.has(code) || crosses.has(code));
  const around = rows.map(({ unit: _unit, ...area }) => ({
    ...area,
    containsPoint: contains.has(area.code),
    crossesAccuracy: crosses.has(area.code),
  }));
  const subdistricts = rows.filter((area) => area.level === 'subdistrict');
  const own = subdistricts.find((area) => contains.has(area.code));
  return {
    lon,
    lat,
    address,
    component,
    around,
    areas: {
      cell: of('cell'),
      community: of('community'),
      subdistrict: of('subdistrict'),
      beat: of('beat') ?? located.beat,
    },
    subdistrictUnit: own?.unit ?? null,
    subdistrictCrosses: own !== undefined && crosses.has(own.code),
    neighbourUnits: subdistricts.flatMap((area) => (area !== own && area.unit ? [area.unit] : [])),
  };
}
