import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import {
  type GroupSum,
  REPORTS,
  type ReportCharts,
  type ReportFigures,
} from '../../core/contract/api/reports.ts';
import type { PdfOrder } from './paint.ts';
import { blockTitle, type Lang, periodWord, rateText, titleOf, word } from './words.ts';

type Pdf = InstanceType<typeof PDFDocument>;
type Row = readonly (string | number | null)[];

const EDGE = 48;
const WIDE = 595 - 2 * EDGE;
const INK = '#16191e';
const QUIET = '#5b6470';
const CHART_SHARP = 3;
const ENDS = 3;

/** A paper on A4: title, sums, blocks of text, ranking, best and worst, charts, hot spots, areas. */
export async function paperPdf(order: PdfOrder, charts: ReportCharts['charts']): Promise<Uint8Array> {
  const { figures, kind, lang, font } = order;
  const title = `${figures.city[lang]} ${periodWord(figures.period.name, lang)} ${titleOf(kind, lang)}`;
  const pdf = new PDFDocument({ size: 'A4', margin: EDGE, info: { Title: title }, bufferPages: true });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) => pdf.on('end', resolve));
  pdf.on('data', (part: Buffer) => void parts.push(part));
  pdf.registerFont('text', font.file, font.family).font('text');
  heading(pdf, order, title);
  for (const block of REPORTS[kind].blocks)
    if (order.texts[block]) {
      section(pdf, blockTitle(block, lang));
      pdf.fontSize(10.5).fillColor(INK).text(order.texts[block], { lineGap: 3 });
    }
  if (kind === 'award') award(pdf, figures, lang);
  else if (kind !== 'minutes') await body(pdf, order, charts);
  if (kind === 'minutes' || kind === 'award') ranking(pdf, figures, lang);
  footers(pdf, title);
  pdf.end();
  await done;
  return Buffer.concat(parts);
}

function heading(pdf: Pdf, { figures, lang, publishedAt }: PdfOrder, title: string): void {
  const { sums, before, period, scoredWith } = figures;
  const versions = {
    p: scoredWith.policyVersion,
    c: scoredWith.calendarVersion,
    l: scoredWith.logPosition ?? '',
  };
  pdf.fontSize(18).fillColor(INK).text(title);
  pdf
    .moveDown(0.3)
    .fontSize(9)
    .fillColor(QUIET)
    .text(
      [
        publishedAt === null ? word('draft', lang) : word('published', lang, { at: publishedAt }),
        word(period.formal ? 'formal' : 'trial', lang),
        word(scoredWith.logPosition === null ? 'live' : 'versions', lang, versions),
      ].join(' · '),
    );
  const said = word('sums', lang, {
    n: sums.shouldResolve,
    r: sums.resolved,
    t: sums.timely,
    rate: rateText(sums.resolved, sums.shouldResolve),
    goal: `${Math.round(sums.goal * 100)} %`,
  });
  const earlier = before
    ? `${lang === 'zh' ? '；' : '; '}${word('before', lang, { rate: rateText(before.resolved, before.shouldResolve) })}`
    : '';
  pdf
    .moveDown(0.6)
    .fontSize(10.5)
    .fillColor(INK)
    .text(sums.shouldResolve === 0 ? word('nothing', lang) : said + earlier);
}

async function body(pdf: Pdf, { figures, kind, lang }: PdfOrder, charts: ReportCharts['charts']) {
  ranking(pdf, figures, lang);
  ends(pdf, figures, lang);
  if (figures.trend.length > 1) await picture(pdf, word('trend', lang), charts.trend);
  await picture(pdf, word('ranking', lang), charts.ranking);
  if (figures.clauses.length) await picture(pdf, word('clauses', lang), charts.clauses);
  await picture(pdf, word('hotSpots', lang), charts.map);
  table(
    pdf,
    ['', word('cell', lang), word('filed', lang)],
    figures.hotSpots.map((spot, i) => [i + 1, spot[lang], spot.filed]),
    [24, 300, 60],
  );
  if (figures.subdistricts.length) await picture(pdf, word('subdistricts', lang), charts.areas);
  groups(pdf, word('subdistricts', lang), word('area', lang), figures.subdistricts, lang);
  if (kind !== 'briefing')
    groups(pdf, word('communities', lang), word('area', lang), figures.communities, lang);
  groups(pdf, word('categories', lang), word('category', lang), figures.categories.slice(0, 15), lang);
}

function section(pdf: Pdf, title: string): void {
  if (pdf.y > pdf.page.height - EDGE - 80) pdf.addPage();
  pdf.moveDown(0.8).fontSize(13).fillColor(INK).text(title, EDGE, pdf.y).moveDown(0.3);
}

function ranking(pdf: Pdf, { units }: ReportFigures, lang: Lang): void {
  const heads = (['rank', 'unit', 'score', 'due', 'resolved', 'timely', 'moved'] as const).map((name) =>
    word(name, lang),
  );
  const widths = [40, 210, 56, 52, 52, 52, 36];
  const rows = (municipal: boolean) =>
    units
      .filter((unit) => (unit.level === 'municipal') === municipal)
      .map(
        (unit): Row => [
          unit.rank,
          unit.name[lang],
          unit.score,
          unit.shouldResolve,
          unit.resolved,
          unit.timely,
          unit.places === null ? null : unit.places > 0 ? `+${unit.places}` : unit.places,
        ],
      );
  section(pdf, word('ranking', lang));
  table(pdf, heads, rows(false), widths);
  if (rows(true).length) {
    section(pdf, word('municipal', lang));
    table(pdf, heads, rows(true), widths);
  }
}

function ends(pdf: Pdf, { units }: ReportFigures, lang: Lang): void {
  const ranked = units.filter((unit) => unit.rank !== null && unit.level !== 'municipal');
  if (ranked.length < 2) return;
  const say = (some: typeof ranked) =>
    some.map((unit) => `${unit.name[lang]} ${unit.score}`).join(lang === 'zh' ? '，' : ', ');
  pdf.moveDown(0.6).fontSize(10.5).fillColor(INK);
  pdf.text(`${word('best', lang)}: ${say(ranked.slice(0, ENDS))}`, EDGE, pdf.y);
  pdf.text(`${word('worst', lang)}: ${say(ranked.slice(-ENDS).reverse())}`);
}

function award(
  pdf: Pdf,
  { award: { listed, tooFew, minVolume, places }, units }: ReportFigures,
  lang: Lang,
): void {
  const of = new Map(units.map((unit) => [unit.unit, unit]));
  section(pdf, word('listed', lang));
  pdf
    .fontSize(9)
    .fillColor(QUIET)
    .text(word('minimum', lang, { n: minVolume, m: places }))
    .moveDown(0.4);
  const heads = (['rank', 'unit', 'score', 'due'] as const).map((name) => word(name, lang));
  const rows = listed.map(({ unit, rank }): Row => {
    const one = of.get(unit);
    return [rank, one?.name[lang] ?? unit, one?.score ?? null, one?.shouldResolve ?? null];
  });
  table(pdf, heads, rows, [40, 260, 80, 80]);
  if (tooFew.length)
    pdf
      .moveDown(0.6)
      .fontSize(9)
      .fillColor(QUIET)
      .text(
        `${word('tooFew', lang)}: ${tooFew.map((unit) => of.get(unit)?.name[lang] ?? unit).join(lang === 'zh' ? '，' : ', ')}`,
        EDGE,
        pdf.y,
      );
}

function groups(pdf: Pdf, title: string, head: string, rows: readonly GroupSum[], lang: Lang): void {
  if (!rows.length) return;
  section(pdf, title);
  const heads = (['filed', 'due', 'resolved', 'timely', 'rate', 'timelyRate'] as const).map((name) =>
    word(name, lang),
  );
  table(
    pdf,
    [head, ...heads],
    rows.map((row) => [
      row[lang],
      row.filed,
      row.shouldResolve,
      row.resolved,
      row.timely,
      rateText(row.resolved, row.shouldResolve),
      rateText(row.timely, row.shouldResolve),
    ]),
    [178, 46, 46, 50, 46, 64, 66],
  );
}

/** Numbers to the right, texts to the left; heads again on every page. */
function table(pdf: Pdf, heads: readonly string[], rows: readonly Row[], widths: readonly number[]): void {
  const line = (cells: Row, color: string) => {
    const top = pdf.y;
    let x = EDGE;
    pdf.fontSize(9).fillColor(color);
    for (const [i, cell] of cells.entries()) {
      const width = widths[i]!;
      const isNumber = i > 0 && widths[i]! < 100;
      pdf.text(cell === null ? '–' : String(cell), x, top, {
        width: width - 6,
        height: 12,
        ellipsis: true,
        lineBreak: false,
        align: isNumber ? 'right' : 'left',
      });
      x += width;
    }
    pdf.y = top + 15;
    pdf
      .moveTo(EDGE, pdf.y - 2.5)
      .lineTo(EDGE + WIDE, pdf.y - 2.5)
      .lineWidth(0.4)
      .strokeColor('#dde0e5')
      .stroke();
  };
  line(heads, QUIET);
  for (const row of rows) {
    if (pdf.y > pdf.page.height - EDGE - 20) {
      pdf.addPage();
      line(heads, QUIET);
    }
    line(row, INK);
  }
  pdf.x = EDGE;
}

async function picture(pdf: Pdf, title: string, svg: string): Promise<void> {
  const { data, info } = await sharp(Buffer.from(svg), { density: 72 * CHART_SHARP })
    .flatten({ background: '#ffffff' })
    .png({ compressionLevel: 9 })
    .toBuffer({ resolveWithObject: true });
  const height = Math.min((WIDE * info.height) / info.width, pdf.page.height - 2 * EDGE - 60);
  if (pdf.y + height + 40 > pdf.page.height - EDGE) pdf.addPage();
  section(pdf, title);
  const top = pdf.y;
  pdf.image(data, EDGE, top, { fit: [WIDE, height] });
  pdf.x = EDGE;
  pdf.y = top + height + 6;
}

function footers(pdf: Pdf, line: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0;
    pdf.fontSize(8).fillColor(QUIET);
    pdf.text(`${line}   ${page + 1} / ${count}`, EDGE, pdf.page.height - EDGE + 14, { lineBreak: false });
  }
}
