import { HouseError } from '../../core/contract/errors.ts';

/** Refuses an edit that was made on an older version than the newest one. @throws HouseError conflict */
export function refuseOlder(base: number, newest: number): void {
  if (base === newest) return;
  throw new HouseError(
    'conflict',
    'Somebody else has published a newer version meanwhile. Look at it and edit again; nothing was changed.',
    { clause: '07.version', version: newest },
  );
}
