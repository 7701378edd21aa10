/** An exact fraction; `den` is positive. Scores and quotas never touch floating point (spec 05). */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

export const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal from its text, exactly: '0.07' is 7/100. A JSON number goes in as `String(n)`,
 * the shortest text that names it. Null when the text is no decimal.
 */
export function parseDecimal(text: string): Rational | null {
  const parts = DECIMAL.exec(text);
  if (parts === null) return null;
  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  const digits = BigInt(`${whole}${fraction}`);
  const shift = Number(exponent) - fraction.length;
  const num = (sign === '-' ? -digits : digits) * 10n ** BigInt(Math.max(0, shift));
  return { num, den: 10n ** BigInt(Math.max(0, -shift)) };
}

/** a/b from two whole numbers, b > 0. */
export function fraction(a: number | bigint, b: number | bigint): Rational {
  return { num: BigInt(a), den: BigInt(b) };
}

export const ZERO: Rational = fraction(0, 1);

export function plus(a: Rational, b: Rational): Rational {
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

export function minus(a: Rational, b: Rational): Rational {
  return plus(a, { num: -b.num, den: b.den });
}

export function times(a: Rational, b: Rational): Rational {
  return { num: a.num * b.num, den: a.den * b.den };
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The greatest whole number ≤ a. */
export function floor(a: Rational): bigint {
  const quotient = a.num / a.den;
  return a.num < 0n && quotient * a.den !== a.num ? quotient - 1n : quotient;
}

/** Two decimals, half up: 77.305 is '77.31'. */
export function twoDecimals(a: Rational): string {
  const hundredths = floor({ num: a.num * 200n + a.den, den: a.den * 2n });
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
