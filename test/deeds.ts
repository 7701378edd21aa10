import { CASE_DEEDS } from '../actions/caseCommands.ts';
import { keepPhoto } from '../actions/keepPhoto.ts';
import { machine, stepCase } from '../actions/machine.ts';
import { reportCase } from '../actions/reportCase.ts';
import { run } from '../actions/run.ts';
import type { CommandAnswer, Receipt } from '../core/contract/api/answers.ts';
import type { CaseCommandInput, CaseCommandName } from '../core/contract/api/caseCommands.ts';
import type { EndpointInput } from '../core/contract/api/endpoints.ts';
import type { Actor } from '../core/rules/case/people.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { readCase } from '../db/queries/cases.ts';
import { reportAt } from './city.ts';
import type { TestHouse } from './house.ts';
import { hashOfBytes } from './pictures.ts';
import { MANHOLE, type Spot } from './spots.ts';

/** Deeds through the hallway, without a server and without workers. */
export interface Deeds {
  /** The actor behind a login of the demo city. */
  readonly as: (login: string) => Promise<Actor>;
  readonly report: (actor: Actor, input: EndpointInput<'report'>) => Promise<Receipt>;
  readonly command: <C extends CaseCommandName>(
    actor: Actor,
    id: string,
    name: C,
    body: CaseCommandInput<C>,
    key?: string,
  ) => Promise<CommandAnswer>;
  /** Everything that the machine owes a case now, in order. */
  readonly step: (id: string) => Promise<string[]>;
  readonly state: (id: string) => Promise<CaseState>;
  /** Hash of a photo that is there, without its file. */
  readonly photo: (by: Actor) => Promise<string>;
  /** A case at a spot, filed by the acceptance officer under a condition; answers its id. */
  readonly filed: (spot: Spot, conditionKey?: string) => Promise<string>;
  /** The same, dispatched by the machine to the spot's unit. */
  readonly handled: (spot: Spot, conditionKey?: string) => Promise<string>;
}

export function openDeeds(house: TestHouse): Deeds {
  let photos = 0;
  const deeds: Deeds = {
    as: async (login) => {
      const { rows } = await house.owner.query(
        'SELECT id, role, unit_code, areas, beat_code FROM app_user WHERE login = $1',
        [login],
      );
      const user = rows[0];
      if (!user) throw new Error(`There is nobody of the login ${login}`);
      return {
        id: user.id,
        role: user.role,
        unit: user.unit_code,
        areas: user.beat_code ? [...user.areas, user.beat_code] : user.areas,
      };
    },
    report: (actor, input) => run(house.house, reportCase, input, { actor }),
    command: (actor, id, name, body, key) =>
      run(house.house, CASE_DEEDS[name], { ...body, id }, { actor, key: key ?? null }),
    step: async (id) => {
      const done: string[] = [];
      for (;;) {
        const { did } = await run(house.house, stepCase, { caseId: id }, { actor: machine('test') });
        if (did === null) return done;
        done.push(did);
      }
    },
    state: async (id) => (await readCase(house.pool, id))!,
    photo: async (by) => {
      const hash = hashOfBytes(Buffer.from(`${house.prefix} ${photos++}`));
      const original = { mime: 'image/jpeg', bytes: 1, takenAt: null, lon: null, lat: null, metadata: {} };
      const photo = {
        hash,
        file: `${hash}.jpg`,
        thumb: `${hash}.t.jpg`,
        width: 1,
        height: 1,
        bytes: 1,
        uploadedBy: by.id,
        original,
      };
      await run(house.house, keepPhoto, photo, { actor: by });
      return hash;
    },
    filed: async (spot, conditionKey = `${MANHOLE}/3`) => {
      const intake = await deeds.as('intake');
      const { id } = await deeds.report(intake, reportAt(spot));
      await deeds.command(intake, id, 'file', { conditionKey, component: spot.component });
      return id;
    },
    handled: async (spot, conditionKey) => {
      const id = await deeds.filed(spot, conditionKey);
      await deeds.step(id);
      return id;
    },
  };
  return deeds;
}
