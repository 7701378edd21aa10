import { HouseError } from '../core/contract/errors.ts';
import type { UnitFacts } from '../core/rules/case/commands.ts';
import type { AreaFacts, CaseState, Place, Standard } from '../core/rules/case/state.ts';
import type { ClockKind } from '../core/rules/clock/workingTime.ts';
import { type StandardRow, standardOf, unitFacts } from '../db/queries/catalogue.ts';
import { addressAt, componentByCode, placeFacts } from '../db/queries/space.ts';
import type { DeedContext } from './run.ts';

interface GivenPlace {
  readonly lon: number;
  readonly lat: number;
  readonly accuracyM: number | null;
  readonly address: string | null;
}

/** A limit as minutes on one of the two clocks: a working day is the calendar's, whatever the season. */
export function limitOf(
  row: Pick<StandardRow, 'limit_value' | 'limit_unit'>,
  workdayMinutes: number,
): { limitMinutes: number; clock: ClockKind } {
  const [minutes, clock] = (
    {
      urgentHour: [60, 'continuous'],
      urgentDay: [1_440, 'continuous'],
      workingHour: [60, 'working'],
      workingDay: [workdayMinutes, 'working'],
    } as const
  )[row.limit_unit];
  return { limitMinutes: Math.round(row.limit_value * minutes), clock };
}

/** The standard that a case takes when it is filed under a condition. @throws HouseError refused */
export async function standardFor(
  ctx: DeedContext,
  conditionKey: string,
  areas: AreaFacts,
): Promise<Standard> {
  const codes = Object.values(areas).filter((code): code is string => code !== null);
  const row = await standardOf(ctx.tx, conditionKey, codes);
  if (!row)
    throw new HouseError(
      'refused',
      'This filing condition is not in the catalogue in force. Choose another; nothing was changed.',
      {
        clause: '02.file.condition',
      },
    );
  return {
    categoryKey: row.category_key,
    conditionKey: row.condition_key,
    kind: row.kind,
    urgency: row.urgency,
    ...limitOf(row, ctx.settings.calendar.data.workdayMinutes),
    photoRequired: row.photo_required,
    territorial: row.territorial,
    standardVersion: row.version,
  };
}

/** The place with its areas, and its address where the client gave none. */
export async function settledPlace(
  ctx: DeedContext,
  given: GivenPlace,
): Promise<{ place: Place; areas: AreaFacts; inside: boolean }> {
  const { inside, areas } = await placeFacts(ctx.tx, given.lon, given.lat);
  const address = given.address || (await addressAt(ctx.tx, given.lon, given.lat))?.zh || null;
  return { place: { ...given, address }, areas, inside };
}

/** The place of a command that may bring a new one, else the case's own. */
export async function placeOr(ctx: DeedContext, state: CaseState, given: GivenPlace | undefined) {
  if (!given) return { place: state.place, areas: state.areas };
  const { place, areas, inside } = await settledPlace(ctx, given);
  if (!inside) throw outside();
  return { place, areas };
}

export function outside(): HouseError {
  return new HouseError(
    'refused',
    'This place lies outside the city. Move the point into it; nothing was changed, what you entered is kept.',
    {
      clause: '02.place.outside',
    },
  );
}

export async function unitOr404(ctx: DeedContext, code: string): Promise<UnitFacts> {
  const unit = await unitFacts(ctx.tx, code);
  if (!unit)
    throw new HouseError('refused', `There is no unit "${code}". Nothing was changed.`, {
      clause: '04.unit.unknown',
    });
  return unit;
}

/** A component code must exist before a case may name it. */
export async function knownComponent(ctx: DeedContext, code: string | null): Promise<string | null> {
  if (code === null) return null;
  if (!(await componentByCode(ctx.tx, code)))
    throw new HouseError(
      'refused',
      `There is no component "${code}" in the register. Choose another or none; nothing was changed.`,
      {
        clause: '02.component.unknown',
      },
    );
  return code;
}
