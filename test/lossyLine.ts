import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a server whose answers can be lost on the way: requests still arrive. */
export interface LossyLine {
  readonly base: string;
  readonly loseAnswers: () => void;
  readonly stop: () => Promise<void>;
}

export async function openLossyLine(serverPort: number): Promise<LossyLine> {
  let losing = false;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  };
  const line = createServer((near) => {
    const far = connect(serverPort, '127.0.0.1');
    keep(near);
    keep(far);
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => losing || near.write(data));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  return {
    base: `http://127.0.0.1:${portOf(line)}`,
    loseAnswers: () => {
      losing = true;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      line.close();
      await once(line, 'close');
    },
  };
}

export function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port');
  return address.port;
}
