import { chooseLang, useWords } from '../../parts/i18n.ts';
import { chooseTheme, useTheme } from '../../parts/theme.ts';
import { english } from '../words/english.ts';

/** Chinese or English, remembered; English once its words are there, in the first seconds they may not be. */
export function LangChoice() {
  const { t, lang } = useWords();
  const change = () =>
    lang === 'en'
      ? chooseLang('zh')
      : void english().then(
          () => chooseLang('en'),
          () => undefined,
        );
  return (
    <button type="button" className="btn" onClick={change}>
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
