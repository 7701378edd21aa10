import { createContext, useContext } from 'react';
import type { Me } from '../../../core/contract/api/answers.ts';
import { queryClient } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { keep, readKept } from './store/db.ts';
import { forgetKept } from './store/keepAnswers.ts';

export type User = NonNullable<Me['user']>;
/** Who is at work here, and the city. The token for changes is never kept. */
export type KnownMe = Me & { readonly user: User };

const ME = 'me';
const OWED = 'logout-owed';
const ANSWER_WITHIN_MS = 15_000;

/** What this phone remembers of who works with it; null before the first login and after a logout. */
export async function rememberedMe(): Promise<KnownMe | null> {
  return (await readKept<KnownMe | null>(ME))?.value ?? null;
}

let asking: Promise<Me> | null = null;

/**
 * Asks the server who is logged in; ends a session first that was left without a network: until then nobody is.
 * Who asks meanwhile gets the same answer. @throws HouseError
 */
export function askMe(): Promise<Me> {
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}

async function ask(): Promise<Me> {
  const me = await call('me', {}, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!(await readKept<boolean>(OWED))?.value) return remember(me);
  if (me.user) await call('logout', {});
  await keep(OWED, false);
  return { ...me, user: null, csrf: null };
}

/** Logs in. @throws HouseError */
export async function logIn(login: string, password: string): Promise<Me> {
  // Ending a session that was left must not end the new one.
  await asking?.catch(() => null);
  const me = await call('login', { login, password });
  await keep(OWED, false);
  queryClient.clear();
  return remember(me);
}

/**
 * Ends the session and clears the phone; what is not sent stays, locked to its person. Without a network the
 * session is ended at the next start, before anything else.
 */
export async function logOut(): Promise<void> {
  const told = await call('duty', { on: false })
    .catch(() => null)
    .then(() => call('logout', {}))
    .then(
      () => true,
      () => false,
    );
  queryClient.clear();
  await forgetKept();
  await keep(OWED, !told);
  await caches
    ?.keys()
    .then((names) =>
      Promise.all(names.filter((name) => name.includes('tiles')).map((name) => caches.delete(name))),
    );
}

async function remember(me: Me): Promise<Me> {
  if (!me.user) return me;
  const before = await rememberedMe();
  // Another person takes the phone over: what was kept for the one before goes.
  if (before && before.user.id !== me.user.id) await forgetKept();
  await keep(ME, { ...me, csrf: null });
  return me;
}

const UserContext = createContext<User | null>(null);
export const UserProvider = UserContext;

/** The person at work; only below the gate. */
export function useUser(): User {
  const user = useContext(UserContext);
  if (!user) throw new Error('useUser stands outside of the gate');
  return user;
}
