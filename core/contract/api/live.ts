import type { WallBeat, WallDelta, WallSnapshot } from './wall.ts';

/** Topics of hints; the receiver fetches what it shows, at most twice a second, jittered. */
export type Topic = 'case' | 'score' | 'catalogue';

export interface Hint {
  readonly topic: Topic;
  /** Case id, unit code or '' where the topic has one thing only. */
  readonly id: string;
  readonly version: number;
}

/** Socket events from server to client. */
export interface ServerToClient {
  hello: (data: { serverTime: number; rooms: readonly string[] }) => void;
  /** Coalesced hints of the last moments. */
  hints: (hints: readonly Hint[]) => void;
  /** To a screen that asked; deltas count on from its version. */
  wallSnapshot: (snapshot: WallSnapshot) => void;
  wall: (delta: WallDelta) => void;
  wallBeat: (beat: WallBeat) => void;
  /** The session ended: log in again. */
  bye: (why: string) => void;
}

/** The client asks for nothing but the wall: from its first asking on it gets the picture and what follows. */
export interface ClientToServer {
  wallAgain: () => void;
}
