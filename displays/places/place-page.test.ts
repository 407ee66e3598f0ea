import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/domain/places/fact.ts';
import { FACT_IDS } from '#shared/domain/places/fact-dictionary.ts';
import { fitOf } from '#shared/domain/places/fit.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { PlaceImage } from '#shared/domain/places/place-image.ts';
import { picture, place } from '#test/builders/places.ts';
import { type AssetManifest, assetNames } from '../kit/assets.ts';
import { preferencesOf } from '../kit/preferences.ts';
import { placePage } from './place-page.tsx';
import type { PlaceView } from './place-view.ts';

const files = Object.fromEntries(assetNames.map((name) => [name, name])) as AssetManifest['files'];
const preview = { href: '/staff/places/a', pictures: '/staff/places/a/history/2/images/' };
const now = { date: '2026-11-18', minutes: 14 * 60 };

function page(
  changes: Partial<Place> = {},
  view: Partial<PlaceView> = {},
  query = '',
  helpText: string | null = null,
) {
  return placePage(
    {
      place: place('a', changes),
      opening: null,
      now,
      open: 'unknown',
      fit: null,
      needs: null,
      stop: null,
      jsonLd: '{}',
      path: '/places/a',
      timeZone: 'Europe/London',
      ...view,
    },
    { preferences: preferencesOf(new URLSearchParams(query)), assets: { release: 'r', files }, helpText },
  );
}
const seen = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<script.*?<\/script>/gs, '')
    .replace(/<span class="unseen".*?<\/span>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const factRow = (fact: Fact, id: keyof Place['facts'] = 'hearingLoop') => {
  const html = page({ facts: { [id]: fact } });
  return seen(
    html
      .slice(html.indexOf(`id="fact-${id}"`) + `id="fact-${id}"`.length + 13)
      .split(/<\/dl>|<dd class="fact-report">/)[0] ?? '',
  ).trim();
};

describe('a fact', () => {
  it.each([
    ['yes', 'Yes'],
    ['no', 'No'],
    ['partial', 'In part'],
    ['not-applicable', 'Does not apply'],
  ] as const)('%s is said in words', (status, words) => {
    expect(factRow({ status })).toMatch(
      new RegExp(`Hearing loop \\(.*\\) ${words} When this was checked is not known$`),
    );
  });

  it('that is a measure has its unit', () => {
    expect(factRow({ status: 'yes', value: 90 }, 'entranceDoorWidth')).toMatch(
      /Width of the entrance door .* 90 cm/,
    );
    expect(factRow({ status: 'yes', value: 0 }, 'blueBadgeBays')).toMatch(
      /Number of Blue Badge bays .* 0 When/,
    );
  });

  it('says who made sure, and when', () => {
    const fact: Fact = {
      status: 'yes',
      verified: '2026-05-12',
      method: 'on-site-survey',
      source: { name: 'Survey', url: 'https://example.org/s' },
      note: { en: 'At the desk.' },
    };
    expect(factRow(fact)).toContain(
      'Yes At the desk. Checked on 12 May 2026, by a survey on site, source: Survey',
    );
    expect(page({ facts: { hearingLoop: fact } })).toContain(
      '<a href="https://example.org/s" rel="noreferrer">Survey</a>',
    );
    expect(
      page({ facts: { hearingLoop: { ...fact, source: { name: 'S', url: 'javascript:alert(1)' } } } }),
    ).not.toContain('href="javascript');
  });

  it('says when it is old, never dated, or disputed, and keeps what it said', () => {
    const old = { verified: '2021-03-02', reviewBy: '2023-03-02' };
    expect(factRow({ status: 'yes', ...old })).toMatch(/ Yes Last checked March 2021, may be out of date$/);
    expect(factRow({ status: 'no', ...old, method: 'photo' })).toContain(
      'Last checked March 2021, by a photo, may be out of date',
    );
    expect(factRow({ status: 'yes', method: 'import' })).toMatch(/ Yes From imported data, date not known$/);
    expect(factRow({ status: 'yes', verified: '2026-05-12', disputed: true })).toContain(
      'Yes A visitor has said otherwise. Nobody has looked again yet. Checked on 12 May 2026',
    );
  });
});

describe('saying that something is wrong', () => {
  const links = (html: string) =>
    [...html.matchAll(/<a href="(\/places\/a\/report[^"]*)">(.*?)<\/a>/g)].map(([, href, text]) => [
      href,
      (text ?? '').replace(/<[^>]+>/g, ''),
    ]);
  const facts = { lift: { status: 'yes' }, droppedKerbs: { status: 'no' } } as const;

  it('is possible for every fact by its name, and for the place', () => {
    expect(links(page({ facts }, {}, 'theme=dark'))).toEqual([
      ['/places/a/report?fact=droppedKerbs&amp;theme=dark', 'Something wrong? Dropped kerbs'],
      ['/places/a/report?fact=lift&amp;theme=dark', 'Something wrong? Working lift'],
      ['/places/a/report?theme=dark', 'Tell us what you found'],
    ]);
  });

  it('takes nothing along of what the visitor needs', () => {
    const needs = { stepFree: true } as const;
    expect(
      JSON.stringify(links(page({ facts }, { needs, fit: fitOf(facts, needs, now.date) }))),
    ).not.toContain('needs');
  });

  it('is not for staff who look at a preview', () => {
    expect(links(page({ facts }, { preview }))).toEqual([]);
  });
});

describe('a preview', () => {
  const image = { ...picture, alt: { en: 'The door', gd: 'An doras' } };

  it('shows pictures that visitors do not see yet, and reads its texts out in their language', () => {
    const html = page({ images: [image] }, { preview });
    expect(html).toContain(`src="${preview.pictures}${image.id}-640.webp"`);
    expect(html).not.toContain('"/images/');
    expect(page({ images: [image] }, { preview }, 'lang=gd')).toContain('alt="An doras"');
  });

  it('leads to itself in the other language, in the words of staff', () => {
    expect(page({}, { preview })).toContain('?lang=gd">See it in Gaelic</a>');
    const gaelic = page({}, { preview }, 'lang=gd');
    expect(gaelic).toContain('<p class="invented" lang="en">Preview: visitors do not see this.');
  });
});

describe('what is not known', () => {
  it('is said, and is never a yes, a no or a blank', () => {
    const html = page({ kind: 'eat', facts: {} });
    for (const id of FACT_IDS) expect(html).toMatch(new RegExp(`<span id="fact-${id}">[^<]{4,}</span>`));
    expect(html).not.toContain('<dt>Step-free');
    expect(html).not.toMatch(/class="fact-value"/);
    expect(seen(html)).not.toMatch(/\b(Yes|No|In part)\b/);
    expect(seen(html)).toMatch(
      /Not yet confirmed: step-free entrance , height of the step at the entrance .* Ask the place\./,
    );
  });

  it('counts for a fact that says unknown, and for a measure without its value', () => {
    const html = page({ facts: { lift: { status: 'unknown' }, turningSpace: { status: 'yes' } } });
    expect(html).toContain('<span id="fact-lift">working lift</span>');
    expect(html).toContain('<span id="fact-turningSpace">turning space inside</span>');
  });

  it('comes with how to ask', () => {
    const html = page({ telephone: '+44 1738 000 000', email: 'a@b.example', facts: {} });
    expect(seen(html)).toContain('Ask the place: +44 1738 000 000 or a@b.example');
    expect(html).toContain('href="tel:+441738000000"');
    expect(html).toContain('href="mailto:a@b.example"');
  });

  it('is asked about tables only where one eats, or where something is known of them', () => {
    expect(seen(page())).not.toContain(' Eating ');
    expect(seen(page({ kind: 'eat' }))).toContain(' Eating ');
    expect(seen(page({ facts: { brailleMenu: { status: 'no' } } }))).toContain(' Eating ');
  });
});

describe('whether it suits', () => {
  const needs = { aid: { kind: 'scooter', width: 82, length: 120, turning: 180 }, dog: true } as const;
  const facts: Place['facts'] = {
    entranceDoorWidth: { status: 'yes', value: 70 },
    stepFreeEntrance: { status: 'yes' },
    stepFreeInside: { status: 'partial' },
  };

  it('is a word with a shape, and every reason, the worst first', () => {
    const html = page({ facts }, { needs, fit: fitOf(facts, needs, now.date) });
    const text = seen(html);
    const order = [
      'Does not suit',
      'Mobility scooter 82 cm wide',
      'Width of the entrance door: 70 cm; you need 82 cm',
      'Assistance dogs welcome: not known',
      'Step-free inside: in part',
      'Step-free entrance: yes',
    ].map((words) => text.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((x, y) => x - y));
    expect(html).toMatch(
      /<section class="verdict verdict-unsuitable" aria-labelledby="verdict"><h2 id="verdict"><svg class="sign"/,
    );
    expect(html).toContain('href="/places?aid=scooter&amp;width=82&amp;dog=1"');
    expect(html).toContain(
      'href="/places/a?needs=scooter%2Cwidth%3A82%2Clength%3A120%2Cturning%3A180%2Cdog&amp;theme=dark"',
    );
  });

  it('is not said to who told nothing', () => {
    expect(page({ facts })).not.toContain('class="verdict');
  });
});

describe('the nearest stop', () => {
  const stop = { id: 's', name: 'Mill Street', position: null, departures: [] };

  it.each([
    [230, 'Mill Street , 230 m away'],
    [null, 'Mill Street , distance not known'],
  ])('is so far away, or nobody knows: %s', (distanceMetres, words) => {
    expect(seen(page({}, { stop: { ...stop, distanceMetres } }))).toContain(words);
  });
});

describe('opening times', () => {
  const opening = {
    firstDay: '2026-11-17',
    patterns: [[], [{ from: 600, to: 1020 }], [{ from: 600, to: 720, uncertain: true }]],
    days: '0120',
  };

  it('are of today and the next seven days', () => {
    const text = seen(page({}, { opening, open: 'yes' }));
    expect(text).toContain(
      'Open now Today, Wednesday 18 November: 10:00 to 17:00 Thursday 19 November: may be open 10:00 to 12:00 Friday 20 November: closed Saturday 21 November: not known',
    );
    expect(text).toContain('Wednesday 25 November');
    expect(text).not.toContain('26 November');
  });

  it('that are not known are said so once', () => {
    expect(seen(page())).toContain('Opening times The opening times are not known.');
    expect(seen(page({}, { opening: { ...opening, days: '0' } }))).toContain(
      'The opening times are not known.',
    );
  });

  it('of an event are its own', () => {
    const event = { startDate: '2026-11-28T14:00:00Z', endDate: '2026-11-28T16:00:00Z', cancelled: true };
    expect(seen(page({ kind: 'event', event }, { open: 'no' }))).toContain(
      'When Saturday 28 November 2026, 14:00 to 16:00 Cancelled',
    );
  });
});

describe('getting there', () => {
  const departure = { line: '7', headsign: 'Scone', time: '14:32', live: false, wheelchair: 'yes' } as const;
  const stop = {
    id: 'x/1',
    name: 'Demo Street',
    distanceMetres: 132,
    position: null,
    departures: [departure],
  };

  it('lies on a small map beside the place, and what the map shows is said', () => {
    const there = { ...stop, position: { lat: 56.3959, lon: -3.4315 } };
    const html = page(
      {},
      { stop: there, lines: [{ lats: [5_639_000, 5_640_000], lons: [-343_000, -343_000] }] },
    );
    expect(html).toContain('role="img" aria-label="Map: The a and the stop Demo Street"');
    expect(html).toContain('class="map-lines"');
    expect(seen(html)).toContain(
      'The stop Demo Street is 130 m to the north-west of the place, in a straight line. The way between them is not drawn: nobody has told us which it is.',
    );
    expect(seen(page({}, { stop: { ...there, position: { lat: 56.395, lon: -3.43 } } }))).toContain(
      'The stop Demo Street is at the place itself.',
    );
    expect(page({}, { stop })).not.toContain('class="map"');
  });

  it('names the stop, its next buses, and what is known of the way', () => {
    const html = page({ streetAddress: '1 Example Street', postalCode: 'PH0 0AA' }, { stop }, 'text=large');
    expect(html).toContain('href="/stops/x%2F1?text=large"');
    expect(seen(html)).toContain('1 Example Street, PH0 0AA Nearest stop Demo Street , 130 m away');
    expect(seen(html)).toContain('7 Scone 14:32 timetable Wheelchair accessible');
    expect(html).toContain('>Route 7 to Scone, timetable, 14 32, wheelchair accessible</span>');
  });

  it('is honest about no buses, no stop and no word on wheelchairs', () => {
    expect(seen(page({}, { stop: { ...stop, departures: [] } }))).toContain(
      'No departures to show at the moment.',
    );
    expect(seen(page())).toContain('Nearest stop Not known');
    const unknown = page({}, { stop: { ...stop, departures: [{ ...departure, wheelchair: 'unknown' }] } });
    expect(unknown).not.toMatch(/wheelchair accessible/i);
  });
});

describe('pictures', () => {
  const picture = (shows: PlaceImage['shows'], changes: Partial<PlaceImage> = {}): PlaceImage => ({
    id: shows.padEnd(24, '-'),
    width: 1280,
    height: 960,
    alt: { en: `What shows the ${shows}` },
    decorative: false,
    shows,
    ...changes,
  });
  const imgs = (html: string) => html.match(/<img[^>]*>/g) ?? [];

  it('begin with the entrance; the others are folded away', () => {
    const html = page({ images: [picture('general'), picture('toilet'), picture('entrance')] });
    expect(imgs(html).map((img) => /alt="([^"]*)"/.exec(img)?.[1])).toEqual([
      'What shows the entrance',
      'What shows the general',
      'What shows the toilet',
    ]);
    expect(seen(html)).toMatch(/Pictures The entrance 2 more pictures The toilet Getting in/);
    expect(html.indexOf('<details><summary>2 more')).toBeGreaterThan(html.indexOf(imgs(html)[0] ?? ''));
    expect(seen(page({ images: [picture('interior'), picture('parking')] }))).toContain('One more picture');
  });

  it('come in the size that fits, late, and with their shape known before', () => {
    const [img = ''] = imgs(page({ images: [picture('entrance', { width: 1000, height: 500 })] }));
    const file = `/images/${'entrance'.padEnd(24, '-')}`;
    expect(img).toContain(`src="${file}-640.webp"`);
    expect(img).toContain(`srcset="${file}-320.webp 320w, ${file}-640.webp 640w, ${file}-1280.webp 1000w"`);
    expect(img).toMatch(/ sizes="[^"]+" width="1000" height="500" loading="lazy"/);
  });

  it('that are decorative have no text, and the texts of others their language', () => {
    const decorative = page({ images: [picture('general', { alt: {}, decorative: true })] });
    expect(imgs(decorative)[0]).toMatch(/ alt(="")?[ />]/);
    expect(decorative).not.toContain('<figcaption>');
    const [gaelic] = imgs(page({ images: [picture('entrance', { alt: { gd: 'An doras' } })] }));
    expect(gaelic).toContain('alt="An doras" lang="gd"');
  });

  it('say what they are of, who made them and when', () => {
    const html = page({
      images: [
        picture('entrance', {
          caption: { en: 'The ramp is behind the tree.' },
          credit: 'A. Photographer',
          licence: 'CC-BY-4.0',
          takenOn: '2026-05-12',
        }),
      ],
    });
    expect(seen(html)).toContain(
      'The entrance The ramp is behind the tree. Picture: A. Photographer. Taken on 12 May 2026. Licence: CC-BY-4.0.',
    );
  });

  it('leave no trace where there are none', () => {
    expect(page()).not.toMatch(/<img|<figure|id="pictures"/);
    expect(page({ images: [] })).not.toMatch(/<img|<figure|id="pictures"/);
  });
});

it('escapes what a listing says, and no text ends the data block', () => {
  const hostile = '<script>alert(1)</script>';
  const html = page(
    {
      name: { en: hostile },
      description: { en: hostile },
      facts: { lift: { status: 'no', note: { en: hostile } } },
      images: [
        {
          id: 'A'.repeat(24),
          width: 320,
          height: 240,
          alt: { en: `"${hostile}` },
          decorative: false,
          caption: { en: hostile },
          credit: hostile,
          shows: 'entrance',
        },
      ],
    },
    { jsonLd: JSON.stringify({ name: hostile }) },
  );
  expect(html.match(/<script/g)).toHaveLength(1);
  const [, block = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  expect(JSON.parse(block)).toEqual({ name: hostile });
  expect(html).not.toMatch(/ style="|<style| on[a-z]+="/);
});

it('marks what is not in the page’s language', () => {
  const html = page({
    name: { gd: 'Caisteal' },
    facts: { lift: { status: 'no', note: { gd: 'Chan eil' } } },
  });
  expect(html).toContain('<h1 lang="gd">Caisteal</h1>');
  expect(html).toContain('<title lang="gd">');
  expect(html).toContain('<span lang="gd">Chan eil</span>');
  const gaelic = page({ name: { gd: 'Caisteal' } }, {}, 'lang=gd');
  expect(gaelic).toContain('<h1>Caisteal</h1>');
  expect(gaelic).toContain('<span lang="en">An invented place.</span>');
  expect(gaelic).toContain('<span lang="en">Opening times</span>');
});

it('says whom to tell, where it comes from and when it was changed', () => {
  const html = page({ invented: true }, {}, '', 'Phone 00000 000000.');
  const text = seen(html);
  expect(text).toContain('This place is invented, for demonstration.');
  expect(text).toContain(
    'Something wrong here? Tell us what you found Or by phone, on paper or in person: Phone 00000 000000.',
  );
  expect(text).toContain('Source: Test. Licence: OGL-UK-3.0. Last changed on 1 May 2026.');
  expect(html).toContain('href="/open-data"');
  expect(html).toMatch(/aria-current="true">Places</);
  expect(html.match(/<h1[ >]/g)).toHaveLength(1);
});
