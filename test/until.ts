import { setTimeout as rest } from 'node:timers/promises';

/**
 * Waits for something to become true by asking for it, as a person would look again; the limit is a
 * safety net and no measure. Throws with the last answer when it never does.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  limitMs = 180_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await rest(50);
  }
  throw new Error(
    `Never came: ${what}; last answer: ${last instanceof Error ? last.stack : JSON.stringify(last)}`,
  );
}
