/**
 * What is drawn by hand: the river, the ridge, the district's border, railways and main streets, in metres from
 * the centre. The run of the river, the order of the streets and their names follow the real district; the
 * shapes are invented. Streets end a little beyond the one they meet, see `arrange`.
 */
import { curveThrough } from './curve.ts';
import { between, offsetLine, type Point } from './plane.ts';
import { smoothField } from './random.ts';
import type { Name, StreetClass } from './types.ts';

export type LineRole = 'street' | 'rail' | 'stream' | 'border' | 'bank' | 'frame' | 'cell';

export interface GroundLine {
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
  hillRoad: Point[];
  terraces: Point[][];
  streams: { name: Name; points: Point[]; widthM: number }[];
  rails: { name: Name; points: Point[] }[];
  metro: Point[];
}

// Drawn a little too large; one number fits the whole to about 1,300 unit grids.
export const SCALE = 0.9;
const STEP_M = 45;

const MIDDLE =
  '-8400,2600 -7000,2750 -5800,2560 -4700,2130 -3600,1990 -2500,1800 -1400,1400 -300,1180 700,1020 1700,620 2600,420 3600,470 4700,230 6000,150';
const HILL_ROAD =
  '-8400,-300 -7000,-280 -6300,-330 -5300,-480 -4300,-830 -3300,-960 -2300,-1130 -1400,-1400 -500,-1440 300,-1430 1200,-1560 2000,-1720 2800,-1700 3600,-1610 5500,-1760';
const WEST = '-5880,2900 -5850,1900 -5930,1000 -5860,430 -5980,-400 -5900,-1200 -6050,-2150';
const EAST = '2480,760 2520,240 2640,-120 2720,-480 2650,-1100 2800,-1720 2700,-2300 2850,-3050';
const RIDGE =
  '-6050,-2150 -5200,-2300 -4300,-2180 -3400,-2420 -2400,-2400 -1300,-2800 -300,-2700 700,-2820 1700,-2760 2850,-3050';

type Drawn = [zh: string, en: string, cls: StreetClass, points: string];

const STREETS: Drawn[] = [
  [
    '西津西路',
    'Xijin West Road',
    'main',
    '-8400,900 -7000,980 -6300,1050 -5300,900 -4300,650 -3300,560 -2300,470 -1400,160 -500,20 300,-40 1180,-60',
  ],
  ['西津东路', 'Xijin East Road', 'main', '1130,-58 1700,-260 2600,-420 3500,-380 5500,-600'],
  ['南山路', 'Nanshan Road', 'expressway', HILL_ROAD],
  [
    '深安路',
    "Shen'an Road",
    'main',
    '-4780,4600 -4900,3300 -5000,2200 -5130,1500 -5250,900 -5200,330 -5350,-500 -5330,-560',
  ],
  [
    '银安路',
    "Yin'an Road",
    'main',
    '-3560,4600 -3650,2900 -3800,1900 -3900,1200 -4050,620 -4000,60 -4120,-500 -4200,-900',
  ],
  ['西站西路', 'Xizhan West Road', 'secondary', '-2880,1760 -3000,1000 -3090,500'],
  [
    '西站东路',
    'Xizhan East Road',
    'main',
    '-1720,1450 -1900,900 -2000,380 -2050,-240 -1950,-700 -2100,-1180',
  ],
  [
    '敦煌路',
    'Dunhuang Road',
    'main',
    '-300,4600 -420,2500 -560,1600 -640,1050 -760,600 -850,60 -900,-530 -1000,-1050 -1060,-1460',
  ],
  ['建兰路', 'Jianlan Road', 'main', '180,1020 120,450 200,-40 260,-680 150,-1050 200,-1490'],
  [
    '小西湖路',
    'Xiaoxihu Road',
    'main',
    '1560,4600 1480,2600 1400,1500 1270,720 1180,330 1150,-60 1200,-760 1300,-1200 1240,-1620',
  ],
  ['西园路', 'Xiyuan Road', 'secondary', '1960,460 1930,100 1850,-300 1940,-900 2080,-1300 2060,-1790'],
  ['安西路', 'Anxi Road', 'secondary', '-2030,360 -1600,640 -1150,880 -640,1070'],
  ['文化宫路', 'Wenhuagong Road', 'secondary', '1260,590 700,230 190,-60'],
  ['秀川路', 'Xiuchuan Road', 'secondary', '-4010,540 -4300,1000 -4750,1400 -5070,1930'],
  [
    '武威路',
    'Wuwei Road',
    'secondary',
    '-2930,1290 -2500,1150 -1850,1010 -1200,560 -760,560 140,430 700,560 1230,600',
  ],
  ['瓜州路', 'Guazhou Road', 'secondary', '-5180,1260 -4600,1080 -3920,1080 -3400,1010 -2990,980'],
  [
    '彭家坪路',
    'Pengjiaping Road',
    'secondary',
    '-5270,-40 -4700,-160 -4040,-330 -3300,-470 -2600,-520 -1880,-590',
  ],
  ['龚家湾路', 'Gongjiawan Road', 'secondary', '-2080,-660 -1500,-860 -970,-930'],
  ['兰工坪路', 'Langongping Road', 'secondary', '-1010,-780 -400,-1000 190,-1030 700,-1110 1270,-1090'],
  ['林家庄路', 'Linjiazhuang Road', 'secondary', '1230,-1000 1700,-1120 2010,-1130 2400,-1090 2720,-1180'],
  ['建工路', 'Jiangong Road', 'secondary', '240,-330 700,-420 1190,-400 1880,-560 2740,-700'],
  ['五星坪路', 'Wuxingping Road', 'secondary', '1250,-1540 1360,-2060 1750,-2240 2120,-2080 2060,-1680'],
  [
    '晏家坪路',
    'Yanjiaping Road',
    'secondary',
    '-1050,-1420 -980,-1800 -560,-2140 -100,-2240 310,-2030 210,-1400',
  ],
  ['龚家坪路', 'Gongjiaping Road', 'secondary', '-1980,-1180 -2080,-1640 -2600,-1840 -3050,-1600 -3080,-960'],
  ['石板山路', 'Shibanshan Road', 'secondary', '-5480,-420 -5430,-1150 -4900,-1560 -4350,-1420 -4250,-820'],
  ['晏家坪中路', 'Yanjiaping Middle Road', 'lane', '-420,-1400 -460,-1760 -330,-2240'],
  ['北滨河西路', 'Beibinhe West Road', 'main', ''],
  [
    '建宁路',
    'Jianning Road',
    'main',
    '-8400,3850 -6500,3900 -5000,3560 -3600,3120 -2200,2960 -900,2600 400,2160 1500,1900 2700,1620 4000,1720 6000,1500',
  ],
  ['', '', 'secondary', '-6700,3000 -6600,4600'],
  ['', '', 'secondary', '-2100,1960 -1950,4600'],
  ['', '', 'secondary', '700,1180 900,4600'],
  ['', '', 'main', '2950,600 3000,4600'],
  ['', '', 'secondary', '4400,400 4500,4600'],
  ['', '', 'main', '3700,350 3800,-1700'],
  ['', '', 'secondary', '-7000,2650 -6950,-320'],
];

const RAIL =
  '-8400,280 -7000,330 -6300,430 -5300,280 -4300,40 -3300,-60 -2300,-150 -1400,-420 -500,-600 400,-680 1200,-760 2000,-930 2800,-1000 3600,-900 5500,-1150';
// Second edge of the station's yard, south of the main line.
const YARD = '-4030,30 -3850,-150 -3300,-240 -2500,-330 -2200,-250 -1990,-180';

/** The hand-drawn part of the city; the seed only roughens banks and borders. */
export function drawGround(seed: string): Ground {
  const rough = smoothField(seed, 'bank', 420);
  const riverMiddle = smooth(MIDDLE);
  const half = (p: Point, side: number): number =>
    132 + 26 * rough(p.x + side * 3000, p.y) + 95 * bump(p.x, -4300, 700) + 40 * bump(p.x, 1500, 500);
  const south = offsetLine(riverMiddle, (i) => -half(riverMiddle[i]!, 0));
  const north = offsetLine(riverMiddle, (i) => half(riverMiddle[i]!, 1));
  const riverRoad = offsetLine(riverMiddle, (i) => -roadOffset(riverMiddle[i]!, half, rough));
  const northRoad = offsetLine(riverMiddle, (i) => half(riverMiddle[i]!, 1) + 90);
  const [west, east, ridge] = [smooth(WEST), smooth(EAST), smooth(RIDGE)];
  const frame = framePoints();
  const streams = [
    {
      name: { zh: '七里河', en: 'Qili Stream' },
      widthM: 16,
      points: smooth(
        '-1500,-4300 -1300,-2800 -1420,-2000 -1600,-1450 -1400,-900 -1500,-420 -1330,160 -1180,700 -1290,1500',
      ),
    },
    {
      name: { zh: '雷坛河', en: 'Leitan Stream' },
      widthM: 18,
      points: [...east.slice(4), ...smooth('2850,-3050 2950,-4300').slice(1)],
    },
  ];
  const rails = [
    { name: { zh: '陇海铁路', en: 'Longhai Railway' }, points: smooth(RAIL) },
    { name: { zh: '兰州西站到发线', en: 'Lanzhou West yard' }, points: smooth(YARD) },
  ];
  const lines: GroundLine[] = [
    line('frame', frame),
    line('border', riverMiddle),
    { role: 'street', class: 'secondary', name: { zh: '石岗路', en: 'Shigang Road' }, points: west },
    line('border', east),
    line('border', ridge),
    line('bank', south),
    line('bank', north),
    line('stream', streams[0]!.points),
    ...rails.map((rail) => line('rail', rail.points)),
    ...riverRoads(riverRoad),
    ...STREETS.map(([zh, en, cls, points]) => ({
      role: 'street' as const,
      class: cls,
      name: zh === '' ? null : { zh, en },
      points: points === '' ? northRoad : smooth(points),
    })),
  ];
  return {
    lines,
    frame: frame.slice(0, -1),
    district: districtRing(riverMiddle, west, east, ridge),
    river: [...south, ...north.toReversed()],
    riverMiddle,
    islands: [island(riverMiddle, -4300, 330, 46), island(riverMiddle, -3700, 150, 24)],
    riverRoad,
    hillRoad: smooth(HILL_ROAD),
    terraces: ['五星坪路', '晏家坪路', '龚家坪路', '石板山路'].map((zh) =>
      smooth(STREETS.find((s) => s[0] === zh)![3]),
    ),
    streams,
    rails,
    metro: smooth(
      '-8400,860 -6300,1010 -5300,860 -4300,610 -3300,520 -2300,430 -1400,130 -500,0 300,-60 1180,-80 1700,-280 2600,-440 5500,-600',
    ),
  };
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

/** The river road changes its name at the station, as the real one does. */
function riverRoads(road: Point[]): GroundLine[] {
  const cutAt = road.findIndex((p) => p.x > -2950 * SCALE);
  const eastAt = road.findIndex((p) => p.x > 2560 * SCALE);
  const part = (zh: string, en: string, points: Point[]): GroundLine => ({
    role: 'street',
    class: 'main',
    name: { zh, en },
    points,
  });
  return [
    part('南滨河西路', 'Nanbinhe West Road', road.slice(0, cutAt + 1)),
    part('南滨河中路', 'Nanbinhe Middle Road', road.slice(cutAt, eastAt + 1)),
    part('南滨河东路', 'Nanbinhe East Road', road.slice(eastAt)),
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
