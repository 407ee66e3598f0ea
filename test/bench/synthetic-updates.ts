import { runsOn } from '#shared/domain/transit/service-dates.ts';
import { daysToServiceDate, localDays, serviceDayStart } from '#shared/domain/transit/service-day.ts';
import type { TripIndex } from '#shared/domain/transit/timetable.ts';
import { encodeFeed } from '#test/builders/feed-server.ts';
import { seededRandom } from './varied-messages.ts';

interface Run {
  readonly trip: number;
  readonly day: number;
  readonly start: number;
}

const FEWEST_CALLS = 10;
const MOST_CALLS = 30;

/** Trip instances that have not ended, from those that run now on: of today, then of the days after. */
function runsFrom(index: TripIndex, now: number, count: number): Run[] {
  const today = localDays(now, index.timeZone);
  const runs: Run[] = [];
  for (let day = today - 1; day <= today + 7; day++) {
    const midnight = serviceDayStart(day, index.timeZone);
    index.trips.forEach((trip, number) => {
      const pattern = index.patterns[trip.pattern];
      const start = midnight + trip.firstDepartureSeconds;
      const callsLeft = pattern?.arrivalOffsets.filter((offset) => start + offset >= now).length ?? 0;
      if (trip.frequencies || callsLeft < FEWEST_CALLS || !runsOn(index.services[trip.service], day)) return;
      runs.push({ trip: number, day, start });
    });
  }
  return runs.sort((a, b) => a.start - b.start || a.trip - b.trip).slice(0, count);
}

/**
 * A message of `count` trip updates, each of a trip instance of its own that is still to run, with predictions for its
 * next 10 to 30 calls. Delays wander along the trip, so that there is about as little to compress as in a real feed.
 */
export function syntheticTripUpdates(index: TripIndex, now: number, count: number): Buffer {
  const random = seededRandom(1);
  const runs = runsFrom(index, now, count);
  if (runs.length < count) throw new Error(`the timetable has only ${runs.length} trips ahead, not ${count}`);
  const entities = runs.map(({ trip, day, start }, i) => {
    const { tripId, pattern } = index.trips[trip] ?? { tripId: '', pattern: -1 };
    const {
      stops = [],
      stopSequences = [],
      arrivalOffsets = [],
      departureOffsets = [],
    } = index.patterns[pattern] ?? {};
    const first = arrivalOffsets.findIndex((offset) => start + offset >= now);
    const most = FEWEST_CALLS + Math.floor(random() * (MOST_CALLS - FEWEST_CALLS + 1));
    let delay = Math.floor(random() * 600) - 60;
    const stopTimeUpdate = stops.slice(first, first + most).map((stop, k) => {
      if (random() < 0.5) delay += Math.floor(random() * 41) - 15;
      const event = (offset = 0) => ({ delay, time: start + offset + delay });
      return {
        stopSequence: stopSequences[first + k],
        stopId: index.stops[stop]?.id,
        arrival: event(arrivalOffsets[first + k]),
        departure: event(departureOffsets[first + k]),
      };
    });
    const startDate = daysToServiceDate(day);
    const vehicle = { id: `vehicle-${i}`, label: String(1000 + i) };
    return { id: String(i), tripUpdate: { trip: { tripId, startDate }, vehicle, stopTimeUpdate } };
  });
  return encodeFeed(now, entities);
}
