import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { PlaceImage } from '#shared/domain/places/place-image.ts';
import { makeRenditions } from '#shared/images/make-renditions.ts';
import { folderImageStore } from '#shared/store/folder-image-store.ts';
import { jpegFile, quarters } from '#test/builders/picture-files.ts';
import { place } from '#test/builders/places.ts';
import { launchBrowser } from './browser.ts';
import { type FixtureSite, startFixtureSite } from './fixture-site.ts';
import { faultsOf, visitPage } from './visit-page.ts';

/** Pictures as a visitor's browser shows them: broad, tall and small ones, described and decorative ones. */

let browser: Browser;
let site: FixtureSite;
let folder: string;
let images: PlaceImage[];

async function uploaded(width: number, height: number, told: Partial<PlaceImage>): Promise<PlaceImage> {
  const { renditions, ...made } = await makeRenditions(await jpegFile(quarters(width, height)));
  const store = folderImageStore(folder);
  for (const { name, bytes, contentType } of renditions) await store.put(name, bytes, contentType);
  return { ...made, alt: {}, decorative: false, shows: 'general', ...told };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digital-welcome-pictures-'));
  images = [
    await uploaded(700, 1000, { alt: { en: 'The hall' }, shows: 'interior', credit: 'A. Photographer' }),
    await uploaded(1400, 800, {
      alt: { en: 'The door, with no step' },
      shows: 'entrance',
      caption: { en: 'A-caption-without-a-single-space-that-is-longer-than-any-phone-is-wide-'.repeat(2) },
    }),
    await uploaded(90, 60, { decorative: true }),
  ];
  [browser, site] = await Promise.all([
    launchBrowser(),
    startFixtureSite(inject('assetsDirectory'), [place('mill', { images })], folder),
  ]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true });
});

const visit = (query: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>) =>
  visitPage(browser, `${site.origin}/places/mill${query}`, options, look);

const shown = (page: Page) =>
  page.locator('.pictures img').evaluateAll((all) =>
    (all as HTMLImageElement[]).map(({ complete, naturalWidth, currentSrc, offsetWidth, offsetHeight }) => ({
      loaded: complete && naturalWidth > 0,
      rendition: /-(\d+)\.webp$/.exec(currentSrc)?.[1],
      width: offsetWidth,
      height: offsetHeight,
    })),
  );
const openAll = async (page: Page) => {
  await page.getByText('2 more pictures').click();
  for (const img of await page.locator('.pictures img').all()) {
    await img.scrollIntoViewIfNeeded();
    await expect
      .poll(() => img.evaluate((each) => (each as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
  }
};

describe('a place with pictures', () => {
  it('shows the entrance, and loads the others only when somebody wants them', async () => {
    await visit('', {}, async (page) => {
      const first = page.getByRole('img', { name: 'The door, with no step' });
      await first.scrollIntoViewIfNeeded();
      await expect.poll(async () => (await shown(page))[0]?.loaded).toBe(true);
      expect((await shown(page)).map(({ loaded }) => loaded)).toEqual([true, false, false]);
      await openAll(page);
      expect((await shown(page)).map(({ loaded }) => loaded)).toEqual([true, true, true]);
      // The decorative one has no place in what a screen reader is told.
      expect(await page.getByRole('img').count()).toBe(2);
    });
  });

  it('takes the rendition that the screen needs', async () => {
    for (const [deviceScaleFactor, rendition] of [
      [1, '640'],
      [3, '1280'],
    ] as const)
      await visit('', { deviceScaleFactor }, async (page) => {
        await page.locator('.pictures img').first().scrollIntoViewIfNeeded();
        await expect.poll(async () => (await shown(page))[0]?.rendition).toBe(rendition);
      });
  });

  it('keeps the room of a picture that has not come yet, and never enlarges one', async () => {
    let before: Awaited<ReturnType<typeof shown>> = [];
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.route('**/images/*', (route) => route.abort());
    await page.goto(`${site.origin}/places/mill`);
    await page.getByText('2 more pictures').click();
    before = await shown(page);
    await context.close();
    await visit('', { viewport: { width: 1280, height: 800 } }, async (whole) => {
      await openAll(whole);
      const after = await shown(whole);
      // A rendition is a pixel taller or lower than the shape of the whole.
      for (const [index, { width, height }] of after.entries()) {
        expect(before[index]?.width).toBe(width);
        expect(Math.abs((before[index]?.height ?? 0) - height)).toBeLessThanOrEqual(1);
      }
      expect(after[0]?.width).toBe(608);
      expect(after[0]?.height).toBeGreaterThan(340);
      expect(after[1]?.height).toBeLessThanOrEqual(576);
      expect([after[2]?.width, after[2]?.height]).toEqual([90, 60]);
    });
  });

  it.each(['', '?text=large', '?theme=dark', '?theme=light&lang=gd'])(
    'is for everybody: %s',
    async (query) => {
      await visit(query, { viewport: { width: 320, height: 640 } }, async (page) => {
        await page.locator('.pictures summary').click();
        const [content, window] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          innerWidth,
        ]);
        expect(content).toBeLessThanOrEqual(window ?? 0);
        expect(await faultsOf(page)).toEqual([]);
      });
    },
  );

  it('opens without script, by keyboard', async () => {
    await visit('', { javaScriptEnabled: false }, async (page) => {
      await page.locator('.pictures summary').focus();
      await page.keyboard.press('Enter');
      expect(await page.getByRole('img', { name: 'The hall' }).isVisible()).toBe(true);
    });
  });

  it('fits on paper', async () => {
    await visit('', {}, async (page) => {
      await openAll(page);
      await page.emulateMedia({ media: 'print' });
      for (const { width, height } of await shown(page)) {
        expect(width).toBeLessThanOrEqual(390);
        expect(height).toBeLessThanOrEqual(341);
      }
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    });
  });
});
