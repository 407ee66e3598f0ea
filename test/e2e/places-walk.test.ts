import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { demoPlacesAt } from '#infra/local/demo/places/demo-places.ts';
import { NOW } from '#test/builders/board.ts';
import { launchBrowser } from './browser.ts';
import { type FixtureSite, startFixtureSite } from './fixture-site.ts';

/** A visitor with a mobility scooter, a phone and no script looks for somewhere to eat. */

let browser: Browser;
let site: FixtureSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([
    launchBrowser(),
    startFixtureSite(inject('assetsDirectory'), demoPlacesAt(NOW)),
  ]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

describe.each([false, true])('with JavaScript: %s', (javaScriptEnabled) => {
  it('from the front door to a place that is confirmed to suit', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(site.origin);
    await page.getByRole('navigation').getByRole('link', { name: 'Places' }).click();
    await page.getByLabel('Kind').selectOption('eat');
    await page.getByText('What do you need?').click();
    await page.getByLabel('A mobility scooter').check();
    await page.getByLabel('Width').fill('62');
    await page.getByLabel('Accessible toilet').check();
    await page.getByRole('button', { name: 'Show places' }).click();

    const address = new URL(page.url());
    expect(address.pathname).toBe('/places');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      kind: 'eat',
      aid: 'scooter',
      width: '62',
    });
    const confirmed = page.locator('section', {
      has: page.getByRole('heading', { name: /^Confirmed to suit/ }),
    });
    await confirmed.getByRole('link').first().click();
    expect(new URL(page.url()).search).toContain('width%3A62');
    expect(await page.getByText('Confirmed to suit').first().isVisible()).toBe(true);
    expect(await page.getByText('you need 62 cm').first().isVisible()).toBe(true);

    // What was told is still there, so nobody has to type it again.
    await page.getByRole('link', { name: /Change what you need/ }).click();
    expect(await page.getByLabel('Width').inputValue()).toBe('62');
    await context.close();
  });

  it('a size that is no number stays in its field, with a word on what to type', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${site.origin}/places?aid=scooter&width=wide`);
    expect(await page.getByRole('alert').textContent()).toContain('Width');
    expect(await page.getByLabel('Width').inputValue()).toBe('wide');
    expect(await page.getByLabel('Width').getAttribute('aria-invalid')).toBe('true');
    await context.close();
  });
});
