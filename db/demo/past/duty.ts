import type { Collector, Spot } from './facts.ts';
import { DAY, isDutyTime } from './rhythm.ts';
import type { World } from './world.ts';

/**
 * The collector for a task, as the duty table would give it: of the beat, then of the subdistrict, not the
 * reporter when there is another; null when nobody is out. On rest days every second one is.
 */
export function collectorOnDuty(world: World, spot: Spot, at: number, except: string | null): string | null {
  const out = onDuty(world, spot, at);
  const rank = ({ actor, beat }: Collector) =>
    (actor.id === except ? 2 : 0) + (beat === spot.areas.beat ? 0 : 1);
  return [...out].sort((a, b) => rank(a) - rank(b))[0]?.actor.id ?? null;
}

export function anyoneOnDuty(world: World, spot: Spot, at: number): boolean {
  return onDuty(world, spot, at).length > 0;
}

/** The next instant at which collectors are out. */
export function nextDuty(world: World, at: number): number {
  const { midnight } = world.dayOf(at);
  const morning = midnight + 7.5 * 3_600_000 + 5 * 60_000;
  if (isDutyTime(at - midnight)) return at;
  return at < morning ? morning : morning + DAY;
}

function onDuty(world: World, { areas }: Spot, at: number): readonly Collector[] {
  const { midnight, day } = world.dayOf(at);
  if (!isDutyTime(at - midnight)) return [];
  const rest = day ? !day.worked : false;
  const { collectors } = world.facts.people;
  return collectors.filter(
    ({ beat }, i) =>
      (beat === areas.beat || (areas.subdistrict !== null && beat.startsWith(areas.subdistrict))) &&
      !(rest && i % 2),
  );
}
