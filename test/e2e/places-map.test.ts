import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { demoPlacesAt } from '#infra/local/demo/places/demo-places.ts';
import { aStop, NOW } from '#test/builders/board.ts';
import { launchBrowser } from './browser.ts';
import { fixtureBoards } from './fixture-boards.ts';
import { type FixtureSite, startFixtureSite } from './fixture-site.ts';
import { faultsOf, visitPage } from './visit-page.ts';

/** The map of places, on a phone unless a test says otherwise. */

let browser: Browser;
let site: FixtureSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([
    launchBrowser(),
    startFixtureSite(inject('assetsDirectory'), demoPlacesAt(NOW)),
  ]);
  for (const [id, board] of Object.entries(fixtureBoards)) site.boards.set(id, board);
  site.stops = [
    aStop({ id: 'good', lat: 56.3972, lon: -3.4335 }),
    aStop({ id: 'long', lat: 56.395, lon: -3.43 }),
  ];
  site.lines = [{ lats: [5_630_000, 5_639_500, 5_660_000], lons: [-350_000, -343_000, -340_000] }];
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const needs = 'aid=scooter&width=62&toilet=accessible';
/** The middle of the demo's town, where places are dense. */
const town = 'zoom=15&centre=56.395,-3.432';
const maps = [
  '/places?view=map',
  `/places?view=map&${needs}`,
  `/places?view=map&${needs}&${town}&near=56.3965,-3.4335`,
  '/places?view=map&kind=eat&open=now&zoom=17&centre=56.395,-3.432&text=large',
];

const visit = (path: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>) =>
  visitPage(browser, site.origin + path, options, look);

/** Numbers of the markers in their order; of a joined one, its lines. */
const markersOf = (page: Page) =>
  page
    .locator('.markers a')
    .evaluateAll((links) => links.map((link) => link.querySelector('text')?.textContent));

describe('axe finds nothing', () => {
  it.each(maps)('on %s, light and dark', async (path) => {
    for (const theme of ['light', 'dark']) {
      await visit(`${path}&theme=${theme}`, {}, async (page) => {
        expect(await faultsOf(page)).toEqual([]);
      });
    }
  });
});

describe.each([
  ['at 320 px (400 % of 1280)', { width: 320, height: 256 }, ''],
  ['at 320 px with large letters', { width: 320, height: 640 }, '&text=large'],
  ['on a desktop', { width: 1280, height: 900 }, ''],
] as const)('%s', (_name, viewport, more) => {
  it.each(maps)(
    'nothing scrolls sideways, and markers are targets of 24 px that do not meet: %s',
    async (path) => {
      await visit(path + more, { viewport }, async (page) => {
        const { content, window, map, targets } = await page.evaluate(() => {
          const rect = (element: Element) => {
            const { left, top, right, bottom } = element.getBoundingClientRect();
            return { left, top, right, bottom };
          };
          const ground = document.querySelector('#map .map-ground');
          return {
            content: document.documentElement.scrollWidth,
            window: innerWidth,
            map: ground && rect(ground),
            // Without the sign in the corner, which may reach over the next one's edge.
            targets: [...document.querySelectorAll('.markers a')].map((link) => rect(link)),
          };
        });
        expect(content).toBeLessThanOrEqual(window);
        expect(targets.length).toBeGreaterThan(0);
        for (const { left, top, right, bottom } of targets) {
          expect(Math.min(right - left, bottom - top)).toBeGreaterThanOrEqual(24);
          expect(left).toBeGreaterThanOrEqual((map?.left ?? 0) - 2);
          expect(bottom).toBeLessThanOrEqual((map?.bottom ?? 0) + 2);
        }
        targets.forEach((a, i) => {
          for (const b of targets.slice(0, i)) {
            const [wide, high] = [
              Math.min(a.right, b.right) - Math.max(a.left, b.left),
              Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
            ];
            const isApart = Math.min(wide, high) < 7;
            expect(isApart, JSON.stringify([a, b])).toBe(true);
          }
        });
      });
    },
  );
});

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  it('from the list to the map and back, with all that was asked for', async () => {
    await visit(`/places?kind=eat&${needs}`, { javaScriptEnabled }, async (page) => {
      const listed = await page.locator('.places > li').count();
      await page.getByRole('link', { name: 'Show these places on a map' }).click();
      expect(page.url()).toMatch(/#map$/);
      expect(await page.locator('.places > li').count()).toBe(listed);
      expect(await page.locator('.map').isVisible()).toBe(true);
      expect(await page.getByLabel('Kind').inputValue()).toBe('eat');

      await page.getByRole('button', { name: 'Show places' }).click();
      expect(await page.locator('.map').count()).toBe(1);

      await page.getByRole('link', { name: 'Only the list' }).click();
      expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
        kind: 'eat',
        width: '62',
      });
      expect(await page.locator('.map').count()).toBe(0);
    });
  });

  it('zooms in on places that are too close, and moves, without dragging', async () => {
    await visit('/places?view=map', { javaScriptEnabled }, async (page) => {
      const says = page.locator('.map-says');
      expect(await says.innerText()).toContain('The map shows the');
      const joined = page.getByRole('link', { name: /places, shown closer:/ });
      await joined.first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/centre=/);
      await page.getByText('This part of the map shows').waitFor();
      const closer = await markersOf(page);
      const level = (url: URL) => Number(url.searchParams.get('zoom'));
      const before = level(new URL(page.url()));
      await page.getByRole('link', { name: 'Zoom in' }).click();
      await page.waitForURL((url) => level(url) > before);
      await page.getByRole('link', { name: 'East' }).click();
      await page.getByRole('link', { name: 'All places' }).click();
      await page.waitForURL(/view=map#map$/);
      await page.getByText('The map shows the').waitFor();
      expect(closer.length).toBeGreaterThan(await page.locator('.markers a').count());
    });
  });

  it('the tab key goes through the markers in the order of the list, each is seen, and Enter opens its place', async () => {
    await visit(`/places?view=map&${needs}&${town}`, { javaScriptEnabled }, async (page) => {
      const numbers = (await markersOf(page)).map(Number);
      expect(numbers.length).toBeGreaterThan(15);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));

      await page.locator('.map-moves a').last().focus();
      const looks: string[] = [];
      for (const number of numbers) {
        const before = await lookOf(page, number);
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(
          () => document.activeElement?.querySelector('title')?.textContent,
        );
        expect(focused).toMatch(new RegExp(`^${number}\\. `));
        expect(await lookOf(page, number)).not.toBe(before);
        looks.push(focused ?? '');
      }
      const last = looks.at(-1)?.replace(/^\d+\. (.*) – .*$/, '$1') ?? '';
      const list = page.locator('.places > li').nth((numbers.at(-1) ?? 0) - 1);
      expect(await list.innerText()).toContain(last);
      await page.keyboard.press('Enter');
      await page.waitForURL(/needs=/);
      expect(await page.locator('h1').innerText()).toBe(last);
    });
  });
});

const lookOf = (page: Page, number: number) =>
  page.locator(`.markers a:has(title:text-matches("^${number}\\\\. "))`).evaluate((link) => {
    const { fill, stroke, strokeWidth, outlineStyle } = getComputedStyle(link);
    return [fill, stroke, strokeWidth, outlineStyle].join();
  });

describe('with script', () => {
  it('stays on the page: the focus stays, the address and what is said follow', async () => {
    await visit(`/places?view=map&${town}`, {}, async (page) => {
      await page.evaluate(() => {
        document.body.dataset.same = 'yes';
      });
      const before = await page.locator('.map-says').innerText();
      await page.getByRole('link', { name: 'Zoom in' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/zoom=16/);
      expect(await page.locator('.map-says').innerText()).not.toBe(before);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Zoom in');
      expect(await page.locator('body').getAttribute('data-same')).toBe('yes');
      expect(await page.getByRole('link', { name: 'Dark' }).getAttribute('href')).toContain('zoom=16');
    });
  });

  it('is moved by the arrow keys and zoomed by + and -, only while the focus is in it', async () => {
    await visit(`/places?view=map&${town}`, {}, async (page) => {
      const centre = () => new URL(page.url()).searchParams.get('centre')?.split(',').map(Number) ?? [];
      await page.locator('.markers a').first().focus();
      await page.keyboard.press('ArrowUp');
      await page.waitForURL((url) => Number(url.searchParams.get('centre')?.split(',')[0]) > 56.396);
      await page.keyboard.press('ArrowLeft');
      await page.waitForURL((url) => Number(url.searchParams.get('centre')?.split(',')[1]) < -3.436);
      await page.keyboard.press('-');
      await page.waitForURL(/zoom=14/);
      const there = centre();
      await page.getByLabel('Kind').focus();
      await page.keyboard.press('ArrowDown');
      expect(await page.getByLabel('Kind').inputValue()).not.toBe('');
      expect(centre()).toEqual(there);
    });
  });

  it('is an ordinary link where the network fails', async () => {
    await visit(`/places?view=map&${town}`, {}, async (page) => {
      await page.route('**/places?*', (route) =>
        route.request().resourceType() === 'fetch' ? route.abort() : route.continue(),
      );
      await page.getByRole('link', { name: 'Zoom in' }).click();
      await page.waitForURL(/zoom=16/);
      expect(await page.locator('.map').isVisible()).toBe(true);
    });
  });
});

it('has the colours of the system where those are forced', async () => {
  await visit(`/places?view=map&${needs}&${town}`, { forcedColors: 'active' }, async (page) => {
    const colours = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      const system = (name: string) => {
        probe.style.setProperty('color', name);
        return getComputedStyle(probe).color;
      };
      const of = (selector: string, property: 'fill' | 'stroke') =>
        getComputedStyle(document.querySelector(selector) ?? document.body)[property];
      return {
        text: system('CanvasText'),
        ground: system('Canvas'),
        drawn: [
          of('.markers a.confirmed', 'fill'),
          of('.markers a.unconfirmed', 'stroke'),
          of('.markers a.unconfirmed text', 'fill'),
        ],
        below: [of('.map-ground', 'fill'), of('.markers a.confirmed text', 'fill')],
      };
    });
    expect(new Set(colours.drawn)).toEqual(new Set([colours.text]));
    expect(new Set(colours.below)).toEqual(new Set([colours.ground]));
  });
});

it('prints with its numbers, those of the list, and without its buttons', async () => {
  await visit(`/places?view=map&${needs}&${town}&theme=dark`, {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.map').isVisible()).toBe(true);
    expect(await page.locator('.map-moves').isVisible()).toBe(false);
    const shown = (await markersOf(page)).map(Number);
    for (const number of shown) {
      const item = page.locator('.places > li').nth(number - 1);
      expect(await item.locator('b').first().innerText()).toBe(String(number));
      expect(await item.isVisible()).toBe(true);
    }
    expect(await page.locator('.map-ground').evaluate((ground) => getComputedStyle(ground).fill)).toBe(
      'rgb(255, 255, 255)',
    );
  });
});

it('the page of a place shows it beside its stop, and says so', async () => {
  await visit('/places/museum-of-bells', {}, async (page) => {
    expect(await page.getByRole('img', { name: /^Map: Demo Museum of Bells and the stop/ }).isVisible()).toBe(
      true,
    );
    expect(await page.getByText('in a straight line').isVisible()).toBe(true);
    expect(await faultsOf(page)).toEqual([]);
  });
});
