import PDFDocument from 'pdfkit';

/** Everything that stands on a case sheet, as plain data: it crosses to the thread that draws. */
export interface Sheet {
  readonly font: { readonly file: string; readonly family?: string };
  readonly heading: string;
  readonly title: string;
  readonly number: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly pastTitle: string;
  readonly past: readonly { readonly at: string; readonly text: string }[];
  /** Files of photos. */
  readonly photos: readonly string[];
  readonly footer: string;
}

type Pdf = InstanceType<typeof PDFDocument>;

const EDGE = 48;
const PHOTO = 150;
const GREY = '#5b6470';
const BLACK = '#111';

/** Draws a case sheet on A4. */
export function drawSheet(sheet: Sheet): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: EDGE, info: { Title: sheet.number }, bufferPages: true });
  const parts: Buffer[] = [];
  const drawn = new Promise<Buffer>((done, fail) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => done(Buffer.concat(parts)));
    pdf.on('error', fail);
  });
  pdf.registerFont('text', sheet.font.file, sheet.font.family);
  pdf.font('text').fontSize(10).fillColor(GREY).text(sheet.heading);
  pdf.fontSize(18).fillColor(BLACK).text(sheet.title);
  pdf.moveDown(0.5).fontSize(10);
  for (const [name, value] of sheet.pairs) {
    const top = pdf.y;
    pdf.fillColor(GREY).text(name, EDGE, top, { width: 90 });
    pdf.fillColor(BLACK).text(value, EDGE + 96, top);
  }
  pdf.x = EDGE;
  pdf.moveDown().fontSize(13).text(sheet.pastTitle).fontSize(10).moveDown(0.3);
  for (const { at, text } of sheet.past) {
    pdf.fillColor(GREY).text(at, { continued: true }).fillColor(BLACK);
    pdf.text(`   ${text}`);
  }
  photos(pdf, sheet.photos);
  footers(pdf, sheet.footer);
  pdf.end();
  return drawn;
}

function photos(pdf: Pdf, files: readonly string[]): void {
  pdf.moveDown();
  for (const [i, file] of files.entries()) {
    const column = i % 3;
    if (column === 0 && pdf.y + PHOTO > pdf.page.height - 2 * EDGE) pdf.addPage();
    const top = pdf.y;
    pdf.image(file, EDGE + column * (PHOTO + 12), top, { fit: [PHOTO, PHOTO] });
    pdf.x = EDGE;
    pdf.y = column === 2 || i === files.length - 1 ? top + PHOTO + 12 : top;
  }
}

function footers(pdf: Pdf, line: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0;
    pdf.fontSize(8).fillColor(GREY);
    pdf.text(`${line}   ${page + 1} / ${count}`, EDGE, pdf.page.height - EDGE + 12, { lineBreak: false });
  }
}
