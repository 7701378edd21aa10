import type { EndpointAnswer } from '../core/contract/api/endpoints.ts';
import { ENDPOINTS } from '../core/contract/api/endpoints.ts';
import { goOffDuty, goOnDuty } from '../db/queries/duty.ts';
import { countBeatDay, trackPosition } from '../db/queries/patrol.ts';
import { placeFacts } from '../db/queries/space.ts';
import { cityDate, cityMidnight } from './cityTime.ts';
import type { Deed } from './run.ts';

/** On and off duty; positions while on it (spec 06, Persons). Own beat first, else where the person stands. */
export const duty: Deed<typeof ENDPOINTS.duty.input, EndpointAnswer['duty']> = {
  name: 'duty',
  right: ENDPOINTS.duty.right,
  input: ENDPOINTS.duty.input,
  async run({ tx, actor, now, settings }, input) {
    if (!input.on) {
      const own = actor.areas.at(-1);
      const { timezone } = settings.city;
      if (own) await countBeatDay(tx, own, cityDate(now, timezone), cityMidnight(now, timezone));
      await goOffDuty(tx, actor.id);
      return { on: false, since: null, beat: null };
    }
    const point =
      input.lon === undefined || input.lat === undefined
        ? null
        : { lon: input.lon, lat: input.lat, accuracyM: input.accuracyM ?? null };
    const areas = point ? (await placeFacts(tx, point.lon, point.lat)).areas : null;
    const beat = actor.areas.at(-1) ?? areas?.beat ?? null;
    const shift = {
      userId: actor.id,
      at: now,
      point,
      cell: areas?.cell ?? null,
      beat,
      subdistrict: areas?.subdistrict ?? null,
    };
    await trackPosition(tx, shift);
    const since = await goOnDuty(tx, shift);
    return { on: true, since, beat };
  },
};
