import type ExcelJS from 'exceljs';
import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import type { FigureGroup } from '../../../core/contract/api/figures.ts';
import { FIGURE_WORDS, figuresIn } from '../../../core/contract/api/figureWords.ts';
import { type GroupSum, type ReportFigures, reportsOf } from '../../../core/contract/api/reports.ts';
import { readAppeals } from '../../../db/queries/appeals.ts';
import { readPeriod } from '../../../db/queries/periods.ts';
import { readRevisions } from '../../../db/queries/revisions.ts';
import { type BookItem, bookItems } from '../../../db/queries/scoreBook.ts';
import { clauseWord, type Lang, rateText } from '../../paper/words.ts';
import { figures } from '../figurePages.ts';
import { cityStamp } from '../paperWords.ts';
import type { Seen } from '../seen.ts';
import { type Cell, drained, harmless, openBook } from '../tableFiles.ts';
import { BOOK_HEADS, BOOK_SHEETS, bookWord } from './bookWords.ts';
import { reportFigures } from './figures.ts';

type Book = ExcelJS.stream.xlsx.WorkbookWriter;
type SheetName = keyof typeof BOOK_HEADS;
// A sheet of a table program ends at 1,048,576 rows.
const MOST_ROWS = 1_000_000;
const MINUTE = 60_000;

/** Everything of a period as a workbook, streamed. */
export async function scoreBook(seen: Seen, { period, lang }: EndpointParsed<'scoreBook'>): Promise<void> {
  const { doors, response } = seen;
  const { pool } = doors.house;
  const chain = (await readPeriod(pool, period))?.chain ?? 'month';
  const paper = await reportFigures(doors, period, reportsOf(chain)[0]!);
  const { city } = await doors.house.settings();
  const [appeals, revisions] = await Promise.all([
    readAppeals(pool, period, null),
    readRevisions(pool, period),
  ]);
  const at = (ms: number | null) => (ms === null ? null : cityStamp(ms, city.timezone));
  const unit = namesOf(paper, lang);
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('Content-Disposition', `attachment; filename="score-${paper.period.name}.xlsx"`);
  response.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  const book = openBook(response);
  put(book, 'ranking', lang, rankingRows(paper, lang));
  put(
    book,
    'trend',
    lang,
    paper.trend.map((sum) => [
      sum.name,
      sum.shouldResolve,
      sum.resolved,
      sum.timely,
      rateText(sum.resolved, sum.shouldResolve),
      rateText(sum.timely, sum.shouldResolve),
    ]),
  );
  put(
    book,
    'clauses',
    lang,
    paper.clauses.map(({ clause, cases }) => [clauseWord(clause, lang), cases]),
  );
  put(book, 'subdistricts', lang, groupRows(paper.subdistricts, lang));
  put(book, 'communities', lang, groupRows(paper.communities, lang));
  put(book, 'categories', lang, groupRows(paper.categories, lang));
  put(
    book,
    'hotSpots',
    lang,
    paper.hotSpots.map((spot) => [spot.key, spot[lang], spot.filed]),
  );
  put(
    book,
    'appeals',
    lang,
    appeals.map((one) => [
      unit(one.unit),
      one.number,
      bookWord(`appeal-${one.state}`, lang),
      one.text,
      at(one.filedAt),
      one.reason,
      at(one.decidedAt),
      one.revision,
    ]),
  );
  put(
    book,
    'revisions',
    lang,
    revisions.flatMap(({ revision, at: when, units }) =>
      units.map((one) => [
        revision,
        at(when),
        unit(one.unit),
        one.shouldResolve,
        one.resolved,
        one.timely,
        one.score,
        one.digest,
      ]),
    ),
  );
  for (const by of FIGURE_SHEETS) put(book, by, lang, await figureRows(seen, period, by, lang, unit));
  await items(book, bookItems(pool, period), lang, async (rows) => {
    if (response.writableNeedDrain) await drained(response);
    return rows.map((row) => itemCells(row, lang, unit(row.unit), at(row.dueAt)));
  });
  await book.commit();
}

function sheetOf(book: Book, name: SheetName, lang: Lang, n = 0): ExcelJS.Worksheet {
  const sheet = book.addWorksheet(`${BOOK_SHEETS[name][lang]}${n ? ` ${n + 1}` : ''}`, {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = BOOK_HEADS[name][lang].map((header) => ({
    header,
    width: Math.max(12, header.length * 2),
  }));
  sheet.getRow(1).font = { bold: true };
  return sheet;
}

function add(sheet: ExcelJS.Worksheet, row: readonly Cell[]): void {
  sheet.addRow(row.map((cell) => (typeof cell === 'string' ? harmless(cell) : cell))).commit();
}

function put(book: Book, name: SheetName, lang: Lang, rows: readonly (readonly Cell[])[]): void {
  const sheet = sheetOf(book, name, lang);
  for (const row of rows) add(sheet, row);
  sheet.commit();
}

async function items(
  book: Book,
  pages: AsyncIterable<readonly BookItem[]>,
  lang: Lang,
  cellsOf: (rows: readonly BookItem[]) => Promise<Cell[][]>,
): Promise<void> {
  let [n, sheet, rows] = [0, sheetOf(book, 'items', lang), 0];
  for await (const page of pages) {
    if (rows + page.length > MOST_ROWS) {
      sheet.commit();
      n += 1;
      [sheet, rows] = [sheetOf(book, 'items', lang, n), 0];
    }
    for (const row of await cellsOf(page)) add(sheet, row);
    rows += page.length;
  }
  sheet.commit();
}

function rankingRows({ units }: ReportFigures, lang: Lang): Cell[][] {
  return units.map((unit) => [
    unit.rank,
    unit.unit,
    unit.name[lang],
    unit.level === 'municipal' ? bookWord('municipal', lang) : null,
    unit.score,
    unit.shouldResolve,
    unit.resolved,
    unit.timely,
    unit.carriedIn,
    unit.movedOut,
    unit.places,
    unit.late,
  ]);
}

function groupRows(rows: readonly GroupSum[], lang: Lang): Cell[][] {
  return rows.map((row) => [
    row.key,
    row[lang],
    row.filed,
    row.shouldResolve,
    row.resolved,
    row.timely,
    rateText(row.resolved, row.shouldResolve),
    rateText(row.timely, row.shouldResolve),
  ]);
}

function itemCells(row: BookItem, lang: Lang, unit: string, dueAt: string | null): Cell[] {
  const yesNo = (value: boolean | null) => (value === null ? null : bookWord(value ? 'yes' : 'no', lang));
  const minutes = (ms: number | null) => (ms === null ? null : Math.round(ms / MINUTE));
  const stands = row.excluded ? 'excluded' : row.pending ? 'pending' : (row.moved ?? 'counted');
  return [
    unit,
    row.number,
    row.no,
    row.category?.[lang] ?? null,
    row.subdistrict?.[lang] ?? null,
    dueAt,
    minutes(row.usedMs),
    minutes(row.limitMs),
    bookWord(stands, lang),
    yesNo(row.resolved),
    yesNo(row.timely),
    row.clauses.map((clause) => clauseWord(clause, lang)).join('、'),
  ];
}

const FIGURE_SHEETS = [
  'figures-unit',
  'figures-category',
  'figures-subdistrict',
  'figures-community',
  'figures-collector',
  'figures-company',
  'figures-post',
] as const;

/** The further figures of a group, one line a figure with its base. */
async function figureRows(
  seen: Seen,
  period: number,
  sheet: (typeof FIGURE_SHEETS)[number],
  lang: Lang,
  unit: (code: string) => string,
): Promise<Cell[][]> {
  const by = sheet.slice('figures-'.length) as FigureGroup;
  const { rows } = await figures(seen, { by, period });
  const names = figuresIn(rows);
  return rows.flatMap((row) =>
    names.flatMap((name): Cell[][] => {
      const figure = row.figures[name];
      return figure
        ? [
            [
              row.key,
              by === 'unit' ? unit(row.key) : row.name,
              FIGURE_WORDS[name][lang],
              figure.numerator,
              figure.denominator,
            ],
          ]
        : [];
    }),
  );
}

function namesOf({ units }: ReportFigures, lang: Lang): (unit: string) => string {
  const names = new Map(units.map((unit) => [unit.unit, unit.name[lang]]));
  return (unit) => names.get(unit) ?? unit;
}
