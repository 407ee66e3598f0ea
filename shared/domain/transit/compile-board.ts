import type { Departure, FeedBoard } from './board.ts';
import { BoardContext, type BoardOptions } from './board-context.ts';
import type { PreparedLive, PreparedStop } from './board-sources.ts';
import { addFrequencyCalls } from './frequency-rows.ts';
import { realtimeState } from './freshness.ts';
import { addListedCalls } from './listed-rows.ts';
import {
  daysToServiceDate,
  type EpochSeconds,
  localDays,
  type ServiceDate,
  serviceDayStart,
} from './service-day.ts';
import { alertsForBoard } from './stop-alerts.ts';
import { addOverdueCalls, addTimedCalls, addUpdatedCalls } from './timetable-rows.ts';

/** Rule T4, for rows of one instant: in plain code-unit order, the same everywhere. */
export function compareRows(a: Departure, b: Departure): number {
  const compare = (x: string, y: string) => (x < y ? -1 : x > y ? 1 : 0);
  return (
    compare(a.line, b.line) ||
    compare(a.headsign, b.headsign) ||
    compare(a.tripId, b.tripId) ||
    compare(a.serviceDate, b.serviceDate) ||
    compare(a.startTime ?? '', b.startTime ?? '')
  );
}

/** The board of a stop at an instant: timetable, live snapshot and clock merged by docs/board-rules.md. Pure. */
export function compileBoard(
  stop: PreparedStop,
  live: PreparedLive | undefined,
  options: BoardOptions,
): FeedBoard {
  const context = new BoardContext(stop, live, options);
  addTimedCalls(context);
  addFrequencyCalls(context);
  if (live) {
    addUpdatedCalls(context, live);
    addListedCalls(context, live);
    if (options.withOverdue) addOverdueCalls(context, live);
  }
  const rows = context.rows
    .sort((a, b) => a.at - b.at || compareRows(a.departure, b.departure))
    .map(({ departure }) => departure);
  const departures = rows.slice(0, options.limit);
  const beyond = rows.slice(options.limit).filter(({ status }) => status !== 'scheduled');
  const sources = live?.snapshot.sources ?? [];
  return {
    stop: stop.timetable.stop,
    timeZone: stop.timetable.timeZone,
    asOf: options.now,
    realtime: realtimeState(sources, options.now),
    departures,
    unlisted: [...context.unlisted, ...beyond],
    timetableEnded: endedBefore(stop, options.now),
    alerts: alertsForBoard(live?.snapshot.alerts ?? [], sources, stop.alertScope, departures, options.now),
  };
}

/** Rule B8. A service day goes on after midnight while trips of its night are to come. */
function endedBefore(
  { lastDay, lastSeconds, timetable: { timeZone } }: PreparedStop,
  now: EpochSeconds,
): ServiceDate | null {
  if (lastDay === undefined || lastDay >= localDays(now, timeZone)) return null;
  return now > serviceDayStart(lastDay, timeZone) + lastSeconds ? daysToServiceDate(lastDay) : null;
}
