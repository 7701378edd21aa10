import { useWords } from '../parts/i18n.ts';

/** The name of a clause of the score, on any page. */
export function useClauseName(): (clause: string) => string {
  const { t } = useWords();
  return (clause) => t(`appeal.clause.${clause}`);
}
