import { zh } from '../../parts/words/zh.ts';
import { zh as field } from './zh.ts';

/** All Chinese that /field has behind the login form. */
export const allZh = { ...zh, field };
