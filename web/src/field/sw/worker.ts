/**
 * Opens /field without a network. Pages and assets come from the phone; answers of the API never do (they
 * belong to a person and lie in the page's own database); base tiles of the beat come from the phone first.
 */

interface Files {
  readonly version: string;
  /** Without these the page does not open: all or nothing. */
  readonly core: readonly string[];
  /** The map and what is loaded later: as far as it goes. */
  readonly later: readonly string[];
}
/** Filled in by the build with this version's files. */
declare const __FIELD_FILES__: Files;
const FILES = __FIELD_FILES__;

/** The types know a page's `self` only; this script runs nowhere but as a service worker. */
const worker = self as unknown as ServiceWorkerGlobalScope;

const PAGE = '/field';
const PREFIX = 'field-files-';
const CACHE = `${PREFIX}${FILES.version}`;
const TILES = 'field-tiles';

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  if (event.data === 'take') void worker.skipWaiting();
  if (event.data === 'save-later') event.waitUntil(saveLater());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET') return;
  if (url.origin !== worker.location.origin) return event.respondWith(foreign(request));
  if (request.mode === 'navigate') {
    if (url.pathname === PAGE || url.pathname.startsWith(`${PAGE}/`)) event.respondWith(page(request));
  } else if (url.pathname.startsWith('/tiles/base/')) event.respondWith(tile(request));
  else if (url.pathname === '/tiles/base.pmtiles') event.respondWith(stretch(request));
  else if (url.pathname.startsWith('/assets/') || FILES.core.includes(url.pathname))
    event.respondWith(asset(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(
    [PAGE, ...FILES.core].map((url) => new Request(url, { cache: 'no-cache', credentials: 'same-origin' })),
  );
}

async function activate(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  await worker.clients.claim();
}

async function saveLater(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const url of FILES.later) {
    if (!(await cache.match(url))) await cache.add(url).catch(() => undefined);
  }
}

/** The page of this version: its assets are the ones that are kept. */
async function page(request: Request): Promise<Response> {
  return (await caches.match(PAGE, { cacheName: CACHE })) ?? fetch(request);
}

async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  // A page of the version before still runs: what it loads late is not kept, its name is not ours.
  if (response.ok && FILES.later.includes(new URL(request.url).pathname)) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone());
  }
  return response;
}

/** Kept tiles at once, and anew behind the person's back when there is a network. */
async function tile(request: Request): Promise<Response> {
  const cache = await caches.open(TILES);
  const kept = await cache.match(request);
  if (!kept) return fetch(request);
  void fetch(request)
    .then((fresh) => (fresh.status === 200 ? cache.put(request, fresh) : undefined))
    .catch(() => undefined);
  return kept;
}

/** Tiles of a map from elsewhere that were kept for the beat; its server is not asked behind anybody's back. */
async function foreign(request: Request): Promise<Response> {
  return (await caches.match(request.url, { cacheName: TILES })) ?? fetch(request);
}

/** A stretch of the city's PMTiles file that was kept for the beat; the file's version is in its address. */
async function stretch(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const kept = await caches.match(`${pathname}${search}&${request.headers.get('range')}`, {
    cacheName: TILES,
  });
  if (!kept) return fetch(request);
  return new Response(kept.body, { status: 206, headers: kept.headers });
}
