import { HouseError } from '../core/contract/errors.ts';
import type { Command } from '../core/rules/case/commands.ts';
import { foreignPhotos } from '../db/queries/photos.ts';
import type { DeedContext } from './run.ts';

/** Hashes of photos that a command brings into a case. */
export function namedPhotos(command: Command): readonly string[] {
  if (command.type === 'release-photo') return [command.photo, command.blurred];
  return 'photos' in command ? command.photos : [];
}

/**
 * Who may see a case may see its photos: so nobody brings a stored photo into a case but who sent it in or
 * sees it already. A photo that has not arrived may be named; phones send the text first.
 * @throws HouseError refused
 */
export async function refuseForeignPhotos(ctx: DeedContext, hashes: readonly string[]): Promise<void> {
  if ((await foreignPhotos(ctx.tx, ctx.actor, hashes)).length === 0) return;
  throw new HouseError(
    'refused',
    'One of the photos was sent in by somebody else. Take or choose it yourself; nothing was changed.',
    { clause: '02.photo.foreign' },
  );
}
