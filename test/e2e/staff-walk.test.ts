import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jpegFile, quarters } from '#test/builders/picture-files.ts';
import { launchBrowser } from './browser.ts';
import { fillSection, type SignedIn, type StaffSite, signIn, startStaffSite } from './staff-site.ts';
import { faultsOf } from './visit-page.ts';

/** Everybody who works at listings, through the real sign-in, on the real engine. */

let browser: Browser;
let site: StaffSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startStaffSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function addListing(page: Page, name: string): Promise<string> {
  await page.goto(`${site.origin}/staff/places/new`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Attraction').check();
  await page.getByRole('button', { name: 'Add' }).click();
  await fillSection(page, 'Where it is', async () => {
    await page.getByLabel('Latitude').fill('56.3951');
    await page.getByLabel('Longitude').fill('-3.4312');
  });
  return page.url().replace(/\?.*/, '');
}

async function publish(publisher: Page, address: string): Promise<void> {
  await publisher.goto(address);
  await publisher.getByRole('link', { name: 'Review and publish' }).click();
  await publisher.getByRole('button', { name: 'Publish' }).click();
  await publisher.getByText('Published. Visitors see it within seconds.').waitFor();
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  const name = `Walk ${javaScriptEnabled ? 'with' : 'without'} script`;
  let editor: SignedIn;
  let publisher: SignedIn;
  beforeAll(async () => {
    editor = await signIn(browser, site, 'ellen', { javaScriptEnabled });
    publisher = await signIn(browser, site, 'pat', { javaScriptEnabled });
  });
  afterAll(async () => {
    await editor.close();
    await publisher.close();
  });

  it('an editor writes, a publisher publishes, and visitors see it within ten seconds', async () => {
    const { page } = editor;
    const address = await addListing(page, name);
    await fillSection(page, 'Getting in', async () => {
      await page.getByRole('group', { name: 'Step-free entrance' }).getByLabel('Yes').check();
      await page.getByLabel('Width of the entrance door', { exact: true }).fill('85');
      await page.getByLabel('When you made sure').fill('20 11 2026');
      await page.getByLabel('How you know it').selectOption('on-site-survey');
    });
    await page.getByRole('link', { name: 'Preview' }).click();
    expect(await page.getByText('Preview: visitors do not see this.').isVisible()).toBe(true);
    expect(await page.getByText('85 cm').first().isVisible()).toBe(true);

    await page.goto(address);
    await page.getByRole('button', { name: 'Send for review' }).click();
    expect(await page.getByText('Sent for review.').isVisible()).toBe(true);
    // Nobody who may not publish is shown how to.
    expect(await page.getByRole('link', { name: 'Review and publish' }).count()).toBe(0);

    await publish(publisher.page, address);
    const published = Date.now();
    const slug = address.slice(address.lastIndexOf('/') + 1);
    await expect
      .poll(async () => (await fetch(`${site.origin}/places/${slug}`)).status, {
        timeout: 10_000,
        interval: 200,
      })
      .toBe(200);
    expect(Date.now() - published).toBeLessThan(10_000);
  });

  it('two editors change the same, and neither loses anything', async () => {
    const address = await addListing(editor.page, `${name}: conflict`);
    const mine = editor.page;
    const other = publisher.page;
    for (const page of [mine, other]) await page.goto(`${address}/edit/contact`);
    await other.getByLabel('Telephone').fill('01738 111111');
    await other.getByLabel('Website').fill('https://other.example/');
    await other.getByRole('button', { name: 'Save' }).click();
    await mine.getByLabel('Telephone').fill('01738 222222');
    await mine.getByLabel('Email address').fill('mine@example.org');
    await mine.getByRole('button', { name: 'Save' }).click();

    expect(await heading(mine)).toContain('Somebody else has changed this too');
    expect(await mine.getByText('01738 111111').isVisible()).toBe(true);
    // Nothing is chosen by the page, and what is left open is asked again.
    await mine.getByRole('button', { name: 'Save' }).click();
    expect(await mine.title()).toMatch(/^Error: /);
    await mine.getByRole('link', { name: 'Choose which is right: Telephone' }).click();
    expect(await mine.evaluate(() => document.activeElement?.id)).toBe('choice.telephone');
    if (javaScriptEnabled) expect(await faultsOf(mine)).toEqual([]);
    await mine.setViewportSize({ width: 320, height: 640 });
    expect(await mine.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await mine.getByLabel('You', { exact: true }).check();
    await mine.getByRole('button', { name: 'Save' }).click();

    await mine.goto(`${address}/edit/contact`);
    expect(await mine.getByLabel('Telephone').inputValue()).toBe('01738 222222');
    expect(await mine.getByLabel('Email address').inputValue()).toBe('mine@example.org');
    expect(await mine.getByLabel('Website').inputValue()).toBe('https://other.example/');
  });

  it('an earlier version comes back, and the history says so', async () => {
    const { page } = editor;
    const address = await addListing(page, `${name}: history`);
    await page.goto(`${address}/edit/basics`);
    await page.getByLabel('Name', { exact: true }).fill('A mistake');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('link', { name: 'Edited (version 2)' }).click();
    await page.getByRole('button', { name: 'Set the listing back to this version' }).click();
    expect(await heading(page)).toBe(`${name}: history`);
    await page.getByRole('link', { name: 'History' }).click();
    expect(await page.getByText('Set back to an earlier version').isVisible()).toBe(true);
  });

  it('whoever wrote a listing does not approve it', async () => {
    const address = await addListing(publisher.page, `${name}: own work`);
    await publisher.page.getByRole('button', { name: 'Send for review' }).click();
    expect(await publisher.page.getByText('somebody else has to approve it').isVisible()).toBe(true);
    await publisher.page.goto(`${address}/review`);
    expect(await publisher.page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
  });

  it('an administrator gives a venue its owner, who sees that listing and no other', async () => {
    const address = await addListing(editor.page, `${name}: venue`);
    const administrator = await signIn(browser, site, 'ada', { javaScriptEnabled });
    await administrator.page.goto(`${address}/owners`);
    await administrator.page.getByLabel(/Email addresses/).fill('vic@example.org');
    await administrator.page.getByRole('button', { name: 'Save' }).click();
    await administrator.page.goto(`${site.origin}/staff/audit`);
    expect(await administrator.page.getByText('Owners changed').first().isVisible()).toBe(true);
    await administrator.close();

    const owner = await signIn(browser, site, 'vic', { javaScriptEnabled });
    const listed = await owner.page.locator('.staff-list a').allTextContents();
    expect(listed).toContain(`${name}: venue`);
    expect(listed.every((text) => text.endsWith(': venue'))).toBe(true);
    await owner.page.goto(`${address}/edit/contact`);
    await owner.page.getByLabel('Telephone').fill('01738 333333');
    await owner.page.getByRole('button', { name: 'Save' }).click();
    expect(await owner.page.getByText('Saved.').isVisible()).toBe(true);
    const others = await owner.page.goto(`${site.origin}/staff/places/demo-museum-of-bells/edit/contact`);
    expect(others?.status()).toBe(403);
    await owner.close();
  });
});

it('a thousand rows are imported, fifty of them broken, and a second time nothing changes', async () => {
  const { page, close } = await signIn(browser, site, 'ellen');
  const broken = (line: number) => line % 20 === 7;
  const rows = Array.from({ length: 1_000 }, (_, line) => {
    const at = `56.${4000 + line},-3.${4000 + line}`;
    const faults = [
      'Castle,castle,56.4,-3.4',
      'North,eat,north,-3.4',
      ',eat,56.4,-3.4',
      `${'x'.repeat(201)},eat,1,1`,
    ];
    const fault = faults[line % 4 === 3 ? 1 : Math.floor(line / 20) % faults.length];
    return broken(line) ? `${fault},` : `Import ${line},eat,${at},${line % 2 ? 'yes' : 'unknown'}`;
  });
  const csv = `name_en,kind,latitude,longitude,stepFreeEntrance\r\n${rows.join('\r\n')}\r\n`;
  const send = async () => {
    await page.goto(`${site.origin}/staff/import`);
    const file = { name: 'listings.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.getByLabel(/^File, at most/).setInputFiles(file);
    await page.getByRole('button', { name: 'Look at what it would change' }).click();
  };
  await send();
  expect(await page.getByText('950 new listings').isVisible()).toBe(true);
  expect(await page.getByText('50 rows are refused').isVisible()).toBe(true);
  expect(await page.locator('li', { hasText: 'Line 9:' }).first().textContent()).toContain('Refused');
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

  await page.getByRole('button', { name: '950 rows: take them in as drafts' }).click();
  await page.getByText('950 new drafts').waitFor({ timeout: 60_000 });
  await send();
  expect(await page.getByText('950 rows change nothing').isVisible()).toBe(true);
  expect(await page.getByText('0 new listings').isVisible()).toBe(true);

  await page.goto(`${site.origin}/staff?q=Import 1&state=draft`);
  expect(
    await page.getByRole('heading', { level: 2, name: /^100 listings, from Import 1 to/ }).isVisible(),
  ).toBe(true);
  await page.getByRole('link', { name: 'Export', exact: true }).click();
  expect(await faultsOf(page)).toEqual([]);
  const parts = await page.getByRole('link', { name: / listings/ }).all();
  const hrefs = await Promise.all(parts.map((link) => link.getAttribute('href')));
  const files = await Promise.all(hrefs.map((href) => page.request.get(`${site.origin}${href}`)));
  const csvAgain = (await Promise.all(files.map((file) => file.text()))).join('');
  expect(csvAgain).toContain('Import 999,');

  // Nobody sends and publishes a thousand one by one.
  await page.goto(`${site.origin}/staff?q=Import 99&state=draft`);
  await page.getByRole('link', { name: 'Choose all on this page' }).click();
  await page.getByRole('button', { name: 'Send chosen listings for review' }).click();
  expect(await heading(page)).toMatch(/^11 listings sent for review/);
  await close();
  const publisher = await signIn(browser, site, 'pat');
  await publisher.page.goto(`${site.origin}/staff?q=Import 99&state=in-review&all=1`);
  expect(await faultsOf(publisher.page)).toEqual([]);
  await publisher.page.getByLabel('Choose Import 999').uncheck();
  await publisher.page.getByRole('button', { name: 'Publish chosen listings' }).click();
  expect(await heading(publisher.page)).toMatch(/^10 listings published/);
  const isPublic = (slug: string) => fetch(`${site.origin}/places/${slug}`).then(({ status }) => status);
  await expect.poll(() => isPublic('import-998'), { timeout: 10_000 }).toBe(200);
  expect(await isPublic('import-999')).toBe(404);
  await publisher.close();
}, 180_000);

it.each([true, false])(
  'an import is undone from the history, with JavaScript: %s',
  async (javaScriptEnabled) => {
    const { page, close } = await signIn(browser, site, 'ellen', { javaScriptEnabled });
    const faults = async () => (javaScriptEnabled ? faultsOf(page) : []);
    const names = ['One', 'Two'].map((name) => `Undone ${name} ${javaScriptEnabled}`);
    const features = names.map((name_en) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [-3.43, 56.39] },
      properties: { name_en, kind: 'eat' },
    }));
    await page.goto(`${site.origin}/staff/import`);
    expect(await faults()).toEqual([]);
    const buffer = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
    const file = { name: 'places.geojson', mimeType: 'application/geo+json', buffer };
    await page.getByLabel(/^File, at most/).setInputFiles(file);
    await page.getByRole('button', { name: 'Look at what it would change' }).click();
    expect(await page.getByText('Read as places (GeoJSON) in UTF-8.').isVisible()).toBe(true);
    await page.getByRole('button', { name: '2 rows: take them in as drafts' }).click();
    expect(await faults()).toEqual([]);

    await page.goto(`${site.origin}/staff?q=${names[0]}`);
    await page.getByRole('link', { name: names[0] ?? '' }).click();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('link', { name: 'All that this import has made' }).click();
    expect(await faults()).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    if (javaScriptEnabled)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.getByRole('button', { name: 'Undo what nobody has changed since' }).click();
    expect(await page.getByText('2 listings are as before the import.').isVisible()).toBe(true);
    expect(await page.getByText('Archived', { exact: true }).count()).toBe(2);
    expect(await faults()).toEqual([]);
    await close();
  },
);

it('a picture is uploaded, described, and public with its text', async () => {
  const editor = await signIn(browser, site, 'ellen');
  const { page } = editor;
  const address = await addListing(page, 'With a picture');
  await page.getByRole('link', { name: 'Pictures' }).click();
  const send = async (name: string, buffer: Buffer) => {
    await page
      .getByLabel('JPEG, PNG or WebP, at most 4.5 MB')
      .setInputFiles({ name, mimeType: 'image/jpeg', buffer });
    await page.getByRole('button', { name: 'Add' }).click();
  };
  // A photo as phones take them is told to be too large before it is sent, and what was typed stays.
  const alt = page.getByLabel('What it shows, for people who cannot see it');
  await alt.fill('The door');
  const chosen = page.getByLabel('JPEG, PNG or WebP, at most 4.5 MB');
  await chosen.setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(6_200_000) });
  expect(await page.getByRole('alert').textContent()).toContain('The file has 6.2 MB; 4.5 MB is the most.');
  expect([await chosen.inputValue(), await alt.inputValue()]).toEqual(['', 'The door']);
  expect(await faultsOf(page)).toEqual([]);
  await alt.fill('');
  await send(
    'door.jpg',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  );
  expect(await page.title()).toMatch(/^Error: /);
  await send('IMG_1234.jpg', await jpegFile(quarters(900, 600)));
  expect(await page.getByText('The picture is added.').isVisible()).toBe(true);

  // Without a text it is not published.
  await page.goto(address);
  expect(await page.getByText('Needs a text').isVisible()).toBe(true);
  await page.getByRole('link', { name: 'Pictures' }).click();
  const text = page.getByLabel('What it shows, for people who cannot see it').first();
  await text.fill('IMG_1234.jpg');
  await page.getByRole('button', { name: 'Save picture 1' }).click();
  expect(await page.getByText('Say what the picture shows').first().isVisible()).toBe(true);
  await text.fill('The door is level with the street');
  await page.getByLabel('What it is a picture of').first().selectOption('entrance');
  await page.getByRole('button', { name: 'Save picture 1' }).click();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

  // Staff see it as visitors will; nobody else does, by whatever address.
  const widthOf = (image: Locator) => image.evaluate((element: HTMLImageElement) => element.naturalWidth);
  await page.goto(`${address}/preview`);
  const previewed = page.getByAltText('The door is level with the street');
  await previewed.scrollIntoViewIfNeeded();
  await expect.poll(() => widthOf(previewed)).toBeGreaterThan(0);
  const staffSource = (await previewed.getAttribute('src')) ?? '';
  const file = staffSource.slice(staffSource.lastIndexOf('/') + 1);
  const statusOf = (path: string) =>
    fetch(site.origin + path, { redirect: 'manual' }).then(({ status }) => status);
  expect(await Promise.all([statusOf(staffSource), statusOf(`/images/${file}`)])).toEqual([303, 404]);

  await page.goto(address);
  await page.getByRole('button', { name: 'Send for review' }).click();
  const publisher = await signIn(browser, site, 'pat');
  await publisher.page.goto(`${address}/review`);
  expect(await publisher.page.getByText('(English): The door is level with the street').count()).toBe(1);
  await expect.poll(() => widthOf(publisher.page.locator('.staff-picture'))).toBeGreaterThan(0);
  expect(await faultsOf(publisher.page)).toEqual([]);
  await publisher.page.setViewportSize({ width: 320, height: 640 });
  expect(await publisher.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await publish(publisher.page, address);
  const seen = publisher.page.getByAltText('The door is level with the street');
  await expect
    .poll(
      async () => {
        await publisher.page.goto(`${site.origin}/places/with-a-picture`);
        return seen.count();
      },
      { timeout: 10_000 },
    )
    .toBe(1);
  await seen.scrollIntoViewIfNeeded();
  await expect.poll(() => widthOf(seen)).toBeGreaterThan(0);

  await publisher.page.goto(`${address}/pictures`);
  await publisher.page.getByText('Take down picture 1 at once').click();
  expect(await faultsOf(publisher.page)).toEqual([]);
  await publisher.page.getByRole('button', { name: 'Take down picture 1' }).click();
  expect(await publisher.page.getByText('Taken down. Visitors no longer see it.').isVisible()).toBe(true);
  await expect.poll(() => statusOf(`/images/${file}`), { timeout: 10_000 }).toBe(404);
  await editor.close();
  await publisher.close();
});

it('what is typed and not saved is there when the page is opened again', async () => {
  const { page, close } = await signIn(browser, site, 'ellen');
  const address = await addListing(page, 'Unsaved');
  await page.goto(`${address}/edit/contact`);
  await page.getByLabel('Telephone').fill('01738 444444');
  await page.getByText('What you have typed is kept.').waitFor();
  await page.goto(`${site.origin}/staff`);
  await page.goto(`${address}/edit/contact`);
  expect(await page.getByLabel('Telephone').inputValue()).toBe('01738 444444');
  expect(await page.getByRole('heading', { name: 'Not saved yet' }).isVisible()).toBe(true);
  await page.getByRole('link', { name: 'go back to what is saved' }).click();
  expect(await page.getByLabel('Telephone').inputValue()).toBe('');
  await close();
});

it('somebody without a role is told so, and signing out ends the session', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.origin}/staff`);
  await page.getByRole('button', { name: 'Nora Nobody' }).click();
  expect(await page.getByText('You have no role here.').isVisible()).toBe(true);
  await context.close();

  const moderator = await signIn(browser, site, 'mo');
  const { cookies } = await moderator.page.context().storageState();
  await moderator.page.getByRole('button', { name: 'Sign out' }).click();
  // The identity provider is asked to end its session, too.
  await moderator.page.waitForURL(/\/identity\/session\/end/);
  await moderator.page.getByRole('button', { name: 'Sign out' }).click();
  await moderator.page.waitForURL(/\/staff\/signed-out/);
  expect(await heading(moderator.page)).toBe('You are signed out');
  // A cookie that somebody has kept opens nothing any more.
  await moderator.page.context().addCookies(cookies.filter(({ name }) => name === 'staff-session'));
  await moderator.page.goto(`${site.origin}/staff`);
  expect(new URL(moderator.page.url()).pathname).toContain('/identity/');
  await moderator.close();
});

describe('every page', () => {
  const paths = [
    '/staff',
    '/staff?state=to-check',
    '/staff/places/new',
    '/staff/places/demo-museum-of-bells/preview',
    '/staff/places/demo-museum-of-bells/preview?lang=gd',
    '/staff/places/demo-museum-of-bells/pictures',
    '/staff/places/demo-museum-of-bells/history',
    ...['basics', 'location', 'opening', 'getting-in', 'moving-around', 'toilets'].map(
      (section) => `/staff/places/demo-museum-of-bells/edit/${section}`,
    ),
    '/staff/import',
    '/staff/export',
    '/staff/places/none',
  ];
  const pagesOf = {
    ellen: paths,
    pat: ['/staff/places/demo-museum-of-bells/review'],
    ada: ['/staff/audit', '/staff/places/demo-museum-of-bells/owners'],
  };
  it.each(['ellen', 'pat', 'ada'] as const)(
    'of %s is free of faults, and fits a phone',
    async (person) => {
      const { page, close } = await signIn(browser, site, person, { viewport: { width: 1100, height: 800 } });
      const faults: string[] = [];
      for (const path of [...pagesOf[person], '/staff/places/demo-museum-of-bells?done=saved']) {
        await page.setViewportSize({ width: 1100, height: 800 });
        await page.goto(site.origin + path);
        faults.push(...(await faultsOf(page)));
        // 1,280 pixels at 400 % are 320.
        await page.setViewportSize({ width: 320, height: 640 });
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 320) faults.push(`${path} is ${width} px wide on a phone`);
      }
      expect(faults).toEqual([]);
      await close();
    },
    180_000,
  );

  it('of errors is free of faults, too', async () => {
    const { page, close } = await signIn(browser, site, 'ellen');
    await page.goto(`${site.origin}/staff/places/new`);
    await page.getByRole('button', { name: 'Add' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('govuk-error-summary');
    await page.getByRole('link', { name: 'Enter a name of at most 200 letters' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('name_en');
    expect(await faultsOf(page)).toEqual([]);
    await close();
  });
});
