import type { Board, Departure } from '#shared/domain/transit/board.ts';
import {
  LIVE_LEAVES_AFTER_SECONDS,
  LIVE_SECONDS,
  OTHERS_LEAVE_AFTER_SECONDS,
  SILENT_AFTER_SECONDS,
  SILENT_AWAY_SECONDS,
  USABLE_SECONDS,
} from '#shared/domain/transit/freshness.ts';
import {
  type EpochSeconds,
  parseGtfsTime,
  serviceDateToDays,
  serviceDayStart,
} from '#shared/domain/transit/service-day.ts';

export type TimeShown =
  | { readonly kind: 'due' }
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'clock'; readonly at: EpochSeconds }
  | { readonly kind: 'headway'; readonly minutes: number; readonly from: EpochSeconds | null };

/** What is said of one departure at one instant. Minutes are for live rows only, clock times for timetable rows only. */
export interface DepartureView {
  readonly key: string;
  readonly departure: Departure;
  readonly state: 'live' | 'timetable' | 'cancelled' | 'not-stopping';
  /** null where a cancelled row has no timetable time to strike out. */
  readonly time: TimeShown | null;
}

export type Freshness = Board['realtime']['state'];

/** Rule B5 at any later instant: what the board called live grows old while nothing new arrives. */
export function freshnessAt({ asOf }: Board['realtime'], now: EpochSeconds): Freshness {
  if (asOf === null) return 'none';
  const age = now - asOf;
  if (age > USABLE_SECONDS) return 'none';
  return age > LIVE_SECONDS ? 'stale' : 'live';
}

/** Without news, "every 10 minutes" is believed for an hour: nothing in the row says when it ends. */
const HEADWAY_TRUSTED_SECONDS = 3600;

/**
 * The rows of a board as they stand at `now`, which may be long after the board was made: rows whose bus has gone
 * are left out (rule B1), and live rows fall back to the timetable when the live data is too old to be used.
 */
export function departuresAt(board: Board, now: EpochSeconds): DepartureView[] {
  const freshness = freshnessAt(board.realtime, now);
  const headwayUsable = now - board.asOf <= HEADWAY_TRUSTED_SECONDS;
  return board.departures
    .flatMap((departure) => {
      const known = atSilent(asKnown(departure, freshness), board.asOf, now);
      const view = viewOf(known, now, freshness !== 'none', board.timeZone);
      if (!view || (view.time?.kind === 'headway' && !headwayUsable)) return [];
      return [{ view, at: sortInstant(view, now) }];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ view }) => view);
}

/** Rule P5: that a bus gives no signal can be said only while signals come. */
function asKnown(departure: Departure, freshness: Freshness): Departure {
  if (!departure.untracked || freshness === 'live') return departure;
  const { untracked: _, overdueUntil: __, ...rest } = departure;
  return rest;
}

function viewOf(
  departure: Departure,
  now: EpochSeconds,
  liveUsable: boolean,
  timeZone: string,
): DepartureView | undefined {
  const { expected, scheduled, status } = departure;
  const key = [departure.tripId, departure.serviceDate, departure.startTime ?? '', scheduled ?? ''].join('|');
  if (status === 'live' && liveUsable && expected !== null) {
    const seconds = expected - now;
    if (seconds < -LIVE_LEAVES_AFTER_SECONDS && !departure.standing) return undefined;
    // A bus that waits at the stop has a note that says so; "due" it is only when it is about to leave.
    const time: TimeShown =
      seconds < 60 ? { kind: 'due' } : { kind: 'minutes', minutes: Math.floor(seconds / 60) };
    return { key, departure, state: 'live', time };
  }
  const leavesAt =
    departure.overdueUntil ?? (scheduled === null ? null : scheduled + OTHERS_LEAVE_AFTER_SECONDS);
  if (leavesAt !== null && now > leavesAt) return undefined;
  const clock: TimeShown | null = scheduled === null ? null : { kind: 'clock', at: scheduled };
  if (status === 'cancelled' || status === 'not-stopping')
    return { key, departure, state: status, time: clock };
  if (clock) return { key, departure, state: 'timetable', time: clock };
  // Known from live data alone (extra journeys): gone with it.
  if (status === 'live' || !departure.headwaySeconds) return undefined;
  const minutes = Math.max(1, Math.round(departure.headwaySeconds / 60));
  return {
    key,
    departure,
    state: 'timetable',
    time: { kind: 'headway', minutes, from: windowStart(departure, now, timeZone) },
  };
}

/**
 * Rule P3, on a screen that goes on with what it was told: nobody counts down to a bus that has stopped reporting. Its
 * times were told for when the board was made.
 */
function atSilent(departure: Departure, asOf: EpochSeconds, now: EpochSeconds): Departure {
  const { expected, seenAt } = departure;
  if (expected === null || seenAt === undefined || expected <= seenAt) return departure;
  if (now - seenAt <= SILENT_AFTER_SECONDS) return departure;
  const since = Math.max(seenAt + SILENT_AFTER_SECONDS, asOf);
  const goneBack = Math.max(0, now - since, now + SILENT_AWAY_SECONDS - expected);
  const { delaySeconds } = departure;
  return {
    ...departure,
    expected: expected + goneBack,
    delaySeconds: delaySeconds === null ? null : delaySeconds + goneBack,
  };
}

/** When the trip first sets out, if that is still to come; it reaches this stop no earlier. */
function windowStart(departure: Departure, now: EpochSeconds, timeZone: string): EpochSeconds | null {
  const seconds = departure.startTime === undefined ? undefined : parseGtfsTime(departure.startTime);
  if (seconds === undefined) return null;
  const start = serviceDayStart(serviceDateToDays(departure.serviceDate), timeZone) + seconds;
  return start > now ? start : null;
}

function sortInstant({ departure, state, time }: DepartureView, now: EpochSeconds): EpochSeconds {
  if (state === 'live' && departure.expected !== null) return departure.expected;
  if (time?.kind === 'headway') return time.from ?? now;
  return departure.scheduled ?? now;
}
