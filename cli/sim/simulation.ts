import { setMaxListeners } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import { dispatcherLooks, intakeLooks, shiftLooks, supervisionLooks } from './centre.ts';
import { reportsPerSecond, untilNext } from './rhythm.ts';
import { type Figures, openStage, pick, type Settings, type Stage } from './stage.ts';
import { callHotline, doTasks, goHome, reportFrom, sendOut, type Walker, walk } from './street.ts';
import { liaisonLooks, workingUnits } from './units.ts';

/** People look so often, seconds of real life; quicker people look more often, within what a server likes. */
const LOOK_S = { officer: 20, collector: 45, liaison: 60, walk: 60 };
const LEAST_MS = 250;

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
  const loops = [
    ...[
      () => intakeLooks(stage),
      () => dispatcherLooks(stage),
      () => supervisionLooks(stage, walkers),
      () => shiftLooks(stage),
    ].map((look) => repeat(stage, LOOK_S.officer, look)),
    ...walkers.flatMap((walker) => [
      repeat(stage, LOOK_S.collector, () => doTasks(stage, walker)),
      repeat(stage, LOOK_S.walk, () => walk(walker)),
    ]),
    ...workingUnits(stage).map((unit) => repeat(stage, LOOK_S.liaison, () => liaisonLooks(stage, unit))),
    find(stage, walkers),
  ];
  const done = Promise.all(loops).then(async () => {
    await Promise.allSettled(walkers.map(goHome));
  });
  return { figures: stage.figures, done };
}

/** Looks, rests a time that varies, looks again; a server that is away is tried again later. */
async function repeat(stage: Stage, everyS: number, look: () => Promise<void>): Promise<void> {
  const { signal, speed } = stage.settings;
  const pause = () => Math.max(LEAST_MS, (everyS * 1_000) / speed) * (0.6 + 0.8 * Math.random());
  await sleep(pause() * Math.random(), signal);
  while (!signal.aborted) {
    await look().catch((error: Error) => complain(stage, error));
    await sleep(pause(), signal);
  }
}

/** Problems turn up at the rate of the hour. */
async function find(stage: Stage, walkers: readonly Walker[]): Promise<void> {
  const { signal, casesPerDay, speed } = stage.settings;
  while (!signal.aborted) {
    await sleep(untilNext(reportsPerSecond(Date.now(), stage.timezone, casesPerDay, speed)), signal);
    if (signal.aborted) return;
    const walker = pick(walkers);
    const found = Math.random() < 0.82 ? reportFrom(stage, walker) : callHotline(stage, walker);
    await found.catch((error: Error) => complain(stage, error));
  }
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
