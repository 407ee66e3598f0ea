import type GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { uncertaintySeconds } from '../../domain/prediction/uncertainty.ts';
import { expectedNow } from '../../domain/transit/board-sources.ts';
import type { LiveSource, LiveTrip } from '../../domain/transit/live-snapshot.ts';
import {
  type EpochSeconds,
  formatGtfsTime,
  serviceDateToDays,
  serviceDayStart,
} from '../../domain/transit/service-day.ts';
import type { IndexedTrip, TripIndex } from '../../domain/transit/timetable.ts';
import { descriptorOf, Relationship, relationshipOf, vehicleDescriptorOf } from './trip-descriptor.ts';
import {
  type StopTimeUpdate,
  writeCallsOnPattern,
  writeListedCalls,
  writeUnscheduledCalls,
} from './write-stop-times.ts';

type ITripUpdate = GtfsRealtimeBindings.transit_realtime.ITripUpdate;

const patternOf = (trip: IndexedTrip | undefined, index: TripIndex) => index.patterns[trip?.pattern ?? -1];

const dayStart = ({ serviceDate }: LiveTrip, { timeZone }: TripIndex) =>
  serviceDayStart(serviceDateToDays(serviceDate), timeZone);

/** When what is said of the trip was known: by its update, or where times are predicted, by its vehicle's report. */
export function saidAt(trip: LiveTrip, sources: readonly LiveSource[]): EpochSeconds | null {
  if (trip.source === null || trip.vehicleSource === null) {
    if (trip.vehicle) return trip.vehicle.asOf;
  }
  return sources[trip.source ?? trip.vehicleSource ?? -1]?.feedTimestamp ?? null;
}

/** The timetable trip once more, at another time. */
function writeDuplicate(trip: LiveTrip, index: TripIndex): ITripUpdate | undefined {
  const original = index.trips[trip.copyOf ?? -1];
  const pattern = patternOf(original, index);
  const [first] = trip.calls;
  if (!original || !pattern || first?.scheduled == null) return undefined;
  const origin = first.scheduled - (pattern.departureOffsets[first.callIndex] ?? 0);
  return {
    trip: { tripId: original.tripId, scheduleRelationship: Relationship.DUPLICATED },
    tripProperties: {
      tripId: trip.tripId,
      startDate: trip.serviceDate,
      startTime: formatGtfsTime(origin - dayStart(trip, index)),
      ...(trip.headsign !== original.headsign && { tripHeadsign: trip.headsign }),
    },
    stopTimeUpdate: writeCallsOnPattern(
      trip.calls,
      { pattern, origin, uncertaintyAt: () => undefined },
      index,
    ),
  };
}

/** The first departure of a run of a timetable trip. */
function originOf(trip: LiveTrip, index: TripIndex): EpochSeconds | undefined {
  const known = index.trips[trip.trip];
  return known && dayStart(trip, index) + (trip.startSeconds ?? known.firstDepartureSeconds);
}

function writeUpdated(trip: LiveTrip, index: TripIndex, now: EpochSeconds): StopTimeUpdate[] {
  const pattern = patternOf(index.trips[trip.trip], index);
  const origin = originOf(trip, index);
  if (!pattern || origin === undefined) return [];
  const seenAt = trip.source === null ? trip.vehicle?.asOf : undefined;
  const calls = trip.calls.map((call) => {
    if (call.delaySeconds === undefined) return call;
    const scheduled = origin + (pattern.departureOffsets[call.callIndex] ?? 0);
    return { ...call, delaySeconds: expectedNow(scheduled + call.delaySeconds, trip, now) - scheduled };
  });
  const [first] = calls;
  const hasBegun = first?.callIndex !== 0 || origin + (first.delaySeconds ?? 0) <= now;
  const uncertaintyAt = (expected: EpochSeconds) =>
    seenAt === undefined ? undefined : uncertaintySeconds(expected - seenAt, hasBegun);
  return writeCallsOnPattern(calls, { pattern, origin, uncertaintyAt }, index);
}

/** A call this long past is on nobody's board any more. */
const PAST_SECONDS = 180;

/** A replacement has no calls left; where the timetable still has some, they must not come back. */
function writeVoid(trip: LiveTrip, index: TripIndex, now: EpochSeconds): ITripUpdate | undefined {
  const origin = originOf(trip, index);
  const last = patternOf(index.trips[trip.trip], index)?.departureOffsets.at(-1) ?? 0;
  if (origin === undefined || origin + last < now - PAST_SECONDS) return undefined;
  return { trip: { ...descriptorOf(trip, index), scheduleRelationship: Relationship.DELETED } };
}

function contentOf(trip: LiveTrip, index: TripIndex, now: EpochSeconds): ITripUpdate | undefined {
  const relationship = relationshipOf(trip);
  const descriptor = { trip: descriptorOf(trip, index) };
  const headsign = { tripProperties: { tripHeadsign: trip.headsign } };
  const filled = (stopTimeUpdate: StopTimeUpdate[], more: Partial<ITripUpdate> = {}) =>
    stopTimeUpdate.length === 0 ? undefined : { ...descriptor, ...more, stopTimeUpdate };
  switch (relationship) {
    case Relationship.CANCELED:
    case Relationship.DELETED:
      return descriptor;
    case Relationship.DUPLICATED:
      return writeDuplicate(trip, index);
    case Relationship.NEW:
      return filled(writeListedCalls(trip.calls), headsign);
    case Relationship.REPLACEMENT:
      return filled(writeListedCalls(trip.calls), headsign) ?? writeVoid(trip, index, now);
    case Relationship.UNSCHEDULED: {
      const pattern = patternOf(index.trips[trip.trip], index);
      return pattern && filled(writeUnscheduledCalls(trip.calls, pattern, index));
    }
    default:
      return filled(writeUpdated(trip, index, now));
  }
}

/**
 * What is known of a trip's calls as a TripUpdate; undefined where nothing is. `knowsVehicle`: what is said of the
 * vehicle may be passed on.
 */
export function writeTripUpdate(
  trip: LiveTrip,
  index: TripIndex,
  {
    timestamp,
    knowsVehicle,
    now,
  }: { readonly timestamp: EpochSeconds; readonly knowsVehicle: boolean; readonly now: EpochSeconds },
): ITripUpdate | undefined {
  const content = contentOf(trip, index, now);
  if (!content) return undefined;
  const vehicle = knowsVehicle ? vehicleDescriptorOf(trip) : undefined;
  return { ...content, ...(vehicle && { vehicle }), timestamp };
}
