import { chromium, type Page } from 'playwright-core';

/**
 * Usage: tsx test/bench/mapPictures.ts URL PASSWORD FOLDER [styles…]: pictures of a running demo city's map to be
 * looked at, district, neighbourhood and street corner, by style and language (light-zh, dark-en, wall-zh …).
 */
const [url, password, folder, ...wanted] = process.argv.slice(2);
if (!url || !password || !folder) throw new Error('URL, password and folder are missing');
const STYLES = wanted.length ? wanted : ['light-zh', 'light-en', 'dark-zh', 'dark-en', 'wall-zh', 'wall-en'];
/** Clicks on "+" (or "−") from the case that the desk opens, at zoom 16. */
const VIEWS = [
  ['district', -4],
  ['neighbourhood', 3],
  ['corner', 3],
] as const;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--enable-unsafe-swiftshader'],
});
for (const style of STYLES) {
  const [theme, lang] = style.split('-');
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme === 'light' ? 'light' : 'dark',
    bypassCSP: true,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(style, error.message));
  await page.goto(`${url}/desk`);
  await page.locator('input[name=login]').fill('intake');
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  if (theme === 'wall')
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'wall'));
  await page.locator('.citymap .zoom').waitFor({ timeout: 90_000 });
  // The map alone, over the whole window.
  await page.addStyleTag({
    content:
      '.citymap { position: fixed !important; inset: 0; z-index: 99; } aside, main, section { contain: none !important; transform: none !important; }',
  });
  for (const [view, clicks] of VIEWS) {
    for (let i = 0; i < Math.abs(clicks); i++) {
      await page
        .locator('.citymap .zoom button')
        .nth(clicks > 0 ? 0 : 1)
        .dispatchEvent('click');
      await page.waitForTimeout(1_200);
    }
    await still(page);
    await page.screenshot({ path: `${folder}/${style}-${view}.png` });
  }
  await context.close();
}
await browser.close();

/** Waits until two pictures in a row are the same. */
async function still(page: Page): Promise<void> {
  let last = '';
  for (let i = 0; i < 30; i++) {
    await page.waitForTimeout(700);
    const now = (await page.screenshot({ type: 'jpeg', quality: 40 })).toString('base64');
    if (now === last) return;
    last = now;
  }
}
