import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import { createHandler } from '#functions/transit/serve-api/handler.ts';
import { demoGtfsFiles } from '#infra/local/demo/network/gtfs-files.ts';
import { type DemoFeedName, demoFeedMessage } from '#infra/local/demo/simulation/feed-message.ts';
import type { Network, RealtimeKind } from '#shared/contracts/network.ts';
import type { Board } from '#shared/domain/transit/board.ts';
import { accuracyReader } from '#shared/store/accuracy-store.ts';
import { openLiveFeedReader } from '#shared/store/live-feed-reader.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { gtfsZip } from '#test/builders/gtfs.ts';
import { brokenRules, checkedRules } from '#test/builders/gtfs-realtime-rules.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { openTransitApi } from '#test/builders/transit-api.ts';

/**
 * What goes out as GTFS-realtime, taken in again by a poll of its own: the same boards, and no rule of the
 * specification broken. Recorded feeds lie beside the repository and are not part of it.
 */
const data = fileURLToPath(new URL('../../../shared/data/transit/', import.meta.url));
const present = existsSync(data);
if (!present) console.warn(`skipped: no recorded feeds at ${data}`);

/** Boards that are compared; of a large network every n-th. */
const MOST_STOPS = 500;

const kinds = ['trip-updates', 'vehicle-positions', 'alerts'] as const;
const quiet = createLogger('test', () => undefined);
let store: LocalStore;
let folder: string;

beforeAll(async () => {
  store = await openLocalStore();
  folder = await mkdtemp(join(tmpdir(), 'passed-on-'));
});
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true });
});

type Files = Partial<Readonly<Record<RealtimeKind, string>>>;

function networkOf(id: string, gtfs: string, files: Files, predict: boolean): Network {
  const sources = kinds.flatMap((kind) => {
    const url = files[kind];
    return url === undefined ? [] : { id: kind, url, kinds: [kind], headers: {} };
  });
  return { feeds: [{ id, url: gtfs, predict }], sources };
}

const poll = (network: Network, now: number) =>
  createPoller({
    store,
    network,
    clock: { now: () => now },
    logger: quiet,
    requestOf: async ({ url }) => ({ url, headers: {} }),
  })();

async function open(network: Network, now: number) {
  const clock = { now: () => now };
  for (const feed of network.feeds) await importTimetable({ ...store, feed, clock });
  await poll(network, now);
  return openTransitReader({ ...store, network });
}

const resultsSchema = z.array(
  z.object({ errorMessage: z.object({ validationRule: z.object({ errorId: z.string() }) }) }),
);

const ruleId = (rule: string) => rule.split(' ')[0];

const times = ({ departures }: Board) =>
  departures.map((row) => [
    row.tripId,
    row.serviceDate,
    row.scheduled,
    row.expected,
    row.status,
    row.headsign,
  ]);

/** Polls, passes on, polls what was passed on; answers the messages, by kind. */
async function passOn(id: string, gtfs: string, files: Files, now: number) {
  const network = networkOf(id, gtfs, files, true);
  const reader = await open(network, now);
  const feeds = openLiveFeedReader({ ...store, network });
  const api = createHandler(reader, feeds, accuracyReader(store, network), { now: () => now }, quiet);
  const { index } = await feeds.liveTrips(id);
  const messages = new Map<RealtimeKind, Uint8Array>();
  const passedOn: Record<string, string> = {};
  for (const kind of kinds) {
    const { status, bytes } = await callGateway(api, `/v1/gtfs-rt/${kind}?feed=${id}`);
    expect(status).toBe(200);
    messages.set(kind, bytes);
    passedOn[kind] = join(folder, `${id}-${kind}.pb`);
    await writeFile(passedOn[kind], bytes);
  }
  const again = await open(networkOf(`${id}-again`, gtfs, passedOn, false), now);
  const query = { now, limit: 100, horizonMinutes: 180 };
  const different: string[] = [];
  let live = 0;
  const every = Math.ceil(index.stops.length / MOST_STOPS);
  for (const [i, { id: stopId }] of index.stops.entries()) {
    if (i % every !== 0) continue;
    const [ours, theirs] = await Promise.all([reader.board(stopId, query), again.board(stopId, query)]);
    if (!ours || !theirs) continue;
    live += ours.departures.filter(({ status }) => status !== 'scheduled').length;
    if (JSON.stringify(times(ours)) === JSON.stringify(times(theirs))) continue;
    if (different.length === 0) expect.soft(times(theirs), `stop ${stopId}`).toEqual(times(ours));
    different.push(stopId);
  }
  expect(different).toEqual([]);
  return { messages, index, live, network };
}

describe('the demo network', () => {
  const now = Date.parse('2026-06-10T08:30:00+01:00') / 1000;
  const files = {} as Record<DemoFeedName, string>;
  let gtfs: string;

  async function publish(at: number) {
    for (const kind of kinds) {
      files[kind] = join(folder, `demo-${kind}.pb`);
      await writeFile(files[kind], demoFeedMessage(kind, at));
    }
  }

  beforeAll(async () => {
    gtfs = join(folder, 'demo.zip');
    await writeFile(gtfs, gtfsZip(demoGtfsFiles('20260610')));
  });

  it('breaks no rule, now or after the next poll, and gives the same boards', async () => {
    await publish(now);
    const { messages, index, live, network } = await passOn('demo', gtfs, files, now);
    expect(live).toBeGreaterThan(100);
    await publish(now + 15);
    await poll(network, now + 15);
    const clock = { now: () => now + 15 };
    const later = openTransitApi(store, network, clock);
    for (const kind of kinds) {
      const before = messages.get(kind) ?? new Uint8Array();
      expect(brokenRules({ bytes: before, index, now }), kind).toEqual([]);
      const { bytes } = await callGateway(later, `/v1/gtfs-rt/${kind}`);
      expect(brokenRules({ bytes, index, now: now + 15, before }), kind).toEqual([]);
    }
  });
});

describe.skipIf(!present)('recorded feeds', () => {
  const of = (folderName: string, paths: Files): Files =>
    Object.fromEntries(Object.entries(paths).map(([kind, path]) => [kind, `${data}${folderName}/${path}`]));

  it.each([
    {
      name: 'caltrain',
      gtfs: 'caltrain-2023/ct.zip',
      files: of('caltrain-2023', {
        'trip-updates': 'ct-trip-updates.pb',
        'vehicle-positions': 'ct-vehicle-positions.pb',
        alerts: 'ct-service-alerts.pb',
      }),
      now: '2023-11-08T01:05:34Z',
    },
    {
      name: 'raba',
      gtfs: 'raba-2025/raba.zip',
      files: of('raba-2025', {
        'trip-updates': 'raba-trip-updates.pb',
        'vehicle-positions': 'raba-vehicle-positions.pb',
      }),
      now: '2025-06-08T21:08:05Z',
    },
    {
      name: 'kingston-predicted',
      gtfs: 'kingston-transit/static/gtfs.zip',
      files: of('kingston-transit', { 'vehicle-positions': 'rt-2026-01-12_14/vehicleupdates.pb' }),
      now: '2026-01-13T03:08:52Z',
    },
    {
      name: 'kingston',
      gtfs: 'kingston-transit/static/gtfs.zip',
      files: of('kingston-transit', { 'trip-updates': 'rt-2026-01-12_14/tripupdates.pb' }),
      now: '2026-01-14T22:17:10Z',
    },
    {
      name: 'nmbs',
      gtfs: 'nmbs-2019-03/static_rawdata.zip',
      files: of('nmbs-2019-03', { 'trip-updates': 'realtime_rawdata' }),
      now: '2019-03-16T06:45:37Z',
      // The feed has times that go back along some trips. Boards show them as they were sent, and so do we.
      inherited: ['E022'],
    },
  ])('$name', async ({ name, gtfs, files, now, inherited = [] }) => {
    const at = Date.parse(now) / 1000;
    const { messages, index, live } = await passOn(name, data + gtfs, files, at);
    expect(live).toBeGreaterThan(0);
    const broken = [...messages].flatMap(([, bytes]) => brokenRules({ bytes, index, now: at }));
    expect(broken.map(ruleId)).toEqual(inherited);
    const sent = await Promise.all(Object.values(files).map((file) => readFile(file)));
    const brokenAsSent = sent.flatMap((bytes) => brokenRules({ bytes, index, now: at })).map(ruleId);
    expect(brokenAsSent).toEqual(expect.arrayContaining(inherited));
  });

  it('the rules find what the validator itself has found in the messages of its suite', async () => {
    const suite = `${data}rt-conformance-bullrunner/`;
    const now = Date.parse('2017-09-13T14:52:55Z') / 1000;
    const network = networkOf('bullrunner', `${suite}gtfs/bullrunner-gtfs.zip`, {}, false);
    await open(network, now);
    const { index } = await openLiveFeedReader({ ...store, network }).liveTrips(undefined);
    const found: string[] = [];
    const missed: string[] = [];
    let before: Uint8Array | undefined;
    for (const file of (await readdir(`${suite}conformance/bullrunner`)).sort()) {
      // The validator cannot read these either.
      if (!file.endsWith('.pb') || /truncated|empty-file/.test(file)) continue;
      const path = `${suite}conformance/bullrunner/${file}`;
      const bytes = await readFile(path);
      const ours = brokenRules({ bytes, index, now, ...(before && { before }) }).map(ruleId);
      const theirs = existsSync(`${path}.results.json`)
        ? await readFile(`${path}.results.json`, 'utf8')
        : '[]';
      for (const { errorMessage } of z.parse(resultsSchema, JSON.parse(theirs))) {
        const { errorId } = errorMessage.validationRule;
        if (ours.includes(errorId)) found.push(errorId);
        else if (checkedRules.includes(errorId)) missed.push(`${file} ${errorId}`);
      }
      before = bytes;
    }
    // Of a trip without an id nothing more is said than that; a sequence that is out of order is not also unknown.
    expect(missed).toEqual(['01-empty-trip.pb E013', '06-unsorted.pb E051', '07-repeated-sequence.pb E051']);
    expect(new Set(found).size).toBeGreaterThanOrEqual(30);
  });
});
