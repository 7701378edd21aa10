import type { CaseFigureName } from '../../core/rules/scoring/figures.ts';

/** What figures of cases are grouped by; `city`: one row of everything. */
export type CaseGroup =
  | 'city'
  | 'unit'
  | 'category'
  | 'subdistrict'
  | 'community'
  | 'cell'
  | 'collector'
  | 'company';

/** Cases reported in [from, to), epoch ms; `only`: of this group alone. */
export interface FigureSpan {
  readonly from: number;
  readonly to: number;
  readonly only: string | null;
}

/** Key of a group and what it is joined with; `areas`: its own cells are counted, else the city's. */
export const GROUPS: Readonly<Record<CaseGroup, { key: string; join: string; areas: boolean }>> = {
  city: { key: `''::text`, join: '', areas: false },
  unit: { key: 'u.unit_code', join: 'JOIN unit_figure u ON u.case_id = f.case_id AND u.named', areas: false },
  category: { key: 'f.category_key', join: '', areas: false },
  subdistrict: { key: 'f.subdistrict_code', join: '', areas: true },
  community: { key: 'f.community_code', join: '', areas: true },
  cell: { key: 'f.cell_code', join: '', areas: true },
  collector: {
    key: 'f.reporter_id',
    join: `JOIN app_user p ON p.id::text = f.reporter_id AND p.role = 'collector'`,
    areas: false,
  },
  company: {
    key: 'p.company_code',
    join: `JOIN app_user p ON p.id::text = f.reporter_id AND p.role = 'collector'`,
    areas: false,
  },
};

/** What is counted of cases, as a condition on `chosen c` with `again a`. */
export const CASE_PARTS = {
  cases: 'true',
  unmerged: 'NOT c.merged',
  filed: 'c.filed',
  filed_unmerged: 'c.filed AND NOT c.merged',
  dispatched: 'c.dispatched',
  resolved: 'c.resolved',
  unresolved: 'c.unresolved',
  recurred: 'c.resolved AND a.case_id IS NOT NULL',
  accurate: 'c.accurate',
} as const;
export type CasePart = keyof typeof CASE_PARTS;

/** What is summed of a case's units, columns of `unit_figure w`. */
export const WORK_PARTS = [
  'work',
  'extended',
  'deferred',
  'repeated',
  'checks',
  'failed',
  'false_feedback',
  'dispatches',
  'dispatches_on_time',
] as const;
export type WorkPart = (typeof WORK_PARTS)[number];

/** The counts behind a figure; `shows`: what it says where that is no count. */
export interface FigureParts {
  readonly numerator: CasePart | WorkPart | 'handled';
  readonly denominator: CasePart | WorkPart | 'handled' | 'cells' | null;
  readonly shows?: 'handled_ms' | 'handled_p90';
}

/** Spec 05, More figures: what each is made of; sums and the lists behind them read the same. */
export const CASE_FIGURE_PARTS: Readonly<Record<CaseFigureName, FigureParts>> = {
  volume: { numerator: 'cases', denominator: null },
  filing: { numerator: 'filed_unmerged', denominator: 'unmerged' },
  dispatch: { numerator: 'dispatched', denominator: 'filed' },
  closing: { numerator: 'resolved', denominator: 'filed' },
  'closed-unresolved': { numerator: 'unresolved', denominator: 'filed' },
  'filings-per-cell': { numerator: 'filed', denominator: 'cells' },
  recurrence: { numerator: 'recurred', denominator: 'resolved' },
  'dispatch-on-time': { numerator: 'dispatches_on_time', denominator: 'dispatches' },
  'accurate-dispatch': { numerator: 'accurate', denominator: 'dispatched' },
  extension: { numerator: 'extended', denominator: 'work' },
  deferral: { numerator: 'deferred', denominator: 'work' },
  'repeat-dispatch': { numerator: 'repeated', denominator: 'work' },
  'failed-check': { numerator: 'failed', denominator: 'checks' },
  'false-feedback': { numerator: 'false_feedback', denominator: 'checks' },
  'handling-average': { numerator: 'handled', denominator: 'handled', shows: 'handled_ms' },
  'handling-p90': { numerator: 'handled', denominator: null, shows: 'handled_p90' },
};

/** The cases of a span ($1, $2) by group, of one alone where $3 is given. */
export function chosenBy(by: CaseGroup): string {
  const { key, join } = GROUPS[by];
  return `SELECT f.case_id, f.reported_at, ${key} AS key, f.filed, f.merged, f.dispatched, f.resolved, f.unresolved, ${by === 'unit' ? 'u' : 'f'}.accurate
         FROM case_figure f ${join}
        WHERE f.reported_at >= $1 AND f.reported_at < $2 AND ${key} IS NOT NULL AND ($3::text IS NULL OR ${key} = $3)`;
}

/** Those of them whose problem came back. */
export const AGAIN = 'SELECT DISTINCT r.case_id FROM recurrence r JOIN chosen c USING (case_id)';

/** Their work, of the unit alone where it is asked by unit. */
export function workOf(by: CaseGroup): string {
  return `chosen c JOIN unit_figure w ON w.case_id = c.case_id${by === 'unit' ? ' AND w.unit_code = c.key' : ''}`;
}
