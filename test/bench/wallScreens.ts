import { io } from 'socket.io-client';
import type { ServerToClient } from '../../core/contract/api/live.ts';

/** Started by the bench wallLatency in a process of its own: many screens at their sockets. */
interface Order {
  readonly base: string;
  readonly cookies: readonly string[];
}
/** A fact that reached a screen: which, and the moment on this machine's clock. */
export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly heard: number;
}
export type ScreensSay = { readonly type: 'open' } | { readonly type: 'heard'; readonly heard: Heard[] };

const say = (message: ScreensSay) => process.send?.(message);
const all: Heard[] = [];

process.on('message', (message: Order | 'end') => {
  if (message === 'end') {
    say({ type: 'heard', heard: all });
    return;
  }
  let painted = 0;
  for (const cookie of message.cookies) {
    const socket = io(message.base, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie, origin: message.base },
    }) as unknown as {
      on: <E extends keyof ServerToClient>(event: E, hear: ServerToClient[E]) => void;
      emit: (event: 'wallAgain') => void;
    };
    let first = true;
    socket.on('hello', () => socket.emit('wallAgain'));
    socket.on('wallSnapshot', () => {
      if (!first) return;
      first = false;
      if (++painted === message.cookies.length) say({ type: 'open' });
    });
    socket.on('wall', ({ facts }) => {
      const heard = Date.now();
      for (const { id, type, at } of facts ?? []) all.push({ id, type, at, heard });
    });
  }
});
