import type { Browser, BrowserContext, Locator, Page, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { aBoard, aDeparture, aLiveDeparture, MINUTE, NOW } from '#test/builders/board.ts';
import { launchBrowser } from './browser.ts';
import { fixtureBoards } from './fixture-boards.ts';
import { type FixtureSite, startFixtureSite } from './fixture-site.ts';

let browser: Browser;
let context: BrowserContext;
let page: Page;
let site: FixtureSite;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  site = await startFixtureSite(inject('assetsDirectory'));
  context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await site.close();
});

/** Opens a board on a device whose clock is a year out, and counts the layout shifts from then on. */
async function open(path: string): Promise<void> {
  await page.clock.install({ time: new Date('2025-01-01T00:00:00Z') });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const e = entry as PerformanceEntry & {
          value: number;
          sources: { node: Node; previousRect: DOMRect; currentRect: DOMRect }[];
        };
        console.log(
          'SHIFT',
          e.value,
          JSON.stringify(
            e.sources.map((s) => [
              (s.node as Element)?.outerHTML ?? s.node?.textContent,
              s.previousRect,
              s.currentRect,
            ]),
          ),
        );
        shifts.push(e.value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const answered = page.waitForResponse(/as=facts/);
  await page.goto(site.origin + path);
  await takenIn(answered);
}

/** An answer has arrived before the page has read it; once a later one has been read, it surely has. */
async function takenIn(answer: Promise<Response>): Promise<void> {
  await (await answer).finished();
  await page.evaluate(() => fetch(location.href).then((later) => later.text()));
}

/** So far the page's idea of the server's time may be off while time runs faster than the network. */
const STEP_SECONDS = 5;

/** Lets time pass for the server and for the device alike. */
async function pass(seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= STEP_SECONDS) {
    const step = Math.min(left, STEP_SECONDS);
    site.now += step;
    await page.clock.runFor(step * 1000);
  }
}

/** Lets time pass in steps that leave the network time to answer, as real time does. */
async function passUntil(seen: Locator): Promise<void> {
  for (let step = 0; step < 20 && !(await seen.isVisible()); step++) await pass(15);
  await seen.waitFor();
}

const rowTexts = () =>
  page
    .locator('.slot:visible .row')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).innerText.replace(/\s+/g, ' ')));
const trust = () => page.locator('.trust').innerText();
const shifts = () => page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);

it('shows the server’s time on a device whose clock is wrong', async () => {
  site.boards.set('a', aBoard());
  await open('/boards/a');
  expect(await page.locator('.clock time').innerText()).toBe('14:27');
  await pass(60);
  await page.locator('.clock time', { hasText: '14:28' }).waitFor();
});

it('takes in new data without moving anything', async () => {
  site.boards.set('a', fixtureBoards.good ?? aBoard());
  await open('/boards/a');
  await page.getByText('Muirton via Crieff Road', { exact: true }).waitFor();
  site.boards.set('a', {
    ...(fixtureBoards.alerts ?? aBoard()),
    realtime: { state: 'live', asOf: NOW },
    departures: [
      aLiveDeparture(11 * MINUTE, { line: '4', headsign: 'North Muirton', wheelchair: 'yes' }),
      aDeparture({ line: 'X7', headsign: 'Dundee', scheduled: NOW + 15 * MINUTE, status: 'cancelled' }),
      aLiveDeparture(25 * MINUTE, { line: '900', headsign: 'Edinburgh Airport via Kinross Park & Ride' }),
    ],
  });
  await pass(20);
  await page.getByText('Edinburgh Airport via Kinross Park & Ride', { exact: true }).waitFor();
  expect(await rowTexts()).toEqual([
    '4 North Muirton Wheelchair accessible live 10 min',
    'X7 Dundee Cancelled 14:42',
    '900 Edinburgh Airport via Kinross Park & Ride live 24 min',
  ]);
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  expect(await shifts()).toEqual([]);
});

it('counts down and lets buses leave without moving anything', async () => {
  site.boards.set('a', aBoard({ departures: [70, 220, 690].map((at) => aLiveDeparture(at)) }));
  await open('/boards/a');
  await pass(30);
  await page.locator('.slot .plate', { hasText: 'Due' }).waitFor();
  await pass(20);
  await pass(40);
  await pass(40);
  await page.locator('.slot .plate', { hasText: '9 min' }).waitFor();
  expect(await rowTexts()).toEqual(['7 Scone live 1 min', '7 Scone live 9 min']);
  expect(await shifts()).toEqual([]);
});

it('goes on by itself when the server is gone, says so, and recovers', async () => {
  site.boards.set(
    'a',
    aBoard({ departures: [aLiveDeparture(40), aLiveDeparture(9 * MINUTE, { line: '2' }, MINUTE)] }),
  );
  await open('/boards/a');
  site.unreachable = true;
  await pass(2 * 60);
  await page
    .locator('.trust', { hasText: 'No connection since 14:27. Live times are 2 minutes old.' })
    .waitFor();
  expect(await rowTexts()).toEqual(['2 Scone live 7 min']);
  await pass(4 * 60 + 2);
  await page.locator('.trust', { hasText: 'No connection since 14:27. Timetable only.' }).waitFor();
  expect(await rowTexts()).toEqual(['2 Scone 14:35 timetable']);
  expect(await page.locator('.clock time').innerText()).toBe('14:33');
  await pass(5 * 60);
  await page.getByText('This board knows of no later departures.').waitFor();

  site.unreachable = false;
  site.boards.set(
    'a',
    aBoard({ realtime: { state: 'live', asOf: site.now + 30 }, departures: [aLiveDeparture(20 * MINUTE)] }),
  );
  await passUntil(page.locator('.trust', { hasNotText: 'No connection' }));
  expect(await page.locator('.slot .plate').count()).toBe(1);
});

it('does not count down to a bus that nobody sees while the server is gone (P3)', async () => {
  const seenAt = (asOf: number, inSeconds: number, line: string) =>
    aLiveDeparture(inSeconds, {
      line,
      source: 'vehicle-position',
      vehicle: { id: line, label: null, lat: null, lon: null, asOf },
    });
  const departures = [seenAt(NOW, 70, '7'), seenAt(NOW, 5 * MINUTE, '2')];
  site.boards.set('a', aBoard({ departures, realtime: { state: 'live', asOf: NOW } }));
  await open('/boards/a');
  site.unreachable = true;
  await pass(60);
  await page.locator('.slot .plate', { hasText: 'Due' }).waitFor();
  await pass(60);
  await page.locator('.slot .plate', { hasText: '1 min' }).waitFor();
  expect(await rowTexts()).toEqual(['7 Scone live 1 min', '2 Scone live 3 min']);
  await pass(120);
  expect(await rowTexts()).toEqual(['7 Scone live 1 min', '2 Scone live 3 min']);
});

it('says when live times are old, and when the store does not answer', async () => {
  site.boards.set('a', fixtureBoards.stale ?? aBoard());
  await open('/boards/a');
  expect(await trust()).toBe('Live times are 3 minutes old');
  site.boards.set('a', false);
  await pass(90);
  await page
    .locator('.trust', { hasText: 'No connection since 14:27. Live times are 4 minutes old.' })
    .waitFor();
});

it.each([
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
])('turns the pages of several alerts without moving anything: $width x $height', async (size) => {
  await page.setViewportSize(size);
  site.boards.set('a', fixtureBoards.alerts ?? aBoard());
  await open('/boards/a');
  const shown = '.alert:not(.alert-away) .alert-page';
  const first = await page.locator(shown).innerText();
  await pass(15);
  await page.locator(shown, { hasNotText: first }).waitFor();
  expect(await shifts()).toEqual([]);
});

it('keeps a stop page fresh until the reader wants it still', async () => {
  site.boards.set('a', aBoard({ departures: [aLiveDeparture(10 * MINUTE)] }));
  await open('/stops/a');
  const plate = page.locator('.departures .plate');
  await pass(60);
  await page.locator('.departures .plate', { hasText: '9 min' }).waitFor();
  await page.getByRole('button', { name: 'Stop updating' }).click();
  await pass(180);
  expect(await plate.innerText()).toBe('9 min');
  const answered = page.waitForResponse(/as=facts/);
  await page.getByRole('button', { name: 'Keep updating' }).click();
  await takenIn(answered);
  await page.locator('.departures .plate', { hasText: '6 min' }).waitFor();
});

it('loads itself anew when its scripts have changed, and only when the page can be had', async () => {
  site.boards.set('a', aBoard());
  await open('/boards/a');
  await page.route(/as=facts/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), release: 'another' } });
  });
  const loaded = page.waitForEvent('load');
  await pass(20);
  await loaded;
  expect(await page.locator('h1').innerText()).toContain('Demo Street');
  // The page asks on; an answer that is under way when the page closes is nobody's.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

it('waits on its error page until the board is there', async () => {
  site.boards.set('a', false);
  await page.clock.install();
  await page.goto(`${site.origin}/boards/a`);
  expect(await page.locator('h1').innerText()).toBe('Bus times are not available at the moment');
  site.unreachable = true;
  await pass(31);
  expect(await page.locator('h1').innerText()).toBe('Bus times are not available at the moment');
  site.unreachable = false;
  site.boards.set('a', aBoard());
  await passUntil(page.locator('.board'));
});
