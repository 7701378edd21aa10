/**
 * How soon /field can be used on a weak phone and line: `npm run bench -- fieldStart [runs]`.
 * Chromium's processor slowed down 4 times, 1.6 Mbit/s, 300 ms latency; first opening with an empty cache up to
 * the login form, and opening again up to the camera button.
 */
import { chromium, type Page } from 'playwright-core';
import { openCity } from '../city.ts';
import { CHROMIUM, FLAGS, signInOnPhone } from '../fieldPhones.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

const LINE = { offline: false, latency: 300, downloadThroughput: 200_000, uploadThroughput: 200_000 };
const SLOWER = 4;
const runs = Number(process.argv[2] ?? 5);

const city = await openCity();
const [spot] = (await findSpots(city.house.owner, MANHOLE, 1)) as [Spot];
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  const first: number[] = [];
  const again: number[] = [];
  for (let n = 0; n < runs; n++) {
    first.push(await measured('input[name=login]', async () => undefined));
    again.push(await measured('.shutter', (page) => signInOnPhone(page, city.base, spot.trusted)));
  }
  console.log(`first opening, to the login form:   ${said(first)}`);
  console.log(`opening again, to the camera button: ${said(again)}`);
} finally {
  await browser.close();
  await city.stop();
}

/** A phone of its own; what comes before is done at full speed. */
async function measured(selector: string, before: (page: Page) => Promise<void>): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  // What runs in the page was named by the loader of this script.
  await context.addInitScript({ content: 'globalThis.__name ??= (one) => one' });
  const page = await context.newPage();
  await before(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', LINE);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const ms = await usableAfter(page, selector);
  await context.close();
  return ms;
}

/** Milliseconds from the address to an element that is drawn and answers: the next frame after it has come. */
async function usableAfter(page: Page, selector: string): Promise<number> {
  await page.addInitScript((wanted) => {
    const look = () => {
      if (document.querySelector(wanted) === null) return requestAnimationFrame(look);
      // Two tasks later the handlers are in place and nothing long is under way.
      return requestAnimationFrame(() =>
        setTimeout(() => {
          document.documentElement.dataset['usable'] = String(Math.round(performance.now()));
        }),
      );
    };
    requestAnimationFrame(look);
  }, selector);
  await page.goto(`${city.base}/field?lang=zh`, { waitUntil: 'commit' });
  const root = page.locator('html[data-usable]');
  await root.waitFor({ state: 'attached', timeout: 60_000 });
  return Number(await root.getAttribute('data-usable'));
}

function said(all: readonly number[]): string {
  const sorted = [...all].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return `${middle} ms in the middle of ${sorted.length} (${sorted[0]} to ${sorted.at(-1)})`;
}
