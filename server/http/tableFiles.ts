import { once } from 'node:events';
import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';

export type Cell = string | number | null;

/** A workbook that is streamed to the visitor sheet by sheet, row by row. */
export function openBook(out: Writable): ExcelJS.stream.xlsx.WorkbookWriter {
  return new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: false,
  });
}

/** Room again, or nobody there any more. */
export async function drained(out: Writable): Promise<void> {
  await Promise.race([once(out, 'drain'), once(out, 'close')]);
}

/** A text that a table program would take for a formula begins with an apostrophe. */
export function harmless(text: string): string {
  return /^[\s]*[=+\-@\t\r|%]/.test(text) ? `'${text}` : text;
}

/** One line of CSV with its end. */
export function csvLine(line: readonly Cell[]): string {
  const field = (value: Cell) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${line.map(field).join(',')}\r\n`;
}
