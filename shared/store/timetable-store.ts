import * as z from 'zod/mini';
import { importFactsSchema, importNoticeSchema } from '../contracts/import-report.ts';
import type { ImportReport, RouteLine, Stop, StopTimetable, TripIndex } from '../domain/transit/timetable.ts';
import { packedStopSchema, unpackStop } from '../domain/transit/timetable-compile/packed-entities.ts';
import { routeLinesSchema, unpackRouteLines } from '../domain/transit/timetable-compile/route-lines.ts';
import {
  SHAPES_PER_BLOCK,
  shapeBlockSchema,
  unpackShapes,
} from '../domain/transit/timetable-compile/shape-item.ts';
import { stopItemSchema, unpackStopItem } from '../domain/transit/timetable-compile/stop-item.ts';
import {
  patternBlockSchema,
  tripBlockSchema,
  tripIndexHeadSchema,
  unpackTripIndex,
} from '../domain/transit/timetable-compile/trip-index-item.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';
import { type Item, type ItemKey, partCount, partKey, unpackItems } from './packed-item.ts';
import { getItem, queryItems } from './read-items.ts';

/** Where transit data is kept. */
export type TransitStore = DataStore;

/**
 * Which version of a feed's timetable is current. One small item; the only one that is ever overwritten with
 * another meaning, and only on condition of what it said before.
 */
export const timetableHeadSchema = z.object({
  version: z.string(),
  previousVersion: z.nullable(z.string()),
  /** Seconds since 1970. */
  activatedAt: z.number(),
  timeZone: z.string(),
  areaCount: z.number(),
});
export type TimetableHead = z.infer<typeof timetableHeadSchema>;

export interface DirectoryStop extends Stop {
  /** GTFS location_type: 0 stop or platform, 1 station. */
  readonly locationType: 0 | 1;
}

export const feedKey = (feedId: string): string => `FEED#${feedId}`;
export const headKey = (feedId: string): ItemKey => ({ pk: feedKey(feedId), sk: 'HEAD#TIMETABLE' });
export const versionKey = (feedId: string, version: string): string => `FEED#${feedId}#V#${version}`;
export const stopKey = (feedId: string, version: string, stopId: string): ItemKey => ({
  pk: `${versionKey(feedId, version)}#STOP#${stopId}`,
  sk: 'TIMETABLE',
});
export const reportSortKey = 'REPORT';
export const directorySortKey = 'STOPS';
export const tripIndexSortKey = 'TRIPS';
export const shapesSortKey = 'SHAPES';
export const routeLinesSortKey = 'LINES';

export function toHeadItem(feedId: string, head: TimetableHead): Item {
  const { pk, sk } = headKey(feedId);
  return {
    pk: { S: pk },
    sk: { S: sk },
    version: { S: head.version },
    previousVersion: head.previousVersion === null ? { NULL: true } : { S: head.previousVersion },
    activatedAt: { N: String(head.activatedAt) },
    timeZone: { S: head.timeZone },
    areaCount: { N: String(head.areaCount) },
  };
}

/** Throws DomainError `unavailable` when the item is not a head. */
export function fromHeadItem(item: Item): TimetableHead {
  const parsed = z.safeParse(timetableHeadSchema, {
    version: item.version?.S,
    previousVersion: item.previousVersion?.S ?? null,
    activatedAt: Number(item.activatedAt?.N),
    timeZone: item.timeZone?.S,
    areaCount: Number(item.areaCount?.N),
  });
  if (parsed.success) return parsed.data;
  throw new DomainError('unavailable', `The stored timetable head ${item.pk?.S} cannot be read.`);
}

/** undefined before the first import of the feed. `consistent` for those who write depending on it. */
export async function loadTimetableHead(
  store: TransitStore,
  feedId: string,
  consistent = false,
): Promise<TimetableHead | undefined> {
  const item = await getItem(store, headKey(feedId), consistent);
  return item && fromHeadItem(item);
}

/** undefined when that version has no such stop (or is gone). Costs half a read unit for each 4 KB. */
export async function loadStopTimetable(
  store: TransitStore,
  feedId: string,
  version: string,
  stopId: string,
): Promise<StopTimetable | undefined> {
  const key = stopKey(feedId, version, stopId);
  const first = await getItem(store, { pk: key.pk, sk: partKey(key.sk, 0) });
  if (!first) return undefined;
  const items = partCount(first) === 1 ? [first] : await queryItems(store, key.pk, `${key.sk}#`);
  const what = `timetable of stop ${stopId}`;
  return consistentColumns(what, () =>
    unpackStopItem(feedId, version, unpackItems(items, stopItemSchema, what)),
  );
}

function consistentColumns<T>(what: string, unpack: () => T): T {
  try {
    return unpack();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new DomainError(
      'unavailable',
      `The stored ${what} cannot be read: ${cause.message}.`,
      {},
      { cause },
    );
  }
}

/** Items of one value's parts are neighbours: their sort keys differ in the last segment only. */
function groupByValue(items: readonly Item[]): Map<string, Item[]> {
  const values = new Map<string, Item[]>();
  for (const item of items) {
    const sk = item.sk?.S ?? '';
    const name = sk.slice(0, sk.lastIndexOf('#'));
    const parts = values.get(name);
    if (parts) parts.push(item);
    else values.set(name, [item]);
  }
  return values;
}

/** All trips of a version: for the ingest of live data, not for boards. undefined when the version is gone. */
export async function loadTripIndex(
  store: TransitStore,
  feedId: string,
  version: string,
): Promise<TripIndex | undefined> {
  const values = groupByValue(await queryItems(store, versionKey(feedId, version), `${tripIndexSortKey}#`));
  const head = values.get(`${tripIndexSortKey}#HEAD`);
  if (!head) return undefined;
  const what = `trip index of feed ${feedId}`;
  const blocks = <T>(kind: string, schema: z.ZodMiniType<T>): T[] =>
    [...values.keys()]
      .filter((name) => name.startsWith(`${tripIndexSortKey}#${kind}#`))
      .sort()
      .map((name) => unpackItems(values.get(name) ?? [], schema, what));
  return consistentColumns(what, () =>
    unpackTripIndex(
      feedId,
      version,
      unpackItems(head, tripIndexHeadSchema, what),
      blocks('PATTERNS', patternBlockSchema),
      blocks('TRIPS', tripBlockSchema),
    ),
  );
}

export const stopDirectorySchema = z.array(
  z.tuple([packedStopSchema, z.union([z.literal(0), z.literal(1)])]),
);

/** Every stop, platform and station that has a board, by name. Empty when the version is gone. */
export async function loadStopDirectory(
  store: TransitStore,
  feedId: string,
  version: string,
): Promise<readonly DirectoryStop[]> {
  const items = await queryItems(store, versionKey(feedId, version), `${directorySortKey}#`);
  if (items.length === 0) return [];
  return unpackItems(items, stopDirectorySchema, `stop directory of feed ${feedId}`).map(
    ([stop, locationType]) => ({ ...unpackStop(stop), locationType }),
  );
}

/** Where the feed's vehicles run. undefined when the version is gone, or of older code. */
export async function loadRouteLines(
  store: TransitStore,
  feedId: string,
  version: string,
): Promise<{ readonly lines: readonly RouteLine[] } | undefined> {
  const items = await queryItems(store, versionKey(feedId, version), `${routeLinesSortKey}#`);
  if (items.length === 0) return undefined;
  return { lines: unpackRouteLines(unpackItems(items, routeLinesSchema, `lines of feed ${feedId}`)) };
}

/** AP-52: the shapes that stand in one block with the one asked for, by number. Empty when the version is gone. */
export async function loadShapesNear(
  store: TransitStore,
  feedId: string,
  version: string,
  shape: number,
): Promise<ReadonlyMap<number, RouteLine>> {
  const block = Math.floor(shape / SHAPES_PER_BLOCK);
  const items = await queryItems(
    store,
    versionKey(feedId, version),
    `${shapesSortKey}#${String(block).padStart(5, '0')}#`,
  );
  if (items.length === 0) return new Map();
  const shapes = unpackShapes(unpackItems(items, shapeBlockSchema, `shapes of feed ${feedId}`));
  return new Map(shapes.map((line, i) => [block * SHAPES_PER_BLOCK + i, line]));
}

const importReportSchema: z.ZodMiniType<ImportReport> = z.extend(importFactsSchema, {
  feedId: z.string(),
  importedAt: z.number(),
  notices: z.array(importNoticeSchema),
});

export async function loadImportReport(
  store: TransitStore,
  feedId: string,
  version: string,
): Promise<ImportReport | undefined> {
  const items = await queryItems(store, versionKey(feedId, version), `${reportSortKey}#`);
  return items.length > 0
    ? unpackItems(items, importReportSchema, `import report of feed ${feedId}`)
    : undefined;
}
