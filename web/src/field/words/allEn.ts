import { en } from '../../parts/words/en.ts';
import { en as field } from './en.ts';

/** All English that /field has, fetched in one piece. */
export const allEn = { ...en, field };
