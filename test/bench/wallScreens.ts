import { io } from 'socket.io-client';
import type { ServerToClient } from '../../core/contract/api/live.ts';

/** Started by the bench wallLatency in a process of its own: many screens at their sockets. */
interface Order {
  readonly base: string;
  readonly cookies: readonly string[];
}
/** How long each told fact took to each screen, ms from the beginning of its transaction. */
export type ScreensSay = { readonly type: 'open' } | { readonly type: 'took'; readonly took: number[] };

const say = (message: ScreensSay) => process.send?.(message);
const took: number[] = [];

process.on('message', (message: Order | 'end') => {
  if (message === 'end') {
    say({ type: 'took', took });
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
      const now = Date.now();
      for (const fact of facts ?? []) took.push(now - fact.at);
    });
  }
});
