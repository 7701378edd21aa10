import '../../parts/login.css';
import { type FormEvent, useState } from 'react';
import type { Me } from '../../../../core/contract/api/answers.ts';
import { asHouseError } from '../../api/call.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { isOwed } from '../outbox/item.ts';
import { useOutbox } from '../outbox/queue.ts';
import { noteWho, retryNow } from '../outbox/sender.ts';
import { type KnownMe, logIn } from '../session.ts';
import { LangChoice } from './Choices.tsx';

interface FieldLoginProps {
  /** Null until the server has told of the city. */
  readonly me: Me | null;
  readonly onIn: (me: KnownMe) => unknown;
}

/** Logging in on the phone; says what still waits here and for whom. */
export function FieldLogin({ me, onIn }: FieldLoginProps) {
  const { t, lang } = useWords();
  const { error, busy, submit } = useLogin(onIn);
  return (
    <main className="login">
      <form onSubmit={submit}>
        <p className="qq">{me?.city[lang] ?? '\u00a0'}</p>
        <h1>{t('field.login.title')}</h1>
        <Locked />
        <label className="field">
          <span>{t('login.login')}</span>
          <input name="login" autoComplete="username" autoCapitalize="none" required />
        </label>
        <label className="field">
          <span>{t('login.password')}</span>
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {error && <p role="alert">{error}</p>}
        <button type="submit" className="btn pri big" disabled={busy}>
          {t(busy ? 'login.busy' : 'login.go')}
        </button>
        {me?.city.demo !== false && <p className="qq">{me ? t('login.demo') : '\u00a0'}</p>}
        <LangChoice />
      </form>
    </main>
  );
}

/** The login as a form's handler: what went wrong in words, and whether it is under way. */
export function useLogin(onIn: (me: KnownMe) => unknown) {
  const { t } = useWords();
  const say = useErrorWords();
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setState({ busy: true, error: null });
    try {
      const mine = await logIn(String(data.get('login')), String(data.get('password')));
      noteWho(mine.user?.id ?? null);
      if (mine.user) await onIn({ ...mine, user: mine.user });
      setState({ busy: false, error: null });
      await retryNow();
    } catch (error) {
      const wrong = ['not-signed-in', 'bad-input'].includes(asHouseError(error).code);
      setState({ busy: false, error: wrong ? t('login.wrong') : say(error) });
    }
  };
  return { ...state, submit };
}

/** What waits on this phone, by person: only that person can send it. */
export function Locked({ except }: { except?: string }) {
  const { t } = useWords();
  const { items } = useOutbox();
  const counts = new Map<string, number>();
  for (const item of items.filter((one) => isOwed(one) && one.userId !== except))
    counts.set(item.userName, (counts.get(item.userName) ?? 0) + 1);
  return [...counts].map(([name, n]) => (
    <p key={name} className="note">
      {t('field.login.locked', { n, name })}
    </p>
  ));
}
