import { type Light, lightAt, worstLight } from '../clock/lights.ts';
import type { CaseState, RunningClock, WholeProcess } from './state.ts';

/** A light as it is drawn: a parked or stopped clock shows its last light, dimmed (spec 03). */
export interface DrawnLight {
  readonly light: Light | null;
  readonly dimmed: boolean;
}

export interface CaseLights {
  readonly stage: DrawnLight;
  readonly whole: DrawnLight;
  /** The worse of the two, which colours lists; dimmed when nothing of it runs. */
  readonly worst: DrawnLight;
}

type Lit = Pick<CaseState, 'clock' | 'whole'>;
type Drawable = Pick<RunningClock, 'yellowAt' | 'redAt' | 'parkedAt'> | WholeProcess | null;

/** The lights of a case at `now`, from the instants that it carries alone. */
export function lightsOf({ clock, whole }: Lit, now: number): CaseLights {
  const drawn = { stage: drawnLight(clock, now), whole: drawnLight(whole, now) };
  const shown = [drawn.stage, drawn.whole].filter(({ light }) => light !== null);
  const dimmed = shown.length > 0 && shown.every((one) => one.dimmed);
  return { ...drawn, worst: { light: worstLight(shown.map(({ light }) => light)), dimmed } };
}

/**
 * The instant that lists are sorted by: the earliest red of the running stage and whole-process lights,
 * epoch ms. Null, to be sorted last, when both are parked or there is none.
 */
export function redFrom({ clock, whole }: Lit): number | null {
  return earliest([running(clock)?.redAt, running(whole)?.redAt]);
}

/** As `redFrom`, for yellow. */
export function yellowFrom({ clock, whole }: Lit): number | null {
  return earliest([running(clock)?.yellowAt, running(whole)?.yellowAt]);
}

export function drawnLight(clock: Drawable, now: number): DrawnLight {
  if (!clock || clock.yellowAt === null || clock.redAt === null) return { light: null, dimmed: false };
  const { yellowAt, redAt, parkedAt } = clock;
  return { light: lightAt({ yellowAt, redAt }, parkedAt ?? now), dimmed: parkedAt !== null };
}

function running<T extends { readonly parkedAt: number | null }>(clock: T | null): T | null {
  return clock && clock.parkedAt === null ? clock : null;
}

function earliest(instants: readonly (number | null | undefined)[]): number | null {
  const known = instants.filter((at): at is number => at !== null && at !== undefined);
  return known.length ? Math.min(...known) : null;
}
