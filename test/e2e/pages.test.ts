import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { demoPlacesAt } from '#infra/local/demo/places/demo-places.ts';
import { aStop, NOW } from '#test/builders/board.ts';
import { boardFaults } from './board-faults.ts';
import { launchBrowser } from './browser.ts';
import { fixtureBoards } from './fixture-boards.ts';
import { type FixtureSite, startFixtureSite } from './fixture-site.ts';
import { faultsOf, visitPage } from './visit-page.ts';

let browser: Browser;
let site: FixtureSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([
    launchBrowser(),
    startFixtureSite(inject('assetsDirectory'), demoPlacesAt(NOW)),
  ]);
  for (const [id, board] of Object.entries(fixtureBoards)) site.boards.set(id, board);
  site.boards.set('down', false);
  site.stops = [aStop({ id: 'good' }), aStop({ id: 'long', name: 'High Street', indicator: 'opp' })];
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const visit = (path: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>) =>
  visitPage(browser, site.origin + path, options, look);

const boards = Object.keys(fixtureBoards).map((id) => `/boards/${id}`);
const stops = Object.keys(fixtureBoards).map((id) => `/stops/${id}`);
const placePages = [
  '/places',
  '/places?q=cafe&kind=eat&open=now',
  '/places?aid=scooter&width=70&length=140&turning=200&toilet=accessible&dog=1&open=at&at=2026-07-01T11:00',
  '/places?aid=scooter&width=wide&open=at&at=soon',
  '/places?q=nothing-like-it',
  '/places/museum-of-bells?needs=scooter,width:70,toilet',
  '/places/example-cobbled-court?needs=wheelchair',
  '/places/evening-of-fiddles',
  '/places/example-map-exhibition?text=large',
  '/places/none',
  '/open-data',
  '/vocabulary/facts',
];
const others = [
  ...placePages,
  '/',
  '/?q=street',
  '/?near=56,-3',
  '/?near=x',
  '/stops/none',
  '/boards/none',
  '/stops/down',
  '/no/page',
];

describe('axe finds nothing', () => {
  it.each([...boards, ...stops, ...others, '/boards/gaelic?lang=gd', '/stops/gaelic?lang=gd&text=large'])(
    'on %s, light and dark',
    async (path) => {
      for (const theme of ['light', 'dark']) {
        const themed = `${path}${path.includes('?') ? '&' : '?'}theme=${theme}`;
        const size = path.startsWith('/boards') ? { viewport: { width: 1920, height: 1080 } } : {};
        await visit(themed, size, async (page) => {
          expect(await faultsOf(page)).toEqual([]);
        });
      }
    },
  );
});

describe('nothing scrolls sideways', () => {
  it.each([...boards, ...stops, ...others])('at 320 px (400 % of 1280): %s', async (path) => {
    await visit(path, { viewport: { width: 320, height: 256 } }, async (page) => {
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content).toBeLessThanOrEqual(window ?? 0);
    });
  });

  it.each(stops)('with large text on a phone: %s', async (path) => {
    await visit(`${path}?text=large`, { viewport: { width: 360, height: 640 } }, async (page) => {
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content).toBeLessThanOrEqual(window ?? 0);
    });
  });
});

describe('a board fits its screen', () => {
  // With the fewest rows that each must have room for, whatever is on the board.
  const screens = [
    { width: 1920, height: 1080, rows: 5 },
    { width: 1080, height: 1920, rows: 8 },
    { width: 1280, height: 1024, rows: 5 },
    { width: 800, height: 480, rows: 3 },
    { width: 3840, height: 2160, rows: 5 },
    { width: 1920, height: 540, rows: 4 },
  ];
  it.each(boards)('of any size: %s', async (path) => {
    await visit(path, {}, async (page) => {
      for (const { rows, ...size } of screens) {
        await page.setViewportSize(size);
        const found = await page.evaluate(boardFaults);
        expect(found.faults, JSON.stringify(size)).toEqual([]);
        const enough = path.includes('no-') ? 0 : rows;
        expect(found.rows, JSON.stringify(size)).toBeGreaterThanOrEqual(enough);
      }
    });
  });
});

describe('without script', () => {
  const off = { javaScriptEnabled: false };

  it('the board is complete, and loads itself anew', async () => {
    await visit('/boards/good', { ...off, viewport: { width: 1920, height: 1080 } }, async (page) => {
      expect(await page.locator('.slot:visible').first().innerText()).toContain('Due');
      expect(await page.locator('.clock time').innerText()).toBe('14:27');
      expect(await page.locator('noscript').innerHTML()).toContain('http-equiv="refresh" content="30"');
    });
  });

  it('a visitor finds a stop, sees its times, refreshes them and changes the colours', async () => {
    await visit('/', off, async (page) => {
      expect(await page.locator('form.near').isVisible()).toBe(false);
      await page.getByLabel('Stop name, place or stop code').fill('street');
      await page.getByRole('button', { name: 'Find stops' }).click();
      await page.getByRole('link', { name: /Demo Street/ }).click();
      expect(new URL(page.url()).pathname).toBe('/stops/good');
      expect(await page.getByRole('listitem').filter({ hasText: 'Scone' }).first().innerText()).toContain(
        'Due',
      );
      await page.getByRole('link', { name: 'Dark' }).click();
      expect(new URL(page.url()).search).toBe('?theme=dark');
      await page.getByRole('link', { name: 'Refresh times' }).click();
      expect(new URL(page.url()).search).toBe('?theme=dark');
      await page.getByRole('link', { name: 'Bus times' }).click();
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    });
  });
});

describe('by keyboard alone', () => {
  it('every link and button is reached in order, shows its focus, and is at least 24 px high', async () => {
    await visit('/stops/alerts', {}, async (page) => {
      const reached: string[] = [];
      for (;;) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          const { height } = element.getBoundingClientRect();
          return { name: element.textContent, outline: `${outlineStyle} ${outlineWidth}`, height };
        });
        if (!focus || reached.includes(focus.name ?? '')) break;
        expect(focus.outline).toBe('solid 3px');
        expect(focus.height).toBeGreaterThanOrEqual(24);
        reached.push(focus.name ?? '');
      }
      expect(reached).toEqual([
        'Skip to content',
        'Bus times',
        'Places',
        'Refresh times',
        'Stop updating',
        'Show as a full-screen board',
        'Accessible places near this stop',
        'Normal',
        'Large',
        'As on this device',
        'Light',
        'Dark',
      ]);
    });
  });

  it('the skip link goes to the content', async () => {
    await visit('/stops/good', {}, async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    });
  });
});

describe('near me', () => {
  it('asks for the position only when pressed, then searches with it', async () => {
    const context = await browser.newContext({
      geolocation: { latitude: 56.39581234, longitude: -3.43331234 },
      permissions: ['geolocation'],
    });
    const page = await context.newPage();
    await page.goto(site.origin);
    await page.getByRole('button', { name: 'Stops near me' }).click();
    await page.waitForURL(/near=56\.3958%2C-3\.4333/);
    expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe('Stops near you');
    await context.close();
  });

  it('says so when there is no position', async () => {
    await visit('/', {}, async (page) => {
      await page.getByRole('button', { name: 'Stops near me' }).click();
      await page.getByText('Your position is not available.').waitFor();
    });
  });
});

it('prints black on white, without what only a screen needs', async () => {
  await visit('/stops/good?theme=dark', {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).color)).toBe('rgb(0, 0, 0)');
    expect(await page.getByRole('link', { name: 'Refresh times' }).isVisible()).toBe(false);
  });
});
