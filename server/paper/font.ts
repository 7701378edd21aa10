import { existsSync } from 'node:fs';
import { HouseError } from '../../core/contract/errors.ts';

// A font with Chinese is no part of the program: it is the system's (Debian: fonts-noto-cjk), or the one that PDF_FONT names.
const FONTS: readonly { readonly file: string; readonly family?: string }[] = [
  { file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', family: 'WenQuanYiMicroHei' },
];

export interface PaperFont {
  readonly file: string;
  readonly family?: string;
}

/** The font for paper: the configured one, else the first known. @throws HouseError unavailable */
export function fontFile(own: string): PaperFont {
  const found = own ? { file: own } : FONTS.find(({ file }) => existsSync(file));
  if (!found || !existsSync(found.file))
    throw new HouseError(
      'unavailable',
      'No font with Chinese is installed here (Debian: fonts-noto-cjk). Ask the administrator.',
      { clause: '07.sheet.font' },
    );
  return found;
}
