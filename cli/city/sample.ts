import { readFeatures } from './features.ts';

const SAMPLE = 3_000;

/** Properties of the first features of a file, enough to see which property tells them apart. */
export async function sample(file: string): Promise<Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  for await (const feature of readFeatures(file, 'wgs84')) {
    rows.push(feature.properties);
    if (rows.length >= SAMPLE) break;
  }
  return rows;
}
