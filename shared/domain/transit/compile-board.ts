import type { Board, Departure, DepartureStatus } from './board.ts';
import { instanceKey, type PreparedLive, type PreparedStop, updateIsUsable } from './board-sources.ts';
import {
  isUsable,
  LIVE_LEAVES_AFTER_SECONDS,
  OTHERS_LEAVE_AFTER_SECONDS,
  realtimeState,
  USABLE_SECONDS,
} from './freshness.ts';
import type { LiveCall, LiveTrip } from './live-snapshot.ts';
import { runsOn } from './service-dates.ts';
import {
  daysToServiceDate,
  type EpochSeconds,
  formatGtfsTime,
  localDays,
  serviceDateToDays,
  serviceDayStart,
} from './service-day.ts';
import { alertsForBoard } from './stop-alerts.ts';
import type { Route, ScheduledCall, Stop, Tristate } from './timetable.ts';

export interface BoardOptions {
  readonly now: EpochSeconds;
  readonly limit: number;
  readonly horizonSeconds: number;
}

interface Row {
  readonly departure: Departure;
  readonly at: EpochSeconds;
}

/** What the rows of one board have in common. */
class BoardContext {
  readonly stop: PreparedStop;
  readonly live: PreparedLive | undefined;
  readonly now: EpochSeconds;
  readonly until: EpochSeconds;
  readonly limit: number;
  readonly rows: Row[] = [];

  constructor(stop: PreparedStop, live: PreparedLive | undefined, options: BoardOptions) {
    this.stop = stop;
    this.live = live;
    this.now = options.now;
    this.limit = options.limit;
    this.until = options.now + options.horizonSeconds;
  }

  dayStart(day: number): EpochSeconds {
    return serviceDayStart(day, this.stop.timetable.timeZone);
  }

  /** Service days whose trips may matter (rule T3). */
  *days(): Generator<number> {
    const { timeZone } = this.stop.timetable;
    const first = localDays(this.now - OTHERS_LEAVE_AFTER_SECONDS - this.stop.lastSeconds, timeZone) - 1;
    for (let day = first; day <= localDays(this.until, timeZone) + 1; day++) yield day;
  }

  runsOn(call: ScheduledCall, day: number): boolean {
    return runsOn(this.stop.timetable.services[call.service], day);
  }

  /** The live trip that speaks for an instance, if its word still counts. */
  liveTrip(call: ScheduledCall, day: number, startSeconds: number | null): LiveTrip | undefined {
    const trip = this.live?.byInstance.get(instanceKey(call.trip, daysToServiceDate(day), startSeconds));
    if (trip?.kind === 'instead' && this.live && !updateIsUsable(trip, this.live, this.now)) return undefined;
    return trip;
  }

  /** Rule T11. */
  platform(stop: Stop | undefined): string | null {
    if (!stop) return null;
    const isParentBoard = this.stop.timetable.stops.length > 1;
    return stop.platformCode ?? (isParentBoard ? (stop.code ?? stop.id) : null);
  }

  /** Rules B1 and B2. */
  add(at: EpochSeconds, departure: Departure): boolean {
    const leavesAfter = departure.status === 'live' ? LIVE_LEAVES_AFTER_SECONDS : OTHERS_LEAVE_AFTER_SECONDS;
    const gone = this.now > at + leavesAfter && !(departure.status === 'live' && departure.standing);
    if (gone || at > this.until) return false;
    this.rows.push({ departure, at });
    return true;
  }
}

const statusOf: Readonly<Record<LiveCall['state'], DepartureStatus>> = {
  scheduled: 'scheduled',
  live: 'live',
  skipped: 'not-stopping',
  cancelled: 'cancelled',
};

/** Rules V1, V4, V5: what live data adds to a row besides its time. */
function liveFacts(
  context: BoardContext,
  trip: LiveTrip | undefined,
  call: LiveCall | undefined,
  timetable: Tristate,
) {
  const sources = context.live?.snapshot.sources;
  const updateCounts =
    trip !== undefined && context.live !== undefined && updateIsUsable(trip, context.live, context.now);
  const vehicleCounts =
    trip !== undefined &&
    (trip.vehicleSource === null ? updateCounts : isUsable(sources?.[trip.vehicleSource], context.now)) &&
    (trip.vehicle === null ||
      trip.vehicleSource === null ||
      context.now - trip.vehicle.asOf <= USABLE_SECONDS);
  return {
    wheelchair: (vehicleCounts || updateCounts ? trip?.wheelchair : null) ?? timetable,
    occupancy:
      call?.occupancy !== undefined ? call.occupancy : vehicleCounts ? (trip?.occupancy ?? null) : null,
    vehicle: vehicleCounts ? (trip?.vehicle ?? null) : null,
    ...(vehicleCounts && call?.standing && { standing: true as const }),
  };
}

/** A call of the timetable, with what an update says of it. */
function addTimetableCall(
  context: BoardContext,
  call: ScheduledCall,
  scheduled: EpochSeconds,
  day: number,
  startSeconds: number | null,
  trip: LiveTrip | undefined,
  live: LiveCall | undefined,
): boolean {
  const pickupType = live?.pickupType ?? call.pickupType;
  if ((live?.isLast ?? call.isLast) || pickupType === 1) return false;
  if (live?.stopId !== undefined) return false; // listed where it was moved to
  const { timetable } = context.stop;
  const route = timetable.routes[call.route];
  const state = live?.state ?? 'scheduled';
  const expected = live?.delaySeconds === undefined ? null : scheduled + live.delaySeconds;
  return context.add(expected ?? scheduled, {
    tripId: call.tripId,
    serviceDate: daysToServiceDate(day),
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
    source: state === 'scheduled' ? 'timetable' : 'trip-update',
    pickupType,
    ...liveFacts(context, trip, live, call.wheelchair),
  });
}

/** Calls at set times that no live trip speaks of, or of whose trip only a vehicle does. */
function addTimedCalls(context: BoardContext): void {
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

/** Rules T7-T9. */
function addFrequencyCalls(context: BoardContext): void {
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
  });
}

/** Timetable trips with live data; looked at one by one, since a late one may be far outside its schedule (rule B2). */
function addUpdatedCalls(context: BoardContext, live: PreparedLive): void {
  for (const trip of live.updates) {
    const calls = context.stop.callsOfTrip.get(trip.trip);
    if (!calls) continue;
    const usable = updateIsUsable(trip, live, context.now);
    const day = serviceDateToDays(trip.serviceDate);
    for (const call of calls) {
      const seconds =
        trip.startSeconds === null
          ? call.departureSeconds
          : trip.startSeconds + (call.frequencies?.offsetSeconds ?? 0);
      const liveCall = usable ? trip.calls.find(({ callIndex }) => callIndex === call.callIndex) : undefined;
      addTimetableCall(
        context,
        call,
        context.dayStart(day) + seconds,
        day,
        trip.startSeconds,
        trip,
        liveCall,
      );
    }
  }
}

/** Trips that bring their own calls, and calls moved to this stop (rules S5, X1-X4). */
function addListedCalls(context: BoardContext, live: PreparedLive): void {
  for (const [stopId, stop] of context.stop.stopIndex) {
    for (const { trip, call } of live.listedAt.get(stopId) ?? []) {
      if (updateIsUsable(trip, live, context.now)) addListedCall(context, trip, call, stop);
    }
  }
}

function addListedCall(context: BoardContext, trip: LiveTrip, call: LiveCall, stop: number): void {
  const pickupType = call.pickupType ?? 0;
  const scheduled = call.scheduled ?? null;
  const expected = call.expected ?? null;
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
    source: call.state === 'scheduled' ? 'timetable' : 'trip-update',
    ...(trip.kind === 'extra' && { extra: true as const }),
    ...(trip.headwaySeconds !== null && { headwaySeconds: trip.headwaySeconds }),
    pickupType,
    ...liveFacts(context, trip, call, 'unknown'),
  });
}

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
): Board {
  const context = new BoardContext(stop, live, options);
  addTimedCalls(context);
  addFrequencyCalls(context);
  if (live) {
    addUpdatedCalls(context, live);
    addListedCalls(context, live);
  }
  const departures = context.rows
    .sort((a, b) => a.at - b.at || compareRows(a.departure, b.departure))
    .slice(0, options.limit)
    .map(({ departure }) => departure);
  const sources = live?.snapshot.sources ?? [];
  return {
    stop: stop.timetable.stop,
    timeZone: stop.timetable.timeZone,
    asOf: options.now,
    realtime: realtimeState(sources, options.now),
    departures,
    alerts: alertsForBoard(live?.snapshot.alerts ?? [], sources, stop.alertScope, departures, options.now),
  };
}
