import { chooseLang, useWords } from '../../parts/i18n.ts';
import { chooseTheme, useTheme } from '../../parts/theme.ts';

/** Chinese or English, at once and remembered. */
export function LangChoice() {
  const { t, lang } = useWords();
  return (
    <button type="button" className="btn" onClick={() => chooseLang(lang === 'zh' ? 'en' : 'zh')}>
      {t('word.language')}
    </button>
  );
}

/** Light, dark or as the system has it. */
export function ThemeChoice() {
  const { t } = useWords();
  const { choice } = useTheme();
  return (
    <fieldset className="seg">
      <legend className="vh">{t('word.theme')}</legend>
      {(['system', 'light', 'dark'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={choice === one} onClick={() => chooseTheme(one)}>
          {t(`word.${one}`)}
        </button>
      ))}
    </fieldset>
  );
}
