import type { Writable } from 'node:stream';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import type { Pool } from '../../db/pool.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import type { ListQuestion } from '../../db/queries/caseFilter.ts';
import { countCases, type ExportRow, exportPages } from '../../db/queries/exportCases.ts';
import { cityStamp, EXPORT_HEADS, LIGHT_WORDS, sheetWord } from './paperWords.ts';
import type { Seen } from './seen.ts';
import { type Cell, csvLine, drained, harmless, openBook } from './tableFiles.ts';

/** Sums of a page-wise written file: how many rows it will hold, for whoever shows its progress. */
export const ROWS_HEADER = 'x-rows';

type Lang = 'zh' | 'en';

/** A list as XLSX or CSV, streamed page by page; what the person does not see is not in it. */
export async function exportCases(
  { doors, visitor, request, response }: Seen,
  { format, lang, ...filter }: EndpointParsed<'exportCases'>,
): Promise<void> {
  const { pool } = doors.house;
  const actor = visitor.actor!;
  const question = { ...filter, atMs: doors.house.now() };
  const { city } = await doors.house.settings();
  const rows = await countCases(pool, actor, question);
  await writeAudit(pool, {
    actor: actor.id,
    what: 'export-cases',
    target: `${rows} ${format}`,
    source: request.ip ?? null,
    result: 'ok',
  });
  response.setHeader(ROWS_HEADER, String(rows));
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('Content-Disposition', `attachment; filename="cases.${format}"`);
  response.type(MIME[format]);
  await writeList(response, { pool, actor, question, format, lang, timezone: city.timezone });
}

export const MIME = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

interface ListFile {
  readonly pool: Pool;
  readonly actor: Actor;
  readonly question: ListQuestion;
  readonly format: keyof typeof MIME;
  readonly lang: Lang;
  readonly timezone: string;
}

/**
 * Writes a whole list page by page and ends the stream. `onRows` hears how many rows are written and may
 * end it early by answering false; a reader who is gone ends it as well.
 */
export async function writeList(
  out: Writable,
  { pool, actor, question, format, lang, timezone }: ListFile,
  onRows: (done: number) => Promise<boolean> | boolean = () => true,
): Promise<void> {
  const pages = counted(exportPages(pool, actor, question), onRows);
  const line = (row: ExportRow) => cells(row, lang, timezone, question.atMs);
  if (format === 'csv') await writeCsv(out, pages, lang, line);
  else await writeXlsx(out, pages, lang, line);
}

type Pages = AsyncGenerator<readonly ExportRow[]>;

async function* counted(pages: Pages, onRows: (done: number) => Promise<boolean> | boolean): Pages {
  let done = 0;
  for await (const page of pages) {
    yield page;
    done += page.length;
    if (!(await onRows(done))) return;
  }
}

async function writeCsv(out: Writable, pages: Pages, lang: Lang, line: (row: ExportRow) => Cell[]) {
  // Excel takes a CSV without this mark for a local code page.
  out.write(`\uFEFF${csvLine([...EXPORT_HEADS[lang]])}`);
  for await (const page of pages) {
    if (out.destroyed) return;
    if (!out.write(page.map((row) => csvLine(line(row))).join(''))) await drained(out);
  }
  out.end();
}

async function writeXlsx(out: Writable, pages: Pages, lang: Lang, line: (row: ExportRow) => Cell[]) {
  const book = openBook(out);
  const sheet = book.addWorksheet(lang === 'zh' ? '案卷' : 'Cases', {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = EXPORT_HEADS[lang].map((header) => ({ header, width: Math.max(10, header.length * 2) }));
  sheet.getRow(1).font = { bold: true };
  for await (const page of pages) {
    if (out.destroyed) return;
    for (const row of page) sheet.addRow(line(row)).commit();
    if (out.writableNeedDrain) await drained(out);
  }
  sheet.commit();
  await book.commit();
}

function cells(row: ExportRow, lang: Lang, timezone: string, now: number): Cell[] {
  const at = (ms: number | null) => (ms === null ? null : cityStamp(ms, timezone));
  const open = row.closedAt === null && row.outcome === null;
  const cell: Cell[] = [
    row.number,
    sheetWord('status', row.status, lang),
    open ? lightWord(row, now, lang) : null,
    sheetWord('channel', row.channel, lang),
    sheetWord('urgency', row.urgency, lang),
    row.category?.[lang] ?? null,
    row.condition?.[lang] ?? null,
    row.unit?.[lang] ?? null,
    row.subdistrict?.[lang] ?? null,
    row.cell,
    row.address,
    row.component,
    row.text,
    row.lon,
    row.lat,
    at(row.reportedAt),
    at(row.filedAt),
    at(row.redFrom),
    at(row.closedAt),
    row.pending && sheetWord('pending', row.pending, lang),
  ];
  return cell.map((value) => (typeof value === 'string' ? harmless(value) : value));
}

function lightWord({ yellowFrom, redFrom, parkedAt }: ExportRow, now: number, lang: Lang): string | null {
  if (redFrom === null) return null;
  const at = parkedAt ?? now;
  const light = redFrom < at ? 'red' : yellowFrom !== null && yellowFrom <= at ? 'yellow' : 'green';
  return LIGHT_WORDS[lang][light];
}
