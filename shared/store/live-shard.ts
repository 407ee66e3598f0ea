import * as z from 'zod/mini';
import type { LiveCall, LiveTrip, Vehicle } from '../domain/transit/live-snapshot.ts';
import { OCCUPANCY_STATUSES } from '../domain/transit/live-snapshot.ts';
import type { Tristate } from '../domain/transit/timetable.ts';

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
  trips: z.array(z.int()),
  /** Index of the trip → its detail. */
  tripDetails: z.record(z.string(), tripDetailSchema),
  /** Per call: callIndex minus the previous call's of the trip, state, delay minus the previous call's. */
  callIndexes: z.array(z.int()),
  states: z.string(),
  delays: z.array(z.int()),
  /** Index of the call → its detail. */
  callDetails: z.record(z.string(), callDetailSchema),
  /** Index of the trip → [id, label, lat, lon, asOf, occupancy]. */
  vehicles: z.record(
    z.string(),
    z.tuple([
      z.nullable(z.string()),
      z.nullable(z.string()),
      z.nullable(z.number()),
      z.nullable(z.number()),
      z.number(),
      z.nullable(z.enum(OCCUPANCY_STATUSES)),
    ]),
  ),
});
export type LiveShard = z.infer<typeof liveShardSchema>;

const fifthDecimal = (degrees: number | null) => (degrees === null ? null : Math.round(degrees * 1e5) / 1e5);

export function toLiveShard(trips: readonly LiveTrip[]): LiveShard {
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
    vehicles: {},
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
    const { route, directionId, headsign, headwaySeconds, tripId, vehicle } = trip;
    if (trip.kind !== 'update' || route) {
      shard.tripDetails[i] = { tripId, route, directionId, headsign, headwaySeconds };
    }
    if (vehicle) {
      const { id, label, lat, lon, asOf } = vehicle;
      shard.vehicles[i] = [id, label, fifthDecimal(lat), fifthDecimal(lon), asOf, trip.occupancy];
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
export function fromLiveShard(shard: LiveShard): LiveTrip[] {
  const trips: LiveTrip[] = [];
  let trip = 0;
  let at = 0;
  let delayAt = 0;
  for (let i = 0; i * TRIP_FIELDS < shard.trips.length; i++) {
    const [
      tripDelta = 0,
      kind = 0,
      date = 0,
      start = -1,
      source = -1,
      vehicleSource = -1,
      wheelchair = 0,
      count = 0,
    ] = shard.trips.slice(i * TRIP_FIELDS, (i + 1) * TRIP_FIELDS);
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
    const vehicle = shard.vehicles[i];
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
      vehicle: vehicle ? vehicleOf(vehicle) : null,
      occupancy: vehicle?.[5] ?? null,
      source: source < 0 ? null : source,
      vehicleSource: vehicleSource < 0 ? null : vehicleSource,
    });
  }
  return trips;
}

function vehicleOf([id, label, lat, lon, asOf]: LiveShard['vehicles'][string]): Vehicle {
  return { id, label, lat, lon, asOf };
}
