import { useCallback } from 'react';
import { asHouseError } from '../api/call.ts';
import { clauseKeys } from './clauseKeys.ts';
import { hasWord, useWords } from './i18n.ts';

/** An error in words for the person: what happened, what was kept, what to do. */
export function useErrorWords(): (error: unknown) => string {
  const { t } = useWords();
  return useCallback(
    (error: unknown) => {
      const { code, message, details } = asHouseError(error);
      const keys = details.clause ? clauseKeys(details.clause).map((key) => `clause.${key}`) : [];
      const clause = keys.find(hasWord);
      const fields = details.fields?.map((field) => `${field.path} ${field.message}`).join('; ');
      const said = clause ? t(clause) : (fields ?? message);
      // What is not about a case, or not reached behind the server, says its own words.
      if (clause && (details.clause === '07.version' || code === 'unavailable')) return t(clause);
      return t(`error.${code}`, { message: said, seconds: details.retryAfterS ?? 5 });
    },
    [t],
  );
}
