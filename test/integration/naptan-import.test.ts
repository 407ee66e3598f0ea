import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { loadStopDirectory } from '#shared/store/timetable-store.ts';
import { type FeedServer, startFeedServer } from '#test/builders/feed-server.ts';
import { smallFeed, table } from '#test/builders/gtfs.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

/** A feed whose stops take their words from NaPTAN, which is not always there. */

const naptan = table(
  'ATCOCode,NaptanCode,CommonName,Street,Indicator,LocalityName,Longitude,Latitude,BusStopType,Status',
  'M,73725273,Mill Street,Mill Street,Stop A,Perth,-3.432,56.395,MKD,active',
  'K,73725274,Kinnoull Hill,A85,opp,Kinnoull,-3.42,56.399,HAR,active',
);

let folder: string;
let server: FeedServer;
let store: LocalStore;
let now = Date.parse('2026-06-10T03:30:00Z') / 1000;

async function imported() {
  const feed = { id: 'perth', url: folder, naptan: `${server.url}/Stops.csv?key=hidden` };
  const { outcome, version, report } = await importTimetable({ ...store, feed, clock: { now: () => now } });
  const stops = await loadStopDirectory(store, 'perth', version);
  return {
    outcome,
    report,
    words: stops
      .filter(({ id }) => id === 'M' || id === 'K')
      .map(({ name, code, indicator, description }) => [name, code, indicator, description]),
  };
}

const inNaptansWords = [
  ['Kinnoull Hill', '104', 'opp', 'Hail and ride, no pole: signal to the driver. A85, Kinnoull'],
  ['Mill Street', '103', 'Stop A', 'Mill Street, Perth'],
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naptan-'));
  for (const [name, text] of Object.entries(smallFeed)) await writeFile(join(folder, name), text);
  [server, store] = await Promise.all([startFeedServer(), openLocalStore()]);
});
afterAll(async () => {
  await Promise.all([server.stop(), store.stop(), rm(folder, { recursive: true })]);
});

it('the timetable is imported with NaPTAN and without, and no stop changes its name for a night', async () => {
  const path = '/Stops.csv?key=hidden';
  server.answer(path, Buffer.from(naptan));
  const first = await imported();
  expect(first.outcome).toBe('imported');
  expect(first.words.toSorted()).toEqual(inNaptansWords);
  expect(first.report.counts.NaPTAN).toBe(2);
  expect(first.report.totals).toContainEqual({
    severity: 'warning',
    file: 'NaPTAN',
    reason: 'stop-of-other-area',
    count: 3,
  });

  // A new edition that says nothing new of these stops is no new timetable.
  now += 86_400;
  server.answer(path, Buffer.from(`${naptan}Z,,Elsewhere,,,,,,,active\n`));
  expect((await imported()).outcome).toBe('unchanged');

  now += 86_400;
  server.answer(path, (response) => response.writeHead(503).end());
  expect((await imported()).outcome).toBe('unchanged');

  now += 86_400;
  await writeFile(join(folder, 'stops.txt'), `${smallFeed['stops.txt']}N,105,New Stop,56.4,-3.41,,,,\n`);
  server.answer(path, Buffer.from('ATCOCode,Name\nM,Mill Street\n'));
  const later = await imported();
  expect(later.outcome).toBe('imported');
  expect(later.words.toSorted()).toEqual(inNaptansWords);
  expect(later.report.notices).toContainEqual({
    severity: 'warning',
    file: 'NaPTAN',
    line: 1,
    field: 'commonname',
    reason: 'naptan-not-read',
    message: 'NaPTAN: the column commonname is missing. Stops keep the words that they had.',
  });
  expect(JSON.stringify(later.report)).not.toContain('hidden');
});
