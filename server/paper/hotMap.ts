import type { ReportFigures } from '../../core/contract/api/reports.ts';
import type { Lang } from './words.ts';

const WIDTH = 720;
const PAD = 12;
const FONT = 'Noto Sans CJK SC, Noto Sans SC, sans-serif';

/** Outlines of the city with its hottest unit grids, numbered as in the table beside it; darker: more was filed. */
export function hotMap({ map, hotSpots }: ReportFigures, lang: Lang): string {
  const [x0, y0, w, h] = map.viewBox;
  const height = Math.min(560, Math.max(160, Math.round((WIDTH * h) / w)));
  const scale = Math.min((WIDTH - 2 * PAD) / w, (height - 2 * PAD) / h);
  const left = (WIDTH - w * scale) / 2 - x0 * scale;
  const top = (height - h * scale) / 2 - y0 * scale;
  const most = Math.max(1, ...hotSpots.map(({ filed }) => filed));
  const areas = map.areas.map(
    ({ path }) =>
      `<path d="${path}" fill="#f3f4f6" stroke="#b9bfc8" stroke-width="${(1 / scale).toFixed(2)}"/>`,
  );
  const spots = hotSpots.map(
    ({ path, filed }) =>
      `<path d="${path}" fill="#22446e" fill-opacity="${(0.35 + (0.6 * filed) / most).toFixed(2)}" stroke="#22446e" stroke-width="${(1.5 / scale).toFixed(2)}"/>`,
  );
  const at = (x: number, y: number) =>
    `x="${(left + x * scale).toFixed(1)}" y="${(top + y * scale).toFixed(1)}"`;
  const names = map.areas.map(
    (area) =>
      `<text ${at(area.x, area.y)} font-size="11" fill="#4b535f" text-anchor="middle">${escaped(area[lang])}</text>`,
  );
  const marks = hotSpots.map(({ path }, i) => {
    const [x, y] = firstPoint(path);
    const place = [left + x * scale, top + y * scale].map((n) => n.toFixed(1));
    return `<circle cx="${place[0]}" cy="${place[1]}" r="9" fill="#fff" stroke="#16191e"/><text x="${place[0]}" y="${place[1]}" dy="4" font-size="11" font-weight="700" fill="#16191e" text-anchor="middle">${i + 1}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT}"><rect width="100%" height="100%" fill="#fff"/><g transform="translate(${left} ${top}) scale(${scale})">${areas.join('')}${spots.join('')}</g>${names.join('')}${marks.join('')}</svg>`;
}

function firstPoint(path: string): [number, number] {
  const [x = 0, y = 0] = (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  return [x, y];
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
