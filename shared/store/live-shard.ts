import * as z from 'zod/mini';
import type { LiveCall, LiveSource, LiveTrip } from '../domain/transit/live-snapshot.ts';
import { OCCUPANCY_STATUSES } from '../domain/transit/live-snapshot.ts';
import type { Tristate } from '../domain/transit/timetable.ts';
import { intColumn } from './int-column-schema.ts';
import { fromVehicleColumns, toVehicleColumns, vehicleColumnsSchema } from './vehicle-columns.ts';

/**
 * One area of a live snapshot as it is stored: columns of small numbers, since a shard is written at every poll and
 * read by every cold reader. `trips` has a row's fixed fields one after another, see TRIP_FIELDS.
 */
const TRIP_FIELDS = 8;
const kinds = ['update', 'instead', 'extra'] as const;
const states = ['scheduled', 'live', 'skipped', 'cancelled'] as const;
const wheelchairs: readonly Tristate[] = ['unknown', 'yes', 'no'];

const routeSchema = z.object({
  routeId: z.string(),
  line: z.string(),
  routeType: z.number(),
  agencyId: z.string(),
  operator: z.string(),
});

/** What few trips have: identity, route and words of trips that the timetable does not know. */
const tripDetailSchema = z.object({
  tripId: z.string(),
  route: z.nullable(routeSchema),
  directionId: z.nullable(z.union([z.literal(0), z.literal(1)])),
  headsign: z.string(),
  headwaySeconds: z.nullable(z.number()),
});

/** What few calls have. */
const callDetailSchema = z.object({
  stopId: z.optional(z.string()),
  expected: z.optional(z.nullable(z.number())),
  scheduled: z.optional(z.nullable(z.number())),
  headsign: z.optional(z.string()),
  pickupType: z.optional(z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])),
  occupancy: z.optional(z.nullable(z.enum(OCCUPANCY_STATUSES))),
  isLast: z.optional(z.boolean()),
  standing: z.optional(z.literal(true)),
});

export const liveShardSchema = z.object({
  /** Service dates that occur. */
  dates: z.array(z.string()),
  /** Per trip: trip, kind, date, startSeconds or -1, source or -1, vehicleSource or -1, wheelchair + 1 or 0, calls. */
  trips: intColumn,
  /** Index of the trip → its detail. */
  tripDetails: z.record(z.string(), tripDetailSchema),
  /** Per call: callIndex minus the previous call's of the trip, state, delay minus the previous call's. */
  callIndexes: intColumn,
  states: z.string(),
  delays: intColumn,
  /** Index of the call → its detail. */
  callDetails: z.record(z.string(), callDetailSchema),
  vehicles: vehicleColumnsSchema,
});
export type LiveShard = z.infer<typeof liveShardSchema>;

export function toLiveShard(trips: readonly LiveTrip[], sources: readonly LiveSource[]): LiveShard {
  const ordered = trips.toSorted((a, b) => a.trip - b.trip || (a.serviceDate < b.serviceDate ? -1 : 1));
  const dates = [...new Set(ordered.map((trip) => trip.serviceDate))].sort();
  const shard: LiveShard = {
    dates,
    trips: [],
    tripDetails: {},
    callIndexes: [],
    states: '',
    delays: [],
    callDetails: {},
    vehicles: toVehicleColumns(ordered, sources),
  };
  let previousTrip = 0;
  let text = '';
  ordered.forEach((trip, i) => {
    shard.trips.push(
      trip.trip - previousTrip,
      kinds.indexOf(trip.kind),
      dates.indexOf(trip.serviceDate),
      trip.startSeconds ?? -1,
      trip.source ?? -1,
      trip.vehicleSource ?? -1,
      trip.wheelchair === null ? 0 : wheelchairs.indexOf(trip.wheelchair) + 1,
      trip.calls.length,
    );
    previousTrip = trip.trip;
    const { route, directionId, headsign, headwaySeconds, tripId } = trip;
    if (trip.kind !== 'update' || route) {
      shard.tripDetails[i] = { tripId, route, directionId, headsign, headwaySeconds };
    }
    text += callColumns(trip.calls, shard);
  });
  return { ...shard, states: text };
}

/** Looked at for every call of every poll, so field by field. */
function hasDetail(call: LiveCall): boolean {
  return (
    call.stopId !== undefined ||
    call.isLast !== undefined ||
    call.headsign !== undefined ||
    call.pickupType !== undefined ||
    call.occupancy !== undefined ||
    call.standing !== undefined
  );
}

function detailOf({
  callIndex: _,
  state: __,
  delaySeconds: ___,
  ...detail
}: LiveCall): LiveShard['callDetails'][string] {
  return detail;
}

function callColumns(calls: readonly LiveCall[], shard: LiveShard): string {
  let states_ = '';
  let previousIndex = -1;
  let previousDelay = 0;
  for (const call of calls) {
    const { callIndex, state, delaySeconds } = call;
    if (hasDetail(call)) shard.callDetails[shard.callIndexes.length] = detailOf(call);
    shard.callIndexes.push(callIndex - previousIndex - 1);
    states_ += delaySeconds === undefined ? states.indexOf(state) : 'd';
    if (delaySeconds !== undefined) {
      shard.delays.push(delaySeconds - previousDelay);
      previousDelay = delaySeconds;
    }
    previousIndex = callIndex;
  }
  return states_;
}

/** The trips of a shard. `tripId` is empty where the timetable knows it. Throws RangeError on columns that do not fit. */
export function fromLiveShard(shard: LiveShard, sources: readonly LiveSource[]): LiveTrip[] {
  const trips: LiveTrip[] = [];
  const vehicles = fromVehicleColumns(shard.vehicles, (trip) => placeOf(shard, trip), sources);
  let trip = 0;
  let at = 0;
  let delayAt = 0;
  for (let i = 0; i * TRIP_FIELDS < shard.trips.length; i++) {
    const [tripDelta = 0, kind = 0, date = 0, start = -1, , , wheelchair = 0, count = 0] = shard.trips.slice(
      i * TRIP_FIELDS,
      (i + 1) * TRIP_FIELDS,
    );
    trip += tripDelta;
    const calls: LiveCall[] = [];
    let callIndex = -1;
    let delay = 0;
    for (const end = at + count; at < end; at++) {
      callIndex += 1 + (shard.callIndexes[at] ?? Number.NaN);
      const code = shard.states[at];
      const detail = (shard.callDetails[at] ?? {}) as Partial<LiveCall>;
      if (code === 'd') {
        delay += shard.delays[delayAt++] ?? Number.NaN;
        calls.push({ callIndex, state: 'live', delaySeconds: delay, ...detail });
      } else {
        const state = states[Number(code)];
        if (state === undefined) throw new RangeError(`call ${at} of a live shard has no state`);
        calls.push({ callIndex, state, ...detail });
      }
    }
    const serviceDate = shard.dates[date];
    const kindName = kinds[kind];
    if (serviceDate === undefined || kindName === undefined || Number.isNaN(callIndex + delay)) {
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
      calls,
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

/** Which sources speak of a trip. */
function placeOf({ trips }: LiveShard, trip: number): Pick<LiveTrip, 'source' | 'vehicleSource'> {
  const at = (field: number) => {
    const value = trips[trip * TRIP_FIELDS + field] ?? -1;
    return value < 0 ? null : value;
  };
  return { source: at(4), vehicleSource: at(5) };
}
