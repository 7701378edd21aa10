import { z } from 'zod';
import { photoHash } from '../core/contract/api/shapes.ts';
import { keepPhoto as keep, type StoredPhoto } from '../db/queries/photos.ts';
import type { Deed } from './run.ts';

/** Keeps a stored photo with the evidence of its original; cases that waited for it go on. */
export const keepPhoto: Deed<z.ZodType<StoredPhoto>, { file: string }> = {
  name: 'uploadPhoto',
  right: 'person',
  input: z.object({ hash: photoHash }).loose() as unknown as z.ZodType<StoredPhoto>,
  async run(ctx, photo) {
    return { file: await keep(ctx.tx, photo) };
  },
};
