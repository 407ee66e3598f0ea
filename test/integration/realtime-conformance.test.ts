import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

/**
 * The messages that the conformance suites of GTFS-realtime validators are made of: each gives one clear error, or
 * what it holds is taken and the rest counted. Each is polled at the moment that its own header names.
 */
const data = fileURLToPath(
  new URL('../../../shared/data/transit/rt-conformance-bullrunner/', import.meta.url),
);
const present = existsSync(data);
if (!present) console.warn(`skipped: no conformance messages at ${data}`);

const bullrunner = 'gtfs/bullrunner-gtfs.zip';
const timepoints = 'gtfs/bullrunner-gtfs-timepoints-only-legacy-exact-times-1.zip';

/** Message → what comes of it: an error, or the counts of what was left out. */
const expected: Readonly<Record<string, readonly [gtfs: string, outcome: string | Record<string, number>]>> =
  {
    'conformance/bullrunner-ignoring-shapes/01-outside-coverage.pb': [
      bullrunner,
      { 'service-not-running': 1 },
    ],
    'conformance/bullrunner-ignoring-shapes/02-off-shape.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/01-empty-trip.pb': [bullrunner, { 'trip-not-identified': 1 }],
    'conformance/bullrunner/02-unknown-ids.pb': [bullrunner, { 'trip-not-in-timetable': 1 }],
    'conformance/bullrunner/03-route-mismatch.pb': [
      bullrunner,
      { 'service-not-running': 1, 'start-time-not-in-frequencies': 1 },
    ],
    'conformance/bullrunner/04-added-and-formats.pb': [
      bullrunner,
      { 'extra-call-incomplete': 1, 'extra-trip-without-calls': 1, 'start-date-invalid': 1 },
    ],
    'conformance/bullrunner/05-stop-time-updates.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/06-unsorted.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/07-repeated-sequence.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/08-repeated-stop.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/09-gtfs-mismatch.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/10-stop-time-ordering.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/11-out-of-range-times.pb': [
      bullrunner,
      { 'service-not-running': 1, 'update-timestamp-in-future': 1 },
    ],
    'conformance/bullrunner/12-duplicate-of-11.pb': [
      bullrunner,
      { 'service-not-running': 1, 'update-timestamp-in-future': 1 },
    ],
    'conformance/bullrunner/13-truncated.pb': [
      bullrunner,
      'not a GTFS-realtime message (6 bytes): invalid tag encoding',
    ],
    'conformance/bullrunner/14-empty-file.pb': [
      bullrunner,
      "not a GTFS-realtime message (0 bytes): missing required 'header'",
    ],
    'conformance/bullrunner/15-after-skips.pb': [bullrunner, {}],
    'conformance/bullrunner/16-alerts-without-specifiers.pb': [
      bullrunner,
      { 'alert-without-selector': 1, 'selector-empty': 1 },
    ],
    'conformance/bullrunner/17-alerts-that-disagree.pb': [bullrunner, {}],
    'conformance/bullrunner/18-invalid-positions.pb': [
      bullrunner,
      { 'service-not-running': 2, 'position-invalid': 1 },
    ],
    'conformance/bullrunner/19-outside-coverage.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/20-off-shape.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/21-duplicate-vehicle.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/22-crossfeed-many.pb': [
      bullrunner,
      {
        'service-not-running': 72,
        'stop-not-on-trip': 20,
        'duplicate-trip-update': 18,
        'trip-claimed-twice': 18,
      },
    ],
    'conformance/bullrunner/23-duplicate-of-22.pb': [
      bullrunner,
      {
        'service-not-running': 72,
        'stop-not-on-trip': 20,
        'duplicate-trip-update': 18,
        'trip-claimed-twice': 18,
      },
    ],
    'conformance/bullrunner/24-refresh-gap.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/25-header-went-back.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/bullrunner/26-header-v2.pb': [bullrunner, { 'entity-deleted': 1 }],
    'conformance/bullrunner/27-stale-unknown-version.pb': [bullrunner, { 'service-not-running': 1 }],
    'conformance/testagency2/01-direction-and-locations.pb': ['gtfs/testagency2.zip', {}],
    'conformance/testagency2/02-frequency-type-one.pb': [
      'gtfs/testagency2.zip',
      { 'start-time-not-in-frequencies': 1 },
    ],
    'conformance/timepoints/01-times-missing-from-gtfs.pb': [timepoints, { 'service-not-running': 1 }],
    'jar/01-no-timestamps.pb': ['gtfs/testagency.zip', {}],
    'jar/02-unsorted-stop-times.pb': ['gtfs/testagency.zip', {}],
    'jar/03-invalid-utf8.pb': ['gtfs/testagency.zip', { 'trip-not-in-timetable': 1 }],
    'jar/04-combined-feed.pb': ['gtfs/testagency.zip', {}],
    'jar/05-duplicate-of-04.pb': ['gtfs/testagency.zip', {}],
    'jar/06-truncated.pb': [
      'gtfs/testagency.zip',
      'not a GTFS-realtime message (6 bytes): invalid tag encoding',
    ],
    'jar/07-empty.pb': [
      'gtfs/testagency.zip',
      "not a GTFS-realtime message (0 bytes): missing required 'header'",
    ],
    'jar/08-after-skips.pb': ['gtfs/testagency.zip', { 'trip-not-in-timetable': 1 }],
    'bullrunner-vehicle-positions': [bullrunner, { 'trip-not-identified': 10 }],
  };

function headerTime(bytes: Buffer): number {
  try {
    const { header } = GtfsRealtimeBindings.transit_realtime.FeedMessage.decode(bytes);
    return Number(header.timestamp ?? 0) || 1_500_000_000;
  } catch {
    return 1_500_000_000;
  }
}

describe.skipIf(!present)('conformance messages', () => {
  let store: LocalStore;
  beforeAll(async () => {
    store = await openLocalStore();
  });
  afterAll(() => store.stop());

  it.each(Object.entries(expected))('%s', async (file, [gtfs, outcome]) => {
    const now = headerTime(readFileSync(data + file));
    const clock = { now: () => now };
    const feed = { id: file.replaceAll('/', '.'), url: data + gtfs };
    await importTimetable({ ...store, feed, clock });
    const poll = createPoller({
      store,
      network: {
        feeds: [feed],
        sources: [
          { id: 'rt', url: data + file, kinds: ['trip-updates', 'vehicle-positions', 'alerts'], headers: {} },
        ],
      },
      clock,
      logger: createLogger('test', () => undefined),
      requestOf: async ({ url }) => ({ url, headers: {} }),
    });
    const [source] = (await poll()).sources;
    const found =
      source?.lastError?.message ??
      Object.fromEntries((source?.discarded ?? []).map(({ reason, count }) => [reason, count]));
    expect(found).toEqual(outcome);
  });
});
