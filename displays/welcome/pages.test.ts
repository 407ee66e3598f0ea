import { describe, expect, it } from 'vitest';
import type { Board } from '#shared/domain/transit/board.ts';
import { aBoard, aDeparture, aLiveDeparture, anAlert, aStop, MINUTE } from '#test/builders/board.ts';
import type { AssetManifest } from '../kit/assets.ts';
import { boardFacts } from '../kit/board-facts.ts';
import { preferencesOf } from '../kit/preferences.ts';
import { webAddress } from './alert-list.tsx';
import { findPage } from './find-page.tsx';
import { messagePage } from './message-page.tsx';
import { stopPage } from './stop-page.tsx';

const assets: AssetManifest = {
  release: 'r',
  files: {
    'board.css': 'board-1.css',
    'board.js': 'board-1.js',
    'welcome.css': 'welcome-1.css',
    'stop.js': 'stop-1.js',
    'staff.css': 'staff.css',
    'staff.js': 'staff.js',
    'find.js': 'find-1.js',
    'map.js': 'map-1.js',
    'retry.js': 'retry-1.js',
    'atkinson-hyperlegible-next.woff2': 'a-1.woff2',
  },
};
const with_ = (query = '', helpText: string | null = null) => ({
  preferences: preferencesOf(new URLSearchParams(query)),
  assets,
  helpText,
});
const seen = (html: string) =>
  html
    .replace(/<script.*?<\/script>/gs, '')
    .replace(/<span class="unseen".*?<\/span>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const stop = (changes: Partial<Board> = {}, query = '') =>
  stopPage(boardFacts(aBoard(changes), null, 'r'), with_(query));

describe('the stop page', () => {
  it('shows each departure with relative and clock time, source and lateness', () => {
    const departures = [
      aLiveDeparture(5 * MINUTE, {}, 3 * MINUTE),
      aDeparture({ scheduled: aBoard().asOf + 720 }),
    ];
    expect(seen(stop({ departures }))).toContain('7 Scone 5 min live 14:32 3 min late');
    expect(seen(stop({ departures }))).toContain('7 Scone 14:39 timetable in 12 minutes');
  });

  it('does not count down to a bus that ought to be seen and is not', () => {
    const departures = [aDeparture({ scheduled: aBoard().asOf + 720, untracked: 'silent' })];
    expect(seen(stop({ departures }))).toMatch(/7 Scone 14:39 timetable (?!in).*No signal from this bus/);
    expect(seen(stop({ departures }))).not.toContain('in 12 minutes');
  });

  it.each([
    ['yes', 'Possible'],
    ['no', 'Not possible'],
    ['unknown', 'Not known'],
  ] as const)('says in words whether one can board in a wheelchair: %s', (wheelchairBoarding, words) => {
    expect(seen(stop({ stop: aStop({ wheelchairBoarding }) }))).toContain(
      `Boarding in a wheelchair from this stop ${words} `,
    );
  });

  it('has a refresh link and a board link that keep the reader’s choices', () => {
    const html = stop({}, 'theme=dark&text=large');
    expect(html).toContain('href="/stops/6480T100?theme=dark&amp;text=large"');
    expect(html).toContain('href="/boards/6480T100?theme=dark&amp;text=large"');
    expect(html).toContain('<html lang="en" class="text-large" data-theme="dark">');
  });

  it('links an alert to the web, and to nothing else', () => {
    expect(webAddress('https://example.org/a')).toBe('https://example.org/a');
    expect(webAddress('javascript:alert(1)')).toBeUndefined();
    expect(webAddress('not an address')).toBeUndefined();
    expect(stop({ alerts: [anAlert({ url: { en: 'javascript:alert(1)' } })] })).not.toContain(
      'href="javascript',
    );
    expect(seen(stop({ alerts: [anAlert({ url: { en: 'https://example.org' } })] }))).toContain(
      'More about: Diversion at Demo Bridge',
    );
  });
});

describe('an alert on the page of a stop', () => {
  const without = { header: {}, description: {} };

  it('without a text is left out, and leaves no heading', () => {
    for (const empty of [without, { header: { en: '' }, description: { und: ' ' } }])
      expect(stop({ alerts: [anAlert(empty)] })).not.toContain('id="alerts"');
    const page = seen(stop({ alerts: [anAlert(without), anAlert({ id: '2' })] }));
    expect(page).toContain('Travel alerts Diversion at Demo Bridge');
  });

  it('has what there is: a description, or a link', () => {
    const described = anAlert({ header: {}, description: { en: 'Use Mill Street.' } });
    expect(seen(stop({ alerts: [described] }))).toContain('Alert Use Mill Street.');
    expect(seen(stop({ alerts: [anAlert({ ...without, url: { und: 'https://example.org' } })] }))).toContain(
      'More about: Alert',
    );
  });
});

describe('the front door', () => {
  it('finds stops with a plain form', () => {
    const html = findPage({ kind: 'none' }, with_('theme=light'));
    expect(html).toMatch(/<form class="search" method="get" action="\/">/);
    expect(html).toContain('<input type="hidden" name="theme" value="light"/>');
    expect(html).toContain('<label for="q">');
    expect(html).toMatch(/<form class="near"[^>]* hidden/);
  });

  it('lists stops with what tells them apart', () => {
    const stops = [
      { ...aStop(), distanceMetres: 84 },
      { ...aStop({ id: 'b/c', code: null }), distanceMetres: 1240 },
    ];
    const html = findPage({ kind: 'near', near: '56,-3', stops }, with_('text=large'));
    expect(seen(html)).toContain('Demo Street (Stance 3) 80 m away Stop code 64801234');
    expect(seen(html)).toContain('1.2 km away');
    expect(html).toContain('href="/stops/b%2Fc?text=large"');
  });

  it('is honest when there is nothing, and when there is more', () => {
    expect(seen(findPage({ kind: 'text', text: '<b>', stops: [] }, with_()))).toContain(
      'No stop matches “&lt;b>”',
    );
    expect(seen(findPage({ kind: 'near', near: '1,2', stops: [] }, with_()))).toContain(
      'No stop within 1 km of you',
    );
    const stops = Array.from({ length: 21 }, (_, i) => aStop({ id: String(i) }));
    const html = findPage({ kind: 'text', text: 'x', stops }, with_());
    expect(html.match(/href="\/stops\//g)).toHaveLength(20);
    expect(seen(html)).toContain('The first 20 are shown.');
  });
});

describe('every page', () => {
  const address = { path: '/x', query: [] as [string, string][], isBoard: false };
  const pages = {
    home: findPage({ kind: 'none' }, with_('', 'Phone 00000 000000.')),
    stop: stopPage(boardFacts(aBoard(), null, 'r'), with_('', 'Phone 00000 000000.')),
    'not found': messagePage('not-found', address, with_('', 'Phone 00000 000000.')),
    unavailable: messagePage('unavailable', address, with_('', 'Phone 00000 000000.')),
  };
  it.each(Object.entries(pages))(
    '%s has help in the same place, a title, a heading and a skip link',
    (_name, html) => {
      expect(html).toMatch(
        /Not able to use this page\?<\/strong> Phone 00000 000000\.<\/p><\/footer><\/body><\/html>$/,
      );
      expect(html).toMatch(/^<!doctype html><html lang="en"/);
      expect(html).toMatch(/<title>[^<]+<\/title>/);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
      expect(html).toContain('<a class="skip" href="#content">');
      expect(html).not.toMatch(/ style="|<style|<script>| on[a-z]+="/);
    },
  );

  it('tries again by itself where a display unit might stand on it', () => {
    expect(messagePage('unavailable', { ...address, isBoard: true }, with_())).toContain('retry-1.js');
    expect(pages.unavailable).not.toContain('retry-1.js');
  });
});
