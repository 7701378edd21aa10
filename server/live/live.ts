import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { ClientToServer, Hint, ServerToClient } from '../../core/contract/api/live.ts';
import type { Room } from '../../core/contract/events.ts';
import type { TailRow } from '../../db/queries/tail.ts';
import type { Doors } from '../http/doors.ts';
import { isOwnOrigin } from '../http/guard.ts';
import { forgetCounts } from '../http/queueCounts.ts';
import { aliveKey, aliveKeys, type Visitor, visitorOf } from '../http/session.ts';
import { roomsFor, roomsOfEvent } from './rooms.ts';
import { openWallRoom } from './wallRoom.ts';

type City = Server<ClientToServer, ServerToClient>;

// Hints are gathered so long before they go out; a receiver fetches at most twice a second anyway.
const HINTS_EVERY_MS = 100;
// S7: a disabled or logged-out person hears nothing after two seconds.
const SESSIONS_EVERY_MS = 1_000;
const MAX_PACKET = 4_096;

export interface Live {
  readonly tell: (rows: readonly TailRow[]) => void;
  readonly tellScore: (units: readonly string[], version: number) => void;
  readonly stop: () => Promise<void>;
}

/**
 * The sockets of this process: rooms by right, hints to most, person-free deltas to walls. No adapter:
 * every process follows the log itself.
 */
export function openLive(http: HttpServer, doors: Doors): Live {
  const io: City = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: MAX_PACKET,
    transports: ['websocket', 'polling'],
    allowRequest: (request, answer) => {
      const { origin } = request.headers;
      // A browser always names its origin on a websocket; without one it is no page of ours.
      answer(null, origin !== undefined && isOwnOrigin(origin, request.headers.host, doors.config));
    },
  });
  const visitors = new WeakMap<object, Visitor>();
  io.use((socket, next) => {
    visitorOf(doors.house.pool, socket.request).then(
      (visitor) => {
        visitors.set(socket, visitor);
        next(visitor.actor ? undefined : new Error('not-signed-in'));
      },
      // A refusal would be final for the client; a line that breaks is opened again by itself.
      () => socket.conn.close(),
    );
  });
  const walls = openWallRoom(io, doors);
  io.on('connection', (socket) => {
    const actor = visitors.get(socket)!.actor!;
    const rooms = roomsFor(actor);
    void socket.join(rooms);
    socket.emit('hello', { serverTime: doors.house.now(), rooms });
    walls.welcome(socket, actor);
  });
  const gathered = new Map<Room, Map<string, Hint>>();
  const hints = setInterval(() => flush(io, gathered), HINTS_EVERY_MS);
  const sessions = setInterval(
    () =>
      void dropDead(io, doors, visitors).catch((error) =>
        doors.log.warn({ err: error }, 'session check failed'),
      ),
    SESSIONS_EVERY_MS,
  );
  const gather = (room: Room, hint: Hint) => {
    const forRoom = gathered.get(room) ?? new Map<string, Hint>();
    forRoom.set(`${hint.topic}:${hint.id}`, hint);
    gathered.set(room, forRoom);
  };
  return {
    tell(rows) {
      doors.wall.take(rows);
      if (rows.length) forgetCounts(doors);
      for (const row of rows)
        for (const room of roomsOfEvent(row))
          gather(room, { topic: 'case', id: row.caseId, version: row.version });
    },
    tellScore(units, version) {
      for (const id of units) gather('score', { topic: 'score', id, version });
    },
    async stop() {
      clearInterval(hints);
      clearInterval(sessions);
      walls.stop();
      await io.close();
    },
  };
}

function flush(io: City, gathered: Map<Room, Map<string, Hint>>): void {
  for (const [room, hints] of gathered) io.to(room).emit('hints', [...hints.values()]);
  gathered.clear();
}

/** Ends the sockets of sessions that ended, and of people whose role or unit changed. */
async function dropDead(io: City, doors: Doors, visitors: WeakMap<object, Visitor>): Promise<void> {
  const held = [...io.sockets.sockets.values()].map((socket) => ({ socket, visitor: visitors.get(socket) }));
  const people = held.filter(({ visitor }) => visitor?.tokenHash);
  if (!people.length) return;
  const alive = await aliveKeys(
    doors.house.pool,
    people.map(({ visitor }) => visitor!.tokenHash!),
  );
  for (const { socket, visitor } of people) {
    if (alive.has(aliveKey(visitor!.tokenHash!, visitor!.actor!))) continue;
    socket.emit('bye', 'The session has ended. Please sign in again.');
    socket.disconnect(true);
  }
}
