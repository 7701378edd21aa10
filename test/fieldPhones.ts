import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { PASSWORD } from './house.ts';
import { picture } from './pictures.ts';
import type { Spot } from './spots.ts';
import { until } from './until.ts';

export const CHROMIUM = process.env.CHROMIUM_PATH || process.env.CHROMIUM || '/usr/bin/chromium';
export const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-3d-apis',
  // A microphone that beeps.
  '--use-fake-device-for-media-stream',
  // A name that is not this machine's own: a page there is no secure context.
  '--host-resolver-rules=MAP city.test 127.0.0.1',
];

/** A phone with a folder of its own, so that it can be killed and switched on again. */
export interface Phone {
  readonly page: Page;
  readonly context: BrowserContext;
  /** As when the battery falls out: nothing is written any more. */
  readonly kill: () => Promise<void>;
}

interface PhoneOptions {
  readonly base: string;
  readonly at: { readonly lon: number; readonly lat: number };
  readonly folder: string;
}

/** Starts Chromium as a process of the test's own on a folder that survives it. */
export async function startPhone({ base, at, folder }: PhoneOptions): Promise<Phone> {
  const child = spawn(
    CHROMIUM,
    [...FLAGS, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const browser = await chromium.connectOverCDP(await addressOf(child));
  const context = browser.contexts()[0]!;
  await context.grantPermissions(['geolocation', 'microphone'], { origin: base });
  await context.setGeolocation({ longitude: at.lon, latitude: at.lat, accuracy: 6 });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize({ width: 360, height: 640 });
  return { page, context, kill: () => killed(child, browser) };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const data of child.stderr!) {
    said += data;
    const found = /DevTools listening on (ws:\/\/\S+)/.exec(said);
    if (found) break;
  }
  child.stderr!.resume();
  const address = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
  if (!address) throw new Error(`Chromium did not start:\n${said}`);
  return address;
}

async function killed(child: ChildProcess, browser: Browser): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  await browser.close().catch(() => {});
}

/** A folder for phones and photos that goes with the test. */
export async function phoneFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'field-'));
  return {
    path: folder,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

/** A photo as a camera file in a folder. */
export async function photoFile(folder: string, options?: Parameters<typeof picture>[0]): Promise<string> {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.jpg`);
  await writeFile(file, await picture(options));
  return file;
}

/** Opens /field, logs in, and waits until the page can be opened without a network. */
export async function signInOnPhone(page: Page, base: string, login: string, lang = 'zh'): Promise<void> {
  await page.goto(`${base}/field?lang=${lang}`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.shutter').waitFor();
  await page.evaluate(async () => {
    const keptAnswers = () =>
      new Promise<string[]>((resolve) => {
        const open = indexedDB.open('field');
        open.onsuccess = () => {
          const keys = open.result.transaction('kept').objectStore('kept').getAllKeys();
          keys.onsuccess = () => {
            open.result.close();
            resolve(keys.result.map(String));
          };
        };
      });
    for (const name of ['beat', 'categories', 'tasks'])
      while (!(await keptAnswers()).some((key) => key.includes(`"${name}"`)))
        await new Promise(requestAnimationFrame);
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller)
      await new Promise((done) =>
        navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }),
      );
  });
}

/**
 * Waits until everything in the outbox is sent. A killed browser may have lost its cookie: then the page says
 * that the session has ended, and the person logs in again.
 */
export async function allSent(page: Page, limitMs?: number): Promise<StoredItem[]> {
  return until(
    'everything sent',
    async () => {
      const items = await outboxOf(page);
      if (items.length > 0 && items.every((item) => item.stage === 'sent')) return items;
      const banner = page.locator('.banner[role=alert] button');
      if (await banner.isVisible()) await signInAgain(page);
      return null;
    },
    limitMs,
  );
}

/** Through the banner that says that the session has ended. */
export async function signInAgain(page: Page): Promise<void> {
  await page.locator('.banner[role=alert] button').click();
  await page.locator('dialog input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

/** Photo, what it is, what is wrong, send; ends when the report lies in the outbox. */
export async function reportOnPhone(page: Page, file: string, spot: Pick<Spot, 'component'>): Promise<void> {
  await page.locator('.nav button').first().click();
  await page.locator('.shutter input[type=file]').setInputFiles(file);
  await page.getByRole('radio', { name: new RegExp(spot.component.slice(-5)) }).check();
  await page.locator('fieldset', { hasText: '情况' }).getByRole('radio').first().check();
  await page.locator('.go .btn.pri').click();
  await page.locator('.shutter').waitFor();
}

export interface StoredItem {
  readonly id: string;
  readonly userId: string;
  readonly stage: 'text' | 'photos' | 'receipt' | 'sent';
  readonly refused: { readonly code: string; readonly clause: string | null } | null;
  readonly photos: readonly { readonly hash: string; readonly received: number; readonly stored: boolean }[];
  readonly deviceAt: number;
  readonly observedAt: number | null;
}

/** The phone's outbox as it lies in its database. */
export async function outboxOf(page: Page): Promise<StoredItem[]> {
  const items = await readStore(page, 'items');
  return items as StoredItem[];
}

/** How many items on the phone are neither sent nor refused, and how they fare; small enough to be asked often. */
export async function leftOn(page: Page): Promise<{ left: number; troubles: string[] }> {
  const items = (await readStore(page, 'items', ['stage', 'refused', 'trouble'])) as readonly (Pick<
    StoredItem,
    'stage' | 'refused'
  > & { trouble: { message: string } | null })[];
  const left = items.filter(({ stage, refused }) => stage !== 'sent' && !refused);
  return {
    left: left.length,
    troubles: [...new Set(left.map(({ stage, trouble }) => `${stage}: ${trouble?.message}`))],
  };
}

/** Hashes of the photos that the phone still holds. */
export async function photosOn(page: Page): Promise<string[]> {
  return (await readStore(page, 'photos')).map((photo) => (photo as { hash: string }).hash);
}

/** The hash of the voice note in the draft on the phone, once there is one. */
export async function draftVoice(page: Page): Promise<string> {
  return until('a voice note in the draft', async () => {
    const [draft] = (await readStore(page, 'drafts')) as { voice?: { hash: string } | null }[];
    return draft?.voice?.hash;
  });
}

/** Waits until the phone has kept a draft with this note. */
export async function draftSays(page: Page, text: string): Promise<void> {
  await until('the draft on the phone', async () =>
    (await readStore(page, 'drafts')).some((draft) => (draft as { text: string }).text === text),
  );
}

async function readStore(
  page: Page,
  store: 'items' | 'photos' | 'drafts',
  fields?: readonly string[],
): Promise<unknown[]> {
  return page.evaluate(
    ({ name, only }) =>
      new Promise<unknown[]>((resolve, reject) => {
        const open = indexedDB.open('field');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const all = open.result.transaction(name).objectStore(name).getAll();
          all.onerror = () => reject(all.error);
          all.onsuccess = () => {
            open.result.close();
            // Bytes do not cross to the test, and are not asked for.
            resolve(
              all.result.map((one) =>
                only
                  ? Object.fromEntries(only.map((field) => [field, one[field]]))
                  : { ...one, data: undefined, thumb: undefined },
              ),
            );
          };
        };
      }),
    { name: store, only: fields },
  );
}
