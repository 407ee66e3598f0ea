import { type BoardContext, liveFacts, sourceOf, statusOf } from './board-context.ts';
import { callsAreUsable, expectedNow, type PreparedLive } from './board-sources.ts';
import type { LiveCall, LiveTrip } from './live-snapshot.ts';
import { formatGtfsTime } from './service-day.ts';
import type { Route } from './timetable.ts';

/** Trips that bring their own calls, and calls moved to this stop (rules S5, X1-X4). */
export function addListedCalls(context: BoardContext, live: PreparedLive): void {
  for (const [stopId, stop] of context.stop.stopIndex) {
    for (const { trip, call } of live.listedAt.get(stopId) ?? []) {
      // A call that is closed is not made at the stop that it was moved to either.
      if (trip.kind === 'update' && context.closedCall(trip, call.callIndex)) continue;
      if (callsAreUsable(trip, live.snapshot.sources, context.now)) addListedCall(context, trip, call, stop);
    }
  }
}

function addListedCall(context: BoardContext, trip: LiveTrip, call: LiveCall, stop: number): void {
  const pickupType = call.pickupType ?? 0;
  const scheduled = call.scheduled ?? null;
  const expected = call.expected == null ? null : expectedNow(call.expected, trip, context.now);
  const at = expected ?? scheduled;
  if (call.isLast || pickupType === 1 || at === null) return;
  const route: Route | null = trip.route;
  context.add(at, {
    tripId: trip.tripId,
    serviceDate: trip.serviceDate,
    ...(trip.startSeconds !== null && { startTime: formatGtfsTime(trip.startSeconds) }),
    routeId: route?.routeId || null,
    line: route?.line ?? '',
    headsign: call.headsign ?? trip.headsign,
    operator: route?.operator ?? '',
    platform: context.platform(context.stop.timetable.stops[stop]),
    scheduled,
    expected,
    delaySeconds: expected === null || scheduled === null ? null : expected - scheduled,
    status: statusOf[call.state],
    source: sourceOf(trip, call),
    ...(trip.kind === 'extra' && { extra: true as const }),
    ...(trip.headwaySeconds !== null && { headwaySeconds: trip.headwaySeconds }),
    pickupType,
    visit: {
      stopId: call.stopId ?? '',
      callIndex: call.callIndex,
      directionId: trip.directionId,
      agencyId: route?.agencyId ?? '',
      ...(route?.operatorCode !== undefined && { operatorCode: route.operatorCode }),
    },
    ...liveFacts(context, trip, call, 'unknown'),
  });
}
