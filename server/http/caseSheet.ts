import { existsSync } from 'node:fs';
import path from 'node:path';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { namesOfCase } from '../../db/queries/caseNames.ts';
import { photoFile } from '../../db/queries/photos.ts';
import { fontFile } from '../paper/font.ts';
import { caseDetail } from './caseDetail.ts';
import { cityStamp, sheetWord } from './paperWords.ts';
import type { Seen } from './seen.ts';
import { drawInThread } from './sheetThreads.ts';

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
  const pairs: [string, string | null][] = [
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
  ];
  const pdf = await drawInThread({
    font,
    heading: zh ? `${city.zh} 城市管理案卷` : `${city.en} case sheet`,
    title: [both(names.category), both(names.condition)].filter(Boolean).join(' · ') || card.number,
    number: card.number,
    pairs: pairs.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
    pastTitle: zh ? '经过' : 'Time line',
    past: detail.events.map((event) => {
      const who = event.actor.name ?? (event.actor.role === 'machine' ? (zh ? '系统' : 'machine') : '');
      const said = event.seq > 1 && event.text ? ` · ${event.text}` : '';
      const what = [sheetWord('event', event.type, lang), who].filter(Boolean).join(' · ');
      return { at: at(event.at), text: `${what}${said}` };
    }),
    photos: await photoFiles(
      seen,
      detail.photos.filter(({ arrived }) => arrived).map(({ hash }) => hash),
    ),
    footer: `${card.number}   ${at(doors.house.now())}`,
  });
  response.type('application/pdf');
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('Content-Disposition', `inline; filename="${card.number}.pdf"`);
  response.end(pdf);
}

async function photoFiles({ doors }: Seen, hashes: readonly string[]): Promise<string[]> {
  const stored = await Promise.all(hashes.map((hash) => photoFile(doors.house.pool, hash)));
  return stored
    .flatMap((photo) => (photo ? [path.join(doors.config.DATA_DIR, 'photos', photo.file)] : []))
    .filter((file) => existsSync(file));
}
