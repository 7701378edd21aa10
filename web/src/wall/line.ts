import { useSyncExternalStore } from 'react';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../../core/contract/api/live.ts';
import { WALL_BEAT_MS } from '../../../core/contract/api/wall.ts';
import { queryClient } from '../api/answers.ts';
import { learnServerTime, serverNow } from '../api/serverClock.ts';
import { openWallStore } from './store.ts';

/** Whether the picture is kept up, and of when it is (server time, epoch ms). */
export interface WallLine {
  readonly state: 'connecting' | 'online' | 'lost' | 'no-key';
  readonly heardAt: number;
}

/** Two pulses and a little: longer silence is a dead line, whatever the socket believes. */
const SILENT_MS = 2 * WALL_BEAT_MS + 1_000;
/** A message does not tell how long it was under way. */
const DOUBT_MS = 100;
const ASK_AGAIN_MS = 3_000;
const DROP_AFTER_MS = 10_000;

export const store = openWallStore(serverNow);

let line: WallLine = { state: 'connecting', heardAt: 0 };
const listeners = new Set<() => void>();

export function useLine(): WallLine {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => line,
  );
}

/** Opens the wall's line: it asks for the picture, follows the deltas, and heals by itself. Returns how to close it. */
export function openWallLine(): () => void {
  const socket: Socket<ServerToClient, ClientToServer> = io({
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 3_000,
    randomizationFactor: 0.5,
    timeout: 5_000,
  });
  let heard = Date.now();
  let asked = 0;
  const hear = (serverTime: number) => {
    heard = Date.now();
    learnServerTime(serverTime, heard - DOUBT_MS);
    if (store.isPainted()) setLine({ state: 'online', heardAt: serverTime });
  };
  const ask = () => {
    asked = Date.now();
    store.wait();
    socket.emit('wallAgain');
  };
  socket.on('connect', ask);
  socket.on('hello', ({ serverTime }) => learnServerTime(serverTime, Date.now() - DOUBT_MS));
  socket.on('wallSnapshot', (snapshot) => {
    learnServerTime(snapshot.serverTime, Date.now() - DOUBT_MS);
    store.paint(snapshot);
    hear(snapshot.serverTime);
  });
  socket.on('wall', (delta) => {
    if (!store.apply(delta)) ask();
    hear(delta.serverTime);
  });
  socket.on('wallBeat', (beat) => {
    if (store.isBehind(beat)) ask();
    hear(beat.serverTime);
  });
  socket.on('disconnect', () => lose());
  socket.on('connect_error', (error) => {
    if (error.message === 'not-signed-in') setLine({ state: 'no-key', heardAt: lastHeard });
    else lose();
  });

  const watch = setInterval(() => {
    store.tick();
    const silent = Date.now() - heard;
    if (silent > SILENT_MS) lose();
    if (socket.connected && !store.isPainted() && Date.now() - asked > ASK_AGAIN_MS) ask();
    if (socket.connected && silent > DROP_AFTER_MS) {
      heard = Date.now();
      socket.disconnect().connect();
    }
    // A refused handshake is not tried again by the socket itself.
    if (!socket.connected && !socket.active && Date.now() - asked > DROP_AFTER_MS) {
      asked = Date.now();
      void queryClient.invalidateQueries({ queryKey: ['me'] });
      socket.connect();
    }
  }, 250);
  return () => {
    clearInterval(watch);
    socket.close();
  };
}

function lose(): void {
  if (line.state === 'no-key') return;
  setLine({ state: lastHeard === 0 ? 'connecting' : 'lost', heardAt: lastHeard });
}

let lastHeard = 0;

/** While all is well nobody needs to know when the last word came, so nothing is drawn for it. */
function setLine(next: WallLine): void {
  lastHeard = next.heardAt;
  if (next.state === line.state && next.state !== 'no-key') return;
  line = next;
  for (const listener of listeners) listener();
}
