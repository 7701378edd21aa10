import { useCallback } from 'react';
import { asHouseError } from '../api/call.ts';
import { hasWord, useWords } from './i18n.ts';

/** An error in words for the person: what happened, what was kept, what to do. */
export function useErrorWords(): (error: unknown) => string {
  const { t } = useWords();
  return useCallback(
    (error: unknown) => {
      const { code, message, details } = asHouseError(error);
      const clause = details.clause ? `clause.${details.clause.replaceAll('.', '-')}` : null;
      const fields = details.fields?.map((field) => `${field.path} ${field.message}`).join('; ');
      const said = clause && hasWord(clause) ? t(clause) : (fields ?? message);
      return t(`error.${code}`, { message: said, seconds: details.retryAfterS ?? 5 });
    },
    [t],
  );
}
