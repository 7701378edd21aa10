import type { FigureFact } from './figureFact.ts';

/** Same category within 50 m in the 30 days after closing (spec 05, recurrence: the long-effect figure). */
export const RECURRENCE = { metres: 50, days: 30 } as const;

const DAY_MS = 86_400_000;
const METRES_A_DEGREE = 111_320;

/**
 * Ids of resolved cases whose problem was reported again: same category, near enough, after the closing
 * and at most `days` later. Merged and voided reports do not count. A grid of degrees keeps it linear.
 */
export function recurrences(
  facts: readonly FigureFact[],
  rule: { readonly metres: number; readonly days: number } = RECURRENCE,
): Set<string> {
  const size = rule.metres / METRES_A_DEGREE;
  const grid = new Map<string, FigureFact[]>();
  for (const fact of facts) {
    if (fact.merged || fact.voided || fact.filedAt === null || fact.categoryKey === null) continue;
    const key = keyOf(
      fact.categoryKey,
      cellOf(fact.place.lon, size, fact.place.lat),
      Math.floor(fact.place.lat / size),
    );
    const there = grid.get(key);
    if (there === undefined) grid.set(key, [fact]);
    else there.push(fact);
  }
  const again = (closed: FigureFact) =>
    near(closed, grid, size).some((later) => isRecurrence(closed, later, rule));
  return new Set(facts.filter((fact) => isResolved(fact) && again(fact)).map((fact) => fact.caseId));
}

/** Metres between two points; flat enough within a city. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const radians = Math.PI / 180;
  const east = (a.lon - b.lon) * Math.cos(((a.lat + b.lat) / 2) * radians);
  return Math.hypot(east, a.lat - b.lat) * METRES_A_DEGREE;
}

function isResolved(fact: FigureFact): boolean {
  return fact.closedAt !== null && !fact.closedUnresolved && fact.categoryKey !== null;
}

function isRecurrence(
  closed: FigureFact,
  later: FigureFact,
  rule: { readonly metres: number; readonly days: number },
): boolean {
  const after = later.reportedAt - (closed.closedAt ?? 0);
  if (later.caseId === closed.caseId || after <= 0 || after > rule.days * DAY_MS) return false;
  return metresBetween(closed.place, later.place) <= rule.metres;
}

/** Everything of the category in the nine grid cells around; a cell is at least as wide as the radius. */
function near(fact: FigureFact, grid: ReadonlyMap<string, FigureFact[]>, size: number): FigureFact[] {
  const row = Math.floor(fact.place.lat / size);
  const found: FigureFact[] = [];
  for (const dy of [-1, 0, 1]) {
    const column = cellOf(fact.place.lon, size, (row + dy + 0.5) * size);
    for (const dx of [-1, 0, 1])
      found.push(...(grid.get(keyOf(fact.categoryKey ?? '', column + dx, row + dy)) ?? []));
  }
  return found;
}

function cellOf(lon: number, size: number, lat: number): number {
  // Rows of one latitude share one width, so that neighbours line up.
  const row = Math.floor(lat / size);
  return Math.floor((lon * Math.cos(((row + 0.5) * size * Math.PI) / 180)) / size);
}

function keyOf(category: string, column: number, row: number): string {
  return `${column}:${row}:${category}`;
}
