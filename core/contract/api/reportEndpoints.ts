import { z } from 'zod';
import type { Role } from '../../rules/case/people.ts';
import type { Published } from './admin.ts';
import { REPORT_ROUTES } from './reportRoutes.ts';
import { REPORT_KINDS, type Report, type ReportCharts, type Reports } from './reports.ts';
import { longText, version } from './shapes.ts';

/** Papers are read by those who see the score of all; written and published by the evaluator (spec 06). */
const READERS = ['evaluator', 'leader', 'leading-office', 'shift-lead'] as const satisfies readonly Role[];
/** Who gives out the city's open data. */
const PUBLISHERS = [
  'evaluator',
  'leader',
  'leading-office',
  'administrator',
] as const satisfies readonly Role[];
const EVALUATOR = ['evaluator'] as const satisfies readonly Role[];

const number = z.coerce.number().pipe(z.number().int().min(1).max(2_000_000_000));
const lang = z.enum(['zh', 'en']).default('zh');
const kind = z.enum(REPORT_KINDS);
const named = { period: number, kind };

/** Papers about a period, its workbook, and open data; merged into ENDPOINTS. */
export const REPORT_ENDPOINTS = {
  papers: { ...REPORT_ROUTES.papers, right: READERS, input: z.object({ period: number }) },
  paper: { ...REPORT_ROUTES.paper, right: READERS, input: z.object(named) },
  paperCharts: { ...REPORT_ROUTES.paperCharts, right: READERS, input: z.object({ ...named, lang }) },
  /** The paper as PDF. */
  paperFile: { ...REPORT_ROUTES.paperFile, right: READERS, input: z.object({ ...named, lang }) },
  savePaper: {
    ...REPORT_ROUTES.savePaper,
    right: EVALUATOR,
    input: z.object({
      ...named,
      base: version,
      texts: z.record(z.string().max(40), longText).refine((all) => Object.keys(all).length <= 8),
    }),
  },
  publishPaper: {
    ...REPORT_ROUTES.publishPaper,
    right: EVALUATOR,
    input: z.object({ ...named, base: version }),
  },
  /** Everything of a period as a workbook: ranking, items, clauses, trend, areas, categories, appeals, revisions. */
  scoreBook: { ...REPORT_ROUTES.scoreBook, right: READERS, input: z.object({ period: number, lang }) },
  /** Cases of a period by unit grid, without persons, texts or exact places. */
  openData: {
    ...REPORT_ROUTES.openData,
    right: PUBLISHERS,
    scope: 'export',
    input: z.object({ period: number, format: z.enum(['csv', 'geojson']) }),
  },
} as const;

export interface ReportAnswers {
  papers: Reports;
  paper: Report;
  paperCharts: ReportCharts;
  paperFile: never;
  savePaper: Published;
  publishPaper: Published;
  scoreBook: never;
  openData: never;
}
