import { ENDPOINTS, type EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { standardOf } from '../../db/queries/catalogue.ts';
import { lockVersions } from '../../db/queries/policies.ts';
import { addStandard, areaKnown, newestStandard } from '../../db/queries/standards.ts';
import { limitOf } from '../facts.ts';
import type { Deed, DeedContext } from '../run.ts';
import { refuseOlder } from './newVersion.ts';

/** Adds a version of a condition's standard; cases that are filed keep theirs (spec 02, Filing fixes). */
export const saveStandard: Deed<typeof ENDPOINTS.saveStandard.input, EndpointAnswer['saveStandard']> = {
  name: 'save-standard',
  right: ENDPOINTS.saveStandard.right,
  input: ENDPOINTS.saveStandard.input,
  async run(ctx, { conditionKey, base, validFrom, note, ...content }) {
    const { tx, actor, now } = ctx;
    await lockVersions(tx, `standard ${conditionKey}`);
    const newest = await newestStandard(tx, conditionKey);
    if (newest === null) throw new HouseError('not-found', 'There is no such filing condition.');
    refuseOlder(base, newest);
    if (content.area !== null) await refuseLooser(ctx, conditionKey, content.area, content);
    const version = newest + 1;
    const from = Math.max(now, validFrom ?? now);
    await addStandard(tx, {
      ...content,
      conditionKey,
      version,
      validFrom: from,
      at: now,
      by: actor.id,
      note,
    });
    const target = `${conditionKey} ${version}`;
    await writeAudit(tx, { actor: actor.id, what: 'save-standard', target, source: null, result: 'ok' });
    return { version };
  },
};

/** Spec 02: an area may tighten a limit, on the same clock. @throws HouseError refused */
async function refuseLooser(
  { tx, settings }: DeedContext,
  conditionKey: string,
  area: string,
  content: { limitValue: number; limitUnit: 'urgentHour' | 'urgentDay' | 'workingHour' | 'workingDay' },
): Promise<void> {
  if (!(await areaKnown(tx, area)))
    throw new HouseError('refused', 'There is no such area. Nothing was changed.', {
      clause: '02.standard.area',
    });
  const city = await standardOf(tx, conditionKey, []);
  if (!city) return;
  const { workdayMinutes } = settings.calendar.data;
  const whole = limitOf(city, workdayMinutes);
  const own = limitOf({ limit_value: content.limitValue, limit_unit: content.limitUnit }, workdayMinutes);
  if (own.clock === whole.clock && own.limitMinutes <= whole.limitMinutes) return;
  throw new HouseError('refused', 'An area may only tighten the limit of the city, on the same clock.', {
    clause: '02.standard.looser',
  });
}
