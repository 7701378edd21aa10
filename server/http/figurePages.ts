import { periodsAround } from '../../actions/cityTime.ts';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { CompositeScore, FigureCases, Figures, FiguresRow } from '../../core/contract/api/figures.ts';
import type { AssessmentPolicy } from '../../core/contract/api/policyFields.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { SEES_ALL } from '../../core/contract/right.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { COMPOSITES, type CompositePart, compositeOf, gradeOf } from '../../core/rules/scoring/composite.ts';
import type { Figure } from '../../core/rules/scoring/figures.ts';
import { twoDecimals } from '../../core/rules/scoring/rational.ts';
import type { Pool } from '../../db/pool.ts';
import { hasCases, readFigureCases } from '../../db/queries/figureCases.ts';
import type { FigureSpan } from '../../db/queries/figureParts.ts';
import {
  companyOf,
  readCaseFigures,
  readCollectorFigures,
  readPostFigures,
  readTimely,
} from '../../db/queries/figures.ts';
import { readPeriod } from '../../db/queries/periods.ts';
import { readPeriods } from '../../db/queries/score.ts';
import { isOfUnits } from './scoreGrounds.ts';
import type { Seen } from './seen.ts';

type Asked = EndpointParsed<'figures'>;

/** The further figures by group (spec 05); a unit sees its own, a company its collectors', grid heads their areas'. */
export async function figures({ doors, visitor }: Seen, input: Asked): Promise<Figures> {
  const { pool } = doors.house;
  const actor = visitor.actor!;
  const { period, ...time } = await timeOf(doors.house, input);
  const span: FigureSpan = { ...time, only: await onlyOf(pool, actor, input) };
  const company = actor.role === 'company' ? await companyOf(pool, actor.id) : null;
  if (actor.role === 'company' && company === null)
    throw new HouseError('not-found', 'You belong to no company.');
  const { composites } = (await doors.house.settings()).assessment;
  const [periods, rows, [all]] = await Promise.all([
    readPeriods(pool, period?.chain ?? 'month'),
    rowsOf(pool, input.by, span, { company, period: period?.id ?? null }),
    SEES_ALL.includes(actor.role) && span.only === null ? readCaseFigures(pool, 'city', span) : [],
  ]);
  return {
    by: input.by,
    ...time,
    period,
    periods: periods.map(({ id, name, from_at: from }) => ({ id, name, from })),
    rows: isChosen(composites, input.by) ? rows : rows.map((row) => ({ ...row, composite: null })),
    total: all
      ? plainRow(all, composites.dispatcher ? composite(COMPOSITES.dispatcher, all.figures) : null)
      : null,
  };
}

/** The cases behind one number of the figures, of those that the reader may see (spec 05, 06). */
export async function figureCases(
  { doors, visitor }: Seen,
  input: EndpointParsed<'figureCases'>,
): Promise<FigureCases> {
  const { pool } = doors.house;
  const actor = visitor.actor!;
  const { period, ...time } = await timeOf(doors.house, input);
  const only = await onlyOf(pool, actor, input);
  // Everything together is of the city, whatever it was grouped by.
  const by = only === null ? ('city' as const) : input.by;
  if (!hasCases(by, input.figure, input.side))
    throw new HouseError('not-found', 'No cases stand behind this number.');
  const { figure, side, person = null, after = null, limit } = input;
  const asked = { ...time, by, only, figure, side, person, period: period?.id ?? null, after, limit };
  return readFigureCases(pool, actor, asked);
}

/** Composites in common use are further policies: a city chooses which it shows (spec 05). */
function isChosen(chosen: AssessmentPolicy['composites'], by: Asked['by']): boolean {
  if (by === 'unit') return chosen.unit;
  return by === 'collector' || by === 'company' ? chosen.collector : true;
}

async function timeOf(house: Seen['doors']['house'], { period: id, from, to }: Asked) {
  if (id !== undefined) {
    const row = await readPeriod(house.pool, id);
    if (!row) throw new HouseError('not-found', 'There is no such period.');
    return { from: row.from_at, to: row.to_at, period: { id: row.id, chain: row.chain, name: row.name } };
  }
  const { timezone } = (await house.settings()).city;
  const month = periodsAround('month', house.now(), timezone)[0]!;
  const time = { from: from ?? month.from, to: to ?? month.to };
  if (time.from >= time.to) throw new HouseError('bad-input', 'The time has to end after it begins.');
  return { ...time, period: null };
}

/** Spec 06: whose figures these are to see. */
async function onlyOf(pool: Pool, actor: Actor, { by, key }: Asked): Promise<string | null> {
  if (isOfUnits(actor)) {
    if (by !== 'unit' || (key !== undefined && key !== actor.unit)) throw notYours();
    return actor.unit;
  }
  if (actor.role === 'company') {
    if (by === 'company') return companyOf(pool, actor.id);
    if (by !== 'collector') throw notYours();
  }
  if (
    (actor.role === 'grid-head' || actor.role === 'courtyard-head') &&
    by !== 'subdistrict' &&
    by !== 'community'
  )
    throw notYours();
  return key ?? null;
}

function notYours(): HouseError {
  return new HouseError('forbidden', 'These figures are not for your role.', { clause: '06.figures' });
}

async function rowsOf(
  pool: Pool,
  by: Asked['by'],
  span: FigureSpan,
  { company, period }: { company: string | null; period: number | null },
): Promise<FiguresRow[]> {
  switch (by) {
    case 'post':
      return (await readPostFigures(pool, span)).map((row) => ({ ...row, composite: null }));
    case 'collector':
      return collectors(pool, span, company);
    case 'company':
      return companies(pool, span);
    case 'unit':
      return units(pool, span, period);
    default:
      return (await readCaseFigures(pool, by, span)).map((row) => plainRow(row));
  }
}

async function units(pool: Pool, span: FigureSpan, period: number | null): Promise<FiguresRow[]> {
  const timely = period === null ? new Map<string, Figure>() : await readTimely(pool, period);
  return (await readCaseFigures(pool, 'unit', span)).map(({ key, figures: own }) => {
    const inTime = timely.get(key);
    const all = inTime ? { ...own, timely: inTime } : own;
    return plainRow({ key, figures: all }, composite(COMPOSITES.unit, all));
  });
}

/** Of each collector: what became of the own reports, and the round beside them. */
async function collectors(pool: Pool, span: FigureSpan, company: string | null): Promise<FiguresRow[]> {
  const [rounds, cases] = await Promise.all([
    readCollectorFigures(pool, span, company),
    readCaseFigures(pool, 'collector', span),
  ]);
  const reports = new Map(cases.map((row) => [row.key, row.figures]));
  return rounds.map(({ key, name, figures: own }) => ({
    key,
    person: key,
    name,
    figures: { ...reports.get(key), ...own },
    composite: composite(COMPOSITES.collector, own),
  }));
}

/** A company's figures are its collectors' together. */
async function companies(pool: Pool, span: FigureSpan): Promise<FiguresRow[]> {
  const [rounds, cases] = await Promise.all([
    readCollectorFigures(pool, { ...span, only: null }, span.only),
    readCaseFigures(pool, 'company', span),
  ]);
  const reports = new Map(cases.map((row) => [row.key, row.figures]));
  const sums = new Map<string, Record<string, Figure>>();
  for (const { company, figures: own } of rounds) {
    if (company === null) continue;
    const sum = sums.get(company) ?? {};
    for (const [name, { numerator, denominator }] of Object.entries(own)) {
      const before = sum[name] ?? { numerator: 0, denominator: 0 };
      sum[name] = {
        numerator: before.numerator + numerator,
        denominator: (before.denominator ?? 0) + (denominator ?? 0),
      };
    }
    sums.set(company, sum);
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) =>
      plainRow({ key, figures: { ...reports.get(key), ...own } }, composite(COMPOSITES.collector, own)),
    );
}

function plainRow(
  { key, figures: own }: { readonly key: string; readonly figures: Readonly<Record<string, Figure>> },
  scored: CompositeScore | null = null,
): FiguresRow {
  return { key, person: null, name: null, figures: own, composite: scored };
}

function composite(
  parts: readonly CompositePart[],
  of: Readonly<Record<string, Figure | undefined>>,
): CompositeScore | null {
  const score = compositeOf(parts, of);
  return score && { score: twoDecimals(score), grade: gradeOf(score) };
}
