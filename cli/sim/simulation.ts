import { setMaxListeners } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import type { Client } from '../apiClient.ts';
import { dispatcherLooks, intakeLooks, shiftLooks, supervisionLooks } from './centre.ts';
import { type Ears, openEars } from './ears.ts';
import { openResidents, type Residents } from './residents.ts';
import { reportsPerSecond, untilNext } from './rhythm.ts';
import { type Figures, openStage, pick, type Settings, type Stage } from './stage.ts';
import { callHotline, doTasks, goHome, reportFrom, sendOut, type Walker, walk } from './street.ts';
import { liaisonLooks, workingUnits } from './units.ts';

/** People look so often, seconds of real life; quicker people look more often, within what a server likes. */
const LOOK_S = { officer: 20, collector: 45, liaison: 60, walk: 60, resident: 30 };
const LEAST_MS = 250;
/** Who hears over a socket when something has changed looks of itself only so many times more seldom. */
const CALMER = 3;
/** The public door answers one address once a second. */
const LEAST_RESIDENT_MS = 1_500;

export interface Simulation {
  readonly figures: () => Figures;
  /** Ends when the signal is aborted and everybody has gone home. */
  readonly done: Promise<void>;
}

/** Everybody signs in and begins to work; each in a loop of its own, one deed at a time. */
export async function startSimulation(settings: Settings): Promise<Simulation> {
  // Everybody's rest ends with the one signal.
  setMaxListeners(0, settings.signal);
  const stage = await openStage(settings);
  const walkers = await sendOut(stage);
  if (!walkers.length)
    throw new Error('No collector of this city has anything on the beat: nothing can be reported.');
  settings.say(
    `${walkers.length} collectors are on duty, ${workingUnits(stage).length} liaisons and 4 officers at work.`,
  );
  const residents = openResidents(stage);
  const loops = [
    ...(
      [
        ['intake', () => intakeLooks(stage)],
        ['dispatch', () => dispatcherLooks(stage)],
        ['supervise', () => supervisionLooks(stage, walkers)],
        ['shift', () => shiftLooks(stage)],
      ] as const
    ).map(([login, look]) => atThePage(stage, () => stage.person(login), LOOK_S.officer, look)),
    ...walkers.flatMap((walker) => [
      atThePage(
        stage,
        async () => walker.who,
        LOOK_S.collector,
        () => doTasks(stage, walker),
      ),
      repeat(stage, LOOK_S.walk, () => walk(walker)),
    ]),
    ...workingUnits(stage).map((unit) =>
      atThePage(
        stage,
        () => stage.person(unit),
        LOOK_S.liaison,
        () => liaisonLooks(stage, unit),
      ),
    ),
    repeat(stage, LOOK_S.resident, residents.look, { leastMs: LEAST_RESIDENT_MS }),
    find(stage, walkers, residents),
  ];
  const done = Promise.all(loops).then(async () => {
    await Promise.allSettled(walkers.map(goHome));
  });
  return { figures: stage.figures, done };
}

interface Pace {
  readonly leastMs?: number;
  readonly ears?: Ears;
}

/** Looks when the socket says that something has changed, and now and then all the same. */
async function atThePage(
  stage: Stage,
  person: () => Promise<Client>,
  everyS: number,
  look: () => Promise<void>,
): Promise<void> {
  const who = await person().catch((error: Error) => complain(stage, error));
  if (!who) return repeat(stage, everyS, look);
  const ears = openEars(who, stage.heard);
  await repeat(stage, everyS, look, { ears }).finally(ears.close);
}

/** Looks, rests a time that varies, looks again; a server that is away is tried again later. */
async function repeat(
  stage: Stage,
  everyS: number,
  look: () => Promise<void>,
  { leastMs = LEAST_MS, ears }: Pace = {},
): Promise<void> {
  const { signal, speed } = stage.settings;
  const pause = () => Math.max(leastMs, (everyS * 1_000) / speed) * (0.6 + 0.8 * Math.random());
  await sleep(pause() * Math.random(), signal);
  while (!signal.aborted) {
    await look().catch((error: Error) => complain(stage, error));
    const rested = sleep(pause() * (ears ? CALMER : 1), signal);
    await (ears ? Promise.race([rested, ears.next()]) : rested);
    // Nobody is quicker than the eye: hints of one moment are one look.
    if (ears) await sleep(leastMs, signal);
  }
}

/** So many reports are under way at once at the most: a slow server is not buried under them. */
const MOST_UNDER_WAY = 48;

/** Problems turn up at the rate of the hour, whether or not the last one has been taken in. */
async function find(stage: Stage, walkers: readonly Walker[], residents: Residents): Promise<void> {
  const { signal, casesPerDay, speed } = stage.settings;
  const underWay = new Set<Promise<void>>();
  let next = Date.now();
  while (!signal.aborted) {
    // By the clock and not after the last one: what a full house held up is made good, up to a second's worth.
    next = Math.max(next, Date.now() - 1_000);
    next += untilNext(reportsPerSecond(Date.now(), stage.timezone, casesPerDay, speed));
    await sleep(Math.max(0, next - Date.now()), signal);
    if (signal.aborted) break;
    const walker = pick(walkers);
    const found = Math.random() < 0.82 ? reportFrom(stage, walker) : callHotline(stage, walker, residents);
    const one = found
      .catch((error: Error) => complain(stage, error))
      .finally(() => void underWay.delete(one));
    underWay.add(one);
    if (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}

// A server that is away is told once in a while, not at every look.
let complainedAt = 0;
function complain({ settings }: Stage, error: Error): void {
  if (settings.signal.aborted || Date.now() - complainedAt < 30_000) return;
  complainedAt = Date.now();
  settings.say(`A look failed and is tried again: ${error.message}`);
}

// The rate of the next hour may be another: nobody waits for longer than this.
const LONGEST_MS = 600_000;
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await rest(Math.min(ms, LONGEST_MS), undefined, { signal }).catch(() => {});
}
