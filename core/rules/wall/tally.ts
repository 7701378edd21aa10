import { type Light, lightAt } from '../clock/lights.ts';

/** An open case as the counts need it; instants epoch ms. */
export interface TallyEntry {
  readonly id: string;
  readonly yellowAt: number | null;
  readonly redAt: number | null;
  readonly parkedAt: number | null;
}

/** What a set of open cases shows: all of them, and those whose light is yellow or red. */
export interface LightCounts {
  readonly open: number;
  readonly yellow: number;
  readonly red: number;
}

/** An entry came (`from` null), went (`to` null) or its light turned. */
export type Moved<E> = (entry: E, from: Light | null, to: Light | null) => void;

export interface Tally<E extends TallyEntry> {
  /** Puts an entry in, in place of what had its id. */
  readonly put: (entry: E, now: number) => void;
  readonly drop: (id: string) => void;
  /** Turns the lights whose instants have passed; costs as much as there are turns, not entries. */
  readonly turn: (now: number) => void;
  readonly get: (id: string) => E | undefined;
  readonly lightOf: (id: string) => Light | null;
  readonly entries: () => IterableIterator<E>;
  readonly size: () => number;
  /** Coming turns in the heap, those of entries that have gone included. */
  readonly waiting: () => number;
  readonly clear: () => void;
}

/** The light of an entry: one without a limit is green, a parked one keeps its last (spec 03, Lights). */
export function lightOfEntry({ yellowAt, redAt, parkedAt }: TallyEntry, now: number): Light {
  if (redAt === null) return 'green';
  return lightAt({ yellowAt: yellowAt ?? redAt, redAt }, parkedAt ?? now) ?? 'green';
}

/**
 * Keeps the lights of many open cases without ever counting them anew: `moved` hears of each change,
 * and the sums that are shown are kept from that. The coming turns wait in a heap.
 */
export function createTally<E extends TallyEntry>(moved: Moved<E>): Tally<E> {
  const held = new Map<string, Held<E>>();
  let turns: Turn<E>[] = [];

  const wait = (one: Held<E>) => {
    const at = nextTurn(one.entry, one.light);
    if (at !== null) push(turns, { at, one });
  };
  const drop = (id: string) => {
    const one = held.get(id);
    if (one === undefined) return;
    held.delete(id);
    one.gone = true;
    moved(one.entry, one.light, null);
  };
  /** Turns of entries that have gone stay in the heap until their time; beyond a share they are thrown out. */
  const tidy = () => {
    if (turns.length < 2 * held.size + 1_000) return;
    turns = [];
    for (const one of held.values()) wait(one);
  };

  return {
    put(entry, now) {
      drop(entry.id);
      const one: Held<E> = { entry, light: lightOfEntry(entry, now), gone: false };
      held.set(entry.id, one);
      moved(entry, null, one.light);
      wait(one);
      tidy();
    },
    drop,
    turn(now) {
      for (let first = turns[0]; first !== undefined && first.at <= now; first = turns[0]) {
        pop(turns);
        const { one } = first;
        if (one.gone) continue;
        const from = one.light;
        one.light = lightOfEntry(one.entry, now);
        if (one.light !== from) moved(one.entry, from, one.light);
        wait(one);
      }
    },
    get: (id) => held.get(id)?.entry,
    lightOf: (id) => held.get(id)?.light ?? null,
    entries: () => entriesOf(held),
    size: () => held.size,
    waiting: () => turns.length,
    clear() {
      held.clear();
      turns = [];
    },
  };
}

interface Held<E> {
  readonly entry: E;
  light: Light;
  gone: boolean;
}

interface Turn<E> {
  readonly at: number;
  readonly one: Held<E>;
}

function* entriesOf<E>(held: Map<string, Held<E>>): IterableIterator<E> {
  for (const one of held.values()) yield one.entry;
}

/** The instant of the next turn; null for a clock that stands, has no limit, or is red. */
function nextTurn({ yellowAt, redAt, parkedAt }: TallyEntry, light: Light): number | null {
  if (redAt === null || parkedAt !== null || light === 'red') return null;
  // As in lightOfEntry: without a yellow instant of its own it is yellow at the last instant in time.
  const yellow = yellowAt ?? redAt;
  return light === 'green' && yellow <= redAt ? yellow : redAt + 1;
}

function push<E>(heap: Turn<E>[], turn: Turn<E>): void {
  let i = heap.push(turn) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (heap[parent]!.at <= turn.at) break;
    heap[i] = heap[parent]!;
    i = parent;
  }
  heap[i] = turn;
}

function pop<E>(heap: Turn<E>[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child += 1;
    if (heap[child]!.at >= last.at) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = last;
}
