import * as z from 'zod/mini';
import type { LiveSource, LiveTrip } from '../domain/transit/live-snapshot.ts';
import type { Tristate } from '../domain/transit/timetable.ts';
import { CallColumnsReader, CallColumnsWriter, callColumnsSchema } from './call-columns.ts';
import { intColumn } from './int-column-schema.ts';
import { fromVehicleColumns, toVehicleColumns, vehicleColumnsSchema } from './vehicle-columns.ts';

/**
 * One area of a live snapshot as it is stored: columns of small numbers, since a shard is written at every poll and
 * read by every cold reader. `trips` has a row's fixed fields one after another, see TRIP_FIELDS.
 */
const TRIP_FIELDS = 8;
const kinds = ['update', 'instead', 'extra', 'untracked', 'closed'] as const;
const wheelchairs: readonly Tristate[] = ['unknown', 'yes', 'no'];

const routeSchema = z.object({
  routeId: z.string(),
  line: z.string(),
  routeType: z.number(),
  agencyId: z.string(),
  operator: z.string(),
  /** Absent: the feed says none, or older code wrote it. */
  operatorCode: z.exactOptional(z.string()),
});

/** What few trips have: identity, route and words of trips that the timetable does not know. */
const tripDetailSchema = z.object({
  tripId: z.string(),
  route: z.nullable(routeSchema),
  directionId: z.nullable(z.union([z.literal(0), z.literal(1)])),
  headsign: z.string(),
  headwaySeconds: z.nullable(z.number()),
  copyOf: z.optional(z.int()),
});

export const liveShardSchema = z.object({
  /** Service dates that occur. */
  dates: z.array(z.string()),
  /** Per trip: trip, kind, date, startSeconds or -1, source or -1, vehicleSource or -1, wheelchair + 1 or 0, runs. */
  trips: intColumn,
  /** Index of the trip → its detail. */
  tripDetails: z.record(z.string(), tripDetailSchema),
  /** Pairs: index of the trip, minus that of the pair before; calls that its vehicle has left. Absent: older code. */
  left: z.optional(intColumn),
  /** Indices of trips whose vehicle is stuck. Absent: older code. */
  stuck: z.optional(intColumn),
  calls: callColumnsSchema,
  vehicles: vehicleColumnsSchema,
});
export type LiveShard = z.infer<typeof liveShardSchema>;

export function toLiveShard(trips: readonly LiveTrip[], sources: readonly LiveSource[]): LiveShard {
  const dates = [...new Set(trips.map((trip) => trip.serviceDate))].sort();
  const fields: number[] = [];
  const tripDetails: LiveShard['tripDetails'] = {};
  const calls = new CallColumnsWriter();
  const left: number[] = [];
  let previousLeft = 0;
  let previousTrip = 0;
  trips.forEach((trip, i) => {
    fields.push(
      trip.trip - previousTrip,
      kinds.indexOf(trip.kind),
      dates.indexOf(trip.serviceDate),
      trip.startSeconds ?? -1,
      trip.source ?? -1,
      trip.vehicleSource ?? -1,
      trip.wheelchair === null ? 0 : wheelchairs.indexOf(trip.wheelchair) + 1,
      calls.add(trip.calls),
    );
    previousTrip = trip.trip;
    if (trip.left !== undefined) {
      left.push(i - previousLeft, trip.left);
      previousLeft = i;
    }
    const { route, directionId, headsign, headwaySeconds, tripId, copyOf } = trip;
    if (trip.kind === 'instead' || trip.kind === 'extra' || route) {
      const detail = { tripId, route, directionId, headsign, headwaySeconds };
      tripDetails[i] = { ...detail, ...(copyOf !== undefined && { copyOf }) };
    }
  });
  return {
    dates,
    trips: fields,
    tripDetails,
    left,
    stuck: trips.flatMap((trip, i) => (trip.stuck ? i : [])),
    calls: calls.columns,
    vehicles: toVehicleColumns(trips, sources),
  };
}

/** The trips of a shard. `tripId` is empty where the timetable knows it. Throws RangeError on columns that do not fit. */
export function fromLiveShard(shard: LiveShard, sources: readonly LiveSource[]): LiveTrip[] {
  const trips: LiveTrip[] = [];
  const vehicles = fromVehicleColumns(shard.vehicles, (trip) => placeOf(shard, trip), sources);
  let trip = 0;
  const calls = new CallColumnsReader(shard.calls);
  const leftOf = readLeft(shard.left ?? []);
  const stuck = new Set(shard.stuck);
  for (let i = 0; i * TRIP_FIELDS < shard.trips.length; i++) {
    const [tripDelta = 0, kind = 0, date = 0, start = -1, , , wheelchair = 0, runs = 0] = shard.trips.slice(
      i * TRIP_FIELDS,
      (i + 1) * TRIP_FIELDS,
    );
    trip += tripDelta;
    const serviceDate = shard.dates[date];
    const kindName = kinds[kind];
    if (serviceDate === undefined || kindName === undefined) {
      throw new RangeError(`trip ${i} of a live shard does not fit its columns`);
    }
    const known = shard.tripDetails[i];
    const carried = vehicles.get(i);
    trips.push({
      trip,
      tripId: known?.tripId ?? '',
      serviceDate,
      startSeconds: start < 0 ? null : start,
      kind: kindName,
      ...(known?.copyOf !== undefined && { copyOf: known.copyOf }),
      calls: calls.next(runs),
      ...(stuck.has(i) && { stuck: true as const }),
      ...(leftOf.has(i) && { left: leftOf.get(i) as number }),
      route: known?.route ?? null,
      directionId: known?.directionId ?? null,
      headsign: known?.headsign ?? '',
      headwaySeconds: known?.headwaySeconds ?? null,
      wheelchair: wheelchairs[wheelchair - 1] ?? null,
      vehicle: carried?.vehicle ?? null,
      occupancy: carried?.occupancy ?? null,
      ...placeOf(shard, i),
    });
  }
  return trips;
}

/** By index of the trip. */
function readLeft(column: readonly number[]): Map<number, number> {
  const left = new Map<number, number>();
  let trip = 0;
  for (let i = 0; i < column.length; i += 2) {
    trip += column[i] as number;
    left.set(trip, column[i + 1] as number);
  }
  return left;
}

/** Which sources speak of a trip. */
function placeOf({ trips }: LiveShard, trip: number): Pick<LiveTrip, 'source' | 'vehicleSource'> {
  const at = (field: number) => {
    const value = trips[trip * TRIP_FIELDS + field] ?? -1;
    return value < 0 ? null : value;
  };
  return { source: at(4), vehicleSource: at(5) };
}
