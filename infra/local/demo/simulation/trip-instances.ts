import {
  daysToServiceDate,
  type EpochSeconds,
  formatGtfsTime,
  localDays,
  type ServiceDate,
  serviceDayStart,
} from '#shared/domain/transit/service-day.ts';
import { demoTimeZone, servicesOn } from '../network/demo-calendar.ts';
import { type DemoTrip, demoTrips, type TripStory } from '../network/demo-trips.ts';
import { pseudoRandomBetween } from '../network/pseudo-random.ts';

/** One run of one trip on one day: what the simulator moves. Times are instants. */
export interface TripInstance {
  readonly key: string;
  readonly tripId: string;
  readonly routeId: string;
  readonly directionId: 0 | 1;
  readonly startDate: ServiceDate;
  /** Only for frequency-based trips. */
  readonly startTime?: string;
  readonly relationship: 'SCHEDULED' | 'UNSCHEDULED' | 'ADDED';
  readonly stops: readonly string[];
  readonly timepoints: readonly boolean[];
  readonly arrivals: readonly EpochSeconds[];
  readonly departures: readonly EpochSeconds[];
  readonly story: TripStory;
  readonly predicted: boolean;
  /** Unique among the buses on the road at one time. */
  readonly vehicleId: string;
}

/** How far from its first departure an instance is of interest. */
const aheadSeconds = 5 * 3600;
const behindSeconds = 2 * 3600;

function instanceOf(
  trip: DemoTrip,
  day: number,
  startSeconds: number,
  frequency?: { readonly relationship: 'SCHEDULED' | 'UNSCHEDULED'; readonly run: number },
): TripInstance {
  const start = serviceDayStart(day, demoTimeZone) + startSeconds;
  const startDate = daysToServiceDate(day);
  const startTime = frequency ? formatGtfsTime(startSeconds) : undefined;
  const { line, direction, times } = trip;
  const turn = frequency?.run ?? Math.round((trip.startSeconds - direction.shiftMinutes * 60) / 900);
  return {
    key: [trip.tripId, startDate, startTime].filter((part) => part !== undefined).join('_'),
    tripId: trip.tripId,
    routeId: line.routeId,
    directionId: direction.directionId,
    startDate,
    ...(startTime === undefined ? {} : { startTime }),
    relationship: frequency?.relationship ?? 'SCHEDULED',
    stops: direction.stops,
    timepoints: times.timepoints,
    arrivals: times.arrivals.map((offset) => start + offset),
    departures: times.departures.map((offset) => start + offset),
    story: trip.story,
    predicted: line.realtime === 'predictions',
    vehicleId: `demo-${line.routeId}-${direction.directionId}${String(turn % 12).padStart(2, '0')}`,
  };
}

/** Runs of a frequency-based trip. Without exact times they keep to the headway only roughly, as real ones do. */
function frequencyInstances(trip: DemoTrip, day: number, isNear: (start: number) => boolean): TripInstance[] {
  const exact = trip.line.exactTimes === 1;
  const instances: TripInstance[] = [];
  let run = 0;
  for (const { startSeconds, endSeconds, headwaySeconds } of trip.frequencies ?? []) {
    for (let at = startSeconds; at < endSeconds; at += headwaySeconds, run++) {
      if (!isNear(at)) continue;
      const drift = exact ? 0 : Math.round(pseudoRandomBetween(`${trip.tripId} ${day} ${at}`, 0, 90));
      const relationship = exact ? 'SCHEDULED' : 'UNSCHEDULED';
      instances.push(instanceOf(trip, day, at + drift, { relationship, run }));
    }
  }
  return instances;
}

/** Every instance that starts within some hours of `now`, in the order of the network's trips. */
export function instancesAround(now: EpochSeconds): readonly TripInstance[] {
  const today = localDays(now, demoTimeZone);
  return [today - 2, today - 1, today, today + 1].flatMap((day) => {
    const dayStart = serviceDayStart(day, demoTimeZone);
    const services = servicesOn(day);
    const isNear = (startSeconds: number) => {
      const ahead = dayStart + startSeconds - now;
      return ahead <= aheadSeconds && ahead >= -behindSeconds;
    };
    return demoTrips
      .filter((trip) => services.includes(trip.service))
      .flatMap((trip) => {
        if (trip.frequencies) return frequencyInstances(trip, day, isNear);
        return isNear(trip.startSeconds) ? [instanceOf(trip, day, trip.startSeconds)] : [];
      });
  });
}
