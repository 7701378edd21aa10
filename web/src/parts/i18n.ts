import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

export type Lang = 'zh' | 'en';
const KEY = 'lang';

/** Words by language. */
export interface SurfaceWords {
  readonly zh: object;
  readonly en: object;
}

/**
 * Starts the page's language: the remembered one, else the browser's. A surface's words stand under
 * its name: `t('desk.file')`. The shared words are given by the page, since /field fetches most of them later.
 */
export function startI18n(surface: string, words: SurfaceWords, shared: SurfaceWords): void {
  void i18next.use(initReactI18next).init({
    lng: firstLang(),
    fallbackLng: 'en',
    resources: {
      zh: { translation: { ...shared.zh, [surface]: words.zh } },
      en: { translation: { ...shared.en, [surface]: words.en } },
    },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  mark(i18next.language);
  behindThePage(() => void addRefusals().catch(() => undefined));
}

// Long enough that a weak phone has drawn the page and answers.
const BEHIND_MS = 1_000;

/** Does what can wait after the page stands, so that it competes with nothing. */
export function behindThePage(work: () => void): void {
  window.addEventListener('load', () => setTimeout(work, BEHIND_MS), { once: true });
}

/** The many words of refusals come behind the page: nobody is refused before it stands. */
async function addRefusals(): Promise<void> {
  const { refusalsZh } = await import('./words/refusalsZh.ts');
  i18next.addResourceBundle('zh', 'translation', { clause: refusalsZh }, true, false);
}

/** Adds words in one language that were not there at the start, a surface's under its name. */
export function addWords(lang: Lang, words: object): void {
  i18next.addResourceBundle(lang, 'translation', words, true, true);
}

/** The page's language outside of what is drawn. */
export function langNow(): Lang {
  return i18next.language === 'en' ? 'en' : 'zh';
}

/** Words and language of the page, and how to switch. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const lang: Lang = i18n.language === 'en' ? 'en' : 'zh';
  return { t, lang };
}

/** Switches the language and remembers it. */
export function chooseLang(lang: Lang): void {
  try {
    localStorage.setItem(KEY, lang);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  mark(lang);
  void i18next.changeLanguage(lang);
}

/** Whether the words have an entry, so that data words (clauses, reasons) can fall back to what the server says. */
export function hasWord(key: string): boolean {
  return i18next.exists(key);
}

function firstLang(): Lang {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'zh' || asked === 'en') return asked;
  try {
    const stored = localStorage.getItem(KEY);
    if (stored === 'zh' || stored === 'en') return stored;
  } catch {
    // Read below from the browser.
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function mark(lang: string): void {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
}
