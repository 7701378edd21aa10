import type { Tx } from '../pool.ts';
import { componentKeyIn, type Scheme } from './catalogue/catalogue.ts';
import type { City } from './geometry/index.ts';
import { labelSpots } from './labelSpots.ts';
import { geometry, insertRows } from './load.ts';

/** The generated city: areas, components, cameras and its own base map. */
export async function loadGeometry(tx: Tx, city: City, scheme: Scheme): Promise<void> {
  const { district } = city;
  await tx.query(
    `INSERT INTO city (zh, en, adcode, timezone, lon, lat, scheme, demo, attributes) VALUES ($1, $2, $3, 'Asia/Shanghai', $4, $5, $6, true, $7)`,
    [
      district.name.zh,
      district.name.en,
      district.code,
      district.centre[0],
      district.centre[1],
      scheme,
      JSON.stringify({
        bounds: district.bounds,
        mapBounds: district.mapBounds,
        cityZh: district.city.zh,
        cityEn: district.city.en,
        seed: city.seed,
        generated: true,
      }),
    ],
  );
  await insertRows(
    tx,
    'area',
    'code text, kind text, parent text, zh text, en text, unit text, geometry jsonb, area double precision, attributes jsonb',
    {
      code: 'code',
      kind: 'kind',
      parent_code: 'parent',
      zh: 'zh',
      en: 'en',
      unit_code: 'unit',
      geom: geometry('geometry', 'multipolygon'),
      area_m2: 'coalesce(area, ST_Area(ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326)::geography))',
      attributes: "coalesce(attributes, '{}')",
    },
    areaRows(city),
  );
  await insertRows(
    tx,
    'beat_cell',
    'code text, "beatCode" text',
    { cell_code: 'code', beat_code: '"beatCode"' },
    city.cells,
  );
  await insertRows(
    tx,
    'component',
    'code text, category text, zh text, en text, owner text, maintainer text, custodian text, until date, status text, cell text, lon double precision, lat double precision, attributes jsonb',
    {
      code: 'code',
      category_key: 'category',
      zh: 'zh',
      en: 'en',
      owner_unit: 'owner',
      maintainer_unit: 'maintainer',
      custodian_unit: 'custodian',
      custody_until: 'until',
      status: 'status',
      cell_code: 'cell',
      geom: 'ST_SetSRID(ST_MakePoint(lon, lat), 4326)',
      attributes: 'attributes',
    },
    componentsIn(city, scheme).map((part) => ({
      code: part.code,
      category: part.categoryKey,
      zh: part.address?.zh ?? null,
      en: part.address?.en ?? null,
      owner: part.owner,
      maintainer: part.maintainer,
      custodian: part.custodian,
      until: part.custodyUntil,
      status: part.status,
      cell: part.cellCode,
      lon: part.position[0],
      lat: part.position[1],
      attributes: {
        installed: part.installed,
        specZh: part.spec?.zh,
        specEn: part.spec?.en,
        street: part.streetId,
      },
    })),
  );
  await insertRows(
    tx,
    'camera',
    'code text, zh text, en text, owner text, bearing int, lon double precision, lat double precision',
    {
      code: 'code',
      zh: 'zh',
      en: 'en',
      owner_unit: 'owner',
      heading: 'bearing',
      geom: 'ST_SetSRID(ST_MakePoint(lon, lat), 4326)',
    },
    city.cameras.map((camera, i) => ({
      code: camera.code,
      ...camera.name,
      // Most cameras at crossings are the police's; every fourth was put up by the enforcement bureau.
      owner: i % 4 === 3 ? 'city-enforcement' : 'police',
      bearing: Math.round(camera.bearing),
      lon: camera.position[0],
      lat: camera.position[1],
    })),
  );
  await loadBaseMap(tx, city);
}

/** Components whose category the scheme has a word for. */
function componentsIn({ components }: City, scheme: Scheme): City['components'] {
  return components.flatMap((part) => {
    const categoryKey = componentKeyIn(scheme, part.categoryKey);
    return categoryKey ? [{ ...part, categoryKey }] : [];
  });
}

function areaRows(city: City): object[] {
  const row = (
    kind: string,
    area: { code: string; name: { zh: string; en: string }; geometry: unknown; areaM2?: number },
    parent: string | null,
    more: object = {},
  ) => ({
    code: area.code,
    kind,
    parent,
    ...area.name,
    geometry: area.geometry,
    area: area.areaM2 ?? null,
    ...more,
  });
  return [
    row('district', city.district, null),
    ...city.subdistricts.map((area) =>
      row('subdistrict', area, area.districtCode, {
        unit: area.unitCode,
        attributes: { shortZh: area.shortName.zh, shortEn: area.shortName.en },
      }),
    ),
    ...city.communities.map((area) => row('community', area, area.subdistrictCode)),
    ...city.beats.map((area) => row('beat', area, area.communityCode)),
    ...city.cells.map((area) =>
      row('cell', { ...area, name: { zh: area.code, en: area.code } }, area.communityCode, {
        attributes: { kind: area.kind },
      }),
    ),
  ];
}

interface Feature {
  readonly layer: string;
  readonly class: string;
  readonly zh: string | null;
  readonly en: string | null;
  readonly rank: number;
  readonly geometry: unknown;
  readonly attributes: object;
}

const STREET_RANK = { expressway: 4, main: 3, secondary: 2, lane: 1, path: 0 } as const;

async function loadBaseMap(tx: Tx, city: City): Promise<void> {
  const feature = (
    layer: string,
    kind: string,
    name: { zh: string; en: string } | null,
    rank: number,
    shape: unknown,
    attributes: object = {},
  ): Feature => ({
    layer,
    class: kind,
    zh: name?.zh ?? null,
    en: name?.en ?? null,
    rank,
    geometry: shape,
    attributes,
  });
  const features: Feature[] = [
    ...city.hills.map((hill) => feature('hill', hill.kind, null, 0, hill.geometry, { height: hill.heightM })),
    ...city.water.map((water) => feature('water', water.kind, water.name, 3, water.geometry)),
    ...city.greens.map((green) =>
      feature('green', green.kind, green.name, green.name ? 2 : 0, green.geometry),
    ),
    ...city.blocks.map((block) =>
      feature('block', block.use, null, 0, block.geometry, { inside: block.inDistrict }),
    ),
    ...city.buildings.map((building) =>
      feature('building', building.heightClass, building.name, 0, building.geometry, {
        floors: building.floors,
        use: building.use,
      }),
    ),
    ...city.rails.map((rail) =>
      feature('rail', rail.kind, rail.name, 2, rail.geometry, { underground: rail.underground }),
    ),
    ...city.streets.map((street) =>
      feature('street', street.class, street.name, STREET_RANK[street.class], street.geometry, {
        width: street.widthM,
        bridge: street.bridge,
        tunnel: street.tunnel,
        ...(street.inDistrict && street.numberFrom !== null
          ? { numberFrom: street.numberFrom, spacing: street.numberSpacingM }
          : {}),
      }),
    ),
    ...city.subdistricts.map((area) => feature('border', 'subdistrict', area.shortName, 2, area.geometry)),
    feature('border', 'district', city.district.name, 3, city.district.geometry),
    ...city.subdistricts.map((area) =>
      feature('place', 'subdistrict', area.shortName, 3, { type: 'Point', coordinates: area.label }),
    ),
    ...city.neighbours.map((beyond) =>
      feature('place', `beyond-${beyond.kind}`, beyond.name, 3, {
        type: 'Point',
        coordinates: beyond.position,
      }),
    ),
    ...city.water.flatMap((water) =>
      water.name
        ? labelSpots(water.geometry).map((spot) =>
            feature('place', 'water', water.name, 3, { type: 'Point', coordinates: spot }),
          )
        : [],
    ),
    ...city.places.map((place) =>
      feature('place', place.kind, place.name, 4 - place.rank, {
        type: 'Point',
        coordinates: place.position,
      }),
    ),
  ];
  await insertRows(
    tx,
    'map_feature',
    'layer text, class text, zh text, en text, rank int, geometry jsonb, attributes jsonb',
    {
      layer: 'layer',
      class: 'class',
      zh: 'zh',
      en: 'en',
      rank: 'rank',
      geom_m: geometry('geometry', 'mercator'),
      attributes: 'attributes',
    },
    features,
  );
}
