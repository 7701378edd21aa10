import { randomUUID } from 'node:crypto';
import {
  WALL_POINTS,
  type WallBeat,
  type WallBeats,
  type WallCase,
  type WallDelta,
  type WallFact,
  type WallPoint,
  type WallScene,
  type WallScore,
  type WallSnapshot,
  type WallStages,
  type WallToday,
  type WallTrend,
} from '../../core/contract/api/wall.ts';
import { SEVEN_STAGES, sevenStage } from '../../core/contract/stages.ts';
import type { Light } from '../../core/rules/clock/lights.ts';
import { createTally, type TallyEntry } from '../../core/rules/wall/tally.ts';
import type { TailRow } from '../../db/queries/tail.ts';
import type { OpenRow } from '../../db/queries/wall.ts';
import { openEarliest } from './earliest.ts';
import { openCells } from './wallCells.ts';
import { openToday } from './wallToday.ts';

export const FEED = 40;
// Three are shown; the rest step in when those are done, also while the line is down.
const LATE = 12;
const HANDLING = SEVEN_STAGES.indexOf('handling');

/** Facts that the wall's feed tells; the rest only moves points and counts. */
export const TOLD = new Set<string>([
  'reported',
  'confirmed',
  'filed',
  'rejected',
  'dispatched',
  'coordinationStarted',
  'returned',
  'feedback',
  'checkIssued',
  'checkPassed',
  'checkFailed',
  'closed',
  'closedUnresolved',
  'turnedRed',
  'emergencyRaised',
  'supervised',
  'extensionApproved',
  'deferralApproved',
]);

/** Everything that a painting reads from the database, in one snapshot of it. */
export interface WallSource {
  readonly open: readonly OpenRow[];
  /** Positions of the latest events that this snapshot saw: those are in the counts already. */
  readonly positions: ReadonlySet<number>;
  readonly day: {
    readonly start: number;
    readonly end: number;
    readonly today: WallToday;
    readonly trend: WallTrend;
  };
  /** Closed cases of the open period. */
  readonly scored: number;
  readonly feed: readonly WallFact[];
}

export interface WallNumbers {
  readonly score: WallScore;
  readonly beats: WallBeats;
  readonly scene: WallScene | null;
}

interface Entry extends TallyEntry {
  readonly key: number;
  readonly lon: number;
  readonly lat: number;
  readonly stage: number;
  readonly unit: string | null;
}

export type WallPicture = ReturnType<typeof openWallPicture>;
export interface WallListener {
  readonly delta: (delta: WallDelta) => void;
  /** The picture was painted anew: everybody needs it whole. */
  readonly painted: () => void;
}

/**
 * The wall's picture in memory: painted from the database, then kept up by each event of the tail and by
 * the turning of lights, never counted anew. It holds no persons. Listeners hear each change as a delta.
 */
export function openWallPicture(now: () => number) {
  const stages = SEVEN_STAGES.map(() => ({ open: 0, yellow: 0, red: 0 }));
  const lateByUnit = new Map<string, number>();
  const cells = openCells();
  const tally = createTally<Entry>((entry, from, to) => {
    count(stages[entry.stage]!, from, to);
    if (entry.stage === HANDLING && entry.unit !== null && (from === 'red' || to === 'red'))
      lateByUnit.set(entry.unit, (lateByUnit.get(entry.unit) ?? 0) + (to === 'red' ? 1 : -1));
    cells.moved(entry, from, to);
  });
  const earliest = openEarliest(tally.entries, LATE);
  const today = openToday();
  const listeners = new Set<WallListener>();
  const emergent = new Set<string>();
  let feed: WallFact[] = [];
  let numbers: WallNumbers = { score: NO_SCORE, beats: [], scene: null };
  let late: readonly WallCase[] = [];
  let emergencies: readonly WallCase[] = [];
  let toName = { late: false, emergencies: false };
  let painter = '';
  let version = 0;
  let scored = 0;
  let lastKey = 0;
  let inCells = false;
  /** Rows that come while a painting is read. */
  let waiting: TailRow[] | null = null;

  const tell = (parts: Omit<WallDelta, 'painter' | 'version' | 'serverTime' | 'open'>) => {
    version++;
    const delta = { painter, version, serverTime: now(), open: tally.size(), ...parts };
    for (const { delta: hear } of listeners) hear(delta);
  };
  const painted = () => {
    painter = randomUUID();
    version = 0;
    // Everybody gets all cells with the new picture.
    cells.takeChanged();
    for (const listener of listeners) listener.painted();
  };
  const put = (row: OpenRow, at: number) => {
    const stage = sevenStage({ ...row, closedToday: false });
    if (!row.isOpen || stage === null) {
      tally.drop(row.caseId);
      earliest.remove(row.caseId);
      return;
    }
    const { caseId: id, lon, lat, yellowFrom: yellowAt, redFrom: redAt, parkedAt } = row;
    const entry: Entry = {
      id,
      lon,
      lat,
      yellowAt,
      redAt,
      parkedAt,
      key: tally.get(id)?.key ?? ++lastKey,
      stage: SEVEN_STAGES.indexOf(stage),
      unit: stage === 'handling' ? row.unit : null,
    };
    tally.put(entry, at);
    earliest.put(entry);
  };
  const stagesNow = (): WallStages =>
    Object.fromEntries(SEVEN_STAGES.map((stage, i) => [stage, { ...stages[i]! }])) as WallStages;
  const lateNow = () => Object.fromEntries([...lateByUnit].filter(([, count]) => count > 0));
  /** Counts that a screen with points keeps by itself. */
  const counted = () =>
    inCells ? { stages: stagesNow(), lateByUnit: lateNow(), cells: cells.takeChanged() } : {};
  /** From points to cells and back, not at the same number, so that it does not flutter. */
  const chooseForm = () => {
    const wanted = inCells ? tally.size() > WALL_POINTS * 0.9 : tally.size() > WALL_POINTS;
    if (wanted === inCells) return false;
    inCells = wanted;
    return true;
  };
  const checkNames = (touched?: ReadonlySet<string>) => {
    const first = earliest.first();
    const same =
      first.length === late.length && first.every((id, i) => late[i]!.id === id && !touched?.has(id));
    if (!same) toName.late = true;
  };

  const apply = (rows: readonly TailRow[]) => {
    const at = now();
    const turned = today.roll(at);
    tally.turn(at);
    const touched = new Map<string, number | undefined>();
    const facts: WallFact[] = [];
    let calmed = false;
    for (const row of rows) {
      if (!touched.has(row.caseId)) touched.set(row.caseId, tally.get(row.caseId)?.key);
      put(row, at);
      if (today.take(row.type, row.at) && row.type.startsWith('closed')) scored++;
      if (TOLD.has(row.type)) facts.push(factOf(row));
      if (
        row.emergencyOpen &&
        (!emergent.has(row.caseId) || emergencies.some((one) => one.id === row.caseId))
      )
        toName.emergencies = true;
      if (row.emergencyOpen) emergent.add(row.caseId);
      else if (emergent.delete(row.caseId)) calmed = true;
    }
    if (calmed) emergencies = emergencies.filter((one) => emergent.has(one.id));
    feed = [...facts.toReversed(), ...feed].slice(0, FEED);
    checkNames(new Set(touched.keys()));
    if (chooseForm()) return painted();
    const points: WallPoint[] = [];
    const gone: number[] = [];
    for (const [id, key] of touched) {
      const entry = tally.get(id);
      if (entry) points.push(pointOf(entry));
      // A case that was closed and opened again meanwhile has a new key.
      if (key !== undefined && entry?.key !== key) gone.push(key);
    }
    tell({
      ...(inCells ? counted() : { points, gone }),
      ...(facts.length > 0 && { facts }),
      ...(calmed && { emergencies }),
      today: today.counts(),
      scored,
      ...(turned && { trend: today.trend() }),
    });
  };

  return {
    listen(listener: WallListener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** From here on rows wait for the painting that is being read. */
    beginPainting(): void {
      waiting ??= [];
    },
    paint(source: WallSource): void {
      tally.clear();
      cells.clear();
      lateByUnit.clear();
      emergent.clear();
      for (const stage of stages) Object.assign(stage, { open: 0, yellow: 0, red: 0 });
      const at = now();
      today.begin(source.day);
      for (const row of source.open) {
        put(row, at);
        if (row.emergencyOpen) emergent.add(row.caseId);
      }
      earliest.fill();
      scored = source.scored;
      feed = [...source.feed];
      inCells = tally.size() > WALL_POINTS;
      toName = { late: true, emergencies: true };
      painted();
      const missed = waiting?.filter((row) => !source.positions.has(row.position)) ?? [];
      waiting = null;
      if (missed.length) apply(missed);
    },
    take(rows: readonly TailRow[]): void {
      if (waiting) waiting.push(...rows);
      else if (painter) apply(rows);
    },
    /** Turns lights and the day; with single points each screen turns the lights by itself. */
    turn(): void {
      if (!painter || waiting) return;
      const at = now();
      tally.turn(at);
      const turned = today.roll(at);
      const counts = counted();
      if (turned || counts.cells?.length)
        tell({ ...counts, ...(turned && { today: today.counts(), trend: today.trend() }) });
    },
    /** Numbers that no case event carries. Only what differs is told. */
    refresh(fresh: Partial<WallNumbers>): void {
      const changed = Object.fromEntries(
        Object.entries(fresh).filter(
          ([name, value]) => JSON.stringify(value) !== JSON.stringify(numbers[name as keyof WallNumbers]),
        ),
      );
      if (!Object.keys(changed).length) return;
      numbers = { ...numbers, ...changed };
      if (painter) tell(changed);
    },
    /** Cases whose names are wanted, and forgets that they are; null: none. */
    takeWanted(): { late: string[] | null; emergencies: string[] | null } {
      const wanted = {
        late: toName.late ? earliest.first() : null,
        emergencies: toName.emergencies ? [...emergent] : null,
      };
      toName = { late: false, emergencies: false };
      return wanted;
    },
    name(cases: { readonly late?: readonly WallCase[]; readonly emergencies?: readonly WallCase[] }): void {
      if (cases.late) late = cases.late;
      if (cases.emergencies) emergencies = cases.emergencies.filter((one) => emergent.has(one.id));
      tell({ ...(cases.late && { late }), ...(cases.emergencies && { emergencies }) });
    },
    beat: (): WallBeat => ({ painter, version, serverTime: now() }),
    snapshot(): WallSnapshot | null {
      if (!painter) return null;
      const at = now();
      tally.turn(at);
      return {
        painter,
        version,
        serverTime: at,
        open: tally.size(),
        points: inCells ? null : [...tally.entries()].map(pointOf),
        cells: inCells ? cells.all() : null,
        stages: stagesNow(),
        lateByUnit: lateNow(),
        today: today.counts(),
        scored,
        trend: today.trend(),
        late,
        emergencies,
        feed,
        ...numbers,
      };
    },
  };
}

export const NO_SCORE: WallScore = {
  period: null,
  units: [],
  city: { shouldResolve: 0, resolved: 0, timely: 0, goal: 0.85 },
};

function count(
  sum: { open: number; yellow: number; red: number },
  from: Light | null,
  to: Light | null,
): void {
  sum.open += (to ? 1 : 0) - (from ? 1 : 0);
  if (from === 'yellow' || from === 'red') sum[from] -= 1;
  if (to === 'yellow' || to === 'red') sum[to] += 1;
}

const fine = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

function pointOf({ key, lon, lat, stage, unit, yellowAt, redAt, parkedAt }: Entry): WallPoint {
  return [key, fine(lon), fine(lat), stage, unit, yellowAt, redAt, parkedAt];
}

function factOf(row: TailRow): WallFact {
  return {
    id: row.caseId,
    type: row.type,
    at: row.at,
    categoryKey: row.categoryKey,
    unit: row.unit,
    address: row.address,
  };
}
