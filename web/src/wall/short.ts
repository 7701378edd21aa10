import { useWords } from '../parts/i18n.ts';

/** Counts as they fit into a column: from ten thousand on `1.2万` or `12.3k`; a dash where nothing is known. */
export function useShort(): (n: number | null | undefined) => string {
  const { lang } = useWords();
  return (n) => {
    if (n === null || n === undefined) return '–';
    if (n < 10_000) return String(n);
    const [part, sign] = lang === 'zh' ? [n / 10_000, '万'] : [n / 1_000, 'k'];
    return `${part < 100 ? Math.floor(part * 10) / 10 : Math.floor(part)}${sign}`;
  };
}
