import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../core/contract/api/live.ts';
import type { Client } from '../apiClient.ts';

/** What a person at a page hears over the socket: that something has changed, not what. */
export interface Ears {
  /** Resolves with the next hint. */
  readonly next: () => Promise<void>;
  readonly close: () => void;
}

/** Opens a person's socket as the page does, with the session's cookie; it reconnects by itself. */
export function openEars(who: Client, onHints: () => void): Ears {
  const socket: Socket<ServerToClient, ClientToServer> = io(who.base, {
    transports: ['websocket'],
    extraHeaders: { cookie: who.cookie, origin: who.base },
    reconnectionDelayMax: 4_000,
    forceNew: true,
  });
  let rang = false;
  let go: (() => void) | null = null;
  const ring = () => {
    rang = go === null;
    go?.();
    go = null;
  };
  socket.on('hints', () => {
    onHints();
    ring();
  });
  // What was hinted while the line was down is lost: a line that is back is reason enough to look.
  socket.on('connect', ring);
  return {
    next: () => {
      if (!rang)
        return new Promise((resolve) => {
          go = resolve;
        });
      // It rang while nobody listened: there is something to look at already.
      rang = false;
      return Promise.resolve();
    },
    close: () => {
      socket.close();
      ring();
    },
  };
}
