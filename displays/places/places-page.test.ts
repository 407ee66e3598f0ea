import { describe, expect, it } from 'vitest';
import { frameAround, frameAt } from '#shared/domain/map/map-frame.ts';
import type { FoundPlace } from '#shared/domain/places/find-places.ts';
import { fitFor } from '#shared/domain/places/find-places.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { summaryOf } from '#shared/domain/places/place-summary.ts';
import { USUAL_SIZE, type VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import { place } from '#test/builders/places.ts';
import { type AssetManifest, assetNames } from '../kit/assets.ts';
import { preferencesOf } from '../kit/preferences.ts';
import type { PlacesMapView } from './map/map-view.ts';
import { placesPage } from './places-page.tsx';
import type { PlacesForm, PlacesView } from './places-view.ts';

const files = Object.fromEntries(assetNames.map((name) => [name, name])) as AssetManifest['files'];
const with_ = (query: string) => ({
  preferences: preferencesOf(new URLSearchParams(query)),
  assets: { release: 'r', files },
  helpText: null,
});
const nothing: PlacesForm = { text: '', kind: null, open: null, needs: null, near: null, access: [] };
const dog: VisitorNeeds = { dog: true };

function found(listing: Place, needs: VisitorNeeds | null, changes: Partial<FoundPlace> = {}): FoundPlace {
  const summary = summaryOf(listing, {
    revision: { number: 1, digest: 'd' },
    origin: 'test',
    opening: null,
  });
  const fit = fitFor(summary, { needs }, '2026-11-18');
  return { place: summary, distanceMetres: null, open: 'unknown', fit, ...changes };
}

function page(form: Partial<PlacesForm>, view: Partial<PlacesView> = {}, query = ''): string {
  const list = view.found ?? [];
  return placesPage(
    {
      form: { ...nothing, ...form },
      found: list,
      total: list.length,
      hasInvented: false,
      problem: null,
      timeZone: 'Europe/London',
      ...view,
    },
    with_(query),
  );
}
const seen = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

const dogs = (id: string, status: 'yes' | 'no' | 'unknown') =>
  found(place(id, { facts: { assistanceDogs: { status, verified: '2026-05-01' } } }), dog);

describe('the form', () => {
  it('is a plain one, whose fields are separate parameters, and keeps the reader’s choices', () => {
    const html = page({}, {}, 'theme=dark');
    expect(html).toMatch(/<form class="places-form" method="get" action="\/places" autocomplete="off">/);
    expect(html).toContain('<input type="hidden" name="theme" value="dark"/>');
    expect(html).toMatch(/<details class="needs">/);
    expect(seen(html)).toContain('used for this answer only and is not kept');
    expect(seen(html)).toContain('If empty: 60 for a scooter, 70 for a wheelchair.');
    expect(html).toMatch(/aria-current="page">Places</);
  });

  it('shows again what was asked for', () => {
    const aid = { kind: 'wheelchair', ...USUAL_SIZE.wheelchair, width: 65 } as const;
    const html = page({
      text: 'a "b"',
      kind: 'eat',
      open: '2026-11-23T14:00',
      needs: { aid, maxStep: 3, toilet: 'changing-places', quiet: true },
      near: '56.39,-3.43',
      access: ['seating'],
    });
    expect(html).toMatch(/<details class="needs" open>/);
    expect(html).toContain('value="a &quot;b&quot;"');
    for (const chosen of [
      /<option value="eat" selected>/,
      /<option value="at" selected>/,
      /value="2026-11-23T14:00"/,
      /name="aid" value="wheelchair" checked/,
      /name="width" value="65"/,
      /name="length" value inputmode/,
      /name="step" value="3"/,
      /name="toilet" value="changing-places" checked/,
      /name="quiet" value="1" checked/,
      /name="near" value="56.39,-3.43" checked/,
      /name="access" value="seating" checked/,
    ])
      expect(html).toMatch(chosen);
    expect(html).not.toMatch(/name="dog" value="1" checked/);
    expect(seen(html)).toContain(
      'Open on Monday 23 November at 14:00; also places whose times are not known.',
    );
  });

  it('says what it did not understand, and leaves it there to be mended', () => {
    const html = page({ typed: { width: '70cm' } }, { problem: 'Width: “70cm” <b>' });
    expect(html).toContain('role="alert"');
    expect(html).toContain('Width: “70cm” &lt;b>');
    expect(html).toMatch(/<details class="needs" open>/);
    expect(html).toMatch(
      /name="width" value="70cm"[^>]* aria-invalid="true" aria-describedby="problem width-hint"/,
    );
  });
});

describe('the results', () => {
  it('are in the order confirmed, may suit, do not suit; the last folded away', () => {
    const html = page(
      { needs: dog },
      { found: [dogs('a', 'no'), dogs('b', 'unknown'), dogs('c', 'yes'), dogs('d', 'unknown')] },
    );
    const text = seen(html);
    const places = ['Confirmed to suit (1)', 'The c', 'May suit – not confirmed (2)', 'The b', 'The d'];
    const order = [...places, 'Do not suit (1)', 'The a'].map((words) => text.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((x, y) => x - y));
    expect(html).toMatch(/<details class="group"><summary><h3 id="unsuitable">/);
    expect(html).toContain('href="/places/c?needs=dog"');
    expect(text).toContain('Not known: assistance dogs welcome');
    expect(text).toContain('Assistance dogs welcome: no');
  });

  it('say so when none is confirmed, and count only what is shown when they are cut', () => {
    expect(seen(page({ needs: dog }, { found: [dogs('a', 'unknown')] }))).toContain(
      'Confirmed to suit (0) No place is confirmed for everything that you need.',
    );
    const cut = seen(page({ needs: dog }, { found: [dogs('a', 'unknown')], total: 80 }));
    expect(cut).toContain('80 places The first 1 are shown, the best first.');
    expect(cut).toContain('May suit – not confirmed (1 shown)');
  });

  it('give at most three reasons', () => {
    const needs: VisitorNeeds = { aid: { kind: 'scooter', ...USUAL_SIZE.scooter } };
    const facts: Place['facts'] = {
      stepFreeEntrance: { status: 'yes', disputed: true },
      entranceDoorWidth: { status: 'yes', value: 90 },
    };
    expect(seen(page({ needs }, { found: [found(place('a', { facts }), needs)] }))).toMatch(
      /Step-free entrance: yes, but a visitor has said otherwise Not known: step-free inside, narrowest passage inside and \d more/,
    );
    const narrow: Place['facts'] = { entranceDoorWidth: { status: 'yes', value: 55 } };
    const unsuitable = seen(page({ needs }, { found: [found(place('a', { facts: narrow }), needs)] }));
    expect(unsuitable).toContain('Width of the entrance door: 55 cm; you need 60 cm');
    expect(unsuitable).not.toContain('Not known: step');
  });

  it('are one list where nothing was needed', () => {
    const html = page({}, { found: [found(place('a'), null, { distanceMetres: 132 })], hasInvented: true });
    expect(seen(html)).toContain('1 place The a Attraction 130 m away Opening times not known');
    expect(seen(html)).toContain('These places are invented, for demonstration.');
    expect(html).not.toContain('class="group"');
    expect(html).toContain('href="/places/a"');
  });

  it('say whether a place is open, now or then, and of an event whether it is on', () => {
    const calendar = { firstDay: '2026-11-18', patterns: [[]], days: '0' };
    const open = (state: 'yes' | 'no' | 'unknown', form: Partial<PlacesForm> = {}) => {
      const a = found(place('a'), null, { open: state });
      return seen(page(form, { found: [{ ...a, place: { ...a.place, opening: calendar } }] }));
    };
    expect(open('yes')).toContain('Open now');
    expect(open('no')).toContain('Closed now');
    expect(open('unknown')).toContain('Not known whether open now');
    expect(open('yes', { open: '2026-11-23T14:00' })).toContain('Open then');
    const event = { startDate: '2026-11-28T14:00:00Z', endDate: '2026-11-28T16:00:00Z' };
    const listed = (more: object) =>
      seen(
        page(
          {},
          {
            found: [found(place('e', { kind: 'event', event: { ...event, ...more } }), null, { open: 'no' })],
          },
        ),
      );
    expect(listed({})).toContain('Event Not on now Saturday 28 November 2026, 14:00 to 16:00');
    expect(listed({ cancelled: true })).toContain('Event Cancelled');
  });

  it('are honest when there is none', () => {
    const html = page({ text: '<script>' });
    expect(seen(html)).toContain('No place matches “&lt;script>” Try fewer words');
    expect(html).not.toContain('<script>');
  });
});

describe('the map', () => {
  const at = (id: string, status: 'yes' | 'no', lat: number, lon = -3.43) => {
    const facts: Place['facts'] = { assistanceDogs: { status, verified: '2026-05-01' } };
    return found(place(id, { lat, lon, facts }), dog);
  };
  const museum = at('museum', 'yes', 56.4);
  const mill = at('mill', 'no', 56.39);
  const frame = frameAround([museum.place, mill.place], 400) ?? expect.fail();
  const map = { frame, isMoved: false, visitor: null, lines: [], stops: [], towns: [] };
  const asked = { text: 'bells', kind: 'eat', needs: dog, near: '56.39,-3.43' } as const;
  const mapped = (more: Partial<PlacesMapView> = {}, list = [museum, mill]) =>
    page(asked, { found: list, map: { ...map, ...more } }, 'theme=dark');
  const filters = 'q=bells&amp;kind=eat&amp;dog=1&amp;near=56.39%2C-3.43';

  it('is a link away, with everything that was asked for, and the list is a link away from it', () => {
    const list = page(asked, { found: [museum] }, 'theme=dark');
    expect(list).toContain(`href="/places?${filters}&amp;view=map&amp;theme=dark#map"`);
    expect(list).not.toContain('id="map"');
    expect(mapped()).toContain(`href="/places?${filters}&amp;theme=dark">Only the list`);
    expect(seen(page({ text: 'none' }))).not.toContain('on a map');
  });

  it('stands after the whole list, and a new search has one again', () => {
    const html = mapped();
    expect(html.indexOf('id="map"')).toBeGreaterThan(html.lastIndexOf('class="places"'));
    expect(html.match(/<input type="hidden" name="view" value="map"\/>/g)).toHaveLength(2);
    expect(html).toContain(`href="/places?${filters}&amp;view=map&amp;theme=light"`);
  });

  it('has the numbers of the list, which hides none of them', () => {
    const html = mapped();
    expect(seen(html)).toContain('Confirmed to suit (1) 1 The museum Attraction');
    expect(seen(html)).toContain('Do not suit (1) 2 The mill Attraction');
    expect(html).toContain('<details class="group" open>');
    expect(html).toContain('<title>1. The museum – confirmed to suit</title>');
    expect(html).toContain('<title>2. The mill – does not suit</title>');
    expect(html).toContain('<a class="unsuitable" href="/places/mill?needs=dog&amp;theme=dark">');
    expect(page(asked, { found: [museum] })).not.toContain('<b>1</b>');
  });

  it('says what it shows, and that the list says it all', () => {
    expect(seen(mapped())).toContain('The map shows the 2 places in the list, by their numbers.');
    const part = seen(mapped({ frame: frameAt({ lat: 56.4, lon: -3.43 }, 16), isMoved: true }));
    expect(part).toContain('This part of the map shows 1 of the 2 places in the list, by their numbers.');
    expect(part).toContain('The list says everything that the map shows, and more.');
    expect(part).toContain('It is about 610 m wide. North is at the top.');
    expect(seen(mapped({ stops: null }))).toContain(
      'Bus stops are drawn where there is room for them: zoom in.',
    );
    expect(seen(mapped({ visitor: { lat: 51, lon: 0 } }))).toContain(
      'Your position is not on this part of the map.',
    );
  });

  it('is moved and zoomed by links, which keep all that was asked for', () => {
    const html = mapped({ frame: frameAt({ lat: 56.4, lon: -3.43 }, 15), isMoved: true });
    const href = (move: string) =>
      new RegExp(`href="([^"]*)" data-move="${move}"`).exec(html)?.[1]?.replaceAll('&amp;', '&');
    expect(href('zoomIn')).toBe(
      '/places?q=bells&kind=eat&dog=1&near=56.39%2C-3.43&view=map&zoom=16&centre=56.40000%2C-3.43000&theme=dark#map',
    );
    expect(href('zoomOut')).toContain('zoom=14&');
    expect(href('moveNorth')).toContain('zoom=15&centre=56.40549%2C-3.43000');
    expect(href('moveEast')).toContain('zoom=15&centre=56.40000%2C-3.42007');
    expect(href('showAllPlaces')).toContain('view=map&theme=dark#map');
    expect(mapped()).toContain('<span>All places</span>');
    expect(mapped({ frame: frameAt({ lat: 56.4, lon: -3.43 }, 17) })).toContain('<span>Zoom in</span>');
  });

  it('escapes what a listing says, and marks what is not in the page’s language', () => {
    const name = { en: '</title><script>alert(1)</script>' };
    expect(mapped({}, [found(place('a', { name }), null)])).not.toContain('<script>alert');
    const gaelic = mapped({}, [found(place('a', { name: { gd: 'Caisteal' } }), null)]);
    expect(gaelic).toContain(
      '<a href="/places/a?needs=dog&amp;theme=dark" lang="gd"><title>1. Caisteal</title>',
    );
  });
});

it('escapes what a listing says', () => {
  const html = page({}, { found: [found(place('a', { name: { en: '<script>alert(1)</script>' } }), null)] });
  expect(html).toContain('&lt;script>alert(1)');
  expect(html).not.toContain('<script>alert');
});

it('marks what is not in the page’s language', () => {
  const html = page({}, { found: [found(place('a', { name: { gd: 'Caisteal' } }), null)] });
  expect(html).toContain('<span lang="gd">Caisteal</span>');
  const gaelic = page({}, { found: [found(place('a'), null)] }, 'lang=gd');
  expect(gaelic).toContain('<title lang="en">Places – Digital Welcome</title>');
  expect(gaelic).toContain('<h1><span lang="en">Places</span></h1>');
  expect(gaelic).toContain('<option value lang="en">Any kind</option>');
  expect(gaelic).toContain('<span lang="en">The a</span>');
});
