import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import pino from 'pino';
import { readConfig } from '../actions/config.ts';
import { openHouse } from '../actions/house.ts';
import { openPool } from '../db/pool.ts';
import { openQueueDesk } from './health/queueDesk.ts';
import { openImports } from './http/admin/importJobs.ts';
import { openApp } from './http/app.ts';
import { openBaseMap } from './http/baseMap.ts';
import type { Doors } from './http/doors.ts';
import { openExports } from './http/exportJobs.ts';
import { openLive } from './live/live.ts';
import { openWallNumbers } from './live/numbers.ts';
import { openTail } from './live/tail.ts';
import { openWallPicture } from './live/wall.ts';
import { certificate, ownAddresses } from './tls.ts';

const STOP_WITHIN_MS = 8_000;

const config = readConfig(process.env);
const log = pino({ level: config.LOG_LEVEL, base: { part: 'server' } });
const baseMap = await openBaseMap(config).catch((error: Error) => {
  console.error(`The configuration has a fault; nothing was started: ${error.message}`);
  process.exit(78);
});
const pool = openPool({ url: config.DATABASE_URL, max: config.POOL_SIZE, name: 'city-server' });
const house = openHouse(pool);
const { city } = await house.settings();
if (city.demo && config.NODE_ENV === 'production' && !config.ALLOW_DEMO) {
  console.error(
    'This database holds a demo city with demo accounts; it is not served with NODE_ENV=production. Set ALLOW_DEMO=1 if that is meant.',
  );
  process.exit(78);
}
const doors: Doors = {
  house,
  config,
  log,
  wall: openWallPicture(house.now),
  baseMap,
  queues: openQueueDesk({ url: config.REDIS_URL, prefix: config.REDIS_PREFIX }),
};
const http = config.HTTPS
  ? createTlsServer(await certificate(config.DATA_DIR), openApp(doors))
  : createServer(openApp(doors));
http.requestTimeout = 120_000;
const live = openLive(http, doors);

// The tail begins before the painting; what comes meanwhile waits for it.
doors.wall.beginPainting();
const tail = await openTail({
  pool,
  onEvents: live.tell,
  onError: (error) => log.warn({ err: error }, 'tail failed, trying again'),
});
const stopExports = openExports(doors);
const stopImports = openImports(doors);
const stopNumbers = await openWallNumbers(doors, (at) => live.tellScore([''], at));

http.on('error', (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${config.PORT} is taken. Free it or choose another with PORT=…`
      : error.message,
  );
  process.exit(error.code === 'EADDRINUSE' ? 75 : 1);
});
http.listen(config.PORT, config.HOST, () => {
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  log.info({ port, host: config.HOST }, 'server is up');
  process.send?.({ type: 'ready', part: 'server', port, notes: notes(), phones: phones(port) });
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  stopNumbers();
  stopImports();
  stopExports();
  await live.stop();
  http.closeAllConnections();
  await tail.stop();
  await doors.queues.close();
  await pool.end();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
process.on('disconnect', () => void stop());

/** What the table of a start says beside the addresses. */
function notes(): string[] {
  if (!config.HTTPS)
    return ['Phones need HTTPS for camera and position: npm start -- --https with HOST=0.0.0.0'];
  if (config.HOST === '127.0.0.1') return ['Phones reach this machine only with HOST=0.0.0.0'];
  return [
    'A phone warns once of the certificate made here, and opens /field without a network only',
    `with one that it trusts: put cert.pem and key.pem of your own into ${config.DATA_DIR}/tls.`,
  ];
}

/** Where a phone finds /field; none when it cannot be reached or would not work. */
function phones(port: number): string[] {
  if (!config.HTTPS || config.HOST === '127.0.0.1') return [];
  const everywhere = ['0.0.0.0', '::'].includes(config.HOST);
  const hosts = everywhere ? ownAddresses().filter((one) => one !== '127.0.0.1') : [config.HOST];
  return hosts.map((host) => `https://${host}:${port}/field`);
}
