import { z } from 'zod';
import { photoHash } from '../core/contract/api/shapes.ts';
import { keepVoice as keep, type StoredVoice } from '../db/queries/voice.ts';
import type { Deed } from './run.ts';

/** Keeps a recording that has arrived whole; answers the file under which it counts. */
export const keepVoice: Deed<z.ZodType<StoredVoice>, { file: string }> = {
  name: 'uploadVoice',
  right: 'person',
  input: z.object({ hash: photoHash }).loose() as unknown as z.ZodType<StoredVoice>,
  async run(ctx, voice) {
    return { file: await keep(ctx.tx, voice) };
  },
};
