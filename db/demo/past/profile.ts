import { type Random, randomStream } from '../geometry/random.ts';
import { gauss } from './rhythm.ts';

/** How a unit works: good, fair or poor, better or worse as the months go by. */
export interface Profile {
  /** Share of the limit that an ordinary case takes. */
  readonly median: number;
  readonly spread: number;
  /** Share of cases that are left lying beyond their limit. */
  readonly late: number;
  readonly failed: number;
  readonly returned: number;
  readonly asks: number;
  readonly acknowledges: number;
}

const GOOD: Profile = {
  median: 0.1,
  spread: 0.6,
  late: 0.012,
  failed: 0.025,
  returned: 0.025,
  asks: 0.5,
  acknowledges: 0.98,
};
const FAIR: Profile = {
  median: 0.15,
  spread: 0.75,
  late: 0.04,
  failed: 0.045,
  returned: 0.04,
  asks: 0.3,
  acknowledges: 0.9,
};
const POOR: Profile = {
  median: 0.24,
  spread: 0.85,
  late: 0.1,
  failed: 0.09,
  returned: 0.07,
  asks: 0.12,
  acknowledges: 0.7,
};

/** The profile of a unit at a share of the past gone by (0 to 1): drawn from the seed. */
export function openProfiles(seed: string): (unit: string, gone: number) => Profile {
  const known = new Map<string, { base: Profile; trend: number }>();
  return (unit, gone) => {
    const found = known.get(unit) ?? draw(seed, unit);
    known.set(unit, found);
    const factor = 1 + found.trend * (gone - 0.5);
    return {
      ...found.base,
      late: found.base.late * factor,
      median: found.base.median * (1 + (factor - 1) / 2),
    };
  };
}

function draw(seed: string, unit: string) {
  const random = randomStream(seed, `past-unit/${unit}`);
  const base = [GOOD, FAIR, POOR][random.weighted([4, 4, 2])]!;
  const shade = random.between(0.85, 1.2);
  return {
    base: { ...base, median: base.median * shade, late: base.late * shade, failed: base.failed * shade },
    trend: random.between(-0.9, 0.9),
  };
}

/** The share of its limit that a unit takes for a case; above 1 it is late. */
export function shareTaken(profile: Profile, random: Random, rush: number): number {
  if (random.chance(profile.late * rush)) return 1.05 + Math.abs(gauss(random)) * 0.7;
  return Math.max(0.02, profile.median * rush ** 0.5 * Math.exp(profile.spread * gauss(random)));
}
