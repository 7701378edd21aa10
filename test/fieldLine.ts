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
  /** Cuts the line each time after this many bytes from the phone to the server; null: never. */
  readonly cutAfter: (bytes: number | null) => void;
  /** A server that was started anew stands on another port. */
  readonly pointTo: (serverPort: number) => void;
  /** How often an answer was lost or a connection was cut so far. */
  readonly faults: () => number;
  readonly stop: () => Promise<void>;
}

/** `random` in [0, 1) decides which answers are lost, so that a run can be told by its seed. */
export async function openFieldLine(serverPort: number, random: () => number): Promise<FieldLine> {
  let port = serverPort;
  let up = true;
  let share = 0;
  let most: number | null = null;
  let faults = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  };
  const server = createServer((near) => {
    keep(near);
    if (!up) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    keep(far);
    const cut = () => {
      faults++;
      near.destroy();
      far.destroy();
    };
    let sent = 0;
    near.on('data', (data) => {
      sent += data.length;
      if (most !== null && sent > most) cut();
      else far.write(data);
    });
    far.on('data', (data) => {
      if (share > 0 && random() < share) cut();
      else near.write(data);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${portOf(server)}`,
    setUp: (next) => {
      if (up && !next) faults++;
      up = next;
      if (!up) for (const socket of sockets) socket.destroy();
    },
    loseShare: (next) => {
      share = next;
    },
    cutAfter: (bytes) => {
      most = bytes;
    },
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
