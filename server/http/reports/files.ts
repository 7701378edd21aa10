import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import { fontFile } from '../../paper/font.ts';
import { paint } from '../../paper/paint.ts';
import { cityStamp } from '../paperWords.ts';
import type { Seen } from '../seen.ts';
import { paperOf } from './pages.ts';

/** A paper as PDF, drawn beside the server's own work. */
export async function paperFile(
  { doors, response }: Seen,
  { period, kind, lang }: EndpointParsed<'paperFile'>,
): Promise<void> {
  const font = fontFile(doors.config.PDF_FONT);
  const { city } = await doors.house.settings();
  const { figures, texts, published } = await paperOf(doors, period, kind);
  const publishedAt = published && cityStamp(published.at, city.timezone).slice(0, 10);
  const pdf = await paint({ what: 'pdf', figures, texts, kind, lang, font, publishedAt });
  response.type('application/pdf');
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('Content-Disposition', `inline; filename="${kind}-${figures.period.name}.pdf"`);
  response.end(pdf);
}
