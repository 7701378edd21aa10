import { useCallback } from 'react';
import type { CaseCard } from '../../../core/contract/api/answers.ts';
import { useCity } from '../parts/names.tsx';

/** "污水井盖 · 西津西路 214 号": a case named in one line, for questions and notes. */
export function useCaseTitle(): (card: CaseCard) => string {
  const city = useCity();
  return useCallback(
    (card) => [city.category(card.categoryKey), card.address ?? card.number].filter(Boolean).join(' · '),
    [city],
  );
}

/** The last digits of a case number, which people say; the date and district before them are dimmed. */
export function splitNumber(number: string): { head: string; tail: string } {
  const match = /^(\d{8})(\d{6})(\d+)$/.exec(number);
  if (!match) return { head: '', tail: number };
  return { head: `${match[1]} ${match[2]}`, tail: match[3] ?? '' };
}
