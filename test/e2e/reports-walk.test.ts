import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostWaiting } from '#shared/domain/reports/report-limits.ts';
import { launchBrowser } from './browser.ts';
import { type SignedIn, type StaffSite, signIn, startStaffSite } from './staff-site.ts';
import { faultsOf } from './visit-page.ts';

/** From what a visitor found to what all visitors read: through the real pages, on the real engine. */

let browser: Browser;
let site: StaffSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startStaffSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const museum = '/places/museum-of-bells';
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

describe('without script', () => {
  const noScript = { javaScriptEnabled: false };
  let visitor: Page;
  let moderator: SignedIn;
  let editor: SignedIn;
  beforeAll(async () => {
    const phone = await browser.newContext({ ...noScript, viewport: { width: 390, height: 844 } });
    visitor = await phone.newPage();
    moderator = await signIn(browser, site, 'mo', noScript);
    editor = await signIn(browser, site, 'ellen', noScript);
  });
  afterAll(async () => {
    await visitor.context().close();
    await moderator.close();
    await editor.close();
  });

  const publicPage = `${museum}?needs=hearing`;
  const verdict = async () => {
    await visitor.goto(site.origin + publicPage);
    return visitor.locator('#verdict').textContent();
  };
  const isQuestioned = () => visitor.locator('#fact-hearingLoop .fact-disputed').count();

  it('a visitor says that the hearing loop is not there', async () => {
    expect(await verdict()).toBe('Confirmed to suit');
    expect(await isQuestioned()).toBe(0);
    await visitor.getByRole('link', { name: 'Something wrong? Hearing loop' }).click();
    expect(await heading(visitor)).toBe('Something wrong?');
    expect(visitor.url()).not.toContain('needs');
    expect(await visitor.getByLabel('What is it about?').inputValue()).toBe('hearingLoop');

    await visitor.getByRole('button', { name: 'Send' }).click();
    expect(await visitor.getByRole('alert').textContent()).toContain('Say what you found.');
    expect(await visitor.getByLabel('What is it about?').inputValue()).toBe('hearingLoop');

    await visitor.getByLabel('It is not there').check();
    await visitor.getByLabel('In your own words').fill('<b>Taken out</b> in spring.');
    await visitor.getByLabel('When were you there?').selectOption({ index: 1 });
    await visitor.getByRole('button', { name: 'Send' }).click();
    expect(await heading(visitor)).toBe('Thank you, it is sent');
    // Nothing is public before somebody has looked.
    expect(await verdict()).toBe('Confirmed to suit');
  });

  it('a moderator questions the fact, and within ten seconds nobody is told to count on it', async () => {
    const { page } = moderator;
    await page.getByRole('link', { name: 'Reports' }).click();
    await page.getByRole('link', { name: /It is not there .*Hearing loop/ }).click();
    expect(await page.getByText('<b>Taken out</b> in spring.').isVisible()).toBe(true);
    // Who may not answer is not shown how.
    expect(await page.getByRole('link', { name: 'The fact is right' }).count()).toBe(0);
    await page.getByLabel('Question the fact').check();
    await page.getByRole('button', { name: 'Decide' }).click();
    expect(await page.getByText('The fact is questioned.').isVisible()).toBe(true);
    expect(await page.getByText('No report waits to be looked at.').isVisible()).toBe(true);

    await expect.poll(verdict, { timeout: 10_000, interval: 500 }).toBe('May suit – not confirmed');
    expect(await isQuestioned()).toBe(1);
    // What it said stands as it was.
    expect(await visitor.locator('#fact-hearingLoop .fact-value').textContent()).toBe('Yes');
  });

  it('an editor makes sure and confirms it, and visitors may count on it again', async () => {
    const { page } = editor;
    await page.goto(`${site.origin}/staff/places/demo-museum-of-bells`);
    expect(await page.getByText('<b>Taken out</b> in spring.').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'It is right (Hearing loop)' }).click();
    await page.getByLabel('How you know it').selectOption('on-site-survey');
    await page.getByRole('button', { name: 'It is right' }).click();
    expect(await page.getByText('There is a problem').isVisible()).toBe(true);
    await page.getByLabel('When you made sure').fill(new Date().toISOString().slice(0, 10));
    await page.getByRole('button', { name: 'It is right' }).click();
    expect(await page.getByText('The fact is confirmed.').isVisible()).toBe(true);
    expect(await page.getByRole('heading', { name: 'What visitors report' }).count()).toBe(0);

    await expect.poll(verdict, { timeout: 10_000, interval: 500 }).toBe('Confirmed to suit');
    expect(await isQuestioned()).toBe(0);
    expect(await visitor.locator('#fact-hearingLoop').textContent()).toContain('by a survey on site');
  });
});

async function send(fact: string): Promise<Response> {
  const form = await (await fetch(`${site.origin}${museum}/report`)).text();
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(form) ?? [];
  const body = new URLSearchParams({ token, fact, finding: 'different', words: 'As I said.', visited: '' });
  return fetch(`${site.origin}${museum}/report`, { method: 'POST', body, redirect: 'manual' });
}

describe('the pages of visitors', () => {
  const ways: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    'the place': async (page) => {
      await page.goto(site.origin + museum);
    },
    'the form': async (page) => {
      await page.goto(`${site.origin}${museum}/report?fact=lift`);
    },
    'the form with what has to be looked at again': async (page) => {
      await page.goto(`${site.origin}${museum}/report`);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('alert').waitFor();
    },
    'the thanks': async (page) => {
      await page.goto(`${site.origin}${museum}/report/sent`);
    },
    'what is said where too many have come': async (page) => {
      for (let i = 0; i <= mostWaiting('lift'); i++) await send('lift');
      await page.goto(`${site.origin}${museum}/report?fact=lift`);
      await page.getByLabel('It is different').check();
      await page.getByLabel('In your own words').fill('Too low.');
      await page.getByRole('button', { name: 'Send' }).click();
      expect(await heading(page)).toBe('This was not sent');
    },
  };

  it.each(Object.keys(ways))(
    '%s: free of faults in both themes, and fits a small phone',
    async (name) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 } });
        const page = await context.newPage();
        await ways[name]?.(page);
        expect(await faultsOf(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        await context.close();
      }
    },
    120_000,
  );

  it('the form is filled in by keys alone, and no key leads to what has to stay empty', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site.origin}${museum}/report`);
    await page.getByLabel('What is it about?').focus();
    const names: string[] = [];
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('Tab');
      const element = page.locator(':focus');
      names.push((await element.getAttribute('name')) ?? (await element.textContent()) ?? '');
    }
    expect(names).toEqual(['finding', 'words', 'visited', 'Send', expect.anything()]);
    await context.close();
  });
});

describe('the pages of staff', () => {
  it('are free of faults, and fit a phone', async () => {
    await send('seating');
    const moderator = await signIn(browser, site, 'mo');
    const { page } = moderator;
    const faults: string[] = [];
    const look = async (at: Page) => {
      await at.setViewportSize({ width: 1100, height: 800 });
      faults.push(...(await faultsOf(at)));
      await at.setViewportSize({ width: 320, height: 640 });
      const width = await at.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) faults.push(`${at.url()} is ${width} px wide on a phone`);
    };
    await page.goto(`${site.origin}/staff/reports`);
    await look(page);
    await page.getByRole('link', { name: /Seats inside/ }).click();
    await look(page);
    await page.getByRole('radio', { name: 'It is not useful' }).check();
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByText('There is a problem').waitFor();
    await look(page);
    await page.getByLabel('Question the fact').check();
    await page.getByRole('button', { name: 'Decide' }).click();
    await look(page);

    const editor = await signIn(browser, site, 'ellen');
    await editor.page.goto(`${site.origin}/staff/places/demo-museum-of-bells`);
    await look(editor.page);
    await editor.page.getByRole('link', { name: 'It is right (Seats inside)' }).click();
    await look(editor.page);
    await editor.page.getByRole('button', { name: 'It is right' }).click();
    await editor.page.getByText('There is a problem').waitFor();
    await look(editor.page);
    expect(faults).toEqual([]);
    await moderator.close();
    await editor.close();
  }, 120_000);
});
