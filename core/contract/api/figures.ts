import { z } from 'zod';
import type { Grade } from '../../rules/scoring/composite.ts';
import type { Figure } from '../../rules/scoring/figures.ts';
import { number } from './endpointRow.ts';
import { FIGURE_WORDS, type FigureName } from './figureWords.ts';
import { code, instantMs, text } from './shapes.ts';

/** What the further figures are looked at by (spec 05, More figures). */
export const FIGURE_GROUPS = [
  'unit',
  'category',
  'subdistrict',
  'community',
  'cell',
  'collector',
  'company',
  'post',
] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

/**
 * Cases reported in a period (of any chain), or from one instant to another; without either in the month
 * that runs. `key`: of one group alone.
 */
export const figuresInput = z.object({
  by: z.enum(FIGURE_GROUPS),
  period: number(z.number().int()).optional(),
  from: number(instantMs).optional(),
  to: number(instantMs).optional(),
  key: code.optional(),
});

/** A figure is a numerator over a denominator; behind each there is a list of cases. */
export const FIGURE_SIDES = ['numerator', 'denominator'] as const;
export type FigureSide = (typeof FIGURE_SIDES)[number];

/** The cases behind one figure of one group (without `key`: of all together); `person`: of one at a post. */
export const figureCasesInput = figuresInput.extend({
  figure: z.enum(Object.keys(FIGURE_WORDS) as [FigureName, ...FigureName[]]),
  side: z.enum(FIGURE_SIDES).default('numerator'),
  person: code.optional(),
  after: text(100)
    .regex(/^[-0-9T:.+Z]{10,40}\|[-0-9a-f]{36}$/)
    .optional(),
  limit: number(z.number().int().min(1).max(500)).default(100),
});

/** A case that a figure counts, so often; `item`: where the score judged it, for its time line. */
export interface FigureCase {
  readonly caseId: string;
  readonly number: string;
  readonly categoryKey: string | null;
  readonly conditionKey: string | null;
  readonly address: string | null;
  readonly status: string;
  readonly reportedAt: number;
  readonly count: number;
  readonly item: { readonly period: number; readonly unit: string; readonly no: number } | null;
}

export interface FigureCases {
  readonly cases: readonly FigureCase[];
  readonly next: string | null;
}

/** A composite in common use with its grade, two decimals; null where none of its figures has a base. */
export interface CompositeScore {
  readonly score: string;
  readonly grade: Grade;
}

/** One group with its figures by name, each with numerator and denominator (null: a plain number, times in ms). */
export interface FiguresRow {
  readonly key: string;
  /** Of a collector, or of a person at a post: the id and the name; of a post as a whole null. */
  readonly person: string | null;
  readonly name: string | null;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly composite: CompositeScore | null;
}

export interface Figures {
  readonly by: FigureGroup;
  readonly from: number;
  readonly to: number;
  /** The period that was asked for. */
  readonly period: { readonly id: number; readonly chain: string; readonly name: string } | null;
  /** The months, or the periods of the chain that was asked for, newest first, that can be asked for. */
  readonly periods: readonly { readonly id: number; readonly name: string; readonly from: number }[];
  readonly rows: readonly FiguresRow[];
  /** Everything together, with the dispatchers' composite; null for who sees only a part. */
  readonly total: FiguresRow | null;
}
