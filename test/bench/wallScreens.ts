import { WebSocket } from 'ws';
import type { WallDelta, WallFact } from '../../core/contract/api/wall.ts';

/**
 * Started by the bench wallLatency in a process of its own: many screens at their sockets. Each speaks the bare
 * protocol and notes when a delta has come; what 500 screens would each do on a machine of their own, reading it,
 * is done once here, so that the screens do not wait for one another.
 */
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
/** When each delta came, at each screen, by its text. */
const came = new Map<string, number[]>();
const OPENED = '0';
const PING = '2';
const DELTA = '42["wall",';

process.on('message', (message: Order | 'end') => {
  if (message === 'end') {
    say({ type: 'heard', heard: [...came].flatMap(heardOf) });
    return;
  }
  const { base, cookies } = message;
  let painted = 0;
  for (const cookie of cookies) {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      headers: { cookie, origin: base },
      perMessageDeflate: false,
    });
    let first = true;
    socket.on('message', (data) => {
      const now = Date.now();
      const text = String(data);
      if (text.startsWith(DELTA)) {
        const times = came.get(text);
        if (times) times.push(now);
        else came.set(text, [now]);
      } else if (text === PING) socket.send('3');
      else if (text.startsWith(OPENED)) socket.send('40');
      else if (text.startsWith('42["hello"')) socket.send('42["wallAgain"]');
      else if (text.startsWith('42["wallSnapshot"') && first) {
        first = false;
        if (++painted === cookies.length) say({ type: 'open' });
      }
    });
  }
});

function heardOf([text, times]: readonly [string, readonly number[]]): Heard[] {
  const [, delta] = JSON.parse(text.slice(2)) as [string, WallDelta];
  const told = (fact: WallFact) =>
    times.map((heard) => ({ id: fact.id, type: fact.type, at: fact.at, heard }));
  return (delta.facts ?? []).flatMap(told);
}
