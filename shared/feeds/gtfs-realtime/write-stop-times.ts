import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import type { LiveCall } from '../../domain/transit/live-snapshot.ts';
import type { EpochSeconds } from '../../domain/transit/service-day.ts';
import type { CallPattern, PickupType, TripIndex } from '../../domain/transit/timetable.ts';
import { occupancyValue } from './occupancy-value.ts';

const { ScheduleRelationship } = GtfsRealtimeBindings.transit_realtime.TripUpdate.StopTimeUpdate;
type TripUpdateTypes = typeof GtfsRealtimeBindings.transit_realtime.TripUpdate;
export type StopTimeUpdate = ConstructorParameters<TripUpdateTypes['StopTimeUpdate']>[0] & object;
type StopTimeEvent = ConstructorParameters<TripUpdateTypes['StopTimeEvent']>[0] & object;

/** What an update says of a call besides its time; nothing of what the timetable says already. */
function propertiesOf(
  call: LiveCall,
  assignedStopId?: string,
  usualPickup?: PickupType,
): Partial<StopTimeUpdate> {
  const properties = {
    ...(assignedStopId !== undefined && { assignedStopId }),
    ...(call.headsign !== undefined && { stopHeadsign: call.headsign }),
    ...(call.pickupType !== undefined && call.pickupType !== usualPickup && { pickupType: call.pickupType }),
  };
  return {
    ...(Object.keys(properties).length > 0 && { stopTimeProperties: properties }),
    ...(call.occupancy !== undefined && { departureOccupancyStatus: occupancyValue(call.occupancy) }),
  };
}

export interface RunOnPattern {
  readonly pattern: CallPattern;
  /** Instant from which the pattern's offsets count. */
  readonly origin: EpochSeconds;
  readonly uncertaintyAt: (expected: EpochSeconds) => number | undefined;
}

/**
 * Calls that are laid over those of a timetable trip. A call after a known one of which nothing is said gets NO_DATA:
 * else readers would carry the delay on to it.
 */
export function writeCallsOnPattern(
  calls: readonly LiveCall[],
  { pattern, origin, uncertaintyAt }: RunOnPattern,
  { stops }: TripIndex,
): StopTimeUpdate[] {
  const updates: StopTimeUpdate[] = [];
  const last = pattern.stops.length - 1;
  let carriesOn = false;
  /** All calls from here on are skipped, those that are forgotten as well (rule S12). */
  let endsEarly = false;
  let next = 0;
  const at = (callIndex: number) => ({
    stopSequence: pattern.stopSequences[callIndex] ?? 0,
    stopId: stops[pattern.stops[callIndex] ?? -1]?.id ?? '',
  });
  /** Calls of which the snapshot says nothing (any more), up to this one. */
  const leaveOut = (until: number) => {
    if (endsEarly) {
      for (; next < until; next++)
        updates.push({ ...at(next), scheduleRelationship: ScheduleRelationship.SKIPPED });
    } else if (carriesOn && next < until) {
      updates.push({ ...at(next), scheduleRelationship: ScheduleRelationship.NO_DATA });
      carriesOn = false;
    }
  };
  for (const call of calls) {
    const { callIndex, state } = call;
    leaveOut(callIndex);
    next = callIndex + 1;
    if (call.isLast) endsEarly = true;
    const { stopSequence, stopId } = at(callIndex);
    const isMoved = call.stopId !== undefined && call.stopId !== stopId;
    const said = propertiesOf(call, isMoved ? call.stopId : undefined, pattern.pickupTypes[callIndex]);
    // The stop beside an assigned one would have to be the assigned one (specification, assigned_stop_id).
    const where = isMoved ? { stopSequence } : { stopSequence, stopId };
    if (state === 'skipped' || state === 'cancelled') {
      updates.push({ ...where, ...said, scheduleRelationship: ScheduleRelationship.SKIPPED });
      continue;
    }
    const delay =
      call.delaySeconds ?? (call.expected == null ? undefined : call.expected - (call.scheduled ?? 0));
    if (delay === undefined) {
      if (Object.keys(said).length === 0 && !carriesOn) continue;
      updates.push({ ...where, ...said, scheduleRelationship: ScheduleRelationship.NO_DATA });
      carriesOn = false;
      continue;
    }
    const offsets = callIndex === last ? pattern.arrivalOffsets : pattern.departureOffsets;
    const time = origin + (offsets[callIndex] ?? 0) + delay;
    const uncertainty = uncertaintyAt(time);
    const event = { time, delay, ...(uncertainty !== undefined && { uncertainty }) };
    updates.push({
      ...where,
      ...(callIndex === last ? { arrival: event } : { departure: event }),
      ...said,
      scheduleRelationship: ScheduleRelationship.SCHEDULED,
    });
    carriesOn = true;
  }
  leaveOut(last + 1);
  return updates;
}

/** Calls of a trip that brings its own, in their order. */
export function writeListedCalls(calls: readonly LiveCall[]): StopTimeUpdate[] {
  return calls.map((call) => {
    const { expected, scheduled } = call;
    const event: StopTimeEvent = {
      ...(expected != null && { time: expected }),
      ...(scheduled != null && { scheduledTime: scheduled }),
      ...(expected != null && scheduled != null && { delay: expected - scheduled }),
    };
    return {
      stopSequence: call.callIndex + 1,
      stopId: call.stopId ?? '',
      ...(call.isLast ? { arrival: event } : { departure: event }),
      ...propertiesOf(call),
      scheduleRelationship: ScheduleRelationship.SCHEDULED,
    };
  });
}

/** Calls of a run by headway: they have times, and no schedule that they could be late by. */
export function writeUnscheduledCalls(
  calls: readonly LiveCall[],
  pattern: CallPattern,
  { stops }: TripIndex,
): StopTimeUpdate[] {
  return calls.flatMap((call) => {
    if (call.expected == null) return [];
    const stopId = stops[pattern.stops[call.callIndex] ?? -1]?.id;
    const isMoved = call.stopId !== undefined && call.stopId !== stopId;
    return {
      stopSequence: pattern.stopSequences[call.callIndex] ?? 0,
      ...(!isMoved && stopId !== undefined && { stopId }),
      ...(call.isLast ? { arrival: { time: call.expected } } : { departure: { time: call.expected } }),
      ...propertiesOf(call, isMoved ? call.stopId : undefined),
      scheduleRelationship: ScheduleRelationship.UNSCHEDULED,
    };
  });
}
