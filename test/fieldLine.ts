import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { portOf } from './lossyLine.ts';

/** The line between phones and the server, at one address for good, whatever is behind it. */
export interface FieldLine {
  readonly base: string;
  /** Off: every connection is cut and no new one is taken, as without a network. */
  readonly setUp: (up: boolean) => void;
  /** The share of answers that are lost after the server has done the work. */
  readonly loseShare: (share: number) => void;
  /** After this many bytes more from the phones to the server the line is off until it is set up again. */
  readonly breakAfter: (bytes: number) => void;
  /** Bytes a second of each connection from the phone; null: as fast as it goes. */
  readonly slowTo: (bytesPerSecond: number | null) => void;
  /** Answers a path with this text in place of the server's own. */
  readonly serve: (path: string, type: string, text: string) => void;
  /** A server that was started anew stands on another port. */
  readonly pointTo: (serverPort: number) => void;
  /** How often an answer was lost or the line was cut so far. */
  readonly faults: () => number;
  readonly stop: () => Promise<void>;
}

/** `random` in [0, 1) decides which answers are lost, so that a run can be told by its seed. */
export async function openFieldLine(serverPort: number, random: () => number): Promise<FieldLine> {
  let port = serverPort;
  let up = true;
  let share = 0;
  let budget = Number.POSITIVE_INFINITY;
  let rate: number | null = null;
  let faults = 0;
  const served = new Map<string, { type: string; text: string }>();
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  };
  const setUp = (next: boolean) => {
    if (up && !next) faults++;
    up = next;
    if (up) budget = Number.POSITIVE_INFINITY;
    else for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    keep(near);
    if (!up) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    keep(far);
    const toServer = lane(far, () => rate);
    near.on('data', (data) => {
      const own = served.get(pathOf(data));
      if (own) return void near.end(answerOf(own));
      budget -= data.length;
      if (budget < 0) setUp(false);
      else toServer(data);
    });
    far.on('data', (data) => {
      if (share === 0 || random() >= share) return void near.write(data);
      faults++;
      near.destroy();
      far.destroy();
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${portOf(server)}`,
    setUp,
    loseShare: (next) => {
      share = next;
    },
    breakAfter: (bytes) => {
      budget = bytes;
    },
    slowTo: (next) => {
      rate = next;
    },
    serve: (path, type, text) => void served.set(path, { type, text }),
    pointTo: (next) => {
      port = next;
    },
    faults: () => faults,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Bytes go on in their order, no faster than the rate at the time. */
function lane(to: Socket, rate: () => number | null): (data: Buffer) => void {
  let freeAt = 0;
  return (data) => {
    const perSecond = rate();
    const now = Date.now();
    freeAt = Math.max(now, freeAt) + (perSecond === null ? 0 : (data.length / perSecond) * 1000);
    if (freeAt <= now) to.write(data);
    else setTimeout(() => to.destroyed || to.write(data), freeAt - now);
  };
}

function pathOf(data: Buffer): string {
  return /^GET (\S+) HTTP/.exec(data.subarray(0, 512).toString('latin1'))?.[1] ?? '';
}

function answerOf({ type, text }: { type: string; text: string }): string {
  const length = Buffer.byteLength(text);
  return `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n${text}`;
}

/** A small seeded generator (mulberry32), so that a failing run can be had again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
