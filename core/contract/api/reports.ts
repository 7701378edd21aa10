import type { Chain } from '../../rules/scoring/periods.ts';
import type { ScorePage, UnitScore } from './answers.ts';
import type { PeriodSum } from './score.ts';

/** Papers about a period, the chains that they are written for, and their blocks of text. */
export const REPORTS = {
  briefing: { chains: ['month'], blocks: ['summary', 'problems', 'measures'] },
  minutes: { chains: ['month'], blocks: ['present', 'discussed', 'resolved'] },
  notice: { chains: ['quarter'], blocks: ['summary', 'problems', 'measures'] },
  assessment: { chains: ['year'], blocks: ['summary', 'results', 'measures'] },
  award: { chains: ['month', 'quarter', 'year'], blocks: ['reasons'] },
} as const satisfies Record<string, { chains: readonly Chain[]; blocks: readonly string[] }>;
export type ReportKind = keyof typeof REPORTS;
export const REPORT_KINDS = Object.keys(REPORTS) as [ReportKind, ...ReportKind[]];

/** The kinds of paper that a chain has. */
export function reportsOf(chain: Chain): ReportKind[] {
  return REPORT_KINDS.filter((kind) => (REPORTS[kind].chains as readonly string[]).includes(chain));
}

export interface BothNames {
  readonly zh: string;
  readonly en: string;
}

/** N, R and T of a group of items beside the units: by area or by category. */
export interface GroupSum extends BothNames {
  readonly key: string;
  readonly shouldResolve: number;
  readonly resolved: number;
  readonly timely: number;
  /** Cases of the group that were filed in the period. */
  readonly filed: number;
}

/** A unit grid where much was filed; `path` is its outline in the map's own units. */
export interface HotSpot extends BothNames {
  readonly key: string;
  readonly filed: number;
  readonly path: string;
}

/** The city's outline for the map of hot spots: SVG paths, y down. */
export interface ReportMap {
  readonly viewBox: readonly [number, number, number, number];
  readonly areas: readonly (BothNames & { readonly path: string; readonly x: number; readonly y: number })[];
}

/** Everything that a paper shows of its period; frozen with the published version. No persons in it. */
export interface ReportFigures {
  readonly city: BothNames;
  readonly chain: Chain;
  readonly period: ScorePage['period'];
  readonly scoredWith: ScorePage['scoredWith'];
  readonly before: ScorePage['before'];
  readonly sums: ScorePage['city'];
  readonly units: readonly (UnitScore & { readonly name: BothNames })[];
  readonly trend: readonly PeriodSum[];
  readonly clauses: readonly { readonly clause: string; readonly cases: number }[];
  readonly categories: readonly GroupSum[];
  readonly subdistricts: readonly GroupSum[];
  readonly communities: readonly GroupSum[];
  readonly hotSpots: readonly HotSpot[];
  readonly map: ReportMap;
  readonly award: {
    readonly minVolume: number;
    readonly places: number;
    readonly listed: readonly { readonly unit: string; readonly rank: number }[];
    /** Units with a rank whose volume was below the minimum. */
    readonly tooFew: readonly string[];
  };
}

export interface ReportLine {
  readonly kind: ReportKind;
  /** 0: nothing was written yet. */
  readonly version: number;
  readonly published: boolean;
}

export interface Report {
  readonly kind: ReportKind;
  readonly version: number;
  readonly published: { readonly at: number; readonly by: string } | null;
  readonly texts: Readonly<Record<string, string>>;
  readonly figures: ReportFigures;
  /** Newest first. */
  readonly versions: readonly { readonly version: number; readonly at: number; readonly by: string }[];
}

export interface Reports {
  readonly chain: Chain;
  readonly reports: readonly ReportLine[];
}

/** Charts of a paper as SVG texts. */
export interface ReportCharts {
  readonly charts: Readonly<Record<'trend' | 'ranking' | 'clauses' | 'areas' | 'map', string>>;
}
