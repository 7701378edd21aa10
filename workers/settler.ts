import type { House } from '../actions/house.ts';
import { machine } from '../actions/machine.ts';
import { run } from '../actions/run.ts';
import { rescoreStale } from '../actions/scoreCase.ts';
import { settlePeriods } from '../actions/settlePeriods.ts';
import { type Loop, loop } from './relay.ts';

const LOOK_EVERY_MS = 60_000;

/** Settles periods when their cutoff has passed, and lets open ones follow a changed policy or calendar; looks once a minute, two workers at once take turns. */
export function openSettler(house: House, options: { onError: (error: unknown) => void }): Loop {
  return loop(
    async () => {
      await rescoreStale(house);
      await run(house, settlePeriods, {}, { actor: machine('settle-periods') });
      return LOOK_EVERY_MS;
    },
    { afterErrorMs: LOOK_EVERY_MS, onError: options.onError },
  );
}
