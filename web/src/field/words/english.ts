import { addWords } from '../../parts/i18n.ts';

/** Fetches the English words; they are there at once when they have come before. */
export async function english(): Promise<void> {
  addWords('en', (await import('./allEn.ts')).allEn);
}
