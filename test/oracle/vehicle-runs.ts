import { exactStarts, type Instance, makeInstance, runsOn } from './instances.ts';
import { at } from './lists.ts';
import { distanceBySpan, hasInvalidDate, hasOtherId, type Match, matchTrip } from './matching.ts';
import type { TripDescription, VehiclePosition } from './realtime-files.ts';
import { addDays, parseGtfsTime } from './service-days.ts';
import type { Timetable } from './timetable.ts';

const THREE_HOURS = 3 * 3600;

/** When a vehicle reported; a clock that is more than an hour from its feed's is not believed. */
export function reportedAt({ timestamp }: VehiclePosition, feedTimestamp: number): number {
  return timestamp !== null && Math.abs(timestamp - feedTimestamp) <= 3600 ? timestamp : feedTimestamp;
}

/** V7, as far as place does not decide. `named` are the runs that vehicles of the source name by trip_id. */
export function matchVehicle(
  timetable: Timetable,
  description: TripDescription,
  reported: number,
  named: Set<string>,
): Match {
  const { tripId, routeId, startTime } = description;
  if (tripId !== null && timetable.trips.has(tripId)) return matchById(timetable, description, reported);
  const asSaid = matchTrip(timetable, description, [], reported);
  if (tripId !== null && !hasOtherId(timetable, description)) return asSaid;
  if (routeId === null || startTime === null) return asSaid;
  if (hasInvalidDate(description)) return tripId === null ? { discarded: 'start-date-invalid' } : asSaid;
  const all = startingThen(timetable, description, reported);
  const least = Math.min(...all.map((run) => distanceBySpan(run, reported)));
  const starts = all.filter((run) => distanceBySpan(run, reported) === least).map(startOf);
  const left = all.filter((run) => starts.includes(startOf(run)) && !named.has(run.key));
  if (left.length === 1) return { instance: at(left, 0) };
  if (tripId !== null) return asSaid;
  return { discarded: left.length === 0 ? 'trip-not-identified' : 'trip-ambiguous' };
}

function matchById(timetable: Timetable, description: TripDescription, reported: number): Match {
  const local = inLocalTime(timetable, description, reported);
  const asSaid = matchTrip(timetable, local, [], reported);
  const away = (match: Match) =>
    'instance' in match ? distanceBySpan(match.instance, reported) : Number.POSITIVE_INFINITY;
  if ('instance' in asSaid) {
    const { startDate } = local;
    if (startDate === null || away(asSaid) <= THREE_HOURS) return asSaid;
    const others = [-1, 1].map((days) =>
      matchTrip(timetable, { ...local, startDate: addDays(startDate, days) }, [], reported),
    );
    return others.find((other) => away(other) <= THREE_HOURS) ?? asSaid;
  }
  if (asSaid.discarded !== 'service-not-running' || local.startDate === null) return asSaid;
  const undated = matchTrip(timetable, { ...description, startDate: null }, [], reported);
  return away(undated) <= THREE_HOURS ? undated : asSaid;
}

/** A start of a frequency-based trip that is none as it stands, and is one with the zone's offset added. */
function inLocalTime(timetable: Timetable, description: TripDescription, reported: number): TripDescription {
  const trip = timetable.trips.get(description.tripId ?? '');
  const start = parseGtfsTime(description.startTime);
  if (trip === undefined || trip.frequencies.length === 0 || start === null) return description;
  const fits = (time: number) =>
    exactStarts(trip).includes(time) || trip.frequencies.some((frequency) => !frequency.exact);
  const shifted = start + timetable.zone.offset(reported);
  if (fits(start) || !fits(shifted)) return description;
  const two = (value: number) => String(value).padStart(2, '0');
  const startTime = `${two(Math.floor(shifted / 3600))}:${two(Math.floor(shifted / 60) % 60)}:${two(shifted % 60)}`;
  return { ...description, startTime };
}

const startOf = ({ calls }: Instance) => at(calls, 0).scheduledDeparture;

/** The runs of the route that start when it says, by the agency's clock or in UTC, within 3 hours of the report. */
function startingThen(timetable: Timetable, description: TripDescription, reported: number): Instance[] {
  const { routeId, directionId } = description;
  const start = parseGtfsTime(description.startTime) ?? 0;
  const date = description.startDate ?? timetable.zone.date(reported);
  const dates = [-1, 0, 1].map((days) => addDays(date, days));
  const wanted = new Set(
    dates.flatMap((day) =>
      [0, timetable.zone.offset(reported)].map((ahead) => timetable.zone.origin(day) + start + ahead),
    ),
  );
  const found: Instance[] = [];
  for (const trip of timetable.trips.values()) {
    if (trip.route.id !== routeId || (directionId !== null && trip.directionId !== directionId)) continue;
    // A run after midnight may be counted from the day before the first of them.
    for (const day of [addDays(date, -2), ...dates, addDays(date, 2)]) {
      if (!runsOn(timetable, trip, day)) continue;
      const starts = trip.frequencies.length > 0 ? exactStarts(trip) : [null];
      for (const time of starts) {
        const run = makeInstance(timetable, trip, day, time, true);
        if (wanted.has(startOf(run)) && distanceBySpan(run, reported) <= THREE_HOURS) found.push(run);
      }
    }
  }
  return found;
}
