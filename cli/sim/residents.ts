import { type Client, client, Refused } from '../apiClient.ts';
import { fateOf, type Stage } from './stage.ts';

/** Callers who follow their reports by code, without any account. */
export interface Residents {
  /** Somebody was given a code on the phone. */
  readonly follow: (code: string) => void;
  /** One of them looks how it goes: some add a word, most rate what was done. */
  readonly look: () => Promise<void>;
}

const MOST_CODES = 500;
const WORDS = ['现在还是老样子，请尽快处理', '昨晚更严重了', '门口老人出行不便'];

export function openResidents(stage: Stage): Residents {
  const stranger = client(stage.settings.url, '', '');
  const codes: string[] = [];
  return {
    follow(code) {
      codes.push(code);
      if (codes.length > MOST_CODES) codes.shift();
    },
    async look() {
      const code = codes.shift();
      if (code === undefined) return;
      try {
        if (await follow(stage, stranger, code)) codes.push(code);
      } catch (error) {
        // The public door slows everybody down alike; whoever was sent away comes again.
        if (error instanceof Refused && error.status < 500) codes.push(code);
        else throw error;
      }
    },
  };
}

/** True: there is still something to wait for. */
async function follow(stage: Stage, stranger: Client, code: string): Promise<boolean> {
  const { progress, mayRate, closedAt } = await stranger.call('track', { code });
  const fate = fateOf(code, 'resident');
  if (mayRate) {
    if (fate < 0.7) {
      const stars = fate < 0.06 ? 1 : fate < 0.14 ? 3 : fate < 0.35 ? 4 : 5;
      await stranger.call('trackRate', { code, stars, solved: stars > 1 });
      stage.did('rate');
    }
    return false;
  }
  if (closedAt !== null || progress === 'rejected' || progress === 'withdrawn') return false;
  if (fate > 0.92 && Math.random() < 0.1) {
    await stranger.call('trackNote', { code, text: WORDS[Math.floor(fate * 1_000) % WORDS.length]! });
    stage.did('note');
  }
  return true;
}
