import type { Response } from 'express';
import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import type { Channel } from '../../../core/rules/case/people.ts';
import { type OpenCase, openCases } from '../../../db/queries/scoreBook.ts';
import { cityStamp } from '../paperWords.ts';
import { groundsOf } from '../scoreGrounds.ts';
import type { Seen } from '../seen.ts';
import { csvLine, drained, harmless } from '../tableFiles.ts';

// Spec 06, Residents: internal channels never go out.
const INTERNAL: readonly Channel[] = ['instruction', 'unit', 'video'];
const HEADS =
  'number,category_zh,category_en,kind,unit_grid,subdistrict_zh,subdistrict_en,lon,lat,filed,closed,status,unit_zh,unit_en';

/** Cases of a period for the city's open data: by unit grid and day, nobody and no text in it; streamed. */
export async function openData(
  { doors, response }: Seen,
  { period: id, format }: EndpointParsed<'openData'>,
): Promise<void> {
  const { period } = await groundsOf(doors, id);
  const { city } = await doors.house.settings();
  const day = (ms: number | null) => (ms === null ? null : cityStamp(ms, city.timezone).slice(0, 10));
  const pages = openCases(doors.house.pool, { from: period.from_at, to: period.to_at, internal: INTERNAL });
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('Content-Disposition', `attachment; filename="open-data-${period.name}.${format}"`);
  if (format === 'csv') await asCsv(response, pages, day);
  else await asGeoJson(response, pages, day);
  response.end();
}

type Day = (ms: number | null) => string | null;
type Pages = AsyncIterable<readonly OpenCase[]>;

async function asCsv(response: Response, pages: Pages, day: Day): Promise<void> {
  response.type('text/csv; charset=utf-8');
  response.write(`\uFEFF${HEADS}\r\n`);
  for await (const page of pages) {
    const lines = page.map((row) =>
      csvLine(cellsOf(row, day).map((cell) => (typeof cell === 'string' ? harmless(cell) : cell))),
    );
    if (!response.write(lines.join(''))) await drained(response);
  }
}

async function asGeoJson(response: Response, pages: Pages, day: Day): Promise<void> {
  response.type('application/geo+json');
  response.write('{"type":"FeatureCollection","features":[');
  const names = HEADS.split(',');
  let first = true;
  for await (const page of pages) {
    const features = page.map((row) => {
      const cells = cellsOf(row, day);
      const properties = Object.fromEntries(
        names.flatMap((name, i) => (name === 'lon' || name === 'lat' ? [] : [[name, cells[i]]])),
      );
      const geometry = row.lon === null ? null : { type: 'Point', coordinates: [row.lon, row.lat] };
      return JSON.stringify({ type: 'Feature', geometry, properties });
    });
    const text = features.join(',');
    if (text && !response.write(first ? text : `,${text}`)) await drained(response);
    if (text) first = false;
  }
  response.write(']}');
}

function cellsOf(row: OpenCase, day: Day): (string | number | null)[] {
  return [
    row.number,
    row.categoryZh,
    row.categoryEn,
    row.kind,
    row.cell,
    row.subdistrictZh,
    row.subdistrictEn,
    row.lon,
    row.lat,
    day(row.filedAt),
    day(row.closedAt),
    row.status,
    row.unitZh,
    row.unitEn,
  ];
}
