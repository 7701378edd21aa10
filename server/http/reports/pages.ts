import { publishReport } from '../../../actions/reports.ts';
import { run } from '../../../actions/run.ts';
import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import {
  REPORTS,
  type Report,
  type ReportCharts,
  type Reports,
  reportsOf,
} from '../../../core/contract/api/reports.ts';
import { HouseError } from '../../../core/contract/errors.ts';
import { readPeriod } from '../../../db/queries/periods.ts';
import { readReport, readReportLines, readReportVersions } from '../../../db/queries/reports.ts';
import { paint } from '../../paper/paint.ts';
import type { Doors } from '../doors.ts';
import type { Seen } from '../seen.ts';
import { reportFigures } from './figures.ts';

/** The papers that a period has, written or not. */
export async function papers({ doors }: Seen, { period }: EndpointParsed<'papers'>): Promise<Reports> {
  const { pool } = doors.house;
  const chain = (await readPeriod(pool, period))?.chain;
  if (chain === undefined) throw new HouseError('not-found', 'There is no such period.');
  const written = new Map((await readReportLines(pool, period)).map((line) => [line.kind, line]));
  return {
    chain,
    reports: reportsOf(chain).map((kind) => written.get(kind) ?? { kind, version: 0, published: false }),
  };
}

/** A paper: its blocks of text, and its figures, frozen when it is published. */
export async function paper({ doors }: Seen, { period, kind }: EndpointParsed<'paper'>): Promise<Report> {
  return {
    ...(await paperOf(doors, period, kind)),
    versions: await readReportVersions(doors.house.pool, period, kind),
  };
}

/** The charts of a paper, drawn beside the server's own work. */
export async function paperCharts(
  { doors }: Seen,
  { period, kind, lang }: EndpointParsed<'paperCharts'>,
): Promise<ReportCharts> {
  const { figures } = await paperOf(doors, period, kind);
  return { charts: await paint({ what: 'charts', figures, lang }) };
}

/** Publishes a paper with its figures as they are now. */
export async function publish({ doors, visitor }: Seen, input: EndpointParsed<'publishPaper'>) {
  const figures = await reportFigures(doors, input.period, input.kind);
  return run(doors.house, publishReport, { ...input, figures }, { actor: visitor.actor });
}

/** A paper with the figures that were frozen, or as they are now. */
export async function paperOf(
  doors: Doors,
  period: number,
  kind: EndpointParsed<'paper'>['kind'],
): Promise<Omit<Report, 'versions'>> {
  const kept = await readReport(doors.house.pool, period, kind);
  const blank = Object.fromEntries(REPORTS[kind].blocks.map((block) => [block, '']));
  return {
    kind,
    version: kept?.version ?? 0,
    published: kept?.figures ? { at: kept.at, by: kept.by } : null,
    texts: { ...blank, ...kept?.texts },
    figures: kept?.figures ?? (await reportFigures(doors, period, kind)),
  };
}
