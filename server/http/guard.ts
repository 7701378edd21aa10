import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Config } from '../../actions/config.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { Seen } from './seen.ts';

/**
 * Guards a changing route against other sites: JSON or a file only (no plain form can send either without
 * a preflight), the page's own origin, and the session's token in a header.
 */
export function guardChange({ request, visitor, doors }: Seen, { csrf }: { csrf: boolean }): void {
  const type = request.is(['application/json', 'multipart/form-data']);
  if (!type) throw new HouseError('bad-input', 'Only application/json is taken here. Nothing was changed.');
  const origin = request.get('origin');
  if (origin && !isOwnOrigin(origin, request.get('host'), doors.config))
    throw new HouseError('forbidden', 'This request comes from another site. Nothing was changed.');
  if (!csrf) return;
  const given = Buffer.from(request.get('x-csrf') ?? '');
  const expected = Buffer.from(visitor.csrf ?? '');
  if (!visitor.csrf || given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new HouseError(
      'forbidden',
      'The page is out of date. Reload it and try again; nothing was changed.',
      { clause: 'csrf' },
    );
}

/** Whether an Origin header names this server itself. */
export function isOwnOrigin(origin: string, host: string | undefined, config: Config): boolean {
  if (config.PUBLIC_URL) return origin === new URL(config.PUBLIC_URL).origin;
  try {
    return host !== undefined && new URL(origin).host === host;
  } catch {
    return false;
  }
}

/** Over TLS, be it here or at a trusted proxy. */
export function isSecure(request: Request): boolean {
  return request.secure;
}
