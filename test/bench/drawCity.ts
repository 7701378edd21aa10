/**
 * Pictures of the generated city, to look at: `npm run bench -- drawCity <folder> [seed] [view …]`.
 * Views: district, areas, neighbourhood, hillside, corner; or lon,lat,metres-wide.
 */
import { join } from 'node:path';
import sharp from 'sharp';
import { type City, makeCity, type Position, type Street } from '../../db/demo/geometry/index.ts';

interface View {
  name: string;
  centre: Position;
  widthM: number;
  areas?: boolean;
}

const VIEWS: View[] = [
  { name: 'district', centre: [103.7705, 36.0655], widthM: 9600 },
  { name: 'areas', centre: [103.7705, 36.0655], widthM: 9600, areas: true },
  { name: 'neighbourhood', centre: [103.7795, 36.0705], widthM: 2000 },
  { name: 'station', centre: [103.756, 36.0705], widthM: 2000 },
  { name: 'hillside', centre: [103.781, 36.05], widthM: 2200 },
  { name: 'corner', centre: [103.7775, 36.0668], widthM: 330 },
];
const [PIXELS_WIDE, PIXELS_HIGH] = [1600, 1000];

const PAINT = {
  land: '#EFEFEC',
  block: '#E6E6E2',
  works: '#E2E1DD',
  centre: '#E9E5DE',
  river: '#C4D7E4',
  green: '#D6E3CC',
  square: '#EAE6DB',
  campus: '#E3E6DA',
  slope: '#E3DFD2',
  contour: '#D2CEBF',
  building: '#D6D6D1',
  buildingLine: '#C8C8C2',
  street: '#FFFFFF',
  casing: '#D5D6D3',
  mainCasing: '#BFC1BF',
  expressway: '#FFFFFF',
  main: '#FFFFFF',
  rail: '#A3A6AA',
  border: '#7C8490',
  label: '#4B535F',
  water: '#3F6078',
  halo: '#F3F3F0',
};
const STREET_ORDER: Street['class'][] = ['path', 'lane', 'secondary', 'main', 'expressway'];

const [folder = '.', seed = 'qilihe', ...wanted] = process.argv.slice(2);
const started = Date.now();
const city = makeCity({ seed, scale: 'full' });
console.log(`made in ${Date.now() - started} ms`);
for (const view of chosenViews(wanted)) {
  await sharp(Buffer.from(draw(city, view)), { unlimited: true })
    .png()
    .toFile(join(folder, `city-${view.name}.png`));
}

function chosenViews(names: string[]): View[] {
  if (names.length === 0) return VIEWS;
  return names.map((name) => {
    const known = VIEWS.find((view) => view.name === name);
    if (known !== undefined) return known;
    const [lon, lat, widthM] = name.split(',').map(Number);
    return { name: 'custom', centre: [lon!, lat!], widthM: widthM! };
  });
}

function draw(c: City, view: View): string {
  const perMetre = PIXELS_WIDE / view.widthM;
  const at = ([lon, lat]: Position): [number, number] => [
    PIXELS_WIDE / 2 + (lon - view.centre[0]) * 90_088.5 * perMetre,
    PIXELS_HIGH / 2 - (lat - view.centre[1]) * 110_960.2 * perMetre,
  ];
  const seen = (points: Position[]): boolean =>
    points.some((p) => {
      const [x, y] = at(p);
      return x > -400 && x < PIXELS_WIDE + 400 && y > -400 && y < PIXELS_HIGH + 400;
    });
  const line = (points: Position[]): string =>
    `M${points
      .map((p) =>
        at(p)
          .map((v) => v.toFixed(1))
          .join(' '),
      )
      .join('L')}`;
  const rings = (shape: Position[][]): string => shape.map((ring) => `${line(ring)}Z`).join('');
  const out: string[] = [];
  const fill = (shape: Position[][], paint: string, more = ''): void => {
    if (seen(shape[0]!)) out.push(`<path d="${rings(shape)}" fill="${paint}" fill-rule="evenodd" ${more}/>`);
  };
  const stroke = (points: Position[], paint: string, width: number, more = ''): void => {
    if (seen(points))
      out.push(
        `<path d="${line(points)}" fill="none" stroke="${paint}" stroke-width="${width.toFixed(2)}" stroke-linejoin="round" ${more}/>`,
      );
  };
  const close = view.widthM < 3000;
  const paintOf = { industrial: PAINT.works, commercial: PAINT.centre, rail: PAINT.works } as Record<
    string,
    string
  >;
  for (const h of c.hills) {
    if (h.geometry.type === 'Polygon') fill(h.geometry.coordinates, PAINT.slope, 'fill-opacity="0.5"');
    else stroke(h.geometry.coordinates, PAINT.contour, 0.7);
  }
  for (const b of c.blocks) {
    if (b.use !== 'hill') fill(b.geometry.coordinates, paintOf[b.use] ?? PAINT.block);
  }
  for (const g of c.greens) {
    fill(
      g.geometry.coordinates,
      { square: PAINT.square, campus: PAINT.campus }[g.kind as string] ?? PAINT.green,
    );
  }
  for (const w of c.water) fill(w.geometry.coordinates, PAINT.river);
  if (view.widthM < 4500) {
    const edge = close ? `stroke="${PAINT.buildingLine}" stroke-width="0.6"` : '';
    for (const b of c.buildings) fill(b.geometry.coordinates, PAINT.building, edge);
  }
  const widthOf = (s: Street, casing: number): number => {
    const least = { path: 0.5, lane: 0.9, secondary: 2.2, main: 3.6, expressway: 4 }[s.class];
    return Math.max(s.widthM * perMetre, least) + casing;
  };
  const streets = c.streets.toSorted((a, b) => STREET_ORDER.indexOf(a.class) - STREET_ORDER.indexOf(b.class));
  if (view.widthM < 700)
    for (const s of streets)
      stroke(s.geometry.coordinates, '#e4e1da', (s.widthM + 2 * s.sidewalkM) * perMetre);
  for (const s of streets)
    stroke(
      s.geometry.coordinates,
      PAINT.casing,
      widthOf(s, s.class === 'path' ? 0 : 1.2),
      s.class === 'path' ? 'stroke-dasharray="4 3"' : '',
    );
  for (const s of streets) {
    if (s.class === 'path') continue;
    stroke(
      s.geometry.coordinates,
      s.class === 'expressway' ? PAINT.expressway : s.class === 'main' ? PAINT.main : PAINT.street,
      widthOf(s, 0),
      'stroke-linecap="round"',
    );
  }
  for (const r of c.rails) {
    if (r.underground) {
      stroke(r.geometry.coordinates, '#8aa0b8', 1.2, 'stroke-dasharray="6 5"');
      continue;
    }
    stroke(r.geometry.coordinates, PAINT.rail, 2.2);
    stroke(r.geometry.coordinates, '#fff', 1.2, 'stroke-dasharray="8 8"');
  }
  if (view.areas === true) {
    for (const x of c.cells) stroke(x.geometry.coordinates[0]!, '#7a8aa0', 0.6);
    for (const x of c.beats) stroke(x.geometry.coordinates[0]!, '#3f6fb0', 1.2);
    for (const x of c.communities) stroke(x.geometry.coordinates[0]!, '#7b3fa0', 2);
    for (const x of c.subdistricts) stroke(x.geometry.coordinates[0]!, '#c02040', 4);
  }
  stroke(c.district.geometry.coordinates[0]!, PAINT.border, 2.4, 'stroke-dasharray="12 5 2 5"');
  if (view.widthM < 700)
    for (const x of c.components) drawComponent(out, x.categoryKey.slice(-5), at(x.position));
  out.push(...labels(c, view, at));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PIXELS_WIDE}" height="${PIXELS_HIGH}" font-family="Noto Sans CJK SC"><rect width="100%" height="100%" fill="${PAINT.land}"/>${out.join('')}</svg>`;
}

function drawComponent(out: string[], category: string, [x, y]: [number, number]): void {
  if (x < 0 || y < 0 || x > PIXELS_WIDE || y > PIXELS_HIGH) return;
  const paint =
    category === '04002'
      ? '#6c9a5b'
      : category === '01037'
        ? '#e0a000'
        : category === '01013'
          ? '#d03030'
          : category === '02014'
            ? '#9030c0'
            : category === '01004'
              ? '#3070c0'
              : category.startsWith('010')
                ? '#555'
                : '#109090';
  out.push(
    `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${category === '04002' ? 5 : 3}" fill="${paint}"/>`,
  );
}

function labels(c: City, view: View, at: (p: Position) => [number, number]): string[] {
  const taken: [number, number, number, number][] = [];
  const out: string[] = [];
  const text = (words: string, [x, y]: [number, number], size: number, more = '', turn = 0): void => {
    const [w, h] = Math.abs(turn) > 45 ? [size, words.length * size] : [words.length * size, size];
    const box: [number, number, number, number] = [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
    if (box[2] < 0 || box[0] > PIXELS_WIDE || box[3] < 0 || box[1] > PIXELS_HIGH) return;
    if (taken.some((o) => o[0] < box[2] + 6 && o[2] > box[0] - 6 && o[1] < box[3] + 4 && o[3] > box[1] - 4))
      return;
    taken.push(box);
    out.push(
      `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" text-anchor="middle" dominant-baseline="central" ${/fill=/.test(more) ? '' : `fill="${PAINT.label}"`} stroke="${PAINT.halo}" stroke-width="3" paint-order="stroke" transform="rotate(${turn} ${x.toFixed(1)} ${y.toFixed(1)})" ${more}>${words}</text>`,
    );
  };
  for (const n of c.neighbours) text(n.name.zh, at(n.position), 20, 'fill-opacity="0.6" letter-spacing="4"');
  if (view.widthM > 3000)
    for (const s of c.subdistricts) text(s.shortName.zh, at(s.label), 22, 'font-weight="700"');
  for (const p of c.places)
    if (p.rank <= (view.widthM > 5000 ? 1 : view.widthM > 1500 ? 2 : 3))
      text(p.name.zh, at(p.position), 13, 'fill="#5a4a7a"');
  const least = { expressway: 9000, main: 9000, secondary: 3500, lane: 1600, path: 0 };
  for (const s of c.streets) {
    if (s.name === null || view.widthM > least[s.class] + 1000 || !s.inDistrict) continue;
    const pts = s.geometry.coordinates;
    for (const share of view.widthM > 5000 ? [0.5] : [0.2, 0.5, 0.8]) {
      const i = Math.max(1, Math.floor((pts.length - 1) * share));
      const [a, b] = [at(pts[i - 1]!), at(pts[i]!)];
      let turn = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
      if (turn > 90) turn -= 180;
      if (turn < -90) turn += 180;
      text(s.name.zh, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], s.class === 'lane' ? 11 : 14, '', turn);
    }
  }
  return out;
}
