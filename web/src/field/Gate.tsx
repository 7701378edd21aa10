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
  | { readonly at: 'login'; readonly me: Me }
  | { readonly at: 'work'; readonly me: KnownMe };

/** Lets the person in: by the server's word, else by what this phone remembers. Starts the outbox in any case. */
export function Gate({ children }: { children: ReactNode }) {
  const [state, setState] = useState<State>({ at: 'start' });
  const enter = useCallback(async (me: KnownMe) => {
    await restoreAnswers(me.user.id).catch(() => undefined);
    setState((now) => (now.at === 'work' && now.me.user.id === me.user.id ? now : { at: 'work', me }));
  }, []);
  const start = useCallback(async () => {
    // Without a network is the normal case: who is remembered works at once, the server's word comes behind.
    const before = await rememberedMe();
    if (before) await enter(before);
    try {
      const me = await askMe();
      noteWho(me.user?.id ?? null);
      if (me.user) await enter({ ...me, user: me.user });
      else if (!before) setState({ at: 'login', me });
    } catch (error) {
      if (!before) setState({ at: 'failed', error: asHouseError(error) });
    }
  }, [enter]);
  useEffect(() => void start(), [start]);
  useEffect(() => startSending(), []);
  const userId = state.at === 'work' ? state.me.user.id : null;
  useEffect(() => (userId === null ? undefined : keepAnswers(userId)), [userId]);

  if (state.at === 'start') return <Loading />;
  if (state.at === 'failed') return <ErrorState error={state.error} onRetry={start} />;
  if (state.at === 'login') return <FieldLogin me={state.me} onIn={enter} />;
  const { me } = state;
  if (!SURFACE_ROLES.field.includes(me.user.role)) return <WrongRole me={me} />;
  return (
    <CityProvider me={me} known>
      <UserProvider value={me.user}>{children}</UserProvider>
    </CityProvider>
  );
}
