import { rm } from 'node:fs/promises';
import path from 'node:path';
import { blankCase } from '../actions/blankCase.ts';
import type { House } from '../actions/house.ts';
import { machine } from '../actions/machine.ts';
import { run } from '../actions/run.ts';
import { thinTracks } from '../db/queries/patrol.ts';
import { casesToBlank, forgetOld } from '../db/queries/retention.ts';
import { readSettings } from '../db/queries/settings.ts';
import { voiceOfCase } from '../db/queries/voice.ts';
import { failpoint } from './failpoint.ts';
import { type Loop, loop } from './relay.ts';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
const PAGE = 200;

interface Options {
  readonly dataDir: string;
  readonly onError: (error: unknown) => void;
}

/**
 * Each hour: positions are thinned and deleted by their time (spec 06, Persons), ended sessions and old keys
 * forgotten, and what is personal in old cases is blanked.
 */
export function openHousekeeper(house: House, options: Options): Loop {
  let stopping = false;
  const { pool } = house;
  const keeping = loop(
    async () => {
      const { retentionPolicy } = await readSettings(pool);
      await thinTracks(pool, house.now(), retentionPolicy);
      await forgetOld(pool, retentionPolicy.receiptDays);
      await blankOld(house, retentionPolicy.personDays, options, () => stopping);
      return EVERY_MS;
    },
    { afterErrorMs: 60_000, onError: options.onError },
  );
  return {
    stop: async () => {
      stopping = true;
      await keeping.stop();
    },
  };
}

/** The recording of a report is taken off the disk; who sent what stays on record. */
async function forgetVoice(house: House, dataDir: string, caseId: string): Promise<void> {
  const voice = await voiceOfCase(house.pool, caseId);
  if (voice) await rm(path.join(dataDir, 'photos', voice.file), { force: true });
}

/** Case by case, each in a transaction of its own: a killed worker leaves the rest to the next round. */
async function blankOld(
  house: House,
  personDays: number,
  { onError, dataDir }: Options,
  stopping: () => boolean,
): Promise<void> {
  const before = house.now() - personDays * DAY_MS;
  for (let after: { id: string; at: number } | null = null; !stopping(); ) {
    const page: { id: string; at: number }[] = await casesToBlank(house.pool, before, after, PAGE);
    for (const { id } of page) {
      if (stopping()) return;
      failpoint('blank.before');
      // What was said goes first: killed in between, the next round finds the case again.
      await forgetVoice(house, dataDir, id).catch(onError);
      // One case that cannot be blanked must not keep the others from it.
      await run(house, blankCase, { caseId: id }, { actor: machine('blank') }).catch(onError);
      failpoint('blank.after');
    }
    if (page.length < PAGE) return;
    after = page.at(-1)!;
  }
}
