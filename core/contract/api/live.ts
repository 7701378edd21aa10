import type { WallDelta } from './answers.ts';

/** Topics of hints; the receiver fetches what it shows, at most twice a second, jittered. */
export type Topic = 'case' | 'score' | 'catalogue';

export interface Hint {
  readonly topic: Topic;
  /** Case id, unit code or '' where the topic has one thing only. */
  readonly id: string;
  readonly version: number;
}

/** Socket events from server to client; the client sends none but the built-in ones. */
export interface ServerToClient {
  hello: (data: { serverTime: number; rooms: readonly string[] }) => void;
  /** Coalesced hints of the last moments. */
  hints: (hints: readonly Hint[]) => void;
  wall: (delta: WallDelta) => void;
  /** The session ended: log in again. */
  bye: (why: string) => void;
}
