import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScoreItem } from '../../core/contract/api/answers.ts';
import { openBrowser, type TestBrowser } from '../browser.ts';
import { type City, openCity, reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { hashOfBytes, picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let city: City;
let browser: TestBrowser;
let spot: Spot;
let inTime: string;
let refused: string;
let period: number;

beforeAll(async () => {
  city = await openCity();
  browser = await openBrowser(city);
  [spot] = (await findSpots(city.house.owner, MANHOLE, 1)) as [Spot];
  for (const login of [spot.trusted, spot.other])
    await (await city.person(login)).call('duty', { on: true, lon: spot.lon, lat: spot.lat, accuracyM: 5 });
  inTime = await reported();
  await closed(inTime);
  refused = await reported();
  const unit = await city.person(spot.unit);
  await unit.command(refused, 'return', { reason: 'not-our-duty', text: 'Not ours' });
  await (await city.person('dispatch')).command(refused, 'dispatch', {
    unit: spot.unit,
    reason: 'is-yours',
    text: 'It is',
  });
  await closed(refused);
  const { rows } = await until('both scored', async () => {
    const found = await city.house.owner.query(
      'SELECT period_id, timely FROM score_item WHERE case_id = ANY ($1) AND resolved ORDER BY timely',
      [[inTime, refused]],
    );
    return found.rowCount === 2 && found.rows[0].timely === false ? found : null;
  });
  period = rows[0].period_id;
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

const state = async (id: string) =>
  (await city.house.owner.query('SELECT status, collector_id FROM cases WHERE id = $1', [id])).rows[0] as {
    status: string;
    collector_id: string | null;
  };
const reaches = (id: string, status: string) =>
  until(status, async () => (await state(id)).status === status);

async function reported(): Promise<string> {
  const collector = await city.person(spot.trusted);
  const photo = await picture();
  const { id } = await collector.report(
    reportAt(spot, {
      categoryKey: MANHOLE,
      conditionKey: `${MANHOLE}/1`,
      component: spot.component,
      photos: [hashOfBytes(photo)],
    }),
  );
  await collector.upload(photo);
  await reaches(id, 'handling');
  return id;
}

/** Fed back, checked on site and closed. */
async function closed(id: string): Promise<void> {
  const unit = await city.person(spot.unit);
  await unit.command(id, 'feedback', { photos: [await unit.upload(await picture())], text: 'Done' });
  await reaches(id, 'checking');
  const people = await Promise.all([city.person(spot.trusted), city.person(spot.other)]);
  const whose = async (one: Client) => (await one.call('tasks', {})).tasks.some((task) => task.id === id);
  const checker = (await whose(people[0]!)) ? people[0]! : people[1]!;
  await checker.command(id, 'pass', { photos: [await checker.upload(await picture())] });
  await reaches(id, 'awaiting-close');
  await (await city.person('intake')).command(id, 'close', {});
  await reaches(id, 'closed');
}

/** Rows of the axe report that are violations. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations } = await inPage.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

test('two clicks lead from the ranking to a case, its clock and the clause that cost the points', async () => {
  const page = await browser.open('evaluate', `/score?period=${period}`, { lang: 'en-GB' });
  const row = page.locator(`tr[data-unit="${spot.unit}"]`);
  await row.waitFor();
  expect(await row.textContent()).toContain('60.00');
  await row.click();
  await page.locator(`tr[data-case="${refused}"]`).click();
  const panel = page.locator(`[data-explained="${refused}"]`);
  await panel.waitFor();
  expect(await panel.locator('[data-verdict]').getAttribute('data-verdict')).toBe('untimely');
  expect(await panel.locator('[data-clause=returned]').getAttribute('class')).toBe('holds');
  expect(await panel.locator('[data-clause=overtime]').getAttribute('class')).toBeNull();
  expect(await panel.locator('[data-segment]').count()).toBe(2);
  expect(await panel.textContent()).toContain('40.00 points');
  expect(await violations(page)).toEqual([]);
  await page.goBack();
  await page.locator(`tr[data-case="${refused}"]`).waitFor();
  expect(await violations(page)).toEqual([]);
});

test('every number of a unit is the number of cases behind it, and the losses and the score make a hundred', async () => {
  const evaluator = await city.person('evaluate');
  const unit = await evaluator.call('scoreUnit', { period, unit: spot.unit });
  const items: ScoreItem[] = [];
  for (let after: string | undefined; ; ) {
    const page = await evaluator.call('scoreItems', {
      period,
      unit: spot.unit,
      limit: 1,
      ...(after ? { after } : {}),
    });
    items.push(...page.items);
    if (page.next === null) break;
    after = page.next;
  }
  const counted = items.filter((item) => item.moved === null);
  expect(unit.unit).toMatchObject({
    shouldResolve: counted.length,
    resolved: counted.filter((item) => item.resolved).length,
    timely: counted.filter((item) => item.timely).length,
    score: '60.00',
  });
  const lost = unit.losses.reduce((sum, loss) => sum + Number(loss.points), 0);
  expect(lost + Number(unit.unit.score)).toBeCloseTo(100, 9);
  for (const item of items) {
    const one = await evaluator.call('scoreCase', {
      period,
      unit: spot.unit,
      caseId: item.caseId,
      no: item.no,
    });
    expect(
      one.explanation.clauses
        .filter((clause) => clause.holds)
        .map((clause) => clause.clause)
        .sort(),
    ).toEqual([...item.clauses]);
  }
});

test('another policy is tried without touching the period', async () => {
  const evaluator = await city.person('evaluate');
  const allowance = { deferral: '0.03', extension: '0.03', repeat: '0.03', timelyRule: 'allowance' } as const;
  const same = await evaluator.call('scoreWhatIf', {
    period,
    timely: '0.80',
    resolved: '0.20',
    ...allowance,
  });
  expect(same.units.find((one) => one.unit === spot.unit)).toMatchObject({
    before: { score: '60.00' },
    after: { score: '60.00' },
  });
  const other = await evaluator.call('scoreWhatIf', {
    period,
    timely: '0.50',
    resolved: '0.50',
    ...allowance,
  });
  expect(other.units.find((one) => one.unit === spot.unit)!.after.score).toBe('75.00');
  expect((await evaluator.call('scoreUnit', { period, unit: spot.unit })).unit.score).toBe('60.00');
});

test('the briefing of the month shows its sums and charts, its text is written and kept', async () => {
  const page = await browser.open('evaluate', `/score?period=${period}&tab=papers`, { lang: 'en-GB' });
  const paper = page.locator('[data-paper=briefing]');
  await paper.locator('textarea[name=summary]').fill('A calm month.');
  await paper.locator('[data-act=save]').click();
  await paper.getByText('draft v1').waitFor();
  await paper.locator('figure img').nth(2).waitFor();
  const drawn = await paper
    .locator('figure img')
    .evaluateAll((all) =>
      Promise.all((all as HTMLImageElement[]).map((one) => one.decode().then(() => one.naturalWidth))),
    );
  expect(Math.min(...drawn)).toBeGreaterThan(300);
  expect(await violations(page)).toEqual([]);
  await page.locator('[data-kind=award]').click();
  await page.locator('[data-award]').waitFor();
  await page.goto(`${city.base}/score?period=${period}&tab=figures`);
  const row = page.locator(`[data-figures=unit] [data-row="${spot.unit}"]`);
  await row.waitFor();
  expect(await row.textContent()).toContain('2 / 2');
  expect(await violations(page)).toEqual([]);
  // Two clicks from a number to a case's time line.
  const dispatched = await page.$$eval('[data-figures=unit] thead th', (all) =>
    all.findIndex((one) => one.textContent?.startsWith('Dispatched on time')),
  );
  await row
    .locator('td')
    .nth(dispatched - 1)
    .locator('[data-side=denominator]')
    .click();
  const listed = page.locator('[data-list=dispatch-on-time] [data-case]');
  await listed.first().waitFor();
  expect(await violations(page)).toEqual([]);
  const first = await listed.first().getAttribute('data-case');
  await listed.first().locator('.link').click();
  await page.locator(`[data-explained="${first}"] svg`).first().waitFor();
  // Limits of a tenth, tried beside the ranking as it is.
  await page.goto(`${city.base}/score?period=${period}&tab=what-if`);
  await page.locator('[name=limitPercent]').fill('10');
  await page.locator('.wish button[type=submit]').click();
  const tried = page.locator(`[data-tried="${spot.unit}"]`);
  await tried.waitFor();
  expect(await tried.textContent()).toContain('→');
  expect(await violations(page)).toEqual([]);
});

test('a collection company sees its own collectors’ figures, and neither units nor cases', async () => {
  const { rows } = await city.house.owner.query<{ id: string; company: string }>(
    `SELECT id::text, company_code AS company FROM app_user WHERE role = 'collector'`,
  );
  const company = await city.person('company-1');
  const { rows: own } = await company.call('figures', { by: 'company', period });
  expect(own).toHaveLength(1);
  const of = rows.filter((one) => one.company === own[0]!.key).map(({ id }) => id);
  expect(of.length).toBeLessThan(rows.length);
  const seen = (await company.call('figures', { by: 'collector', period })).rows.map(({ key }) => key);
  expect(seen.sort()).toEqual(of.sort());
  const other = rows.find((one) => one.company !== own[0]!.key)!;
  expect((await company.call('figures', { by: 'collector', period, key: other.id })).rows).toEqual([]);
  await expect(company.call('figures', { by: 'unit', period })).rejects.toMatchObject({ status: 403 });
  await expect(company.call('score', { period })).rejects.toMatchObject({ status: 403 });
  await expect(
    company.call('figureCases', { by: 'collector', key: of[0]!, figure: 'valid-reports', period }),
  ).rejects.toMatchObject({ status: 403 });
  const page = await browser.open('company-1', '/score', { lang: 'en-GB' });
  await page.locator('[data-figures=collector] [data-row]').first().waitFor();
  expect(await page.locator('[data-figures=collector] [data-row]').count()).toBe(of.length);
  expect(await page.locator('.number').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test('a liaison sees the own unit and gets no other unit’s cases', async () => {
  const liaison = await city.person(spot.unit);
  expect((await liaison.call('score', { period })).units.map((one) => one.unit)).toEqual([spot.unit]);
  const other = spot.unit === 'water' ? 'power' : 'water';
  await expect(liaison.call('scoreUnit', { period, unit: other })).rejects.toMatchObject({ status: 404 });
  await expect(liaison.call('scoreItems', { period, unit: other })).rejects.toMatchObject({ status: 404 });
  await expect(
    liaison.call('scoreCase', { period, unit: other, caseId: inTime, no: 0 }),
  ).rejects.toMatchObject({ status: 404 });
});

test('an appeal goes through the screens: review, the unit head’s words, the decision, the revision, publication', async () => {
  // The clock of a running city cannot be put forward: its month is settled behind its back.
  await city.house.owner.query(`UPDATE period SET state = 'settled', settled_at = now() WHERE id = $1`, [
    period,
  ]);
  const evaluator = await browser.open('evaluate', `/score?period=${period}`, { lang: 'en-GB' });
  await evaluator.locator('[data-next=in-review]').click();
  await evaluator.locator('dialog button.pri').click();
  await evaluator.locator('[data-stage=in-review]').waitFor();

  const head = await browser.open(`${spot.unit}-head`, '/unit', { lang: 'en-GB' });
  const item = head.locator(`[data-item="${refused}"]`);
  await item.locator('[data-act=appeal]').click();
  await head.locator('dialog textarea').fill('The gas main lay open; we could not work.');
  expect(await violations(head)).toEqual([]);
  await head.locator('dialog button.pri').click();
  await item.getByText('to be decided').waitFor();
  expect(await item.locator('[data-act=appeal]').count()).toBe(0);

  await evaluator.goto(`${city.base}/score?period=${period}&tab=appeals`);
  await evaluator.locator('tr[data-appeal=filed] .link').click();
  await evaluator.locator('.appealbox [data-act=appeal]').click();
  await evaluator.locator('dialog').getByLabel('Reason of the decision').fill('Shown by the gas company.');
  expect(await violations(evaluator)).toEqual([]);
  await evaluator.locator('dialog button.pri').click();
  await evaluator.locator('.appeal[data-appeal=granted]').waitFor();
  await evaluator.locator('[data-verdict=timely]').waitFor();
  await evaluator.locator(`tr[data-unit="${spot.unit}"]`, { hasText: '100.00' }).waitFor();
  await evaluator.locator('[data-revisions]').click();
  expect(await evaluator.locator('[data-revision="1"]').textContent()).toContain('60.00');
  expect(await evaluator.locator('[data-revision="2"]').textContent()).toContain('100.00');
  await evaluator.keyboard.press('Escape');

  await city.house.owner.query('UPDATE period SET review_until = now() WHERE id = $1', [period]);
  await evaluator.reload();
  await evaluator.locator('[data-next=published]').click();
  await evaluator.locator('dialog button.pri').click();
  await evaluator.locator('[data-stage=published]').waitFor();
  await head.reload();
  await head.locator('.month .score', { hasText: '100.00' }).waitFor();
  expect(await item.count()).toBe(0);
});
