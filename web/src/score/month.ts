import { useWords } from '../parts/i18n.ts';

/** The name of a monthly period in words: `2026 年 10 月`, `October 2026`. */
export function useMonthName(): (name: string) => string {
  const { t, lang } = useWords();
  return (name) => {
    const [year, month] = name.split('-').map(Number);
    if (!year || !month) return name;
    if (lang === 'zh') return t('score.monthName', { year, month });
    const at = Date.UTC(year, month - 1, 15);
    return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at);
  };
}
