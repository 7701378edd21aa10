import { type ComponentType, useCallback, useEffect, useState } from 'react';
import type { Me } from '../../../core/contract/api/answers.ts';
import { HouseError } from '../../../core/contract/errors.ts';
import { asHouseError } from '../api/call.ts';
import { behindThePage, useWords } from '../parts/i18n.ts';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';
import { FieldLogin, Locked } from './leave/FieldLogin.tsx';
import { WrongRole } from './leave/WrongRole.tsx';
import { noteLine, noteWho, startSending } from './outbox/sender.ts';
import { askMe, type KnownMe, rememberedMe } from './session.ts';
import { fieldDb } from './store/db.ts';
import { keepAnswers, restoreAnswers } from './store/keepAnswers.ts';

type State =
  | { readonly at: 'start' }
  | { readonly at: 'unable' }
  | { readonly at: 'failed'; readonly error: HouseError }
  /** The city is null until the server has answered. */
  | { readonly at: 'login'; readonly me: Me | null }
  | { readonly at: 'work'; readonly me: KnownMe; readonly Pages: Pages };

type Pages = ComponentType<{ me: KnownMe }>;

interface GateProps {
  /** Fetches what stands behind the gate. */
  readonly load: () => Promise<Pages>;
}

/** Lets the person in: by the server's word, else by what this phone remembers. Starts the outbox in any case. */
export function Gate({ load }: GateProps) {
  const [state, setState] = useState<State>({ at: 'start' });
  const enter = useCallback(
    async (me: KnownMe) => {
      const [Pages] = await Promise.all([
        load().catch((error: unknown) => {
          throw new HouseError('unavailable', String(error));
        }),
        restoreAnswers(me.user.id).catch(() => undefined),
      ]);
      setState((now) =>
        now.at === 'work' && now.me.user.id === me.user.id ? now : { at: 'work', me, Pages },
      );
    },
    [load],
  );
  const start = useCallback(async () => {
    // Where nothing can be stored, reports would be lost: better not to begin.
    if (
      !(await fieldDb().then(
        () => true,
        () => false,
      ))
    )
      return setState({ at: 'unable' });
    // Without a network is the normal case: who is remembered works at once, the server's word comes behind.
    const before = await rememberedMe();
    // Nobody is remembered: the form need not wait for the server to say so.
    if (!before) setState((now) => (now.at === 'work' ? now : { at: 'login', me: null }));
    try {
      if (before) await enter(before);
      const me = await askMe();
      noteWho(me.user?.id ?? null);
      if (me.user) await enter({ ...me, user: me.user });
      else if (!before) setState((now) => (now.at === 'work' ? now : { at: 'login', me }));
    } catch (error) {
      const known = asHouseError(error);
      if (known.code === 'unavailable') noteLine(false);
      setState((now) => (now.at === 'work' ? now : { at: 'failed', error: known }));
    }
  }, [enter]);
  useEffect(() => behindThePage(() => void load().catch(() => undefined)), [load]);
  useEffect(() => void start(), [start]);
  useEffect(() => startSending(), []);
  const userId = state.at === 'work' ? state.me.user.id : null;
  useEffect(() => (userId === null ? undefined : keepAnswers(userId)), [userId]);

  if (state.at === 'start') return <Loading />;
  if (state.at === 'unable') return <Unable />;
  if (state.at === 'failed')
    return (
      <main className="alone">
        <ErrorState error={state.error} onRetry={start} />
        <Locked />
      </main>
    );
  if (state.at === 'login') return <FieldLogin me={state.me} onIn={enter} />;
  const { me, Pages } = state;
  if (!SURFACE_ROLES.field.includes(me.user.role)) return <WrongRole me={me} />;
  return <Pages me={me} />;
}

function Unable() {
  const { t } = useWords();
  return (
    <main className="alone">
      <EmptyState title={t('field.unable.title')} hint={t('field.unable.why')} />
    </main>
  );
}
