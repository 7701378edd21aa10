import { z } from 'zod';
import { CHANNELS } from '../../rules/case/people.ts';
import { LONGEST_VOICE_MS } from './voice.ts';

/**
 * Shapes that several endpoints share. Texts are bounded and never hold NUL or control characters. Half a
 * character (an emoji cut in two by a phone) becomes the replacement sign: no database stores it.
 */
export const text = (max: number) =>
  z
    .string()
    .overwrite((given) => given.replace(/\p{Surrogate}/gu, '\ufffd'))
    .trim()
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'has control characters');
export const longText = text(4_000);
export const code = z.string().regex(/^[A-Za-z0-9._:/-]{1,80}$/);
/** Codes of components come from registers of many kinds; they are only bounded. */
export const componentCode = text(80).min(1);
export const photoHash = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in lower-case hex');
export const photos = z.array(photoHash).max(12).default([]);
/** Instants cross the border as epoch milliseconds. */
export const instantMs = z.number().int().min(0).max(8_640_000_000_000);
export const version = z.number().int().min(0);
export const caseId = z.uuid();
export const lon = z.number().min(-180).max(180);
export const lat = z.number().min(-90).max(90);

export const place = z.object({
  lon,
  lat,
  accuracyM: z.number().min(0).max(100_000).nullable().default(null),
  address: text(200).nullable().default(null),
});

/** What all walls hold: the city, the ranking, or a subdistrict by its code. */
export const wallScene = z.union([
  z.enum(['city', 'ranking']),
  z.templateLiteral(['area:', z.string().regex(/^[A-Za-z0-9._-]{1,60}$/)]),
]);

export const reportInput = z.object({
  /** Made on the device before the first try: sent twice is one case. UUID version 7, so that keys are ordered by time. */
  id: z.uuidv7(),
  channel: z.enum(CHANNELS).optional(),
  categoryKey: code.nullable().default(null),
  conditionKey: code.nullable().default(null),
  place,
  component: componentCode.nullable().default(null),
  photos,
  text: longText.optional(),
  /** A voice note by its SHA-256, sent in parts like a photo, and how long it is. */
  voice: z
    .object({
      hash: photoHash,
      ms: z
        .number()
        .int()
        .min(0)
        .max(LONGEST_VOICE_MS + 5_000),
    })
    .optional(),
  observedAt: instantMs.optional(),
  /** A closed case that is not solved: the new one is linked to it in the same act. */
  again: z.uuid().optional(),
  reporter: z
    .object({ name: text(80).optional(), phone: text(40).optional(), email: text(120).optional() })
    .optional(),
});
export type ReportInput = z.infer<typeof reportInput>;
