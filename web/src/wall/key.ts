import { asHouseError, call } from '../api/call.ts';

export type KeyState = 'none' | 'taken' | 'refused' | 'unreachable';

let state: KeyState = 'none';

/** What became of the key in the address. */
export function keyState(): KeyState {
  return state;
}

/**
 * A key in the address (`/wall#key=…`) is taken out of it at once, before anything else runs, and exchanged
 * for the screen's cookie. Tries until the server answers.
 */
export async function takeKey(): Promise<void> {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key === null) return;
  history.replaceState(null, '', location.pathname + location.search);
  for (let wait = 1_000; ; wait = Math.min(10_000, wait * 2)) {
    try {
      await call('exchangeWallKey', { key });
      state = 'taken';
      return;
    } catch (error) {
      if (asHouseError(error).code !== 'unavailable') {
        state = 'refused';
        return;
      }
      state = 'unreachable';
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
