import type { Departure } from './board.ts';
import { type BoardContext, liveFacts, sourceOf, statusOf } from './board-context.ts';
import { callsAreUsable, expectedNow, type PreparedLive, runOf } from './board-sources.ts';
import { OTHERS_LEAVE_AFTER_SECONDS } from './freshness.ts';
import type { LiveCall, LiveTrip } from './live-snapshot.ts';
import { daysToServiceDate, type EpochSeconds, formatGtfsTime, serviceDateToDays } from './service-day.ts';
import type { ScheduledCall } from './timetable.ts';

/** A call of the timetable, with what an update says of it. */
export function addTimetableCall(
  context: BoardContext,
  call: ScheduledCall,
  scheduled: EpochSeconds,
  day: number,
  startSeconds: number | null,
  trip: LiveTrip | undefined,
  update: LiveCall | undefined,
): boolean {
  const run = { trip: call.trip, serviceDate: daysToServiceDate(day), startSeconds };
  const closed = context.closedCall(run, call.callIndex);
  if (closed?.isLast) return false; // its run ends here
  const live = closed ?? update;
  const pickupType = live?.pickupType ?? call.pickupType;
  if ((live?.isLast ?? call.isLast) || pickupType === 1) return false;
  if (live?.stopId !== undefined) return false; // listed where it was moved to
  const state = live?.state ?? 'scheduled';
  const expected =
    live?.delaySeconds === undefined ? null : expectedNow(scheduled + live.delaySeconds, trip, context.now);
  const untracked = live === undefined ? context.untracked(call, day, startSeconds) : undefined;
  if (expected === null && call.callIndex < Math.max(trip?.left ?? 0, untracked?.left ?? 0)) {
    context.unlist(call, scheduled); // it has left
    return false;
  }
  // A vehicle that no longer counts may have been standing here: that is looked at with the row.
  const overdueUntil = context.overdueUntil(call, scheduled, untracked);
  if (
    overdueUntil === undefined &&
    !context.lists(expected ?? scheduled, expected !== null, live?.standing ?? false)
  ) {
    if (live) context.unlist(call, scheduled);
    return false;
  }
  const { timetable } = context.stop;
  const route = timetable.routes[call.route];
  const facts = liveFacts(context, trip, live, call.wheelchair);
  const departure: Departure = {
    tripId: call.tripId,
    serviceDate: run.serviceDate,
    ...(startSeconds !== null && { startTime: formatGtfsTime(startSeconds) }),
    routeId: route?.routeId ?? '',
    line: route?.line ?? '',
    headsign: live?.headsign ?? call.headsign,
    ...(call.headsigns && live?.headsign === undefined && { headsigns: call.headsigns }),
    operator: route?.operator ?? '',
    platform: context.platform(timetable.stops[call.stop]),
    scheduled,
    expected,
    delaySeconds: expected === null ? null : expected - scheduled,
    status: statusOf[state],
    source: closed ? 'trip-update' : live && trip ? sourceOf(trip, live) : 'timetable',
    pickupType,
    visit: context.visit(call),
    ...(overdueUntil !== undefined && { overdueUntil }),
    ...(context.isMissed(untracked) && {
      untracked: untracked?.stuck ? 'stuck' : untracked?.vehicle ? 'off-route' : 'silent',
    }),
    ...facts,
  };
  return context.add(expected ?? scheduled, departure);
}

/** Calls at set times that no live trip speaks of, or of whose trip only a vehicle does. */
export function addTimedCalls(context: BoardContext): void {
  const { timed } = context.stop;
  const last = timed.at(-1)?.departureSeconds ?? -1;
  for (const day of context.days()) {
    const start = context.dayStart(day);
    const from = context.now - OTHERS_LEAVE_AFTER_SECONDS - start;
    const to = context.until - start;
    if (from > last) continue;
    // In order of time: what comes after the first `limit` rows of a day cannot be among the first of all.
    let added = 0;
    for (let i = firstAtOrAfter(timed, from); i < timed.length && added < context.limit; i++) {
      const call = timed[i];
      if (!call || call.departureSeconds > to) break;
      if (!context.runsOn(call, day) || context.liveTrip(call, day, null)) continue;
      if (addTimetableCall(context, call, start + call.departureSeconds, day, null, undefined, undefined))
        added++;
    }
  }
}

function firstAtOrAfter(calls: readonly ScheduledCall[], seconds: number): number {
  let low = 0;
  let high = calls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((calls[middle]?.departureSeconds ?? 0) < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rule P5: calls whose time is over, of buses that were late when they were last seen. */
export function addOverdueCalls(context: BoardContext, live: PreparedLive): void {
  for (const trip of live.untracked.values()) {
    const day = serviceDateToDays(trip.serviceDate);
    // What is known of its vehicle has brought its rows already.
    if (live.byInstance.has(runOf(trip))) continue;
    for (const call of context.stop.callsOfTrip.get(trip.trip) ?? []) {
      const scheduled = context.dayStart(day) + secondsOf(call, trip.startSeconds);
      if (context.now > scheduled + OTHERS_LEAVE_AFTER_SECONDS)
        addTimetableCall(context, call, scheduled, day, trip.startSeconds, undefined, undefined);
    }
  }
}

const secondsOf = (call: ScheduledCall, startSeconds: number | null): number =>
  startSeconds === null ? call.departureSeconds : startSeconds + (call.frequencies?.offsetSeconds ?? 0);

/** Timetable trips with live data; looked at one by one, since a late one may be far outside its schedule (rule B2). */
export function addUpdatedCalls(context: BoardContext, live: PreparedLive): void {
  for (const trip of live.updates) {
    const calls = context.stop.callsOfTrip.get(trip.trip);
    if (!calls) continue;
    const usable = callsAreUsable(trip, live.snapshot.sources, context.now);
    const day = serviceDateToDays(trip.serviceDate);
    for (const call of calls) {
      const liveCall = usable ? trip.calls.find(({ callIndex }) => callIndex === call.callIndex) : undefined;
      addTimetableCall(
        context,
        call,
        context.dayStart(day) + secondsOf(call, trip.startSeconds),
        day,
        trip.startSeconds,
        trip,
        liveCall,
      );
    }
  }
}
