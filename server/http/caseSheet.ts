import { existsSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { namesOfCase } from '../../db/queries/caseNames.ts';
import { photoFile } from '../../db/queries/photos.ts';
import { caseDetail } from './caseDetail.ts';
import { cityStamp, sheetWord } from './paperWords.ts';
import type { Seen } from './seen.ts';

// A font with Chinese is no part of the program: it is the system's (Debian: fonts-noto-cjk), or the one that PDF_FONT names.
const FONTS: readonly { readonly file: string; readonly family?: string }[] = [
  { file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', family: 'WenQuanYiMicroHei' },
];
const EDGE = 48;
const PHOTO = 150;

type Pdf = InstanceType<typeof PDFDocument>;

/** One case on paper: what, where, who, its time line and its photos, as this person may see them. */
export async function caseSheet(seen: Seen, { id, lang }: EndpointParsed<'caseSheet'>): Promise<void> {
  const { doors, response } = seen;
  const font = fontFile(doors.config.PDF_FONT);
  const detail = await caseDetail(seen, { id });
  const [{ city }, names] = await Promise.all([doors.house.settings(), namesOfCase(doors.house.pool, id)]);
  const { card } = detail;
  const at = (ms: number) => cityStamp(ms, city.timezone);
  const both = (name: { zh: string; en: string } | null) => name?.[lang] ?? null;
  const zh = lang === 'zh';
  const pdf = new PDFDocument({ size: 'A4', margin: EDGE, info: { Title: card.number }, bufferPages: true });
  response.type('application/pdf');
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('Content-Disposition', `inline; filename="${card.number}.pdf"`);
  const sent = pipeline(pdf, response);
  pdf.registerFont('text', font.file, font.family);
  pdf
    .font('text')
    .fontSize(10)
    .fillColor('#5b6470')
    .text(zh ? `${city.zh} 城市管理案卷` : `${city.en} case sheet`);
  pdf
    .fontSize(18)
    .fillColor('#111')
    .text([both(names.category), both(names.condition)].filter(Boolean).join(' · ') || card.number);
  pdf.moveDown(0.5).fontSize(10);
  pairs(pdf, [
    [zh ? '案卷号' : 'Number', card.number],
    [zh ? '状态' : 'Status', sheetWord('status', card.status, lang)],
    [zh ? '地点' : 'Place', [card.address, both(names.subdistrict), card.cell].filter(Boolean).join(' · ')],
    [zh ? '坐标' : 'Coordinates', `${card.lon.toFixed(6)}, ${card.lat.toFixed(6)}`],
    [zh ? '部件' : 'Component', card.component],
    [zh ? '来源' : 'Channel', sheetWord('channel', card.channel, lang)],
    [zh ? '责任单位' : 'Unit', both(names.unit)],
    [zh ? '上报时间' : 'Reported', at(card.reportedAt)],
    [zh ? '期限' : 'Due', card.dueAt ? at(card.dueAt) : null],
    [zh ? '描述' : 'Description', detail.events[0]?.text ?? null],
  ]);
  pdf
    .moveDown()
    .fontSize(13)
    .text(zh ? '经过' : 'Time line')
    .fontSize(10)
    .moveDown(0.3);
  for (const event of detail.events) {
    const who = event.actor.name ?? (event.actor.role === 'machine' ? (zh ? '系统' : 'machine') : '');
    const said = event.seq > 1 && event.text ? ` · ${event.text}` : '';
    pdf.fillColor('#5b6470').text(at(event.at), { continued: true }).fillColor('#111');
    pdf.text(`   ${[sheetWord('event', event.type, lang), who].filter(Boolean).join(' · ')}${said}`);
  }
  await photos(
    pdf,
    seen,
    detail.photos.filter(({ arrived }) => arrived).map(({ hash }) => hash),
  );
  footers(pdf, `${card.number}   ${at(doors.house.now())}`);
  pdf.end();
  await sent;
}

function fontFile(own: string): { file: string; family?: string } {
  const found = own ? { file: own } : FONTS.find(({ file }) => existsSync(file));
  if (!found || !existsSync(found.file))
    throw new HouseError(
      'unavailable',
      'No font with Chinese is installed here (Debian: fonts-noto-cjk). Ask the administrator.',
      { clause: '07.sheet.font' },
    );
  return found;
}

function pairs(pdf: Pdf, rows: readonly (readonly [string, string | null])[]): void {
  for (const [name, value] of rows) {
    if (!value) continue;
    const top = pdf.y;
    pdf.fillColor('#5b6470').text(name, EDGE, top, { width: 90 });
    pdf.fillColor('#111').text(value, EDGE + 96, top);
  }
  pdf.x = EDGE;
}

async function photos(pdf: Pdf, { doors }: Seen, hashes: readonly string[]): Promise<void> {
  const stored = await Promise.all(hashes.map((hash) => photoFile(doors.house.pool, hash)));
  const files = stored
    .flatMap((photo) => (photo ? [path.join(doors.config.DATA_DIR, 'photos', photo.file)] : []))
    .filter((file) => existsSync(file));
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
    pdf.fontSize(8).fillColor('#5b6470');
    pdf.text(`${line}   ${page + 1} / ${count}`, EDGE, pdf.page.height - EDGE + 12, { lineBreak: false });
  }
}
