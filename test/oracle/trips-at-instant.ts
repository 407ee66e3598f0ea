import type { BoardTrip, UpdateFacts, VehicleFacts } from './board-trips.ts';
import { type Claim, settle } from './claims.ts';
import { duplicated, newTrip, replacement } from './extra-trips.ts';
import { unscheduled, windowsOn } from './frequency-trips.ts';
import { exactStarts, type Instance, keyOf, makeInstance } from './instances.ts';
import { hasInvalidDate, isFullDescription, matchUpdate, runsNamedBy } from './matching.ts';
import type { TripDescription, VehiclePosition } from './realtime-files.ts';
import { asScheduled, withUpdate } from './scheduled-trips.ts';
import { addDays } from './service-days.ts';
import { freshness, type Source, timestampOf } from './sources.ts';
import type { Timetable } from './timetable.ts';
import { matchVehicle, reportedAt } from './vehicle-runs.ts';
import { isOnEarth, vehicleFault } from './vehicles.ts';

export interface SourceReport {
  file: string;
  feedTimestamp: number;
  entities: { tripUpdates: number; vehicles: number; alerts: number };
  matched: { tripUpdates: number | null; vehicles: number | null };
  counts: { tripUpdates: [matched: number, all: number]; vehicles: [matched: number, all: number] };
  discarded: { reason: string; count: number }[];
}

export interface TripsAtInstant {
  trips: BoardTrip[];
  reports: SourceReport[];
}

interface Tally {
  counts: SourceReport['counts'];
  discarded: Map<string, number>;
  discard: (reason: string) => void;
}

/** What a TripUpdate makes of its trip; the board trip is null when it has no rows. */
type Outcome = { key: string; make: () => BoardTrip | null };

const EXTRA = ['NEW', 'ADDED', 'DUPLICATED'];

/** Everything that runs around an instant, as timetable and feeds together have it. */
export function tripsAt(
  timetable: Timetable,
  sources: Source[],
  firstSeen: number,
  now: number,
  until: number,
): TripsAtInstant {
  const tallies = sources.map(makeTally);
  const timestamps = sources.map((source) => timestampOf(source, firstSeen));

  const updateClaims: Claim<Outcome>[] = [];
  sources.forEach((source, index) => {
    const tally = tallies[index] ?? makeTally();
    const feedTimestamp = timestamps[index] ?? firstSeen;
    if (!source.givesTripUpdates) return;
    const named = runsNamedBy(timetable, source.feed.tripUpdates);
    source.feed.tripUpdates.forEach((update, position) => {
      const outcome = outcomeOf(timetable, { update, feedTimestamp }, named, tally);
      if (outcome === null || freshness(feedTimestamp, now) === 'unused') return;
      const time = update.timestamp ?? feedTimestamp;
      updateClaims.push({ key: outcome.key, source: index, position, time, value: outcome });
    });
  });
  const outcomes = settle(updateClaims, (claim) => tallies[claim.source]?.discard('duplicate-trip-update'));
  const updated = new Map<string, BoardTrip | null>();
  for (const [key, outcome] of outcomes) updated.set(key, outcome.make());

  const vehicleClaims: Claim<VehicleFacts>[] = [];
  sources.forEach((source, index) => {
    const tally = tallies[index] ?? makeTally();
    const feedTimestamp = timestamps[index] ?? firstSeen;
    if (!source.givesVehicles) return;
    const named = new Set<string>();
    for (const position of source.feed.vehicles) {
      const { trip } = position;
      if (trip === null || trip.tripId === null || !timetable.trips.has(trip.tripId)) continue;
      if (vehicleFault(position.timestamp ?? feedTimestamp, now) !== null || extraOf(trip, updated)) continue;
      const match = matchVehicle(timetable, trip, reportedAt(position, feedTimestamp), new Set());
      if ('instance' in match) named.add(match.instance.key);
    }
    source.feed.vehicles.forEach((position, order) => {
      const key = vehicleKey(timetable, position, feedTimestamp, updated, named, tally);
      if (position.position !== null && !isOnEarth(position.position)) tally.discard('position-invalid');
      const time = position.timestamp ?? feedTimestamp;
      const fault = vehicleFault(time, now);
      if (fault !== null) tally.discard(fault);
      if (key === null || fault !== null || freshness(feedTimestamp, now) === 'unused') return;
      vehicleClaims.push({
        key,
        source: index,
        position: order,
        time,
        value: { position, time, feedTimestamp },
      });
    });
  });
  const vehicles = settle(vehicleClaims, (claim) => tallies[claim.source]?.discard('trip-claimed-twice'));

  const trips: BoardTrip[] = [];
  for (const [key, trip] of updated)
    if (trip !== null) trips.push({ ...trip, vehicle: vehicles.get(key) ?? null });
  for (const instance of instancesAround(timetable, now, until)) {
    if (updated.has(instance.key)) continue;
    trips.push({ ...asScheduled(timetable, instance), vehicle: vehicles.get(instance.key) ?? null });
  }
  for (const date of datesAround(timetable, now, until)) {
    const services = timetable.servicesOn(date);
    for (const trip of timetable.trips.values())
      if (services.has(trip.serviceId)) trips.push(...windowsOn(timetable, trip, date));
  }
  const reports = sources.map((source, index) =>
    report(source, timestamps[index] ?? firstSeen, tallies[index] ?? makeTally()),
  );
  return { trips, reports };
}

function makeTally(): Tally {
  const discarded = new Map<string, number>();
  return {
    counts: { tripUpdates: [0, 0], vehicles: [0, 0] },
    discarded,
    discard: (reason) => {
      discarded.set(reason, (discarded.get(reason) ?? 0) + 1);
    },
  };
}

function report(source: Source, feedTimestamp: number, { counts, discarded }: Tally): SourceReport {
  const share = ([matched, all]: [number, number]) => (all === 0 ? null : matched / all);
  return {
    file: source.file,
    feedTimestamp,
    entities: {
      tripUpdates: source.givesTripUpdates ? source.feed.tripUpdates.length : 0,
      vehicles: source.givesVehicles ? source.feed.vehicles.length : 0,
      alerts: source.givesAlerts ? source.feed.alerts.length : 0,
    },
    matched: { tripUpdates: share(counts.tripUpdates), vehicles: share(counts.vehicles) },
    counts,
    discarded: [...discarded].map(([reason, count]) => ({ reason, count })),
  };
}

/** Trips that the feed adds never meet those of the timetable, even under the same id (X1). */
function extraKey(trip: BoardTrip): string {
  return `extra ${keyOf(trip.tripId, trip.serviceDate, null)}`;
}

function outcomeOf(
  timetable: Timetable,
  facts: UpdateFacts,
  named: Set<string>,
  tally: Tally,
): Outcome | null {
  const { update, feedTimestamp } = facts;
  const { relationship } = update.trip;
  if (EXTRA.includes(relationship)) {
    if (hasInvalidDate(update.trip)) {
      tally.discard('start-date-invalid');
      return null;
    }
    const make = relationship === 'DUPLICATED' ? duplicated : newTrip;
    const trip = make(timetable, facts, tally.discard);
    return trip === null ? null : { key: extraKey(trip), make: () => trip };
  }
  tally.counts.tripUpdates[1] += 1;
  const match = matchUpdate(timetable, update, feedTimestamp, named);
  if ('discarded' in match) {
    tally.discard(match.discarded);
    return null;
  }
  tally.counts.tripUpdates[0] += 1;
  const { instance } = match;
  return { key: instance.key, make: () => updatedTrip(timetable, instance, facts, tally.discard) };
}

/** UNSCHEDULED on a trip that has a schedule is taken as SCHEDULED. */
function updatedTrip(
  timetable: Timetable,
  instance: Instance,
  facts: UpdateFacts,
  discard: (reason: string) => void,
): BoardTrip | null {
  if (facts.update.trip.relationship === 'REPLACEMENT')
    return replacement(timetable, instance, facts, discard);
  if (!instance.hasSchedule) return unscheduled(timetable, instance, facts, discard);
  return withUpdate(timetable, instance, facts, discard);
}

/** V1. Trips that a TripUpdate adds are tried before those of the timetable. */
function vehicleKey(
  timetable: Timetable,
  vehicle: VehiclePosition,
  feedTimestamp: number,
  updated: Map<string, BoardTrip | null>,
  named: Set<string>,
  tally: Tally,
): string | null {
  const { trip } = vehicle;
  if (trip === null) return null;
  const counts = !EXTRA.includes(trip.relationship) && (trip.tripId !== null || isFullDescription(trip));
  if (counts) tally.counts.vehicles[1] += 1;
  const extra = extraOf(trip, updated);
  if (extra !== undefined) {
    if (counts) tally.counts.vehicles[0] += 1;
    return extraKey(extra);
  }
  const match = matchVehicle(timetable, trip, reportedAt(vehicle, feedTimestamp), named);
  if ('discarded' in match) {
    tally.discard(match.discarded);
    return null;
  }
  if (counts) tally.counts.vehicles[0] += 1;
  return match.instance.key;
}

function extraOf(trip: TripDescription, updated: Map<string, BoardTrip | null>): BoardTrip | undefined {
  return [...updated.values()]
    .filter((each): each is BoardTrip => each?.extra === true && each.tripId === trip.tripId)
    .filter((each) => trip.startDate === null || each.serviceDate === trip.startDate)
    .sort((a, b) => (a.serviceDate < b.serviceDate ? 1 : -1))[0];
}

/** T3: every service date with a time that may still matter. */
function datesAround(timetable: Timetable, now: number, until: number): string[] {
  const dates: string[] = [];
  const last = addDays(timetable.zone.date(until), 1);
  let date = addDays(timetable.zone.date(now - timetable.longest), -1);
  while (date <= last) {
    dates.push(date);
    date = addDays(date, 1);
  }
  return dates;
}

/** Instances with a call between a minute ago and the horizon, windows apart (T7, T9). */
function instancesAround(timetable: Timetable, now: number, until: number): Instance[] {
  const instances: Instance[] = [];
  for (const date of datesAround(timetable, now, until)) {
    const services = timetable.servicesOn(date);
    const origin = timetable.zone.origin(date);
    for (const trip of timetable.trips.values()) {
      if (!services.has(trip.serviceId)) continue;
      if (trip.frequencies.length > 0) {
        for (const start of exactStarts(trip))
          instances.push(makeInstance(timetable, trip, date, start, true));
      } else if (
        trip.calls.some(({ departure }) => origin + departure >= now - 60 && origin + departure <= until)
      ) {
        instances.push(makeInstance(timetable, trip, date, null, true));
      }
    }
  }
  return instances;
}
