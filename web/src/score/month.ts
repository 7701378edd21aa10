import { useWords } from '../parts/i18n.ts';

/** The name of a period in words: `2026 年 10 月`, `Q4 2026`, `2026`. */
export function useMonthName(): (name: string) => string {
  const { t, lang } = useWords();
  return (name) => {
    const [of, quarter] = name.split('-Q');
    if (quarter) return t('score.quarterName', { year: of, quarter });
    if (/^\d{4}$/.test(name)) return t('score.yearName', { year: name });
    const [year, month] = name.split('-').map(Number);
    if (!year || !month) return name;
    if (lang === 'zh') return t('score.monthName', { year, month });
    const at = Date.UTC(year, month - 1, 15);
    return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at);
  };
}
