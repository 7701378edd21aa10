import type {
  WallBeat,
  WallCell,
  WallDelta,
  WallPoint,
  WallSnapshot,
} from '../../../core/contract/api/wall.ts';
import { SEVEN_STAGES } from '../../../core/contract/stages.ts';
import { createTally, type LightCounts, type TallyEntry } from '../../../core/rules/wall/tally.ts';
import type { Camera } from './camera.ts';
import { openRings, type Rings, type Weight, weightOf } from './rings.ts';

/** What the wall draws; a new object whenever something of it changed, its parts as they were if not. */
export interface WallView
  extends Pick<
    WallSnapshot,
    'open' | 'today' | 'scored' | 'trend' | 'late' | 'emergencies' | 'feed' | 'score' | 'beats' | 'scene'
  > {
  readonly stages: readonly LightCounts[];
  readonly totals: LightCounts;
  readonly lateByUnit: Readonly<Record<string, number>>;
  /** Counts changes of the cases on the map. */
  readonly marks: number;
}

interface Entry extends TallyEntry {
  readonly lon: number;
  readonly lat: number;
  readonly stage: number;
  readonly unit: string | null;
}

const FEED = 40;
const MAPS = 3;
const HANDLING = SEVEN_STAGES.indexOf('handling');
export type WallStore = ReturnType<typeof openWallStore>;

/**
 * The wall's picture on the screen: a snapshot, then deltas by version, lights turned by the instants each
 * second. What a change costs does not grow with the number of cases.
 */
export function openWallStore(now: () => number) {
  const listeners = new Set<() => void>();
  const cells = new Map<string, WallCell>();
  const tally = createTally<Entry>((entry, from, to) => {
    const sum = sums[entry.stage];
    if (sum) {
      sum.open += (to ? 1 : 0) - (from ? 1 : 0);
      if (from === 'yellow' || from === 'red') sum[from] -= 1;
      if (to === 'yellow' || to === 'red') sum[to] += 1;
    }
    if (entry.stage === HANDLING && entry.unit !== null && (from === 'red' || to === 'red'))
      late[entry.unit] = (late[entry.unit] ?? 0) + (to === 'red' ? 1 : -1);
    addTo(weightOf(entry, from, to));
    dirty = true;
  });
  const addTo = (weight: Weight) => {
    for (const rings of pictures.values()) rings.add(weight);
  };
  let sums = zeroSums();
  let late: Record<string, number> = {};
  let inCells = false;
  let painter: string | null = null;
  let version = 0;
  let view: WallView | null = null;
  /** Rings by camera; a screen shows at most two maps, what was not asked for lately goes. */
  const pictures = new Map<Camera, Rings>();
  let dirty = false;
  let marks = 0;

  const put = ([key, lon, lat, stage, unit, yellowAt, redAt, parkedAt]: WallPoint, at: number) =>
    tally.put({ id: String(key), lon, lat, stage, unit, yellowAt, redAt, parkedAt }, at);
  const putCell = (cell: WallCell) => {
    const [key, , , open] = cell;
    const before = cells.get(key);
    if (before) addTo(negative(weightOfCell(before)));
    if (open === 0) cells.delete(key);
    else {
      cells.set(key, cell);
      addTo(weightOfCell(cell));
    }
    dirty = true;
  };
  const takeCounts = ({ stages, lateByUnit }: Pick<Partial<WallSnapshot>, 'stages' | 'lateByUnit'>) => {
    if (stages && inCells) sums = SEVEN_STAGES.map((name) => ({ ...stages[name] }));
    if (lateByUnit && inCells) late = { ...lateByUnit };
  };
  const show = (parts: Partial<WallView>) => {
    if (dirty) marks += 1;
    const stages = view && !dirty ? view.stages : sums.map((sum) => ({ ...sum }));
    view = {
      ...(view as WallView),
      ...parts,
      marks,
      stages,
      totals: dirty || !view ? totalOf(stages) : view.totals,
      lateByUnit: dirty || !view ? { ...late } : view.lateByUnit,
    };
    dirty = false;
    for (const listener of listeners) listener();
  };

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    view: () => view,
    /** Until the next snapshot nothing is taken: the line is new, its versions are another's. */
    wait(): void {
      painter = null;
    },
    isPainted: () => painter !== null,
    paint(snapshot: WallSnapshot): void {
      tally.clear();
      cells.clear();
      sums = zeroSums();
      late = {};
      pictures.clear();
      inCells = snapshot.points === null;
      for (const point of snapshot.points ?? []) put(point, now());
      for (const cell of snapshot.cells ?? []) putCell(cell);
      painter = snapshot.painter;
      version = snapshot.version;
      takeCounts(snapshot);
      dirty = true;
      const { open, today, scored, trend, late: named, emergencies, feed, score, beats, scene } = snapshot;
      show({ open, today, scored, trend, late: named, emergencies, feed, score, beats, scene });
    },
    /** Takes a delta; false: something is missing, the whole picture is needed. */
    apply(delta: WallDelta): boolean {
      if (painter === null) return true;
      if (delta.painter !== painter || delta.version > version + 1) return false;
      if (delta.version <= version) return true;
      version = delta.version;
      const at = now();
      for (const point of delta.points ?? []) put(point, at);
      for (const key of delta.gone ?? []) tally.drop(String(key));
      for (const cell of delta.cells ?? []) putCell(cell);
      takeCounts(delta);
      const {
        painter: _,
        version: __,
        serverTime,
        points,
        gone,
        cells: ___,
        facts,
        stages,
        lateByUnit,
        ...parts
      } = delta;
      const feed = facts ? [...facts.toReversed(), ...view!.feed].slice(0, FEED) : view!.feed;
      show({ ...parts, feed });
      return inCells || tally.size() === delta.open;
    },
    /** Whether a pulse says that something was missed. */
    isBehind: (beat: WallBeat) => painter !== null && (beat.painter !== painter || beat.version > version),
    /** Turns lights whose instants have passed. */
    tick(): void {
      if (view === null || inCells) return;
      tally.turn(now());
      if (dirty) show({});
    },
    /** The rings of the cases in a camera's picture. */
    ringsIn(camera: Camera) {
      const known = pictures.get(camera);
      const rings = known ?? openRings(camera);
      if (!known) {
        for (const one of tally.entries()) rings.add(weightOf(one, null, tally.lightOf(one.id)));
        for (const cell of cells.values()) rings.add(weightOfCell(cell));
      }
      // Asked for last stands last.
      pictures.delete(camera);
      pictures.set(camera, rings);
      for (const old of pictures.keys()) if (pictures.size > MAPS) pictures.delete(old);
      return rings.list();
    },
    /** How many single cases are held; 0 while they come as cells. */
    held: () => tally.size(),
  };
}

function zeroSums(): { open: number; yellow: number; red: number }[] {
  return SEVEN_STAGES.map(() => ({ open: 0, yellow: 0, red: 0 }));
}

function totalOf(stages: readonly LightCounts[]): LightCounts {
  const of = (key: keyof LightCounts) => stages.reduce((sum, stage) => sum + stage[key], 0);
  return { open: of('open'), yellow: of('yellow'), red: of('red') };
}

function weightOfCell([, lon, lat, open, yellow, red]: WallCell) {
  return { lon, lat, open, yellow, red };
}

function negative({ lon, lat, open, yellow, red }: ReturnType<typeof weightOfCell>) {
  return { lon, lat, open: -open, yellow: -yellow, red: -red };
}
