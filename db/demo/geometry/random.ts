/** Seeded random numbers. Streams are named, so that a change in one part of the city leaves the others alone. */
export interface Random {
  /** [0, 1) */
  next(): number;
  between(low: number, high: number): number;
  /** Whole number, both ends included. */
  int(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Index drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number;
}

/** Random numbers that depend on nothing but the seed and the name of the stream. */
export function randomStream(seed: string, stream: string): Random {
  const next = generator(hash32(`${seed}/${stream}`));
  const between = (low: number, high: number): number => low + (high - low) * next();
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    int,
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, w) => sum + w, 0);
      for (const [i, w] of weights.entries()) {
        left -= w;
        if (left < 0) return i;
      }
      return weights.length - 1;
    },
  };
}

/** A smooth field in [-1, 1] over the plane; `scaleM` is the size of its bumps. */
export function smoothField(seed: string, name: string, scaleM: number): (x: number, y: number) => number {
  const base = hash32(`${seed}/${name}`);
  const corner = (i: number, j: number): number => {
    let h = base ^ Math.imul(i, 0x27d4eb2f) ^ Math.imul(j, 0x165667b1);
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return ((h ^ (h >>> 16)) >>> 0) / 2 ** 31 - 1;
  };
  const ease = (t: number): number => t * t * (3 - 2 * t);
  return (x, y) => {
    const i = Math.floor(x / scaleM);
    const j = Math.floor(y / scaleM);
    const u = ease(x / scaleM - i);
    const v = ease(y / scaleM - j);
    const low = corner(i, j) * (1 - u) + corner(i + 1, j) * u;
    const high = corner(i, j + 1) * (1 - u) + corner(i + 1, j + 1) * u;
    return low * (1 - v) + high * v;
  };
}

/** FNV-1a over the characters' codes. */
function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** mulberry32: small, fast and good enough for scenery. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
