import { useSyncExternalStore } from 'react';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, Hint, ServerToClient } from '../../../core/contract/api/live.ts';
import { queryClient } from './answers.ts';
import { patchLists, refreshLists } from './caseList.ts';
import { learnServerTime } from './serverClock.ts';

export type LineState = 'connecting' | 'online' | 'offline';
export interface Line {
  readonly state: LineState;
  /** Since when, epoch ms of this device. */
  readonly since: number;
}

let line: Line = { state: 'connecting', since: Date.now() };
let socket: Socket<ServerToClient, ClientToServer> | null = null;
const lineListeners = new Set<() => void>();

const gap = hintGate(invalidate);

/** Opens the page's one socket; it reconnects by itself. Returns how to close it. */
export function openLive(): () => void {
  const opened: Socket<ServerToClient, ClientToServer> = io({
    transports: ['websocket', 'polling'],
    reconnectionDelayMax: 4_000,
    randomizationFactor: 0.5,
  });
  socket = opened;
  let before = false;
  opened.on('connect', () => {
    setLine('online');
    // Hints of the time without a line are lost: what is on screen is asked for again.
    if (before) {
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'listCases' });
      refreshLists(queryClient);
    }
    before = true;
  });
  opened.on('disconnect', () => setLine('offline'));
  opened.on('connect_error', () => setLine('offline'));
  opened.on('hello', ({ serverTime }) => learnServerTime(serverTime, Date.now() - 200));
  opened.on('hints', gap.take);
  opened.on('wallSnapshot', (snapshot) => {
    learnServerTime(snapshot.serverTime, Date.now() - 200);
  });
  opened.on('wall', (delta) => {
    learnServerTime(delta.serverTime, Date.now() - 200);
  });
  opened.on('bye', () => void queryClient.invalidateQueries({ queryKey: ['me'] }));
  return () => {
    gap.stop();
    opened.close();
    if (socket === opened) socket = null;
  };
}

/** Drops and opens the line again, so that it belongs to the person who has just logged in or out. */
export function reopenLive(): void {
  socket?.disconnect().connect();
}

/** Whether the line to the server is up, and since when. */
export function useLine(): Line {
  return useSyncExternalStore(
    (listener) => {
      lineListeners.add(listener);
      return () => lineListeners.delete(listener);
    },
    () => line,
  );
}

function setLine(state: LineState): void {
  if (line.state === state) return;
  line = { state, since: Date.now() };
  for (const listener of lineListeners) listener();
}

/** At most two invalidations a second, jittered, so that a thousand desks do not ask at one instant. */
function hintGate(flush: (hints: readonly Hint[]) => void) {
  const waiting = new Map<string, Hint>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastAt = 0;
  const run = () => {
    timer = null;
    lastAt = Date.now();
    const hints = [...waiting.values()];
    waiting.clear();
    flush(hints);
  };
  return {
    take: (hints: readonly Hint[]) => {
      for (const hint of hints) waiting.set(`${hint.topic} ${hint.id}`, hint);
      const due = Math.max(40, lastAt + 500 - Date.now()) + Math.random() * 200;
      timer ??= setTimeout(run, due);
    },
    stop: () => {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}

const LISTS = new Set(['counts', 'tasks', 'myReports', 'duplicates', 'emergencies', 'coordination']);

function invalidate(hints: readonly Hint[]): void {
  const cases = new Set(hints.filter((hint) => hint.topic === 'case').map((hint) => hint.id));
  const topics = new Set(hints.map((hint) => hint.topic));
  if (cases.size > 0) void patchLists(queryClient, [...cases]);
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [endpoint, input] }) => {
      if (endpoint === 'caseDetail') return cases.has((input as { id: string }).id);
      if (endpoint === 'score' || endpoint === 'scoreItems' || endpoint === 'scoreUnit')
        return topics.has('score');
      if (endpoint === 'categories' || endpoint === 'directory') return topics.has('catalogue');
      return cases.size > 0 && LISTS.has(String(endpoint));
    },
  });
}
