import type { CommandName } from '../commands.ts';
import type { Refusal } from '../policy.ts';
import { badInput } from '../refusal.ts';
import type { Place } from '../state.ts';

export function refusePlace(command: CommandName, { lon, lat }: Place): Refusal | null {
  const inRange = Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return inRange ? null : badInput(command, 'place', 'There is no usable place.');
}

export function refuseBlank(
  command: CommandName,
  rule: string,
  value: string | undefined | null,
  what: string,
) {
  return value?.trim() ? null : badInput(command, rule, `${what} is missing.`);
}

export function refuseReason(command: CommandName, reason: string | undefined | null): Refusal | null {
  return refuseBlank(command, 'reason', reason, 'A reason');
}

/** Whole minutes above nothing. */
export function refuseMinutes(command: CommandName, minutes: number): Refusal | null {
  const usable = Number.isSafeInteger(minutes) && minutes > 0;
  return usable ? null : badInput(command, 'minutes', 'Minutes have to be a whole number above 0.');
}

export function refuseNoPhoto(command: CommandName, photos: readonly string[]): Refusal | null {
  return photos.length > 0 ? null : badInput(command, 'photo', 'A photo is obligatory here.');
}
