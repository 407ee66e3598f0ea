import type { Network, RealtimeSource } from '#shared/contracts/network.ts';
import type { TripDescriptor } from '#shared/domain/transit/realtime-message.ts';
import type { SourceMessage } from '#shared/domain/transit/source-message.ts';
import type { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import type { FeedPoll } from './publish-snapshot.ts';

const knows = (lookup: TripLookup, trip: TripDescriptor | undefined) =>
  trip?.tripId !== undefined && lookup.tripNumber(trip.tripId) !== undefined;

/** How many of a message's trips a timetable knows. */
function acquaintance(lookup: TripLookup, { message }: SourceMessage): number {
  const trips = [...message.tripUpdates, ...message.vehicles];
  return trips.filter(({ trip }) => knows(lookup, trip)).length;
}

/** A source that names its feeds speaks to those alone: in any other's live data it has no part, not even as fresh. */
export const speaksTo = ({ feeds }: RealtimeSource, feedId: string): boolean =>
  feeds === undefined || feeds.includes(feedId);

/**
 * What of the messages is meant for a feed. A source speaks first to the feed whose timetable knows most of its trips,
 * since ids like "1001" occur in many; another feed that it speaks to gets the trips that this one does not know.
 * What only another knows by its trip_id is not for the first, which might take it by its route and start for a run of
 * its own (rule M6).
 */
export function messagesFor(
  poll: FeedPoll,
  feeds: readonly FeedPoll[],
  messages: readonly SourceMessage[],
  network: Network,
): SourceMessage[] {
  return messages.flatMap((source) => {
    const speaker = network.sources.find(({ id }) => id === source.id);
    const addressed = feeds.filter(({ feed }) => speaker && speaksTo(speaker, feed.id));
    if (!addressed.includes(poll)) return [];
    if (addressed.length === 1) return [source];
    const scores = addressed.map(({ lookup }) => acquaintance(lookup, source));
    const first = addressed[scores.indexOf(Math.max(...scores))];
    const isMeant = ({ trip }: { readonly trip?: TripDescriptor | undefined }) =>
      knows(poll.lookup, trip)
        ? first === poll || !first || !knows(first.lookup, trip)
        : !addressed.some(({ lookup }) => knows(lookup, trip));
    const { message } = source;
    return [
      {
        ...source,
        message: {
          ...message,
          tripUpdates: message.tripUpdates.filter(isMeant),
          vehicles: message.vehicles.filter(isMeant),
        },
      },
    ];
  });
}
