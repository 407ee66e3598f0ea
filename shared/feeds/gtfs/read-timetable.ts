import { createHash } from 'node:crypto';
import { serviceSpan } from '../../domain/transit/service-dates.ts';
import { daysToServiceDate } from '../../domain/transit/service-day.ts';
import type { ImportReport } from '../../domain/transit/timetable.ts';
import { compileNetwork, type Network } from '../../domain/transit/timetable-compile/compile-network.ts';
import { NAPTAN_FILE } from '../../domain/transit/timetable-compile/enrich-stops.ts';
import { NoticeLog } from '../../domain/transit/timetable-compile/notice-log.ts';
import { HeadsignTable } from '../../domain/transit/timetable-compile/text-table.ts';
import type { SourceStop, SourceTrip } from '../../domain/transit/timetable-compile/timetable-source.ts';
import { type GtfsSource, refuseEmpty } from './gtfs-source.ts';
import { readAgencies } from './read-agencies.ts';
import { readCalendars } from './read-calendars.ts';
import { readFeedInfo } from './read-feed-info.ts';
import { readFrequencies } from './read-frequencies.ts';
import { readRoutes } from './read-routes.ts';
import { readShapes, type Shapes } from './read-shapes.ts';
import { readStopTimes } from './read-stop-times.ts';
import { readStops } from './read-stops.ts';
import type { FeedReading } from './read-table.ts';
import { readTranslations } from './read-translations.ts';
import { readTrips, type Trips } from './read-trips.ts';

/** Goes into every version: raise it when the same feed compiles to other items. */
const FORMAT = 6;

/** A feed read whole and compiled: what the store writes as one version. */
export interface ReadTimetable {
  /** 24 hex digits of a hash over the content of the files. */
  readonly version: string;
  readonly network: Network;
  readonly shapes: { readonly count: number; readonly shape: Shapes['shape'] };
  readonly report: Omit<ImportReport, 'feedId' | 'importedAt'>;
}

/** The feed's stops with what others know of them. */
export type StopEnricher = (
  stops: readonly SourceStop[],
  notices: NoticeLog,
) => Promise<readonly SourceStop[]>;

/**
 * Reads every file of the feed once, the small ones first. Throws DomainError `invalid-input` for a feed that
 * cannot be used; everything less is in the report.
 */
export async function readTimetable(
  source: GtfsSource,
  signal?: AbortSignal,
  enrich?: StopEnricher,
): Promise<ReadTimetable> {
  const notices = new NoticeLog();
  const digests = new Map<string, string>();
  const reading: FeedReading = { source, notices, digests, ...(signal && { signal }) };

  const agencies = await readAgencies(reading);
  const info = await readFeedInfo(reading);
  const language = info.language ?? agencies.language;
  const translations = await readTranslations(reading);
  const own = await readStops(reading, translations.lookup, language);
  const stops = enrich ? { ...own, stops: await enrich(own.stops, notices) } : own;
  const changed = stops.stops.filter(
    ({ stop }, i) => JSON.stringify(stop) !== JSON.stringify(own.stops[i]?.stop),
  );
  if (changed.length > 0) digests.set(NAPTAN_FILE, digestOf(changed));
  const routes = await readRoutes(reading, agencies);
  const calendars = await readCalendars(reading);
  const headsigns = new HeadsignTable();
  const trips = await readTrips(reading, routes, calendars, headsigns, translations.lookup, language);
  const frequencies = await readFrequencies(reading, trips);
  const shapes = await readShapes(reading, trips.shapeIds);
  const stopTimes = await readStopTimes(reading, {
    trips,
    stops,
    headsigns,
    translations: translations.lookup,
    language,
  });
  const drawn = dropEmptyShapes(trips, shapes, notices);

  const network = compileNetwork(
    {
      timeZone: agencies.timeZone,
      stops: stops.stops,
      routes: routes.routes,
      services: trips.services,
      trips: drawn.trips,
      windows: frequencies.windows,
      headsigns,
      stopTimes,
    },
    notices,
  );
  if (network.trips.count === 0)
    throw refuseEmpty('No trip of the feed is usable', ['stop_times.txt', 'trips.txt'], notices);

  const version = versionOf(digests);
  return {
    version,
    network,
    shapes: drawn,
    report: {
      version,
      publisher: info.publisher,
      feedVersion: info.version,
      counts: presentCounts(digests, {
        'agency.txt': agencies.names.size,
        'stops.txt': stops.count,
        'routes.txt': routes.routes.length,
        'trips.txt': network.trips.count,
        'stop_times.txt': network.callCount,
        ...calendars.counts,
        'frequencies.txt': frequencies.count,
        'shapes.txt': shapes.count,
        'translations.txt': translations.count,
        [NAPTAN_FILE]: changed.length,
      }),
      validity: validity(network),
      totals: notices.totals,
      notices: notices.notices,
    },
  };
}

function presentCounts(
  digests: ReadonlyMap<string, string>,
  counts: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([file]) => digests.has(file)));
}

/** What a register changes counts, not the register: it is published anew every day. */
const digestOf = (stops: readonly SourceStop[]): string =>
  createHash('sha256')
    .update(JSON.stringify(stops.map(({ stop }) => stop)))
    .digest('hex');

function versionOf(digests: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256').update(`format ${FORMAT}\n`);
  for (const [file, digest] of [...digests].sort()) hash.update(`${file} ${digest}\n`);
  return hash.digest('hex').slice(0, 24);
}

/** Numbers the shapes that have points anew; trips of the others have none. */
function dropEmptyShapes(
  { trips, shapeIds }: Trips,
  shapes: Shapes,
  notices: NoticeLog,
): ReadTimetable['shapes'] & { trips: readonly SourceTrip[] } {
  const kept: number[] = [];
  const renumbered = [...shapeIds.values()].map((number) =>
    shapes.pointCount(number) > 0 ? kept.push(number) - 1 : -1,
  );
  const ids = [...shapeIds.keys()];
  const renumberedTrips = trips.map((trip) => {
    if (trip.shape < 0) return trip;
    const shape = renumbered[trip.shape] as number;
    if (shape < 0) {
      notices.warning(
        { file: 'trips.txt', line: trip.line, field: 'shape_id' },
        'unknown-shape',
        () => `Shape "${ids[trip.shape]}" has no points in shapes.txt.`,
      );
    }
    return shape === trip.shape ? trip : { ...trip, shape };
  });
  return {
    count: kept.length,
    shape: (number) => shapes.shape(kept[number] as number),
    trips: renumberedTrips,
  };
}

/** First and last date on which any trip runs. */
function validity({ source, trips }: Network): ImportReport['validity'] {
  const used = new Set(trips.classes.map(({ service }) => service));
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const service of used) {
    const dates = source.services[service];
    const span = dates && serviceSpan(dates);
    if (!span) continue;
    from = Math.min(from, span.from);
    to = Math.max(to, span.to);
  }
  if (from > to) return { from: null, to: null };
  return { from: daysToServiceDate(from), to: daysToServiceDate(to) };
}
