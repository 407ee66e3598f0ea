import type { Departure, DepartureStatus, StopVisit, TwinCall } from './board.ts';
import {
  instanceKey,
  type PreparedLive,
  type PreparedStop,
  runOf,
  updateIsUsable,
  vehicleIsUsable,
} from './board-sources.ts';
import { closedCall } from './closed-calls.ts';
import {
  isUsable,
  LIVE_LEAVES_AFTER_SECONDS,
  LIVE_SECONDS,
  OTHERS_LEAVE_AFTER_SECONDS,
  OVERDUE_SECONDS,
} from './freshness.ts';
import type { LiveCall, LiveTrip, Vehicle } from './live-snapshot.ts';
import { runsOn } from './service-dates.ts';
import { daysToServiceDate, type EpochSeconds, localDays, serviceDayStart } from './service-day.ts';
import type { ScheduledCall, Stop, Tristate } from './timetable.ts';

export interface BoardOptions {
  readonly now: EpochSeconds;
  readonly limit: number;
  readonly horizonSeconds: number;
  /** Rule P5, for pages: rows of buses that were late when they fell silent stay. */
  readonly withOverdue?: boolean;
}

interface Row {
  readonly departure: Departure;
  readonly at: EpochSeconds;
}

/** What the rows of one board have in common. */
export class BoardContext {
  readonly stop: PreparedStop;
  readonly live: PreparedLive | undefined;
  readonly now: EpochSeconds;
  readonly until: EpochSeconds;
  readonly limit: number;
  readonly withOverdue: boolean;
  readonly rows: Row[] = [];
  /** Rule B9: not listed here, and known better than to be listed from another feed's timetable. */
  readonly unlisted: TwinCall[] = [];

  constructor(stop: PreparedStop, live: PreparedLive | undefined, options: BoardOptions) {
    this.stop = stop;
    this.live = live;
    this.now = options.now;
    this.limit = options.limit;
    this.withOverdue = options.withOverdue ?? false;
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
    if (trip?.kind === 'instead' && this.live && !updateIsUsable(trip, this.live.snapshot.sources, this.now))
      return undefined;
    return trip;
  }

  /** Rule P5: a run that ought to be seen, and is not. */
  untracked(call: ScheduledCall, day: number, startSeconds: number | null): LiveTrip | undefined {
    return this.live?.untracked.get(instanceKey(call.trip, daysToServiceDate(day), startSeconds));
  }

  /** Rule M11: what situations say of a call, whatever else is known of its run. */
  closedCall(run: RunOnBoard, callIndex: number): LiveCall | undefined {
    if (!this.live || this.live.closed.size === 0) return undefined; // asked for every row
    const closures = this.live.closed.get(runOf(run));
    return closures && closedCall(closures, callIndex, this.live.snapshot.sources, this.now);
  }

  /** Until when a row stays of a bus that was expected later than the timetable has it, and has fallen silent. */
  overdueUntil(
    call: ScheduledCall,
    scheduled: EpochSeconds,
    untracked: LiveTrip | undefined,
  ): EpochSeconds | undefined {
    if (!this.withOverdue || !this.isMissed(untracked)) return undefined;
    const was = untracked?.calls.find(({ callIndex }) => callIndex === call.callIndex);
    const until = scheduled + (was?.delaySeconds ?? 0) + OVERDUE_SECONDS;
    return was && this.now > scheduled + OTHERS_LEAVE_AFTER_SECONDS && this.now <= until ? until : undefined;
  }

  /** Nobody can say that a run is not seen once what would see it is silent itself. */
  isMissed(trip: LiveTrip | undefined): boolean {
    const source = this.live?.snapshot.sources[trip?.vehicleSource ?? -1];
    return isUsable(source, this.now, LIVE_SECONDS);
  }

  /** Rule T11. */
  platform(stop: Stop | undefined): string | null {
    if (!stop) return null;
    const isParentBoard = this.stop.timetable.stops.length > 1;
    return stop.platformCode ?? (isParentBoard ? (stop.code ?? stop.id) : null);
  }

  visit(call: ScheduledCall): StopVisit {
    const { stops, routes } = this.stop.timetable;
    const { agencyId = '', operatorCode } = routes[call.route] ?? {};
    return {
      stopId: stops[call.stop]?.id ?? '',
      callIndex: call.callIndex,
      directionId: call.directionId,
      agencyId,
      ...(operatorCode !== undefined && { operatorCode }),
    };
  }

  /** Rules B1 and B2: whether a row of that instant is on the board. Asked before a row is made: most are not. */
  lists(at: EpochSeconds, isLive: boolean, isStanding: boolean): boolean {
    if (at > this.until) return false;
    const leavesAfter = isLive ? LIVE_LEAVES_AFTER_SECONDS : OTHERS_LEAVE_AFTER_SECONDS;
    return this.now <= at + leavesAfter || (isLive && isStanding);
  }

  /** A call that is not listed since more is known of it than its time (rule B9). */
  unlist({ route }: ScheduledCall, scheduled: EpochSeconds): void {
    const { line = '', operator = '' } = this.stop.timetable.routes[route] ?? {};
    if (this.lists(scheduled, false, false)) this.unlisted.push({ line, operator, scheduled });
  }

  add(at: EpochSeconds, departure: Departure): boolean {
    const listed =
      departure.overdueUntil !== undefined ||
      this.lists(at, departure.status === 'live', departure.standing ?? false);
    if (listed) this.rows.push({ departure, at });
    return listed;
  }
}

type RunOnBoard = Pick<LiveTrip, 'trip' | 'serviceDate' | 'startSeconds'>;

export const statusOf: Readonly<Record<LiveCall['state'], DepartureStatus>> = {
  scheduled: 'scheduled',
  live: 'live',
  skipped: 'not-stopping',
  cancelled: 'cancelled',
};

/** Who says what a row says: no vehicle says that it leaves out a stop. */
export function sourceOf({ source }: LiveTrip, { state }: LiveCall): Departure['source'] {
  if (state === 'scheduled') return 'timetable';
  return source === null && state === 'live' ? 'vehicle-position' : 'trip-update';
}

/** Of a vehicle without a name that has only reported before there is nothing to tell (rule V1). */
const saysMore = ({ id, label, lat }: Vehicle) => id !== null || label !== null || lat !== null;

/** Rules V1, V4, V5: what live data adds to a row besides its time. */
export function liveFacts(
  context: BoardContext,
  trip: LiveTrip | undefined,
  call: LiveCall | undefined,
  timetable: Tristate,
) {
  const sources = context.live?.snapshot.sources ?? [];
  const updateCounts = trip !== undefined && updateIsUsable(trip, sources, context.now);
  const vehicleCounts = trip !== undefined && vehicleIsUsable(trip, sources, context.now);
  return {
    wheelchair: (vehicleCounts || updateCounts ? trip?.wheelchair : null) ?? timetable,
    occupancy:
      call?.occupancy !== undefined ? call.occupancy : vehicleCounts ? (trip?.occupancy ?? null) : null,
    vehicle: vehicleCounts && trip?.vehicle && saysMore(trip.vehicle) ? trip.vehicle : null,
    ...(vehicleCounts && call?.standing && { standing: true as const }),
  };
}
