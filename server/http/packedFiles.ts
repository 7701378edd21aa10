import { existsSync } from 'node:fs';
import path from 'node:path';
import type express from 'express';

const ENDINGS = { br: '.br', gzip: '.gz' } as const;

/**
 * Hands out a script or style sheet as the build has packed it, in the best way that the browser takes; what
 * was not packed, or is wanted as it is, falls to whoever serves the folder next. Names carry a hash, so an
 * answer of the folder does not change while it is looked up.
 */
export function packed(folder: string): express.RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    response.vary('Accept-Encoding');
    const name = path.basename(request.path);
    const wanted = request.acceptsEncodings('br', 'gzip');
    if (wanted !== 'br' && wanted !== 'gzip') return next();
    if (request.path !== `/${name}` || !existsSync(path.join(folder, name + ENDINGS[wanted]))) return next();
    response.type(path.extname(name));
    response.set('Content-Encoding', wanted);
    request.url = `/${name}${ENDINGS[wanted]}`;
    next();
  };
}
