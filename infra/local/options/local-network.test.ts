import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { networkSchema } from '#shared/contracts/network.ts';
import { feedsOf, sourcesOf } from './local-network.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';

const directory = mkdtempSync(join(tmpdir(), 'network-'));
afterAll(() => rmSync(directory, { recursive: true }));
for (const name of ['ember_gtfs.zip', 'feed.pb', 'Çity feed (1).zip'])
  writeFileSync(join(directory, name), '');

function options(...args: string[]): StartOptions {
  const read = readStartOptions(args, {});
  if (!read) throw new Error('no options');
  return read;
}

describe('feedsOf', () => {
  it('names each feed by the last part of its path or URL, and no two alike', () => {
    const feeds = feedsOf(
      options(
        '--gtfs=ember_gtfs.zip',
        '--gtfs=https://example.org/a/gtfs.zip?key=1',
        '--gtfs=https://example.org/b/gtfs.zip',
        '--gtfs=Çity feed (1).zip',
        '--gtfs=https://example.org/',
        '--gtfs=.',
      ),
      directory,
    );
    expect(feeds.slice(0, 5).map(({ id }) => id)).toEqual([
      'ember_gtfs',
      'gtfs',
      'gtfs-2',
      'ity-feed-1',
      'feed',
    ]);
    expect(feeds[0]?.url).toBe(join(directory, 'ember_gtfs.zip'));
    expect(feeds[5]?.url).toBe(directory);
    expect(z.safeParse(networkSchema, { feeds }).success).toBe(true);
  });

  it.each([
    ['missing.zip', /--gtfs: no such file or folder: .*missing\.zip/],
    ['ftp://example.org/gtfs.zip', /neither a path nor/],
    ['http://', /not a URL/],
  ])('refuses %s', (given, message) => {
    expect(() => feedsOf(options(`--gtfs=${given}`), directory)).toThrow(message);
  });
});

describe('sourcesOf', () => {
  it('makes one source of one location, whatever way it is written', () => {
    const url = pathToFileURL(join(directory, 'feed.pb')).href;
    const sources = sourcesOf(
      options(
        '--trip-updates=feed.pb',
        '--vehicle-positions=./feed.pb',
        `--alerts=${url}`,
        '--alerts=http://a.example/feed',
      ),
      directory,
    );
    expect(sources).toEqual([
      {
        id: 'feed',
        url: join(directory, 'feed.pb'),
        kinds: ['trip-updates', 'vehicle-positions', 'alerts'],
        headers: {},
      },
      { id: 'feed-2', url: 'http://a.example/feed', kinds: ['alerts'], headers: {} },
    ]);
  });

  it('gives a source its request headers, and refuses headers for a URL that is no source', () => {
    const read = {
      ...options('--alerts=http://a.example/x'),
      realtimeHeaders: { 'http://a.example/x': { key: 'k' } },
    };
    expect(sourcesOf(read, directory)[0]?.headers).toEqual({ key: 'k' });
    expect(() => sourcesOf({ ...read, alerts: [] }, directory)).toThrow(/REALTIME_HEADERS: no source/);
  });
});
