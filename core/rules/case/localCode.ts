/** Where a scheme's own extensions begin: three-digit minors from 999 downward, two-digit ones from 78 up. */
const LOWEST_OF_THREE = 900;
const LOWEST_OF_TWO = 78;
const MAJOR_DIGITS = 2;

export type LocalCodeFault = 'form' | 'major' | 'national' | 'taken';

/** The next free code of a city's own minor category (spec 02, Limits); null when all are taken. */
export function nextLocalCode(major: string, taken: ReadonlySet<string>, digits: 2 | 3): string | null {
  const minors = digits === 3 ? range(LOWEST_OF_THREE, 999).reverse() : range(LOWEST_OF_TWO, 99);
  const free = minors.map((minor) => `${major}${minor}`).find((code) => !taken.has(code));
  return free ?? null;
}

/** What is wrong with a code that a city wants to give; null: nothing. */
export function localCodeFault(
  code: string,
  major: string,
  taken: ReadonlySet<string>,
  digits: 2 | 3,
): LocalCodeFault | null {
  if (!/^\d+$/.test(code) || code.length !== MAJOR_DIGITS + digits) return 'form';
  if (!code.startsWith(major)) return 'major';
  if (!isLocalCode(code)) return 'national';
  return taken.has(code) ? 'taken' : null;
}

/** Whether a code is one of the city's own, by its place in the scheme. */
export function isLocalCode(code: string): boolean {
  const minor = code.slice(MAJOR_DIGITS);
  return Number(minor) >= (minor.length === 3 ? LOWEST_OF_THREE : LOWEST_OF_TWO);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
