import { z } from 'zod';
import { type Calendar, compileCalendar } from '../../core/rules/clock/calendar.ts';
import { instantOfLocal, offsetSpans } from '../../core/rules/clock/zone.ts';
import { bostonCalendar } from '../../db/demo/catalogue/catalogue.ts';
import type { Pool } from '../../db/pool.ts';

/** Working days that Boston gave each type in 2015 (spec 03, the answer key). */
const WORKDAYS: Readonly<Record<string, number>> = {
  'Street Light Outages': 10,
  'Street Light Knock Downs': 1,
  'Missing Sign': 10,
  'Illegal Dumping': 1,
  'Tree Emergencies': 1,
};

const rowShape = z.object({
  CASE_ENQUIRY_ID: z.string().min(1),
  OPEN_DT: z.string().min(1),
  TARGET_DT: z.string(),
  CLOSED_DT: z.string(),
  OnTime_Status: z.string(),
  TYPE: z.string().min(1),
  Department: z.string().min(1),
  LATITUDE: z.coerce.number().min(40).max(45),
  LONGITUDE: z.coerce.number().min(-73).max(-69),
});

/** One real case, instants in epoch ms. */
export interface BostonCase {
  readonly source: string;
  readonly type: string;
  readonly unit: string;
  readonly openAt: number;
  readonly closedAt: number | null;
  /** The city's own verdict, where it gave a target, a closing time and a flag. */
  readonly flag: 'ONTIME' | 'OVERDUE' | null;
  readonly lon: number;
  readonly lat: number;
}

export const bostonClock: Calendar = compileCalendar(bostonCalendar());

/** Reads a row of the file; answers why it is left out instead. */
export function readBoston(row: unknown): BostonCase | { readonly why: string } {
  const read = rowShape.safeParse(row);
  if (!read.success)
    return { why: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
  const { OPEN_DT, CLOSED_DT, TARGET_DT, OnTime_Status, TYPE } = read.data;
  const openAt = instantOf(OPEN_DT);
  const closedAt = CLOSED_DT ? instantOf(CLOSED_DT) : null;
  if (openAt === null) return { why: `OPEN_DT: "${OPEN_DT}" is no date` };
  if (CLOSED_DT && closedAt === null) return { why: `CLOSED_DT: "${CLOSED_DT}" is no date` };
  if (closedAt !== null && closedAt < openAt) return { why: 'CLOSED_DT lies before OPEN_DT' };
  if (!Object.hasOwn(WORKDAYS, TYPE)) return { why: `TYPE: no working days are known for "${TYPE}"` };
  const flagged = TARGET_DT && CLOSED_DT && (OnTime_Status === 'ONTIME' || OnTime_Status === 'OVERDUE');
  return {
    source: read.data.CASE_ENQUIRY_ID,
    type: TYPE,
    unit: slug(read.data.Department),
    openAt,
    closedAt,
    flag: flagged ? (OnTime_Status as 'ONTIME' | 'OVERDUE') : null,
    lon: read.data.LONGITUDE,
    lat: read.data.LATITUDE,
  };
}

/** `01/02/2015 03:45:56 PM` in Boston's own time. */
function instantOf(text: string): number | null {
  const match = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d) (AM|PM)$/.exec(text);
  if (!match) return null;
  const [month, day, year, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = Date.UTC(year, month - 1, day, (hour % 12) + (match[7] === 'PM' ? 12 : 0), minute, second);
  if (!Number.isFinite(local)) return null;
  return instantOfLocal(offsetSpans(bostonClock.zone, local - 86_400_000, local + 86_400_000), local);
}

export const categoryKey = (type: string) => `boston/incident/${slug(type)}`;
export const conditionKey = (type: string) => `${categoryKey(type)}/1`;

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Boston as a city of the house: calendar, categories made from the types, no photo duty. */
export async function setUpBoston(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO city (zh, en, adcode, timezone, lon, lat, scheme) VALUES ('波士顿', 'Boston', '025000', 'America/New_York', -71.06, 42.36, 'boston')`,
  );
  await pool.query('INSERT INTO calendar (version, name, data) VALUES (1, $1, $2)', [
    'Boston 2015',
    JSON.stringify(bostonCalendar()),
  ]);
  for (const [type, days] of Object.entries(WORKDAYS)) {
    await pool.query(
      `INSERT INTO category (key, scheme, kind, code, major_code, major_zh, major_en, zh, en, short_zh, short_en)
       VALUES ($1, 'boston', 'incident', $2, '00', '', 'Boston 311', $3, $3, $3, $3)`,
      [categoryKey(type), slug(type), type],
    );
    await pool.query(
      'INSERT INTO filing_condition (key, category_key, n, zh, en) VALUES ($1, $2, 1, $3, $3)',
      [conditionKey(type), categoryKey(type), type],
    );
    await pool.query(
      `INSERT INTO standard (condition_key, version, urgency, limit_value, limit_unit, photo_required, closing_zh, closing_en, valid_from)
       VALUES ($1, 1, 'general', $2, 'workingDay', false, '', 'done', '2000-01-01')`,
      [conditionKey(type), days],
    );
  }
}

/** A department that the file names becomes a unit with a liaison, once. */
export async function addUnit(pool: Pool, code: string, userId: string): Promise<void> {
  await pool.query(
    `WITH added AS (
       INSERT INTO unit (code, zh, en, short_zh, short_en, type, level) VALUES ($1, $2, $2, $2, $2, 'bureau', 'district')
       ON CONFLICT DO NOTHING RETURNING code)
     INSERT INTO app_user (id, login, name, role, unit_code, password_hash) SELECT $3, 'liaison-' || code, 'Liaison', 'liaison', code, 'none' FROM added`,
    [code, code.toUpperCase(), userId],
  );
}
