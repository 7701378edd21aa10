import { useQueryClient } from '@tanstack/react-query';
import { forgetAnswers } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { reopenLive } from '../api/live.ts';
import { chooseLang, useWords } from './i18n.ts';
import { chooseTheme, useTheme } from './theme.ts';

/** Chinese or English, at once and remembered. */
export function LangSwitch() {
  const { t, lang } = useWords();
  return (
    <button type="button" className="link" onClick={() => chooseLang(lang === 'zh' ? 'en' : 'zh')}>
      {t('word.language')}
    </button>
  );
}

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const { t } = useWords();
  const { choice } = useTheme();
  const next = choice === 'system' ? 'dark' : choice === 'dark' ? 'light' : 'system';
  return (
    <button
      type="button"
      className="link"
      aria-label={`${t('word.theme')}: ${t(`word.${choice}`)}`}
      onClick={() => chooseTheme(next)}
    >
      {t(`word.${choice}`)}
    </button>
  );
}

/** Ends the session. */
export function LogoutButton() {
  const { t } = useWords();
  const client = useQueryClient();
  const leave = async () => {
    await call('logout', {}).catch(() => undefined);
    forgetAnswers(client);
    reopenLive();
    await client.invalidateQueries({ queryKey: ['me'] });
  };
  return (
    <button type="button" className="link" onClick={leave}>
      {t('word.logout')}
    </button>
  );
}
