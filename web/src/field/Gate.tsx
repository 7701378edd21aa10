import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Me } from '../../../core/contract/api/answers.ts';
import type { HouseError } from '../../../core/contract/errors.ts';
import { asHouseError } from '../api/call.ts';
import { CityProvider } from '../parts/names.tsx';
import { ErrorState, Loading } from '../parts/States.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';
import { FieldLogin } from './leave/FieldLogin.tsx';
import { WrongRole } from './leave/WrongRole.tsx';
import { noteWho, startSending } from './outbox/sender.ts';
import { askMe, type KnownMe, rememberedMe, UserProvider } from './session.ts';
import { keepAnswers, restoreAnswers } from './store/keepAnswers.ts';

type State =
  | { readonly at: 'start' }
  | { readonly at: 'failed'; readonly error: HouseError }
  | { readonly at: 'login'; readonly me: Me; readonly before: KnownMe | null }
  | { readonly at: 'work'; readonly me: KnownMe };

/** With a slow line the person works with what the phone remembers, after this. */
const WAIT_FOR_SERVER_MS = 1_500;

/** Lets the person in: by the server's word, else by what this phone remembers. Starts the outbox in any case. */
export function Gate({ children }: { children: ReactNode }) {
  const [state, setState] = useState<State>({ at: 'start' });
  const enter = useCallback(async (me: KnownMe) => {
    await restoreAnswers(me.user.id).catch(() => undefined);
    setState((before) =>
      before.at === 'work' && before.me.user.id === me.user.id ? before : { at: 'work', me },
    );
  }, []);
  const start = useCallback(async () => {
    const before = await rememberedMe();
    const asked = askMe();
    if (before)
      await Promise.race([asked.catch(() => null), pause(WAIT_FOR_SERVER_MS).then(() => enter(before))]);
    try {
      const me = await asked;
      noteWho(me.user?.id ?? null);
      if (me.user) await enter({ ...me, user: me.user });
      // At work already: the outbox says that the session has ended; nothing is torn from the person's hands.
      else setState((now) => (now.at === 'work' ? now : { at: 'login', me, before }));
    } catch (error) {
      if (before) await enter(before);
      else setState({ at: 'failed', error: asHouseError(error) });
    }
  }, [enter]);
  useEffect(() => void start(), [start]);
  useEffect(() => startSending(), []);
  const userId = state.at === 'work' ? state.me.user.id : null;
  useEffect(() => (userId === null ? undefined : keepAnswers(userId)), [userId]);

  if (state.at === 'start') return <Loading />;
  if (state.at === 'failed') return <ErrorState error={state.error} onRetry={start} />;
  if (state.at === 'login') return <FieldLogin me={state.me} before={state.before} onIn={enter} />;
  const { me } = state;
  if (!SURFACE_ROLES.field.includes(me.user.role)) return <WrongRole me={me} />;
  return (
    <CityProvider me={me}>
      <UserProvider value={me.user}>{children}</UserProvider>
    </CityProvider>
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
