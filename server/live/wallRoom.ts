import type { Server, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '../../core/contract/api/live.ts';
import { WALL_BEAT_MS } from '../../core/contract/api/wall.ts';
import { isWall, maySeeWall } from '../../core/contract/right.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { aliveScreens } from '../../db/queries/wall.ts';
import type { Doors } from '../http/doors.ts';

const ROOM = 'wall';
const ASKING = 'wall-asking';
// Askers of one moment share one picture, made and encoded once.
const ASKERS_WAIT_MS = 40;
// A revoked key is dark within this time.
const SCREENS_EVERY_MS = 2_000;

/** The walls of this process: deltas, pulse, and a whole picture for who asks for it. Returns how to stop. */
export function openWallRoom(io: Server<ClientToServer, ServerToClient>, doors: Doors) {
  const screens = new Map<string, { readonly screen: string; readonly socket: Socket }>();
  let painting: NodeJS.Timeout | null = null;
  const showAskers = () => {
    painting = null;
    const picture = doors.wall.snapshot();
    if (!picture) return askSoon();
    io.to(ASKING).emit('wallSnapshot', picture);
    io.in(ASKING).socketsLeave(ASKING);
  };
  const askSoon = () => {
    painting ??= setTimeout(showAskers, ASKERS_WAIT_MS);
  };
  const stopListening = doors.wall.listen({
    delta: (delta) => io.to(ROOM).emit('wall', delta),
    painted: () => {
      io.in(ROOM).socketsJoin(ASKING);
      askSoon();
    },
  });
  const pulse = setInterval(() => io.to(ROOM).emit('wallBeat', doors.wall.beat()), WALL_BEAT_MS);
  const dropRevoked = async () => {
    // Who comes while the database is asked was let in by a later answer.
    const asked = [...screens.values()];
    if (asked.length === 0) return;
    const alive = await aliveScreens(doors.house.pool, [...new Set(asked.map(({ screen }) => screen))]);
    for (const { screen, socket } of asked) if (!alive.has(screen)) socket.disconnect(true);
  };
  const revoked = setInterval(
    () => void dropRevoked().catch((error) => doors.log.warn({ err: error }, 'screen check failed')),
    SCREENS_EVERY_MS,
  );

  return {
    /** Lets a socket ask for the wall, if its actor may see it. */
    welcome(socket: Socket<ClientToServer, ServerToClient>, actor: Actor): void {
      if (!maySeeWall(actor)) return;
      if (isWall(actor)) {
        screens.set(socket.id, { screen: actor.id.slice(actor.id.indexOf(':') + 1), socket });
        socket.on('disconnect', () => screens.delete(socket.id));
      }
      socket.on('wallAgain', () => {
        void socket.join([ROOM, ASKING]);
        askSoon();
      });
    },
    stop(): void {
      stopListening();
      clearInterval(pulse);
      clearInterval(revoked);
      if (painting) clearTimeout(painting);
    },
  };
}
