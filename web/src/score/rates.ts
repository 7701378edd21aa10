/** A share in per cent with two decimals, half up: `89.64 %`; a dash where nothing was due. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((part / whole) * 10_000 + 0.5) / 100).toFixed(2)} %`;
}

/** A whole number with separators. */
export function whole(n: number): string {
  return n.toLocaleString('en');
}
