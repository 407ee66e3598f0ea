import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { skippedStop } from './demo-alerts.ts';
import type { DemoTraffic, MovingTrip } from './demo-traffic.ts';
import { extraTripHeadsign } from './extra-trips.ts';
import type { FeedEntity } from './feed-entity.ts';
import { predict } from './prediction.ts';
import type { TripInstance } from './trip-instances.ts';

const { transit_realtime: realtime } = GtfsRealtimeBindings;
const TripRelationship = realtime.TripDescriptor.ScheduleRelationship;
const StopRelationship = realtime.TripUpdate.StopTimeUpdate.ScheduleRelationship;

type StopTimeUpdate = GtfsRealtimeBindings.transit_realtime.TripUpdate.IStopTimeUpdate;
type TripDescriptor = GtfsRealtimeBindings.transit_realtime.ITripDescriptor;

export function tripDescriptor(
  instance: TripInstance,
  relationship = TripRelationship[instance.relationship],
): TripDescriptor {
  return {
    tripId: instance.tripId,
    routeId: instance.routeId,
    directionId: instance.directionId,
    startDate: instance.startDate,
    ...(instance.startTime === undefined ? {} : { startTime: instance.startTime }),
    scheduleRelationship: relationship,
  };
}

export function vehicleDescriptor(instance: TripInstance) {
  const Wheelchair = realtime.VehicleDescriptor.WheelchairAccessible;
  const base = { id: instance.vehicleId, label: instance.vehicleId.slice('demo-'.length) };
  // A bus with steps stands in for the low-floor one; the shuttle's buses say of themselves that they have a ramp.
  if (instance.story === 'inaccessible') {
    return { ...base, wheelchairAccessible: Wheelchair.WHEELCHAIR_INACCESSIBLE };
  }
  if (instance.routeId === 'P1') return { ...base, wheelchairAccessible: Wheelchair.WHEELCHAIR_ACCESSIBLE };
  return base;
}

function skipped(instance: TripInstance, i: number): boolean {
  return instance.story === 'skipping' && instance.stops[i] === skippedStop;
}

/** A feed may say the delay only where there is a schedule to be late by. */
function event(instance: TripInstance, time: number, scheduled: number) {
  if (instance.relationship === 'UNSCHEDULED') return { time };
  if (instance.relationship === 'ADDED') return { time, scheduledTime: scheduled };
  return { time, delay: time - scheduled };
}

function stopTimeUpdates({ instance, run }: MovingTrip, now: number): StopTimeUpdate[] {
  const last = instance.stops.length - 1;
  return predict(instance, run, now).map(({ arrival, departure }, i) => {
    const call = { stopSequence: i + 1, stopId: instance.stops[i] ?? '' };
    if (skipped(instance, i)) return { ...call, scheduleRelationship: StopRelationship.SKIPPED };
    return {
      ...call,
      ...(i === 0 ? {} : { arrival: event(instance, arrival, instance.arrivals[i] ?? 0) }),
      ...(i === last ? {} : { departure: event(instance, departure, instance.departures[i] ?? 0) }),
    };
  });
}

function announcedSkip(instance: TripInstance): StopTimeUpdate[] {
  return instance.stops.flatMap((stopId, i) =>
    skipped(instance, i)
      ? [{ stopSequence: i + 1, stopId, scheduleRelationship: StopRelationship.SKIPPED }]
      : [],
  );
}

export function demoTripUpdates(traffic: DemoTraffic): FeedEntity[] {
  const timestamp = traffic.now;
  const entity = (instance: TripInstance, tripUpdate: NonNullable<FeedEntity['tripUpdate']>): FeedEntity => ({
    id: `trip-${instance.key}`,
    tripUpdate: { ...tripUpdate, timestamp },
  });
  return [
    ...traffic.moving
      .filter(({ instance }) => instance.predicted)
      .map((trip) =>
        entity(trip.instance, {
          trip: tripDescriptor(trip.instance),
          vehicle: vehicleDescriptor(trip.instance),
          stopTimeUpdate: stopTimeUpdates(trip, traffic.now),
          ...(trip.instance.relationship === 'ADDED' && {
            tripProperties: { tripHeadsign: extraTripHeadsign },
          }),
        }),
      ),
    ...traffic.cancelled.map((instance) =>
      entity(instance, { trip: tripDescriptor(instance, TripRelationship.CANCELED) }),
    ),
    ...traffic.skipping.map((instance) =>
      entity(instance, { trip: tripDescriptor(instance), stopTimeUpdate: announcedSkip(instance) }),
    ),
  ];
}
