import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotaOf } from '../../../core/rules/scoring/policy.ts';
import { compare, floor, fraction, parseDecimal, twoDecimals } from '../../../core/rules/scoring/rational.ts';

const decimal = (text: string) => parseDecimal(text)!;

describe('exact arithmetic', () => {
  it('reads decimals from their text', () => {
    expect(compare(decimal('0.07'), fraction(7, 100))).toBe(0);
    expect(compare(decimal('7e-2'), fraction(7, 100))).toBe(0);
    expect(compare(decimal('1.5E+2'), fraction(150, 1))).toBe(0);
    expect(compare(decimal(String(1e-7)), fraction(1, 10_000_000))).toBe(0);
    for (const text of ['', '.5', '1.', 'x', '1/2', '0x1', '1e9999', ' 1'])
      expect(parseDecimal(text)).toBeNull();
  });

  it('floors a quota where floating point would lose one', () => {
    // 0.29 × 100 is 28.999999999999996 and 0.07 × 100 is 7.000000000000001 in floating point.
    expect(quotaOf(decimal('0.29'), 100)).toBe(29);
    expect(quotaOf(decimal('0.07'), 100)).toBe(7);
    expect(quotaOf(decimal('0.03'), 33)).toBe(0);
    expect(quotaOf(decimal('0.03'), 34)).toBe(1);
  });

  it('rounds half up to two decimals', () => {
    expect(twoDecimals(fraction(1, 8))).toBe('0.13');
    expect(twoDecimals(fraction(1005, 1000))).toBe('1.01');
    expect(twoDecimals(fraction(200, 3))).toBe('66.67');
    expect(twoDecimals(fraction(100, 1))).toBe('100.00');
    expect(twoDecimals(fraction(0, 5))).toBe('0.00');
    expect(twoDecimals({ num: -1n, den: 8n })).toBe('-0.12');
  });

  it('floor is the greatest whole number not above', () => {
    fc.assert(
      fc.property(fc.bigInt(-10_000n, 10_000n), fc.bigInt(1n, 500n), (num, den) => {
        const whole = floor({ num, den });
        expect(whole * den <= num && num < (whole + 1n) * den).toBe(true);
      }),
    );
  });
});
