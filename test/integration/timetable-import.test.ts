import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ImportOptions, importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import {
  createTables,
  type EmbeddedDynamoDb,
  localDynamoDbClient,
  startEmbeddedDynamoDb,
} from '#infra/local/embedded-dynamodb.ts';
import { runsOn } from '#shared/domain/transit/service-dates.ts';
import { serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import {
  loadImportReport,
  loadRouteLines,
  loadStopDirectory,
  loadStopTimetable,
  loadTimetableHead,
  loadTripIndex,
  stopKey,
  type TransitStore,
} from '#shared/store/timetable-store.ts';
import { type GtfsFiles, gtfsZip, memorySource, smallFeed, table } from '#test/builders/gtfs.ts';

let engine: EmbeddedDynamoDb;
let store: TransitStore;
let now = 1_790_000_000;
let feedNumber = 0;
let feedId: string;

beforeAll(async () => {
  engine = await startEmbeddedDynamoDb();
  const client = localDynamoDbClient(engine.endpoint);
  store = { client, tableName: 'Transit' };
  await createTables(client);
});
afterAll(() => engine?.stop());
beforeEach(() => {
  feedId = `feed-${feedNumber++}`;
});

function importFiles(files: GtfsFiles, more: Partial<ImportOptions> = {}) {
  return importTimetable({
    ...store,
    feed: { id: feedId, url: 'memory' },
    clock: { now: () => now },
    open: async () => memorySource(files),
    ...more,
  });
}

/** The same network with another name for one stop: another version. */
const renamed = (name: string): GtfsFiles => ({
  ...smallFeed,
  'stops.txt': (smallFeed['stops.txt'] ?? '').replace('Mill Street', name),
});

const currentVersion = async () => (await loadTimetableHead(store, feedId, true))?.version;
const nameOf = async (version: string) => (await loadStopTimetable(store, feedId, version, 'M'))?.stop.name;

async function itemsOf(version: string) {
  const answer = await store.client.send(new ScanCommand({ TableName: store.tableName }));
  return (answer.Items ?? []).filter(({ pk }) => pk?.S?.startsWith(`FEED#${feedId}#V#${version}`));
}
const ttlsOf = async (version: string) => [
  ...new Set((await itemsOf(version)).map(({ ttl }) => (ttl?.N ? Number(ttl.N) : null))),
];

test('an import can be read back: head, stops, trips, directory, report', async () => {
  const { outcome, version, report } = await importFiles(smallFeed);
  expect(outcome).toBe('imported');
  expect(await loadTimetableHead(store, feedId)).toEqual({
    version,
    previousVersion: null,
    activatedAt: now,
    timeZone: 'Europe/London',
    areaCount: 1,
  });
  const station = await loadStopTimetable(store, feedId, version, 'S');
  expect(station).toMatchObject({ feedId, version, timeZone: 'Europe/London', area: 0 });
  expect(station?.calls.map(({ tripId }) => tripId)).toEqual(['out-1', 'back-1', 'out-2']);
  expect(runsOn(station?.services[0], serviceDateToDays('20260704'))).toBe(true);
  expect(await loadStopTimetable(store, feedId, version, 'nowhere')).toBeUndefined();
  const index = await loadTripIndex(store, feedId, version);
  for (const call of station?.calls ?? []) expect(index?.trips[call.trip]?.tripId).toBe(call.tripId);
  const directory = await loadStopDirectory(store, feedId, version);
  expect(directory.map(({ id, locationType }) => [id, locationType])).toEqual([
    ['S', 1],
    ['S1', 0],
    ['S2', 0],
    ['K', 0],
    ['M', 0],
  ]);
  expect(await loadImportReport(store, feedId, version)).toEqual(report);
  expect(report).toMatchObject({ importedAt: now, validity: { from: '20260101', to: '20261231' } });
});

test('where vehicles run can be read back, each stretch once; a feed without shapes has none', async () => {
  const plain = (await importFiles(smallFeed)).version;
  expect(await loadRouteLines(store, feedId, plain)).toEqual({ lines: [] });
  const withShapes = {
    ...smallFeed,
    'trips.txt': table('route_id,service_id,trip_id,shape_id', 'R,D,out-1,there', 'R,D,back-1,back'),
    'shapes.txt': table(
      'shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence',
      'there,56.391,-3.441,1',
      'there,56.395,-3.432,2',
      'there,56.399,-3.42,3',
      'back,56.399,-3.42,1',
      'back,56.395,-3.432,2',
      'back,56.392,-3.442,3',
    ),
  };
  await importFiles(withShapes);
  const network = { feeds: [{ id: feedId, url: 'memory' }], sources: [] };
  expect(await openTransitReader({ ...store, network }).routeLines()).toEqual([
    { lats: [5_639_100, 5_639_500, 5_639_900], lons: [-344_100, -343_200, -342_000] },
    { lats: [5_639_500, 5_639_200], lons: [-343_200, -344_200] },
  ]);
});

test('the same content again changes nothing, not one item', async () => {
  const first = await importFiles(smallFeed);
  const before = await itemsOf(first.version);
  const again = await importFiles(smallFeed);
  expect(again).toEqual({ ...first, outcome: 'unchanged' });
  expect(await itemsOf(first.version)).toEqual(before);
});

test('another content takes over at once; the version before it stays readable for an hour', async () => {
  const first = await importFiles(smallFeed);
  const second = await importFiles(renamed('Mill Lane'));
  expect(await loadTimetableHead(store, feedId)).toMatchObject({
    version: second.version,
    previousVersion: first.version,
  });
  expect(await nameOf(second.version)).toBe('Mill Lane');
  expect(await nameOf(first.version)).toBe('Mill Street');
  expect(await ttlsOf(first.version)).toEqual([now + 3600]);
  expect(await ttlsOf(second.version)).toEqual([null]);
});

test('back to the version before, while it is waiting to be deleted: it stays', async () => {
  const first = await importFiles(smallFeed);
  const second = await importFiles(renamed('Mill Lane'));
  await importFiles(smallFeed);
  expect(await currentVersion()).toBe(first.version);
  expect(await ttlsOf(first.version)).toEqual([null]);
  expect(await ttlsOf(second.version)).toEqual([now + 3600]);
});

test('a feed that cannot be used leaves the last good one in place, and nothing else', async () => {
  const good = await importFiles(smallFeed);
  const count = (await itemsOf('')).length;
  await expect(importFiles({ ...smallFeed, 'stops.txt': '' })).rejects.toMatchObject({
    kind: 'invalid-input',
    message: 'stops.txt is empty: it has no header line.',
  });
  expect(await currentVersion()).toBe(good.version);
  expect(await itemsOf('')).toHaveLength(count);
});

/** A client whose every command after the first `commands` fails, as when the process dies. */
function dyingStore(commands: number): TransitStore {
  const client = localDynamoDbClient(engine.endpoint);
  let left = commands;
  client.middlewareStack.add(
    (next) => async (args) => {
      if (left-- <= 0) throw new Error('the machine went away');
      return next(args);
    },
    { step: 'initialize' },
  );
  return { client, tableName: store.tableName };
}

test('an import that dies at any point harms nobody, and the next one clears up after it', async () => {
  const good = await importFiles(smallFeed);
  for (let commands = 0; ; commands++) {
    const files = renamed(`Mill ${commands}`);
    const ended = await importFiles(files, dyingStore(commands)).catch((error: Error) => error);
    const current = (await currentVersion()) ?? '';
    expect(await nameOf(current)).toBeDefined();
    expect(await ttlsOf(current)).toEqual([null]);

    now += 200; // the lease of the dead is over
    const next = await importFiles(renamed(`Next ${commands}`));
    expect(next.outcome).toBe('imported');
    const items = (await itemsOf('')).filter(({ pk }) => !pk?.S?.includes(`#V#${next.version}`));
    expect(items.filter(({ ttl }) => !ttl)).toEqual([]);
    expect(await ttlsOf(next.version)).toEqual([null]);
    if (!(ended instanceof Error)) break;
  }
  expect(good.outcome).toBe('imported');
});

test('what a dead import left is cleared up even when the feed has not changed since', async () => {
  const good = await importFiles(smallFeed);
  await importFiles(renamed('Mill Lane'), dyingStore(7)).catch(() => undefined);
  now += 200;
  expect((await importFiles(smallFeed)).outcome).toBe('unchanged');
  const others = (await itemsOf('')).filter(({ pk }) => !pk?.S?.includes(`#V#${good.version}`));
  expect(others.length).toBeGreaterThan(0);
  expect(others.filter(({ ttl }) => !ttl)).toEqual([]);
  expect(await ttlsOf(good.version)).toEqual([null]);
});

test('a second import of the same feed is turned away while the first lives', async () => {
  await importFiles(smallFeed);
  const dying = importFiles(renamed('First'), dyingStore(6)).catch(() => undefined);
  await dying;
  const early = importFiles(renamed('Second'));
  await expect(early).rejects.toMatchObject({ kind: 'conflict' });
  now += 200;
  expect((await importFiles(renamed('Second'))).outcome).toBe('imported');
});

test('imports at the same time leave one whole version, and nothing for ever', async () => {
  const names = ['A', 'B', 'C', 'D'];
  const ended = await Promise.allSettled(names.map((name) => importFiles(renamed(name))));
  const lost = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  for (const reason of lost) expect(reason).toMatchObject({ kind: 'conflict' });
  expect(lost.length).toBeLessThan(names.length);
  const current = (await currentVersion()) ?? '';
  expect(names).toContain(await nameOf(current));
  const others = (await itemsOf('')).filter(({ pk }) => !pk?.S?.includes(`#V#${current}`));
  expect(others.filter(({ ttl }) => !ttl)).toEqual([]);
});

test('a reader sees a whole version at every moment of an import', async () => {
  await importFiles(smallFeed);
  let running = true;
  const reader = (async () => {
    const seen = new Set<string>();
    while (running) {
      const version = (await currentVersion()) ?? '';
      const [mill, report, index] = await Promise.all([
        loadStopTimetable(store, feedId, version, 'M'),
        loadImportReport(store, feedId, version),
        loadTripIndex(store, feedId, version),
      ]);
      expect(mill?.calls).toHaveLength(3);
      expect(report?.version).toBe(version);
      expect(index?.trips).toHaveLength(3);
      seen.add(version);
    }
    return seen;
  })();
  for (let i = 0; i < 10; i++) await importFiles(renamed(`Mill ${i}`));
  running = false;
  expect((await reader).size).toBeGreaterThan(1);
});

test('both heads of a feed are one small query', async () => {
  await importFiles(smallFeed);
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': { S: `FEED#${feedId}` }, ':sk': { S: 'HEAD#' } },
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  expect(answer.Items?.map(({ sk }) => sk?.S)).toEqual(['HEAD#TIMETABLE']);
  expect(answer.ConsumedCapacity?.CapacityUnits).toBe(0.5);
});

test('what is stored and cannot be read is said, not guessed', async () => {
  const { version } = await importFiles(smallFeed);
  const { pk } = stopKey(feedId, version, 'M');
  const key = { pk: { S: pk }, sk: { S: 'TIMETABLE#000' } };
  const { Item } = await store.client.send(new GetItemCommand({ TableName: store.tableName, Key: key }));
  expect(Item?.data?.B?.length).toBeGreaterThan(50);
  const { PutItemCommand } = await import('@aws-sdk/client-dynamodb');
  await store.client.send(
    new PutItemCommand({
      TableName: store.tableName,
      Item: { ...Item, ...key, data: { B: Buffer.from('x') } },
    }),
  );
  await expect(loadStopTimetable(store, feedId, version, 'M')).rejects.toMatchObject({
    kind: 'unavailable',
    message: 'The stored timetable of stop M cannot be read: its data is damaged.',
  });
});

test('a zip on disk goes all the way', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'import-'));
  try {
    const url = join(directory, 'feed.zip');
    writeFileSync(url, gtfsZip(smallFeed));
    const units = { read: 0, write: 0 };
    const { outcome } = await importTimetable({
      ...store,
      feed: { id: feedId, url },
      clock: { now: () => now },
      onCapacity: ({ kind, units: used }) => {
        units[kind] += used;
      },
    });
    expect(outcome).toBe('imported');
    expect(units.write).toBeGreaterThan(8);
    expect(units.read).toBeGreaterThan(0);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('tells which agencies end while others go on, at each import anew', async () => {
  const day = (date: string) => serviceDateToDays(date) * 86_400 + 3.5 * 3600;
  const files = {
    ...smallFeed,
    'agency.txt': table(
      'agency_id,agency_name,agency_url,agency_timezone',
      'A,Perth Buses,http://a.test,Europe/London',
      'B,Hill Coaches,http://b.test,Europe/London',
    ),
    'routes.txt': table(
      'route_id,agency_id,route_short_name,route_long_name,route_type',
      'R,A,7,Kinnoull,3',
      'H,B,8,Hill,3',
    ),
    'trips.txt': (smallFeed['trips.txt'] ?? '').replace('R,D,back-1', 'H,W,back-1'),
    'calendar.txt': `${smallFeed['calendar.txt']}W,1,1,1,1,1,0,0,20260105,20260619\n`,
  };
  const outcomes = [];
  for (const date of ['20260105', '20260611', '20260612', '20260613', '20260619', '20260620', '20261230']) {
    now = day(date);
    const { outcome, agenciesEnding } = await importFiles(files);
    outcomes.push([date, outcome, agenciesEnding.map(({ agencyId, last }) => `${agencyId} ${last}`)]);
  }
  expect(outcomes).toEqual([
    ['20260105', 'imported', []],
    ['20260611', 'unchanged', []],
    ['20260612', 'unchanged', []],
    ['20260613', 'unchanged', ['B 20260619']],
    ['20260619', 'unchanged', ['B 20260619']],
    ['20260620', 'unchanged', []],
    ['20261230', 'unchanged', ['A 20261231']],
  ]);
});

test('of a timetable that has yet to begin, its first week counts', async () => {
  now = serviceDateToDays('20251001') * 86_400;
  expect((await importFiles(smallFeed)).agenciesEnding).toEqual([]);
  const short = {
    ...smallFeed,
    'calendar.txt': (smallFeed['calendar.txt'] ?? '').replace('20261231', '20260107'),
  };
  expect((await importFiles(short)).agenciesEnding.map(({ last }) => last)).toEqual(['20260107']);
});
