/** The hand-drawn part of the city as curves in metres, see `drawing.ts`. */
import { curveThrough } from './curve.ts';
import * as drawing from './drawing.ts';
import { SCALE } from './drawing.ts';
import { between, offsetLine, type Point } from './plane.ts';
import { smoothField } from './random.ts';
import type { Name, StreetClass } from './types.ts';

export type LineRole = 'street' | 'rail' | 'stream' | 'border' | 'bank' | 'frame' | 'cell';

interface GroundLine {
  role: LineRole;
  class: StreetClass | null;
  name: Name | null;
  points: Point[];
}

export interface Ground {
  lines: GroundLine[];
  frame: Point[];
  district: Point[];
  river: Point[];
  riverMiddle: Point[];
  islands: Point[][];
  riverRoad: Point[];
  northRoad: Point[];
  hillRoad: Point[];
  terraces: Point[][];
  stationStreet: Point[];
  plaza: Point;
  streams: { name: Name; points: Point[]; widthM: number }[];
  rails: { name: Name; points: Point[] }[];
  metro: Point[];
}

const STEP_M = 45;

/** The hand-drawn part of the city; the seed only roughens the river's banks. */
export function drawGround(seed: string): Ground {
  const rough = smoothField(seed, 'bank', 420);
  const riverMiddle = smooth(drawing.RIVER);
  const half = (p: Point, side: number): number =>
    132 + 26 * rough(p.x + side * 3000, p.y) + 95 * bump(p.x, -4300, 700) + 40 * bump(p.x, 1500, 500);
  const south = offsetLine(riverMiddle, (i) => -half(riverMiddle[i]!, 0));
  const north = offsetLine(riverMiddle, (i) => half(riverMiddle[i]!, 1));
  const riverRoad = offsetLine(riverMiddle, (i) => -roadOffset(riverMiddle[i]!, half, rough));
  const northRoad = offsetLine(riverMiddle, (i) => half(riverMiddle[i]!, 1) + 90);
  const [west, east, ridge] = [smooth(drawing.WEST), smooth(drawing.EAST), smooth(drawing.RIDGE)];
  const frame = framePoints();
  const streets = drawnStreets(northRoad);
  const streams = [
    { name: { zh: '七里河', en: 'Qili Stream' }, widthM: 16, points: smooth(drawing.QILI_STREAM) },
    {
      name: { zh: '雷坛河', en: 'Leitan Stream' },
      widthM: 18,
      points: [...east.slice(4), ...smooth(drawing.LEITAN_BEYOND).slice(1)],
    },
  ];
  const rails = [
    { name: { zh: '陇海铁路', en: 'Longhai Railway' }, points: smooth(drawing.RAIL) },
    { name: { zh: '兰州西站到发线', en: 'Lanzhou West yard' }, points: smooth(drawing.YARD) },
  ];
  return {
    lines: [
      line('frame', frame),
      line('border', riverMiddle),
      street('石岗路', 'Shigang Road', 'secondary', west),
      line('stream', east),
      line('border', ridge),
      line('bank', south),
      line('bank', north),
      line('stream', streams[0]!.points),
      ...rails.map((rail) => line('rail', rail.points)),
      ...riverRoads(riverRoad),
      ...streets,
    ],
    frame: frame.slice(0, -1),
    district: districtRing(riverMiddle, west, east, ridge),
    river: [...south, ...north.toReversed()],
    riverMiddle,
    islands: [island(riverMiddle, -4300, 330, 46), island(riverMiddle, -3700, 150, 24)],
    riverRoad,
    northRoad,
    hillRoad: smooth(drawing.HILL_ROAD),
    terraces: drawing.TERRACE_STREETS.map((zh) => streets.find((s) => s.name?.zh === zh)!.points),
    stationStreet: smooth(drawing.STATION_STREET),
    plaza: smooth(`${drawing.PLAZA} ${drawing.PLAZA}`)[0]!,
    streams,
    rails,
    metro: smooth(drawing.METRO),
  };
}

function drawnStreets(northRoad: Point[]): GroundLine[] {
  return drawing.STREETS.trim()
    .split('\n')
    .map((row) => {
      const [zh, en, cls, points] = row.split('|').map((part) => part.trim());
      return street(zh!, en!, cls as StreetClass, points === 'north-bank' ? northRoad : smooth(points!));
    });
}

/** Height of a left-to-right line at x, by its corner points. */
export function heightAt(curve: readonly Point[], x: number): number {
  for (let i = 1; i < curve.length; i++) {
    const [a, b] = [curve[i - 1]!, curve[i]!];
    if (x <= b.x) return b.x === a.x ? b.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
  }
  return curve.at(-1)!.y;
}

function smooth(text: string): Point[] {
  const points = text.split(' ').map((pair) => {
    const [x, y] = pair.split(',').map(Number);
    return { x: x! * SCALE, y: y! * SCALE };
  });
  return curveThrough(points, STEP_M);
}

function framePoints(): Point[] {
  const [w, e, s, n] = [-7900 * SCALE, 5300 * SCALE, -4000 * SCALE, 4350 * SCALE];
  return [
    { x: w, y: s },
    { x: e, y: s },
    { x: e, y: n },
    { x: w, y: n },
    { x: w, y: s },
  ];
}

function line(role: LineRole, points: Point[]): GroundLine {
  return { role, class: null, name: null, points };
}

function street(zh: string, en: string, cls: StreetClass, points: Point[]): GroundLine {
  return { role: 'street', class: cls, name: zh === '' ? null : { zh, en }, points };
}

/** The river road changes its name at the station, as the real one does. */
function riverRoads(road: Point[]): GroundLine[] {
  const cutAt = road.findIndex((p) => p.x > -2950 * SCALE);
  const eastAt = road.findIndex((p) => p.x > 2560 * SCALE);
  return [
    street('南滨河西路', 'Nanbinhe West Road', 'main', road.slice(0, cutAt + 1)),
    street('南滨河中路', 'Nanbinhe Middle Road', 'main', road.slice(cutAt, eastAt + 1)),
    street('南滨河东路', 'Nanbinhe East Road', 'main', road.slice(eastAt)),
  ];
}

/** From the river's middle to the road: nearer to the bank in the east, with room for parks in places. */
function roadOffset(
  p: Point,
  half: (p: Point, side: number) => number,
  rough: (x: number, y: number) => number,
): number {
  return (
    half(p, 0) + 80 + 22 * rough(p.x * 0.6, 9000) + 130 * bump(p.x, -3500, 600) + 70 * bump(p.x, 300, 450)
  );
}

/** A bell of height 1 around x0 (before scaling). */
function bump(x: number, x0: number, width: number): number {
  return Math.exp(-(((x / SCALE - x0) / width) ** 2));
}

function island(middle: readonly Point[], x0: number, length: number, width: number): Point[] {
  const at = (x: number): Point => ({ x: x * SCALE, y: heightAt(middle, x * SCALE) });
  const [a, b] = [at(x0 - length), at(x0 + length)];
  return Array.from({ length: 28 }, (_, i) => {
    const turn = (i / 28) * 2 * Math.PI;
    const p = between(a, b, 0.5 + 0.5 * Math.cos(turn));
    const taper = Math.sin(turn) * (1 + 0.25 * Math.cos(turn));
    return { x: p.x, y: p.y + 30 + width * taper };
  });
}

function districtRing(middle: Point[], west: Point[], east: Point[], ridge: Point[]): Point[] {
  const top = middle.filter((p) => p.x > -5860 * SCALE && p.x < 2510 * SCALE);
  const below = (p: Point): boolean => p.y < heightAt(middle, p.x);
  return [
    ...west.filter(below),
    ...ridge.slice(1, -1),
    ...east.filter(below).toReversed(),
    ...top.toReversed(),
  ];
}
