import type { ClockKind } from '../../rules/clock/workingTime.ts';
import type { SevenStage } from '../stages.ts';
import type { ScorePage, UnitScore } from './answers.ts';

/** Beyond so many open cases the wall gets cells with counts, so that its picture stays small. */
export const WALL_POINTS = 3_000;

/**
 * An open case on the wall: key (of this painting), lon, lat, index in SEVEN_STAGES, unit that has it in
 * hand, yellow, red and parked instants (epoch ms). Its light is drawn from the instants.
 */
export type WallPoint = readonly [
  key: number,
  lon: number,
  lat: number,
  stage: number,
  unit: string | null,
  yellowAt: number | null,
  redAt: number | null,
  parkedAt: number | null,
];

/** Many open cases in one small square: key, lon, lat (middle of its cases), open, yellow, red. */
export type WallCell = readonly [
  key: string,
  lon: number,
  lat: number,
  open: number,
  yellow: number,
  red: number,
];

/** A case that is named on the wall: the longest overdue, an emergency. No persons. */
export interface WallCase {
  readonly id: string;
  readonly number: string;
  readonly categoryKey: string | null;
  readonly conditionKey: string | null;
  readonly channel: string;
  readonly address: string | null;
  readonly subdistrict: string | null;
  readonly unit: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly reportedAt: number;
  readonly yellowAt: number | null;
  readonly redAt: number | null;
  readonly parkedAt: number | null;
  /** The due instant and the clock of the light that turns first. */
  readonly dueAt: number | null;
  readonly clock: ClockKind;
  readonly supervised: number;
  readonly repeats: number;
  /** SHA-256 of a photo that was released; null for all others. */
  readonly photo: string | null;
}

/** A line of the live feed. */
export interface WallFact {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly categoryKey: string | null;
  readonly unit: string | null;
  readonly address: string | null;
}

export type WallStages = Readonly<
  Record<SevenStage, { readonly open: number; readonly yellow: number; readonly red: number }>
>;
/** Today's facts that brought cases through each stage. */
export type WallToday = Readonly<Record<SevenStage, number>>;

export interface WallScore {
  readonly period: Pick<ScorePage['period'], 'id' | 'name' | 'from' | 'to'> | null;
  readonly units: readonly UnitScore[];
  readonly city: ScorePage['city'];
}

/** How many beats have somebody on duty, by code; never who. */
export type WallBeats = readonly string[];

/** A scene that every wall holds until it is let go; null: the scenes rotate. */
export type WallScene = 'city' | 'ranking' | `area:${string}`;

/** Reports by hour of the local day, summed up: today so far and the mean of the usual days. */
export interface WallTrend {
  readonly today: readonly number[];
  readonly usual: readonly number[];
}

/** What the wall shows. `points` or `cells` is null, whichever is not used. No persons anywhere in it. */
export interface WallSnapshot {
  /** Names the painting; versions of two paintings are not to be compared. */
  readonly painter: string;
  /** Counts the wall's deltas; a gap means a fresh snapshot. */
  readonly version: number;
  readonly serverTime: number;
  readonly open: number;
  readonly points: readonly WallPoint[] | null;
  readonly cells: readonly WallCell[] | null;
  /** As of `serverTime`. With `points` the screen keeps them by itself. */
  readonly stages: WallStages;
  /** Red cases in the hands of each unit. */
  readonly lateByUnit: Readonly<Record<string, number>>;
  readonly today: WallToday;
  /** Closed cases of the open period. */
  readonly scored: number;
  readonly trend: WallTrend;
  /** The cases whose red instant is the earliest, red or not yet. */
  readonly late: readonly WallCase[];
  /** Not yet acknowledged, the newest first. */
  readonly emergencies: readonly WallCase[];
  readonly feed: readonly WallFact[];
  readonly score: WallScore;
  readonly beats: WallBeats;
  readonly scene: WallScene | null;
}

/** What changed since the version before; what is absent is as it was. */
export type WallDelta = Pick<WallSnapshot, 'painter' | 'version' | 'serverTime' | 'open'> &
  Partial<Omit<WallSnapshot, 'points' | 'cells' | 'feed'>> & {
    /** Points that came or changed, and keys of those that are no longer open. */
    readonly points?: readonly WallPoint[];
    readonly gone?: readonly number[];
    /** Cells with their new counts; `open` 0: it is gone. */
    readonly cells?: readonly WallCell[];
    readonly facts?: readonly WallFact[];
  };

/** The wall's pulse: a screen that hears none says that its line is down. */
export interface WallBeat {
  readonly painter: string;
  readonly version: number;
  readonly serverTime: number;
}
export const WALL_BEAT_MS = 2_000;

/** What the wall draws below its cases and changes rarely. Bounds: west, south, east, north. */
export interface WallGround {
  readonly bounds: readonly [number, number, number, number];
  readonly areas: readonly {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
    readonly bounds: readonly [number, number, number, number];
  }[];
  readonly beats: readonly { readonly code: string; readonly lon: number; readonly lat: number }[];
  /** Cells by cases reported in the last seven days, the most first; the outline is lon, lat, lon, lat … */
  readonly heat: readonly {
    readonly cell: string;
    readonly cases: number;
    readonly outline: readonly number[];
  }[];
}
