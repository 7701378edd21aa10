/** A voice note ends by itself after this long, ms; at the rate recorded that is about 240 KB. */
export const LONGEST_VOICE_MS = 60_000;
/** Browsers choose the rate in the end, so the server takes more than a minute should need. */
export const MOST_VOICE_BYTES = 2 * 1024 * 1024;
