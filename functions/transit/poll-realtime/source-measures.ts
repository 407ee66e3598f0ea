import { type RealtimeSource, saysWhereBusesAre } from '#shared/contracts/network.ts';
import { USABLE_SECONDS } from '#shared/domain/transit/freshness.ts';
import type { TripUpdate, VehiclePosition } from '#shared/domain/transit/realtime-message.ts';
import { mostAtOnce, runsUnderWay } from '#shared/domain/transit/runs-under-way.ts';
import { type EpochSeconds, localDays } from '#shared/domain/transit/service-day.ts';
import type { SourceMessage, SourceOutcome } from '#shared/domain/transit/source-message.ts';
import type { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { speaksTo } from './messages-for-feed.ts';
import type { FeedPoll } from './publish-snapshot.ts';
import { isScheduled, namesTrip } from './source-report.ts';

/** What alarms ask of a source that brought a message; what cannot be said is left out. */
export interface SourceMeasures {
  /** Updates and vehicles with a run; left out while the timetables that it speaks to have no buses out. */
  readonly runsMatched?: number;
  /** How many of a hundred that name a trip have a run: of updates or of vehicles, whichever is less. */
  readonly matchedPercent?: number;
}

/** Of fewer, one bus on a hired-in trip is a tenth. */
const FEWEST_NAMED = 10;
/** Of fewer runs under way all may be without a tracker: the last buses of a night. */
const BUSES_OUT = 5;

export function measureSource(
  { kinds, feedTimestamp, message }: SourceMessage,
  outcomes: readonly SourceOutcome[],
  areBusesOut: boolean,
  now: EpochSeconds,
): SourceMeasures {
  const isMatched = (entity: TripUpdate | VehiclePosition) =>
    outcomes.some(({ matched }) => matched.has(entity));
  const isFresh = (timestamp: EpochSeconds) => timestamp >= now - USABLE_SECONDS;
  const updates = kinds.includes('trip-updates') && isFresh(feedTimestamp) ? message.tripUpdates : [];
  // Parked vehicles do not count: some sources list them for a day with the run that they were on.
  const vehicles = kinds.includes('vehicle-positions')
    ? message.vehicles.filter(({ timestamp }) => isFresh(timestamp ?? feedTimestamp))
    : [];
  const shares = [updates.filter(isScheduled), vehicles.filter(namesTrip)].flatMap((named) =>
    named.length < FEWEST_NAMED ? [] : named.filter(isMatched).length / named.length,
  );
  return {
    ...(areBusesOut &&
      saysWhereBusesAre(kinds) && { runsMatched: [...updates, ...vehicles].filter(isMatched).length }),
    ...(shares.length > 0 && { matchedPercent: Math.round(100 * Math.min(...shares)) }),
  };
}

/** Whether so many buses are out by the timetables that a source speaks to that it ought to have one. */
export class BusesOut {
  /** By source: the most runs at once, and of which timetables and day that is. */
  private readonly peaks = new Map<string, { readonly of: string; readonly most: number }>();

  /** Told for one poll of these feeds. */
  at(now: EpochSeconds, feeds: readonly FeedPoll[]): (source: RealtimeSource) => boolean {
    const counts = new Map<FeedPoll, number>();
    const countOf = (feed: FeedPoll) => {
      const known = counts.get(feed) ?? countUpTo(BUSES_OUT, feed.lookup, now);
      counts.set(feed, known);
      return known;
    };
    return (source) => {
      const addressed = feeds.filter(({ feed }) => speaksTo(source, feed.id));
      const out = addressed.reduce((sum, feed) => sum + countOf(feed), 0);
      if (out === 0 || out >= BUSES_OUT) return out > 0;
      const lookups = addressed.map(({ lookup }) => lookup);
      return this.peakOf(source.id, lookups, now) < BUSES_OUT;
    };
  }

  private peakOf(sourceId: string, lookups: readonly TripLookup[], now: EpochSeconds): number {
    const of = JSON.stringify(
      lookups.map(({ index }) => [index.feedId, index.version, localDays(now, index.timeZone)]),
    );
    const known = this.peaks.get(sourceId);
    if (known?.of === of) return known.most;
    const most = mostAtOnce(lookups, now);
    this.peaks.set(sourceId, { of, most });
    return most;
  }
}

function countUpTo(limit: number, lookup: TripLookup, now: EpochSeconds): number {
  const runs = runsUnderWay(lookup.index.trips.keys(), lookup, now);
  let count = 0;
  while (count < limit && !runs.next().done) count++;
  return count;
}
