import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { isServiceDate, parseGtfsTime } from '#shared/domain/transit/service-day.ts';
import type { IndexedTrip, TripIndex } from '#shared/domain/transit/timetable.ts';
import { isRunOf } from '#shared/domain/transit/trip-lookup.ts';
import { integerOf } from '#shared/feeds/gtfs-realtime/presence.ts';

/**
 * The rules of the GTFS-realtime validator (MobilityData), written anew, for a message that comes out of here.
 * Left out, since another has to answer for them: E028, E029, W004 (where a vehicle says it is), E047, E052, W002,
 * W003, W005 (which ids vehicles have, and whether both kinds of feed know them), W007, W008 (how often a feed is
 * polled), E010 (the timetable); E005, E007, E008, E014 the validator does not check either.
 */

const rt = GtfsRealtimeBindings.transit_realtime;
const TripRelationship = rt.TripDescriptor.ScheduleRelationship;
const StopRelationship = rt.TripUpdate.StopTimeUpdate.ScheduleRelationship;
type Message = InstanceType<typeof rt.FeedMessage>;
type Descriptor = GtfsRealtimeBindings.transit_realtime.ITripDescriptor;
type Update = GtfsRealtimeBindings.transit_realtime.ITripUpdate;
type StopTime = NonNullable<Update['stopTimeUpdate']>[number];
type Event = NonNullable<StopTime['departure']>;

export interface CheckedFeed {
  readonly bytes: Uint8Array;
  readonly index: TripIndex;
  readonly now: number;
  /** What the same address said before. */
  readonly before?: Uint8Array;
}

const has = (holder: object | null | undefined, field: string) =>
  holder !== null && holder !== undefined && Object.hasOwn(holder, field);

class Feed {
  readonly message: Message;
  readonly index: TripIndex;
  readonly now: number;
  readonly bytes: Uint8Array;
  readonly previous: { readonly bytes: Uint8Array; readonly message: Message } | undefined;
  readonly trips: ReadonlyMap<string, IndexedTrip>;
  readonly routes: ReadonlySet<string>;
  readonly agencies: ReadonlySet<string>;
  readonly stops: ReadonlySet<string>;
  readonly stations: ReadonlySet<string>;

  constructor({ bytes, index, now, before }: CheckedFeed) {
    this.bytes = bytes;
    this.message = rt.FeedMessage.decode(bytes) as Message;
    this.index = index;
    this.now = now;
    this.previous = before && { bytes: before, message: rt.FeedMessage.decode(before) as Message };
    this.trips = new Map(index.trips.map((trip) => [trip.tripId, trip]));
    this.routes = new Set(index.routes.map(({ routeId }) => routeId));
    this.agencies = new Set(index.routes.map(({ agencyId }) => agencyId));
    this.stops = new Set(index.stops.map(({ id }) => id));
    this.stations = new Set(index.stops.flatMap(({ parentStation }) => parentStation ?? []));
  }

  get updates(): Update[] {
    return this.message.entity.flatMap(({ tripUpdate }) => tripUpdate ?? []);
  }
  get vehicles() {
    return this.message.entity.flatMap(({ vehicle }) => vehicle ?? []);
  }
  get alerts() {
    return this.message.entity.flatMap(({ alert }) => alert ?? []);
  }
  get selectors() {
    return this.alerts.flatMap(({ informedEntity }) => informedEntity ?? []);
  }
  get descriptors(): Descriptor[] {
    return [...this.updates, ...this.vehicles].flatMap(({ trip }) => trip ?? []);
  }
  get timestamp(): number {
    return integerOf(this.message.header.timestamp);
  }
  trip(descriptor: Descriptor): IndexedTrip | undefined {
    return this.trips.get(descriptor.tripId ?? '');
  }
  runs(descriptor: Descriptor, exactTimes: boolean): boolean {
    return this.trip(descriptor)?.frequencies?.some((window) => window.exactTimes === exactTimes) ?? false;
  }
  stopIds(trip: IndexedTrip): string[] {
    return (this.index.patterns[trip.pattern]?.stops ?? []).map((stop) => this.index.stops[stop]?.id ?? '');
  }
  sequences(trip: IndexedTrip): readonly number[] {
    return this.index.patterns[trip.pattern]?.stopSequences ?? [];
  }
}

const relationship = (trip: Descriptor) => trip.scheduleRelationship ?? TripRelationship.SCHEDULED;
const isAdded = (trip: Descriptor) =>
  [TripRelationship.NEW, TripRelationship.ADDED].includes(relationship(trip));
const bringsOwnCalls = (trip: Descriptor) =>
  isAdded(trip) || relationship(trip) === TripRelationship.REPLACEMENT;
const stopTimes = (update: Update): StopTime[] => update.stopTimeUpdate ?? [];
const events = (stop: StopTime): Event[] => [stop.arrival, stop.departure].flatMap((event) => event ?? []);
const times = (update: Update) =>
  stopTimes(update).flatMap((stop) => events(stop).map(({ time }) => integerOf(time)));
const pairs = <T>(list: readonly T[]) => list.slice(1).map((item, i) => [list[i] as T, item] as const);
const isPosix = (time: number) => time > 1_000_000_000 && time < 4_102_444_800;
/** A copy's descriptor names the trip that it copies, and no run of it. */
const isRun = (trip: Descriptor) => relationship(trip) !== TripRelationship.DUPLICATED;
const name = (trip: Descriptor) => `${trip.tripId} on ${trip.startDate}`;

/** Whether a trip, as far as it is known, is one of the route. */
const isOn = (trip: Descriptor, routeId: string, feed: Feed) => {
  const known = feed.trip(trip);
  return known === undefined || feed.index.routes[known.route]?.routeId === routeId;
};

/** Names of the updates that break what is asked of each of them. */
const updatesThat = (breaks: (update: Update, feed: Feed) => boolean) => (feed: Feed) =>
  feed.updates.filter((update) => breaks(update, feed)).map(({ trip }) => name(trip));
const stopTimesThat = (breaks: (stop: StopTime, update: Update, feed: Feed) => boolean) =>
  updatesThat((update, feed) => stopTimes(update).some((stop) => breaks(stop, update, feed)));
const descriptorsThat = (breaks: (trip: Descriptor, feed: Feed) => boolean) => (feed: Feed) =>
  feed.descriptors.filter((trip) => breaks(trip, feed)).map(name);
const selectorsThat =
  (breaks: (selector: Feed['selectors'][number], feed: Feed) => boolean) => (feed: Feed) =>
    feed.selectors.filter((selector) => breaks(selector, feed)).map((selector) => JSON.stringify(selector));

type Rule = readonly [says: string, breaches: (feed: Feed) => readonly string[]];

const rules: Readonly<Record<string, Rule>> = {
  E001: [
    'all times are POSIX times',
    (feed) =>
      [
        feed.timestamp,
        ...feed.updates.flatMap((update) => [integerOf(update.timestamp), ...times(update)]),
        ...feed.vehicles.map(({ timestamp }) => integerOf(timestamp)),
      ]
        .filter((time) => !isPosix(time))
        .map(String),
  ],
  E002: [
    'stop_time_updates are strictly sorted by stop_sequence',
    updatesThat((update) =>
      pairs(stopTimes(update)).some(([a, b]) => (a.stopSequence ?? 0) >= (b.stopSequence ?? 0)),
    ),
  ],
  E003: [
    'a trip_id is in the timetable, unless the trip is added',
    (feed) => [
      ...feed.updates.filter(({ trip }) => !isAdded(trip) && !feed.trip(trip)).map(({ trip }) => name(trip)),
      ...feed.vehicles.flatMap(({ trip }) => {
        if (!trip || feed.trip(trip)) return [];
        return isAdded(trip) || !isRun(trip) ? [] : name(trip);
      }),
    ],
  ],
  E004: [
    'a route_id is in the timetable',
    descriptorsThat((trip, feed) => has(trip, 'routeId') && !feed.routes.has(trip.routeId ?? '')),
  ],
  E006: [
    'a run by headway has trip_id, start_time and start_date',
    descriptorsThat(
      (trip, feed) =>
        isRun(trip) && feed.runs(trip, false) && !(trip.tripId && trip.startTime && trip.startDate),
    ),
  ],
  E009: [
    'a trip that visits a stop twice has stop_sequences',
    stopTimesThat((stop, { trip }, feed) => {
      const known = feed.trip(trip);
      if (!known || new Set(feed.stopIds(known)).size === feed.stopIds(known).length) return false;
      return !has(stop, 'stopSequence');
    }),
  ],
  E011: [
    'a stop_id is in the timetable',
    (feed) =>
      [
        ...feed.updates.flatMap((update) =>
          stopTimes(update).flatMap(({ stopId, stopTimeProperties }) => [
            stopId,
            stopTimeProperties?.assignedStopId,
          ]),
        ),
        ...feed.vehicles.map(({ stopId }) => stopId),
      ].flatMap((stopId) => (stopId && !feed.stops.has(stopId) ? stopId : [])),
  ],
  E012: [
    'no timestamp is after that of the header',
    (feed) =>
      [...feed.updates, ...feed.vehicles]
        .filter(({ timestamp }) => integerOf(timestamp) > feed.timestamp)
        .map(({ trip }) => name(trip ?? {})),
  ],
  E013: [
    'a run by headway is UNSCHEDULED, unless it is cancelled or replaced',
    updatesThat(
      ({ trip }, feed) =>
        feed.runs(trip, false) &&
        !feed.runs(trip, true) &&
        (isAdded(trip) || relationship(trip) === TripRelationship.SCHEDULED),
    ),
  ],
  E015: ['a stop_id is no station', stopTimesThat(({ stopId }, _, feed) => feed.stations.has(stopId ?? ''))],
  E016: [
    'an added trip is not in the timetable',
    updatesThat(({ trip }, feed) => isAdded(trip) && feed.trip(trip) !== undefined),
  ],
  E017: [
    'another content has another timestamp',
    ({ previous, timestamp, bytes }) =>
      previous &&
      integerOf(previous.message.header.timestamp) === timestamp &&
      Buffer.compare(previous.bytes, bytes) !== 0
        ? [String(timestamp)]
        : [],
  ],
  E018: [
    'the timestamp never goes back',
    ({ previous, timestamp }) =>
      previous && integerOf(previous.message.header.timestamp) > timestamp ? [String(timestamp)] : [],
  ],
  E019: [
    'a run of a trip with exact_times starts at one of its times',
    descriptorsThat((trip, feed) => {
      if (!isRun(trip) || !feed.runs(trip, true) || feed.runs(trip, false)) return false;
      const start = parseGtfsTime(trip.startTime ?? '') ?? -1;
      return !feed.trip(trip)?.frequencies?.some((window) => isRunOf(window, start));
    }),
  ],
  E020: [
    'a start_time is HH:MM:SS',
    descriptorsThat(
      (trip) => has(trip, 'startTime') && !/^\d?\d{1,2}:[0-5]\d:[0-5]\d$/.test(trip.startTime ?? ''),
    ),
  ],
  E021: [
    'a start_date is YYYYMMDD',
    descriptorsThat((trip) => has(trip, 'startDate') && !isServiceDate(trip.startDate ?? '')),
  ],
  E022: [
    'times never go back along a trip (the timetable itself may have the same minute twice)',
    updatesThat((update) => pairs(times(update)).some(([a, b]) => b < a)),
  ],
  E023: [
    'a start_time of a trip with set times is that of the timetable',
    descriptorsThat((trip, feed) => has(trip, 'startTime') && feed.trip(trip)?.frequencies === undefined),
  ],
  E024: [
    'a direction_id is that of the timetable',
    descriptorsThat((trip, feed) => {
      const known = feed.trip(trip);
      return known !== undefined && has(trip, 'directionId') && trip.directionId !== known.directionId;
    }),
  ],
  E025: [
    'a departure is not before its arrival',
    stopTimesThat(
      ({ arrival, departure }) =>
        has(arrival, 'time') &&
        has(departure, 'time') &&
        integerOf(departure?.time) < integerOf(arrival?.time),
    ),
  ],
  E026: [
    'a position is one on earth',
    (feed) =>
      feed.vehicles
        .filter(
          ({ position }) =>
            position && (Math.abs(position.latitude) > 90 || Math.abs(position.longitude) > 180),
        )
        .map(({ trip }) => name(trip ?? {})),
  ],
  E027: [
    'a bearing is from 0 to 360',
    (feed) =>
      feed.vehicles
        .filter(({ position }) => (position?.bearing ?? 0) < 0 || (position?.bearing ?? 0) > 360)
        .map(({ trip }) => name(trip ?? {})),
  ],
  E030: [
    'the trip of a selector belongs to its route',
    selectorsThat(
      ({ routeId, trip }, feed) => Boolean(routeId && trip) && !isOn(trip ?? {}, routeId ?? '', feed),
    ),
  ],
  E031: [
    'a selector names one route',
    selectorsThat(({ routeId, trip }) => Boolean(routeId && trip?.routeId && routeId !== trip.routeId)),
  ],
  E032: [
    'an alert has a selector',
    (feed) =>
      feed.alerts
        .filter(({ informedEntity }) => (informedEntity ?? []).length === 0)
        .map((alert) => JSON.stringify(alert)),
  ],
  E033: ['a selector selects something', selectorsThat((selector) => Object.keys(selector).length === 0)],
  E034: [
    'an agency_id is in the timetable',
    selectorsThat(({ agencyId }, feed) => Boolean(agencyId) && !feed.agencies.has(agencyId ?? '')),
  ],
  E035: [
    'a trip belongs to its route',
    (feed) =>
      [...feed.descriptors, ...feed.selectors.flatMap(({ trip }) => trip ?? [])]
        .filter((trip) => trip.routeId && !bringsOwnCalls(trip) && !isOn(trip, trip.routeId, feed))
        .map(name),
  ],
  E036: [
    'no two calls in a row have one stop_sequence',
    updatesThat((update) => pairs(stopTimes(update)).some(([a, b]) => a.stopSequence === b.stopSequence)),
  ],
  E037: [
    'no two calls in a row have one stop_id, unless the timetable has them, or others between them',
    updatesThat((update, feed) => {
      const known = feed.trip(update.trip);
      if (!known || bringsOwnCalls(update.trip)) return false;
      const stops = feed.stopIds(known);
      const visits = pairs(stops).flatMap(([a, b]) => (a === b ? a : []));
      // A loop comes back to a stop: of what is between, nothing need be said.
      const comesBack = (stopId: string) =>
        stops.some((stop, i) => stop === stopId && stops.indexOf(stopId, i + 2) >= 0);
      return pairs(stopTimes(update)).some(
        ([a, b]) => a.stopId && a.stopId === b.stopId && !visits.includes(a.stopId) && !comesBack(a.stopId),
      );
    }),
  ],
  E038: [
    'the version is 2.0',
    ({ message }) =>
      message.header.gtfsRealtimeVersion === '2.0' ? [] : [message.header.gtfsRealtimeVersion],
  ],
  E039: [
    'nothing is deleted from a FULL_DATASET',
    ({ message }) => message.entity.filter((entity) => has(entity, 'isDeleted')).map(({ id }) => id),
  ],
  E040: [
    'a call has a stop_id or a stop_sequence',
    stopTimesThat((stop) => !has(stop, 'stopId') && !has(stop, 'stopSequence')),
  ],
  E041: [
    'a trip has calls, unless it does not run, or runs as another does',
    updatesThat(
      (update) =>
        stopTimes(update).length === 0 &&
        ![TripRelationship.CANCELED, TripRelationship.DELETED, TripRelationship.DUPLICATED].includes(
          relationship(update.trip),
        ),
    ),
  ],
  E042: [
    'NO_DATA has no times',
    stopTimesThat(
      (stop) => stop.scheduleRelationship === StopRelationship.NO_DATA && events(stop).length > 0,
    ),
  ],
  E043: [
    'a call has a time, unless it is SKIPPED or NO_DATA',
    stopTimesThat(
      (stop) =>
        events(stop).length === 0 &&
        ![StopRelationship.SKIPPED, StopRelationship.NO_DATA].includes(stop.scheduleRelationship ?? 0),
    ),
  ],
  E044: [
    'an event has a delay or a time',
    stopTimesThat((stop) => events(stop).some((event) => !has(event, 'delay') && !has(event, 'time'))),
  ],
  E045: [
    'stop_sequence and stop_id are of one call',
    stopTimesThat((stop, { trip }, feed) => {
      const known = feed.trip(trip);
      if (!known || bringsOwnCalls(trip) || !has(stop, 'stopId')) return false;
      const call = feed.sequences(known).indexOf(stop.stopSequence ?? -1);
      return call >= 0 && feed.stopIds(known)[call] !== stop.stopId;
    }),
  ],
  E046: [
    'an event has a time of its own, so that it needs none of the timetable',
    stopTimesThat((stop) => events(stop).some((event) => !has(event, 'time'))),
  ],
  E048: ['the header has a timestamp', ({ message }) => (has(message.header, 'timestamp') ? [] : ['header'])],
  E049: [
    'the header has an incrementality',
    ({ message }) => (has(message.header, 'incrementality') ? [] : ['header']),
  ],
  E050: [
    'no timestamp is in the future',
    ({ timestamp, now }) => (timestamp > now + 60 ? [String(timestamp)] : []),
  ],
  E051: [
    'a stop_sequence is in the timetable',
    stopTimesThat((stop, { trip }, feed) => {
      const known = feed.trip(trip);
      return (
        known !== undefined &&
        !bringsOwnCalls(trip) &&
        !feed.sequences(known).includes(stop.stopSequence ?? -1)
      );
    }),
  ],
  W001: [
    'everything has a timestamp',
    (feed) =>
      [...feed.updates, ...feed.vehicles]
        .filter((entity) => !has(entity, 'timestamp'))
        .map(({ trip }) => name(trip ?? {})),
  ],
  W006: ['a trip has a trip_id', descriptorsThat((trip) => !trip.tripId)],
  W009: [
    'how a trip and its calls stand to the timetable is said',
    (feed) => [
      ...descriptorsThat((trip) => !has(trip, 'scheduleRelationship'))(feed),
      ...stopTimesThat((stop) => !has(stop, 'scheduleRelationship'))(feed),
    ],
  ],
  ids: [
    'no two entities have one id (specification, FeedEntity.id)',
    ({ message }) => {
      const ids = message.entity.map(({ id }) => id);
      return ids.filter((id, i) => ids.indexOf(id) !== i);
    },
  ],
};

export const checkedRules = Object.keys(rules);

/** What a message breaks: "E002 stop_time_updates are …: T1 on 20260610". Empty for a good one. */
export function brokenRules(checked: CheckedFeed): string[] {
  const feed = new Feed(checked);
  return Object.entries(rules).flatMap(([id, [says, breaches]]) => {
    const broken = breaches(feed);
    return broken.length === 0 ? [] : `${id} ${says}: ${[...new Set(broken)].slice(0, 5).join(', ')}`;
  });
}
