import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type StaffSite, signIn, startStaffSite } from './staff-site.ts';
import { faultsOf } from './visit-page.ts';

/** Signing in and being put out, in real browsers, by the real protocol. */

let browser: Browser;
let site: StaffSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startStaffSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function sessionOf(page: Page): Promise<string | undefined> {
  const cookies = await page.context().cookies(site.origin);
  return cookies.find(({ name }) => name === 'staff-session')?.value;
}

it('two tabs of one browser sign in at once, and each comes to its own page', async () => {
  const context = await browser.newContext();
  const tabs = [await context.newPage(), await context.newPage()] as const;
  const wanted = ['/staff', '/staff/places/new'] as const;
  await Promise.all(tabs.map((tab, i) => tab.goto(site.origin + wanted[i])));
  for (const tab of tabs) await tab.getByRole('button', { name: 'Ellen Editor' }).waitFor();
  for (const [i, tab] of tabs.entries()) {
    await tab.getByRole('button', { name: 'Ellen Editor' }).click();
    await tab.waitForURL(site.origin + wanted[i]);
    expect(await tab.getByRole('banner').textContent()).toContain('Ellen Editor');
  }
  await context.close();
});

it.each([
  ['with JavaScript, on a desk', true, 1280],
  ['without it, on a phone', false, 390],
])('an administrator puts somebody out, %s', async (_, javaScriptEnabled, width) => {
  const ellen = await signIn(browser, site, 'ellen');
  const viewport = { width, height: 900 };
  const { page, close } = await signIn(browser, site, 'ada', { javaScriptEnabled, viewport });
  await page.getByRole('link', { name: 'People' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('People');
  if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
  // Nothing is wider than the page.
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  const before = await sessionOf(ellen.page);
  await page.getByRole('button', { name: /Sign out everywhere.*Ellen Editor/ }).click();
  await page.getByText('The person is signed out everywhere.').waitFor();
  if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: /Sign out everywhere.*Ada Administrator/ }).waitFor();

  // The next thing she asks for takes her through signing in: the provider has not forgotten her.
  await ellen.page.goto(`${site.origin}/staff`);
  expect(await sessionOf(ellen.page)).not.toBe(before);
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByText('Signed out everywhere: Ellen Editor (ellen)').first().waitFor();
  await ellen.close();
  await close();
});
