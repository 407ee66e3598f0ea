import type { BoardContext } from './board-context.ts';
import { OTHERS_LEAVE_AFTER_SECONDS } from './freshness.ts';
import { daysToServiceDate, type EpochSeconds, formatGtfsTime } from './service-day.ts';
import type { ScheduledCall } from './timetable.ts';
import { addTimetableCall } from './timetable-rows.ts';

/** Rules T7-T9. */
export function addFrequencyCalls(context: BoardContext): void {
  for (const call of context.stop.byFrequency) {
    for (const day of context.days()) {
      if (context.runsOn(call, day)) addRuns(context, call, day);
    }
  }
}

function addRuns(context: BoardContext, call: ScheduledCall, day: number): void {
  const { offsetSeconds, windows } = call.frequencies ?? { offsetSeconds: 0, windows: [] };
  const start = context.dayStart(day);
  for (const window of windows) {
    if (!window.exactTimes) {
      addHeadway(context, call, day, window.startSeconds, window.headwaySeconds, {
        opens: start + window.startSeconds + offsetSeconds,
        closes: start + window.endSeconds + offsetSeconds,
      });
      continue;
    }
    const earliest = context.now - OTHERS_LEAVE_AFTER_SECONDS - start - offsetSeconds - window.startSeconds;
    const firstRun = Math.max(0, Math.ceil(earliest / window.headwaySeconds));
    let added = 0;
    for (let run = firstRun; added < context.limit; run++) {
      const runSeconds = window.startSeconds + run * window.headwaySeconds;
      const scheduled = start + runSeconds + offsetSeconds;
      if (runSeconds >= window.endSeconds || scheduled > context.until) break;
      if (context.liveTrip(call, day, runSeconds)) continue;
      if (!addTimetableCall(context, call, scheduled, day, runSeconds, undefined, undefined) && call.isLast)
        break;
      added++;
    }
  }
}

/** Rule T8: "every N minutes" has no times of its own. */
function addHeadway(
  context: BoardContext,
  call: ScheduledCall,
  day: number,
  startSeconds: number,
  headwaySeconds: number,
  window: { readonly opens: EpochSeconds; readonly closes: EpochSeconds },
): void {
  if (call.isLast || call.pickupType === 1 || context.now >= window.closes || window.opens > context.until)
    return;
  const { timetable } = context.stop;
  const route = timetable.routes[call.route];
  context.add(Math.max(context.now, window.opens), {
    tripId: call.tripId,
    serviceDate: daysToServiceDate(day),
    startTime: formatGtfsTime(startSeconds),
    routeId: route?.routeId ?? '',
    line: route?.line ?? '',
    headsign: call.headsign,
    ...(call.headsigns && { headsigns: call.headsigns }),
    operator: route?.operator ?? '',
    platform: context.platform(timetable.stops[call.stop]),
    scheduled: null,
    expected: null,
    delaySeconds: null,
    status: 'scheduled',
    source: 'timetable',
    headwaySeconds,
    wheelchair: call.wheelchair,
    occupancy: null,
    vehicle: null,
    pickupType: call.pickupType,
    visit: context.visit(call),
  });
}
