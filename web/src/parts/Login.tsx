import './login.css';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Me } from '../../../core/contract/api/answers.ts';
import { answerOptions, forgetAnswers } from '../api/answers.ts';
import { asHouseError, call } from '../api/call.ts';
import { reopenLive } from '../api/live.ts';
import { useErrorWords } from './errorWords.ts';
import { useWords } from './i18n.ts';
import { LangSwitch } from './Switches.tsx';

/** The login form that all staff surfaces share. */
export function Login({ me }: { me: Me }) {
  const { t, lang } = useWords();
  const say = useErrorWords();
  const client = useQueryClient();
  const [state, setState] = useState<{ busy: boolean; error: string | null; first: boolean }>({
    busy: false,
    error: null,
    first: false,
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setState({ ...state, busy: true, error: null });
    try {
      const mine = await call('login', {
        login: String(data.get('login')),
        password: String(data.get('password')),
        ...(state.first ? { newPassword: String(data.get('newPassword')) } : {}),
      });
      forgetAnswers(client);
      client.setQueryData(answerOptions('me', {}).queryKey, mine);
      reopenLive();
    } catch (error) {
      const { code, details } = asHouseError(error);
      const first = state.first || details.clause === 'login.change';
      const wrong = code === 'not-signed-in' || (code === 'bad-input' && !first);
      const said = first && code !== 'not-signed-in' ? t('login.change') : say(error);
      setState({ busy: false, error: wrong ? t('login.wrong') : said, first });
    }
  };
  return (
    <main className="login">
      <form onSubmit={submit}>
        <p className="qq">{lang === 'zh' ? me.city.zh : me.city.en}</p>
        <h1>{t('login.title')}</h1>
        <label className="field">
          <span>{t('login.login')}</span>
          <input name="login" autoComplete="username" autoCapitalize="none" required />
        </label>
        <label className="field">
          <span>{t('login.password')}</span>
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {state.first && (
          <label className="field">
            <span>{t('login.newPassword')}</span>
            <input name="newPassword" type="password" autoComplete="new-password" minLength={12} required />
          </label>
        )}
        {state.error && <p role="alert">{state.error}</p>}
        <button type="submit" className="btn pri" disabled={state.busy}>
          {t(state.busy ? 'login.busy' : 'login.go')}
        </button>
        {me.city.demo && <p className="qq">{t('login.demo')}</p>}
        <LangSwitch />
      </form>
    </main>
  );
}
