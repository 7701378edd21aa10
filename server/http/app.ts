import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import helmet from 'helmet';
import { HouseError } from '../../core/contract/errors.ts';
import { metricsRouter } from '../health/metrics.ts';
import { apiRouter } from './api.ts';
import type { Doors } from './doors.ts';
import { failures } from './failures.ts';
import { healthRouter } from './health.ts';
import { packed } from './packedFiles.ts';
import { tileRouter } from './tiles.ts';

const WEB = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const SURFACES = ['wall', 'desk', 'field', 'unit', 'score', 'admin'] as const;
const YEAR_S = 31_536_000;

/** The HTTP side of the server: health, API, tiles, and one page a surface. */
export function openApp(doors: Doors): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', doors.config.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.use(headers(doors.config.HTTPS, doors.baseMap.origins));
  app.use(metricsRouter(doors));
  app.use(healthRouter(doors));
  app.use('/tiles', tileRouter(doors));
  app.use(apiRouter(doors));
  app.use('/api', () => {
    throw new HouseError('not-found', 'There is no such address.');
  });
  pages(app);
  app.use(failures(doors.log));
  return app;
}

/** The policy follows the configuration: tiles come from the places of the base map, nothing else from outside. */
function headers(https: boolean, tileOrigins: readonly string[]): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...tileOrigins],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...tileOrigins],
        workerSrc: ["'self'", 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: YEAR_S, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** Built assets carry their hash in the name and never change; pages are asked for anew each time. */
function pages(app: express.Express): void {
  app.use('/assets', packed(path.join(WEB, 'assets')));
  app.use(
    '/assets',
    express.static(path.join(WEB, 'assets'), { immutable: true, maxAge: YEAR_S * 1000, fallthrough: false }),
  );
  app.use(
    express.static(WEB, {
      index: false,
      cacheControl: false,
      setHeaders: (response) => void response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  const page =
    (name: string): express.RequestHandler =>
    (_request, response) => {
      const file = path.join(WEB, `${name}.html`);
      if (!existsSync(file))
        throw new HouseError('unavailable', 'The pages are not built yet. Build them and reload.', {
          retryAfterS: 5,
        });
      response.setHeader('Cache-Control', 'no-cache');
      response.sendFile(file);
    };
  app.get('/', page('index'));
  for (const surface of SURFACES) app.get([`/${surface}`, `/${surface}/*rest`], page(surface));
  app.use((_request, _response) => {
    throw new HouseError('not-found', 'There is no such page.');
  });
}
