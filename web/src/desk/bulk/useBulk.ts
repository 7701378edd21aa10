import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { v4 as uuid } from 'uuid';
import type { CaseCard } from '../../../../core/contract/api/answers.ts';
import type { CaseCommandInput } from '../../../../core/contract/api/caseCommands.ts';
import { command } from '../../api/call.ts';
import { patchLists } from '../../api/caseList.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import type { BulkAct } from './bulkActs.ts';

/** How it went with one case; `why` null: done. */
export interface BulkResult {
  readonly card: CaseCard;
  readonly why: string | null;
}

const AT_ONCE = 4;

/**
 * Gives each case its own command with its own key and the version that was on screen. A case tried again
 * with the same words keeps its key, so that a lost answer never doubles a deed. Never throws.
 */
export function useBulk(act: BulkAct) {
  const client = useQueryClient();
  const say = useErrorWords();
  const keys = useRef(new Map<string, string>());
  const [results, setResults] = useState<readonly BulkResult[]>([]);
  const one = async (card: CaseCard, text: string | undefined): Promise<BulkResult> => {
    const body = { version: card.version, text } as CaseCommandInput<'close'>;
    const what = JSON.stringify([card.id, body]);
    const key = keys.current.get(what) ?? uuid();
    keys.current.set(what, key);
    try {
      await command(card.id, act.name as 'close', body, { key });
      return { card, why: null };
    } catch (error) {
      return { card, why: say(error) };
    }
  };
  const run = async (
    cards: readonly CaseCard[],
    text: string | undefined,
  ): Promise<readonly BulkResult[]> => {
    const waiting = [...cards];
    const done: BulkResult[] = [];
    setResults([]);
    const worker = async () => {
      for (let card = waiting.shift(); card; card = waiting.shift()) {
        done.push(await one(card, text));
        setResults([...done]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await patchLists(
      client,
      cards.map(({ id }) => id),
    );
    void client.invalidateQueries({ queryKey: ['counts'] });
    void client.invalidateQueries({ queryKey: ['caseDetail'] });
    return done;
  };
  return { run, results };
}
