import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { City } from './city.ts';
import { PASSWORD } from './house.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Drawing maps without a graphics card takes most of a test's time; only tests about the map have it. */
const MAP = '--enable-unsafe-swiftshader';
const NO_MAP = '--disable-3d-apis';

export interface TestBrowser {
  /** A person's own window, signed in through the login form, on a page of the built web. */
  readonly open: (login: string, path: string, options?: WindowOptions) => Promise<Page>;
  /** A stranger's window: nobody signs in. */
  readonly visit: (path: string, options?: WindowOptions) => Promise<Page>;
  readonly close: () => Promise<void>;
}

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly lang?: 'zh-CN' | 'en-GB';
  readonly dark?: boolean;
  /** Where the phone stands; without it the page hears no position. */
  readonly at?: { readonly lon: number; readonly lat: number };
}

/** Chromium on the built pages of a city; what a page logs as an error fails the test that closes it. */
export async function openBrowser(city: Pick<City, 'base'>, { map = false } = {}): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...FLAGS, map ? MAP : NO_MAP],
  });
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];
  const visit: TestBrowser['visit'] = async (
    path,
    { width = 1440, height = 900, lang = 'zh-CN', dark = false, at } = {},
  ) => {
    const phone = width < 700;
    const context = await browser.newContext({
      viewport: { width, height },
      locale: lang,
      colorScheme: dark ? 'dark' : 'light',
      hasTouch: phone,
      isMobile: phone,
      ...(at && {
        geolocation: { longitude: at.lon, latitude: at.lat, accuracy: 6 },
        permissions: ['geolocation'],
      }),
    });
    contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(`${path}: ${error.message}`));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) faults.push(`${path}: ${message.text()}`);
    });
    await page.goto(`${city.base}${path}`);
    return page;
  };
  return {
    visit,
    async open(login, path, options) {
      const page = await visit(path, options);
      await page.locator('input[name=login]').fill(login);
      await page.locator('input[name=password]').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.locator('input[name=login]').waitFor({ state: 'detached' });
      return page;
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      if (faults.length > 0) throw new Error(`pages failed:\n${faults.join('\n')}`);
    },
  };
}
