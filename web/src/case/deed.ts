import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { v4 as uuid } from 'uuid';
import type { CommandAnswer } from '../../../core/contract/api/answers.ts';
import type { CaseCommandInput, CaseCommandName } from '../../../core/contract/api/caseCommands.ts';
import { asHouseError, command } from '../api/call.ts';
import { patchLists } from '../api/caseList.ts';

export type Give = <C extends CaseCommandName>(
  caseId: string,
  name: C,
  body: CaseCommandInput<C>,
) => Promise<CommandAnswer>;

/**
 * Gives commands. The same body tried again keeps its key, so that a lost answer never doubles a deed;
 * afterwards, done or refused, what is on screen is asked for again. Throws what the server says.
 */
export function useGive(): Give {
  const client = useQueryClient();
  const last = useRef({ what: '', key: '' });
  return useCallback(
    async (caseId, name, body) => {
      const what = JSON.stringify([caseId, name, body]);
      if (last.current.what !== what) last.current = { what, key: uuid() };
      try {
        const answer = await command(caseId, name, body, { key: last.current.key });
        last.current = { what: '', key: '' };
        refresh(client, caseId);
        return answer;
      } catch (error) {
        if (asHouseError(error).code !== 'unavailable') refresh(client, caseId);
        throw error;
      }
    },
    [client],
  );
}

function refresh(client: QueryClient, caseId: string): void {
  void client.invalidateQueries({ queryKey: ['caseDetail', { id: caseId }] });
  void patchLists(client, [caseId]);
  for (const list of ['counts', 'emergencies', 'coordination'])
    void client.invalidateQueries({ queryKey: [list] });
}
