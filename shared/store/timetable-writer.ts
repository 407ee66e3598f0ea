import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ImportReport } from '../domain/transit/timetable.ts';
import { buildStopItem } from '../domain/transit/timetable-compile/build-stop-item.ts';
import {
  buildPatternBlocks,
  buildTripBlocks,
  buildTripIndexHead,
} from '../domain/transit/timetable-compile/build-trip-index.ts';
import type { Network } from '../domain/transit/timetable-compile/compile-network.ts';
import { packStop } from '../domain/transit/timetable-compile/packed-entities.ts';
import { compileRouteLines, packRouteLines } from '../domain/transit/timetable-compile/route-lines.ts';
import { packShapes, SHAPES_PER_BLOCK } from '../domain/transit/timetable-compile/shape-item.ts';
import type { SourceShape } from '../domain/transit/timetable-compile/timetable-source.ts';
import { DomainError } from '../platform/domain-error.ts';
import { type PutOptions, putItems } from './batch-put.ts';
import { type Item, type ItemKey, packItems, partKey, unpackItems } from './packed-item.ts';
import { queryItems } from './read-items.ts';
import {
  directorySortKey,
  reportSortKey,
  routeLinesSortKey,
  shapesSortKey,
  stopDirectorySchema,
  stopKey,
  type TransitStore,
  tripIndexSortKey,
  versionKey,
} from './timetable-store.ts';

export interface VersionContent {
  readonly feedId: string;
  readonly version: string;
  readonly network: Network;
  readonly shapes: { readonly count: number; readonly shape: (number: number) => SourceShape };
  readonly report: ImportReport;
}

interface Entry {
  readonly key: ItemKey;
  readonly value: unknown;
}

/** How many values are being compressed at a time, on the thread pool, while the next are built. */
const COMPRESSING = 8;

const blockKey = (pk: string, name: string, block: number): ItemKey => ({
  pk,
  sk: `${name}#${String(block).padStart(5, '0')}`,
});

function directoryEntry({ feedId, version, network }: VersionContent): Entry {
  const rows = network.source.stops.map(({ stop, locationType }) => [packStop(stop), locationType] as const);
  rows.sort(([a], [b]) => (a[2] === b[2] ? (a[0] < b[0] ? -1 : 1) : a[2] < b[2] ? -1 : 1));
  return { key: { pk: versionKey(feedId, version), sk: directorySortKey }, value: rows };
}

function* otherEntries({ feedId, version, network, shapes, report }: VersionContent): Generator<Entry> {
  const pk = versionKey(feedId, version);
  for (let stop = 0; stop < network.source.stops.length; stop++) {
    const id = network.source.stops[stop]?.stop.id ?? '';
    yield { key: stopKey(feedId, version, id), value: buildStopItem(network, stop) };
  }
  yield { key: { pk, sk: `${tripIndexSortKey}#HEAD` }, value: buildTripIndexHead(network) };
  let block = 0;
  for (const value of buildPatternBlocks(network)) {
    yield { key: blockKey(pk, `${tripIndexSortKey}#PATTERNS`, block++), value };
  }
  block = 0;
  for (const value of buildTripBlocks(network)) {
    yield { key: blockKey(pk, `${tripIndexSortKey}#TRIPS`, block++), value };
  }
  for (let first = 0; first < shapes.count; first += SHAPES_PER_BLOCK) {
    const count = Math.min(SHAPES_PER_BLOCK, shapes.count - first);
    const value = packShapes(Array.from({ length: count }, (_, i) => shapes.shape(first + i)));
    yield { key: blockKey(pk, shapesSortKey, first / SHAPES_PER_BLOCK), value };
  }
  const all = (function* () {
    for (let shape = 0; shape < shapes.count; shape++) yield shapes.shape(shape);
  })();
  yield { key: { pk, sk: routeLinesSortKey }, value: packRouteLines(compileRouteLines(all)) };
  yield { key: { pk, sk: reportSortKey }, value: report };
}

async function* packed(entries: Iterable<Entry>): AsyncGenerator<Item> {
  const compressing: Promise<Item[]>[] = [];
  for (const { key, value } of entries) {
    compressing.push(packItems(key, value));
    if (compressing.length >= COMPRESSING) yield* await (compressing.shift() as Promise<Item[]>);
  }
  for (const items of compressing) yield* await items;
}

/**
 * Writes all items of a version. Nobody reads them until the head points to it. The stop directory goes first: from
 * it an import that ends half-way can be cleared up.
 */
export async function writeVersion(
  store: TransitStore,
  content: VersionContent,
  options: PutOptions,
): Promise<number> {
  const first = await putItems(store, packed([directoryEntry(content)]), options);
  return first + (await putItems(store, packed(otherEntries(content)), options));
}

const UPDATES_IN_FLIGHT = 16;

/**
 * Lets DynamoDB delete everything of a version after `ttl` (seconds since 1970). Stops first, then the items that
 * name them, so that it can be taken up again after a crash. A version that is not there is no error.
 */
export async function expireVersion(
  store: TransitStore,
  feedId: string,
  version: string,
  ttl: number,
  alive: () => Promise<void>,
): Promise<void> {
  const pk = versionKey(feedId, version);
  const items = await queryItems(store, pk, '', true);
  const directory = items.filter((item) => item.sk?.S?.startsWith(`${directorySortKey}#`));
  const expireStop = async (stopId: string) => {
    const { pk: stopPk, sk } = stopKey(feedId, version, stopId);
    const parts = await expireItem(store, { pk: stopPk, sk: partKey(sk, 0) }, ttl);
    for (let part = 1; part < parts; part++) {
      await expireItem(store, { pk: stopPk, sk: partKey(sk, part) }, ttl);
    }
  };
  await inParallel(stopIdsOf(directory), UPDATES_IN_FLIGHT, async (stopId) => {
    await alive();
    await expireStop(stopId);
  });
  await inParallel(items, UPDATES_IN_FLIGHT, async (item) => {
    await expireItem(store, { pk, sk: item.sk?.S ?? '' }, ttl);
  });
}

/** None when the directory was not written whole: then no stop was written at all. */
function stopIdsOf(directory: readonly Item[]): string[] {
  try {
    return directory.length === 0
      ? []
      : unpackItems(directory, stopDirectorySchema, 'stop directory').map(([[id]]) => id);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

async function inParallel<T>(
  all: readonly T[],
  width: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < all.length) await work(all[next++] as T);
  };
  await Promise.all(Array.from({ length: Math.min(width, all.length) }, lane));
}

/** Returns how many parts the item's value has; 0 when the item is not there. */
async function expireItem(store: TransitStore, key: ItemKey, ttl: number): Promise<number> {
  try {
    const answer = await store.client.send(
      new UpdateItemCommand({
        TableName: store.tableName,
        Key: { pk: { S: key.pk }, sk: { S: key.sk } },
        UpdateExpression: 'SET #ttl = :ttl',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':ttl': { N: String(ttl) } },
        ReturnValues: 'ALL_NEW',
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    store.onCapacity?.({ kind: 'write', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
    return Number(answer.Attributes?.parts?.N ?? 1);
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return 0;
    throw error;
  }
}
