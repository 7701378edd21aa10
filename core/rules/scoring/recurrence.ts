import type { FigureFact } from './figureFact.ts';

/** What counts as the same problem again: so near and so soon after the closing. */
export interface RecurrenceRule {
  readonly metres: number;
  readonly days: number;
}

/** Same category within 50 m in the 30 days after closing (spec 05, recurrence: the long-effect figure); policy. */
export const RECURRENCE: RecurrenceRule = { metres: 50, days: 30 };

const DAY_MS = 86_400_000;
const METRES_A_DEGREE = 111_320;
const SQUARE = RECURRENCE.metres / METRES_A_DEGREE;

/** What the rule looks at of a case. */
export type Recurring = Pick<
  FigureFact,
  | 'caseId'
  | 'categoryKey'
  | 'place'
  | 'reportedAt'
  | 'filedAt'
  | 'closedAt'
  | 'closedUnresolved'
  | 'merged'
  | 'voided'
>;

/** Category and square of a case that can come back or be a coming back; null for every other. */
export function placeKeyOf(fact: Recurring): string | null {
  return mayRecur(fact) ? squareOf(fact, SQUARE) : null;
}

/** The keys of the squares around: all that can have to do with the case. The squares stay 50 m whatever the rule. */
export function placeKeysAround(fact: Recurring, { metres }: RecurrenceRule): string[] {
  // One ring more for a wide rule: rows of other latitudes have other widths.
  const rings = metres <= RECURRENCE.metres ? 1 : Math.ceil(metres / RECURRENCE.metres) + 1;
  return squaresAround(fact, SQUARE, rings);
}

/** Whether `later` is the problem of the resolved case `closed` again. */
export function recurs(closed: Recurring, later: Recurring, rule: RecurrenceRule): boolean {
  return isResolved(closed) && mayRecur(later) && isRecurrence(closed, later, rule);
}

/** Each resolved case with each later report of its problem, as pairs of ids; linear by a grid of degrees. */
export function recurrencePairs(
  facts: readonly Recurring[],
  rule: RecurrenceRule = RECURRENCE,
): (readonly [closed: string, again: string])[] {
  const size = rule.metres / METRES_A_DEGREE;
  const grid = new Map<string, Recurring[]>();
  for (const fact of facts.filter(mayRecur)) {
    const key = squareOf(fact, size);
    const there = grid.get(key);
    if (there === undefined) grid.set(key, [fact]);
    else there.push(fact);
  }
  const again = (closed: Recurring) =>
    squaresAround(closed, size)
      .flatMap((key) => grid.get(key) ?? [])
      .filter((later) => isRecurrence(closed, later, rule));
  return facts
    .filter(isResolved)
    .flatMap((closed) => again(closed).map((later) => [closed.caseId, later.caseId] as const));
}

/**
 * Ids of resolved cases whose problem was reported again: same category, near enough, after the closing
 * and at most `days` later. Merged and voided reports do not count.
 */
export function recurrences(facts: readonly Recurring[], rule: RecurrenceRule = RECURRENCE): Set<string> {
  return new Set(recurrencePairs(facts, rule).map(([closed]) => closed));
}

/** Metres between two points; flat enough within a city. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const radians = Math.PI / 180;
  const east = (a.lon - b.lon) * Math.cos(((a.lat + b.lat) / 2) * radians);
  return Math.hypot(east, a.lat - b.lat) * METRES_A_DEGREE;
}

function mayRecur({ merged, voided, filedAt, categoryKey }: Recurring): boolean {
  return !merged && !voided && filedAt !== null && categoryKey !== null;
}

function isResolved(fact: Recurring): boolean {
  return fact.closedAt !== null && !fact.closedUnresolved && fact.categoryKey !== null;
}

function isRecurrence(closed: Recurring, later: Recurring, rule: RecurrenceRule): boolean {
  const after = later.reportedAt - (closed.closedAt ?? 0);
  if (later.caseId === closed.caseId || after <= 0 || after > rule.days * DAY_MS) return false;
  return metresBetween(closed.place, later.place) <= rule.metres;
}

function squareOf({ categoryKey, place }: Recurring, size: number): string {
  return keyOf(categoryKey ?? '', cellOf(place.lon, size, place.lat), Math.floor(place.lat / size));
}

/** The squares around a place, nine with one ring; a ring is at least as wide as a square. */
function squaresAround({ categoryKey, place }: Recurring, size: number, rings = 1): string[] {
  const row = Math.floor(place.lat / size);
  const steps = Array.from({ length: 2 * rings + 1 }, (_, i) => i - rings);
  return steps.flatMap((dy) => {
    const column = cellOf(place.lon, size, (row + dy + 0.5) * size);
    return steps.map((dx) => keyOf(categoryKey ?? '', column + dx, row + dy));
  });
}

function cellOf(lon: number, size: number, lat: number): number {
  // Rows of one latitude share one width, so that neighbours line up.
  const row = Math.floor(lat / size);
  return Math.floor((lon * Math.cos(((row + 0.5) * size * Math.PI) / 180)) / size);
}

function keyOf(category: string, column: number, row: number): string {
  return `${column}:${row}:${category}`;
}
