import { isUsable, SILENT_AFTER_SECONDS, SILENT_AWAY_SECONDS, USABLE_SECONDS } from './freshness.ts';
import type { LiveCall, LiveSnapshot, LiveSource, LiveTrip } from './live-snapshot.ts';
import { serviceSpan } from './service-dates.ts';
import type { EpochSeconds } from './service-day.ts';
import { alertScope } from './stop-alerts.ts';
import type { ScheduledCall, ServiceDates, StopTimetable } from './timetable.ts';

/** A stop's timetable, arranged for asking. Made once, kept with the timetable. */
export interface PreparedStop {
  readonly timetable: StopTimetable;
  /** Calls at set times, by departure. */
  readonly timed: readonly ScheduledCall[];
  /** Calls of frequency-based trips. */
  readonly byFrequency: readonly ScheduledCall[];
  readonly callsOfTrip: ReadonlyMap<number, readonly ScheduledCall[]>;
  readonly stopIndex: ReadonlyMap<string, number>;
  /** Latest departure of any call, seconds of the service day; frequency windows included. */
  readonly lastSeconds: number;
  /** Last service day on which anything leaves; undefined where nothing ever does. */
  readonly lastDay: number | undefined;
  readonly alertScope: ReturnType<typeof alertScope>;
}

export function prepareStop(timetable: StopTimetable): PreparedStop {
  const callsOfTrip = new Map<number, ScheduledCall[]>();
  let lastSeconds = 0;
  for (const call of timetable.calls) {
    const calls = callsOfTrip.get(call.trip);
    if (calls) calls.push(call);
    else callsOfTrip.set(call.trip, [call]);
    lastSeconds = Math.max(lastSeconds, call.departureSeconds);
    for (const window of call.frequencies?.windows ?? []) {
      lastSeconds = Math.max(lastSeconds, window.endSeconds + (call.frequencies?.offsetSeconds ?? 0));
    }
  }
  return {
    timetable,
    timed: timetable.calls.filter((call) => !call.frequencies),
    byFrequency: timetable.calls.filter((call) => call.frequencies),
    callsOfTrip,
    stopIndex: new Map(timetable.stops.map((stop, i) => [stop.id, i])),
    lastSeconds,
    lastDay: lastDayOfCalls(timetable),
    alertScope: alertScope(timetable),
  };
}

function lastDayOfCalls({ calls, services }: StopTimetable): number | undefined {
  const used = new Set(calls.filter(({ isLast }) => !isLast).map(({ service }) => service));
  const days = [...used].flatMap((service) => serviceSpan(services[service] as ServiceDates)?.to ?? []);
  return days.length === 0 ? undefined : Math.max(...days);
}

/** A live snapshot (or the shard of it that a stop needs), arranged for asking. */
export interface PreparedLive {
  readonly snapshot: LiveSnapshot;
  readonly byInstance: ReadonlyMap<string, LiveTrip>;
  /** Rule P5. */
  readonly untracked: ReadonlyMap<string, LiveTrip>;
  /** Rule M11: by every source that says so. */
  readonly closed: ReadonlyMap<string, readonly LiveTrip[]>;
  readonly updates: readonly LiveTrip[];
  /** Calls that say themselves where they are: of `instead` and `extra` trips, and moved ones. */
  readonly listedAt: ReadonlyMap<string, readonly { readonly trip: LiveTrip; readonly call: LiveCall }[]>;
}

export const instanceKey = (trip: number, serviceDay: number | string, startSeconds: number | null): string =>
  `${trip}|${serviceDay}|${startSeconds ?? ''}`;

/** The instance of a live trip. */
export const runOf = ({
  trip,
  serviceDate,
  startSeconds,
}: Pick<LiveTrip, 'trip' | 'serviceDate' | 'startSeconds'>): string =>
  instanceKey(trip, serviceDate, startSeconds);

export function prepareLive(snapshot: LiveSnapshot): PreparedLive {
  const byInstance = new Map<string, LiveTrip>();
  const untracked = new Map<string, LiveTrip>();
  const closed = new Map<string, LiveTrip[]>();
  const updates: LiveTrip[] = [];
  const listedAt = new Map<string, { trip: LiveTrip; call: LiveCall }[]>();
  for (const trip of snapshot.trips) {
    const key = runOf(trip);
    if (trip.kind === 'untracked') {
      untracked.set(key, trip);
      continue;
    }
    if (trip.kind === 'closed') {
      closed.set(key, [...(closed.get(key) ?? []), trip]);
      continue;
    }
    if (trip.kind !== 'extra') byInstance.set(key, trip);
    if (trip.kind === 'update') updates.push(trip);
    for (const call of trip.calls) {
      if (call.stopId === undefined) continue;
      const listed = listedAt.get(call.stopId);
      if (listed) listed.push({ trip, call });
      else listedAt.set(call.stopId, [{ trip, call }]);
    }
  }
  return { snapshot, byInstance, untracked, closed, updates, listedAt };
}

/** Rule B5: whether the trip update (not the vehicle) of a live trip may still be used. */
export function updateIsUsable(trip: LiveTrip, sources: readonly LiveSource[], now: EpochSeconds): boolean {
  return trip.source !== null && isUsable(sources[trip.source], now);
}

/** Whether what a live trip says of its calls may be used: by rule B5 an update's, by rule P3 a prediction's. */
export function callsAreUsable(trip: LiveTrip, sources: readonly LiveSource[], now: EpochSeconds): boolean {
  if (trip.source !== null) return updateIsUsable(trip, sources, now);
  return (
    trip.vehicleSource !== null &&
    trip.vehicle !== null &&
    isUsable(sources[trip.vehicleSource], now) &&
    now - trip.vehicle.asOf <= USABLE_SECONDS
  );
}

/**
 * Rule P3: when a vehicle is expected that may have stopped reporting. Where it has, its times go back as the clock
 * goes on: it is not counted down to, never due, and what it has left it has left.
 */
export function expectedNow(
  expected: EpochSeconds,
  trip: LiveTrip | undefined,
  now: EpochSeconds,
): EpochSeconds {
  if (!trip?.vehicle || trip.source !== null || expected <= trip.vehicle.asOf) return expected;
  const silent = now - trip.vehicle.asOf - SILENT_AFTER_SECONDS;
  return silent > 0 ? Math.max(expected + silent, now + SILENT_AWAY_SECONDS) : expected;
}

/** Whether what a live trip says of its vehicle may be used (rules B5, V2). */
export function vehicleIsUsable(trip: LiveTrip, sources: readonly LiveSource[], now: EpochSeconds): boolean {
  if (trip.vehicleSource === null) return updateIsUsable(trip, sources, now);
  const isFresh = trip.vehicle === null || now - trip.vehicle.asOf <= USABLE_SECONDS;
  return isFresh && isUsable(sources[trip.vehicleSource], now);
}
