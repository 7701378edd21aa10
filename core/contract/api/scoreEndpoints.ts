import { z } from 'zod';
import { CHAINS } from '../../rules/scoring/periods.ts';
import { RULING_EFFECTS } from '../../rules/scoring/rulings.ts';
import { PERIOD_STATES, type PeriodState } from '../../rules/scoring/stages.ts';
import { CLAUSES } from '../../rules/scoring/verdict.ts';
import type { ScoreItems, ScorePage } from './answers.ts';
import { CENTRE, type EndpointRow, number, UNIT } from './endpointRow.ts';
import { type FigureCases, type Figures, figureCasesInput, figuresInput } from './figures.ts';
import { ROUTES } from './routes.ts';
import {
  type Appeals,
  ITEM_SHOWS,
  type PeriodStages,
  type ScoreCase,
  type ScoreOverview,
  type ScoreUnit,
  type ScoreWhatIf,
} from './score.ts';
import { caseId, code, text } from './shapes.ts';

/** A decimal from 0 to 1 as text: the rule reads it exactly. */
const share = z.string().regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/);

/** What `/score` asks for (spec 05). */
export const SCORE_ENDPOINTS = {
  score: {
    ...ROUTES.score,
    right: [...CENTRE, ...UNIT],
    /** Without a period the one that runs, of the chain. */
    input: z.object({
      period: number(z.number().int()).optional(),
      chain: z.enum(CHAINS).default('month'),
    }),
  },
  scoreItems: {
    ...ROUTES.scoreItems,
    right: [...CENTRE, ...UNIT],
    input: z.object({
      period: number(z.number().int()),
      unit: code,
      clause: code.optional(),
      show: z.enum(ITEM_SHOWS).default('all'),
      after: text(200).optional(),
      limit: number(z.number().int().min(1).max(500)).default(500),
    }),
  },
  scoreUnit: {
    ...ROUTES.scoreUnit,
    right: [...CENTRE, ...UNIT],
    input: z.object({ period: number(z.number().int()), unit: code }),
  },
  scoreCase: {
    ...ROUTES.scoreCase,
    right: [...CENTRE, ...UNIT],
    input: z.object({
      period: number(z.number().int()),
      unit: code,
      caseId,
      no: number(z.number().int().min(0).max(1_000)),
    }),
  },
  scoreOverview: {
    ...ROUTES.scoreOverview,
    right: CENTRE,
    input: z.object({ period: number(z.number().int()) }),
  },
  /** The further figures; which of them whose role sees stands with the query. */
  figures: {
    ...ROUTES.figures,
    right: [...CENTRE, ...UNIT, 'company', 'grid-head', 'courtyard-head'],
    input: figuresInput,
  },
  /** The cases behind a figure; a company sees figures and no cases (spec 06). */
  figureCases: {
    ...ROUTES.figureCases,
    right: [...CENTRE, ...UNIT, 'grid-head', 'courtyard-head'],
    input: figureCasesInput,
  },
  scoreWhatIf: {
    ...ROUTES.scoreWhatIf,
    right: CENTRE,
    input: z.object({
      period: number(z.number().int()),
      timely: share,
      resolved: share,
      deferral: share,
      extension: share,
      repeat: share,
      timelyRule: z.enum(['allowance', 'strict']),
      /** Of one unit alone: who tries a large city asks unit after unit and sees how far it is. */
      unit: code.optional(),
      /** Workdays that would be free, with commas. */
      freeDays: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}(,\d{4}-\d{2}-\d{2}){0,30}$/)
        .optional(),
      /** All limits, or those of one category, as per cent of what they were. */
      limitPercent: number(z.number().int().min(10).max(1_000)).default(100),
      limitCategory: code.optional(),
    }),
  },
  periodStages: {
    ...ROUTES.periodStages,
    right: [...CENTRE, ...UNIT],
    input: z.object({ period: number(z.number().int()) }),
  },
  movePeriod: {
    ...ROUTES.movePeriod,
    right: ['evaluator'],
    input: z.object({ period: z.number().int(), to: z.enum(PERIOD_STATES).exclude(['open']) }),
  },
  markPeriod: {
    ...ROUTES.markPeriod,
    right: ['evaluator'],
    input: z.object({ period: z.number().int(), formal: z.boolean() }),
  },
  appeals: {
    ...ROUTES.appeals,
    right: [...CENTRE, ...UNIT],
    input: z.object({ period: number(z.number().int()), unit: code.optional() }),
  },
  fileAppeal: {
    ...ROUTES.fileAppeal,
    right: ['unit-head'],
    input: z.object({
      period: z.number().int(),
      caseId,
      no: z.number().int().min(0).max(1_000),
      text: text(2_000).min(1),
    }),
  },
  /** `effect` and `clauses` say what a granted appeal does to the item. */
  decideAppeal: {
    ...ROUTES.decideAppeal,
    right: ['evaluator'],
    input: z.object({
      appeal: z.uuid(),
      grant: z.boolean(),
      effect: z.enum(RULING_EFFECTS).optional(),
      clauses: z.array(z.enum(CLAUSES)).max(CLAUSES.length).default([]),
      reason: text(2_000).min(1),
    }),
  },
} as const satisfies Record<string, EndpointRow>;

export interface ScoreAnswers {
  score: ScorePage;
  scoreItems: ScoreItems;
  scoreUnit: ScoreUnit;
  scoreCase: ScoreCase;
  scoreOverview: ScoreOverview;
  figures: Figures;
  figureCases: FigureCases;
  scoreWhatIf: ScoreWhatIf;
  periodStages: PeriodStages;
  movePeriod: { readonly id: number; readonly state: PeriodState; readonly revision: number };
  markPeriod: { readonly id: number; readonly state: PeriodState; readonly revision: number };
  appeals: Appeals;
  fileAppeal: { readonly id: string };
  decideAppeal: { readonly id: string; readonly revision: number | null };
}
