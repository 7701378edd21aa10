import { useEffect, useState } from 'react';
import { asHouseError } from '../api/call.ts';

const PAUSE_MS = 350;

/** Asks what would change whenever the wish changes, after a pause of typing; `ask` null: nothing to ask yet. */
export function usePreview<A>(
  wish: string,
  ask: ((signal: AbortSignal) => Promise<A>) | null,
): { readonly answer: A | null; readonly fault: unknown } {
  const [state, setState] = useState<{ wish: string; answer: A | null; fault: unknown }>({
    wish: '',
    answer: null,
    fault: null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the wish says when to ask again
  useEffect(() => {
    if (!ask) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask(stop.signal).then(
        (answer) => setState({ wish, answer, fault: null }),
        (error) => {
          if (!stop.signal.aborted) setState({ wish, answer: null, fault: asHouseError(error) });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wish]);
  const now = state.wish === wish;
  return { answer: now ? state.answer : null, fault: now ? state.fault : null };
}
