import * as z from 'zod/mini';
import type { CallPattern, IndexedTrip, PickupType, TripIndex } from '../timetable.ts';
import {
  packedRouteSchema,
  packedServiceSchema,
  packedWindowSchema,
  unpackRoute,
  unpackService,
  unpackTristate,
  unpackWindow,
} from './packed-entities.ts';
import { decodeTripIds, tripIdColumnSchema } from './trip-id-column.ts';

const numbers = z.array(z.number());

/** The part of a trip index that is not by the trip or by the pattern. */
export const tripIndexHeadSchema = z.object({
  timeZone: z.string(),
  areaCount: z.number(),
  stops: z.object({
    id: z.array(z.string()),
    name: z.array(z.string()),
    /** Index into stops, -1 without. */
    parent: numbers,
    area: numbers,
    /** In 1e-5 degrees, null where the feed gives none. Absent: written by older code. */
    lat: z.optional(z.array(z.nullable(z.number()))),
    lon: z.optional(z.array(z.nullable(z.number()))),
  }),
  routes: z.array(packedRouteSchema),
  services: z.array(packedServiceSchema),
  headsigns: z.array(z.string()),
  windows: z.array(z.array(packedWindowSchema)),
});
export type TripIndexHead = z.infer<typeof tripIndexHeadSchema>;

/** Some patterns, one after the other, in columns over all their calls. */
export const patternBlockSchema = z.object({
  /** Calls of each pattern. */
  lengths: numbers,
  stops: numbers,
  /** Differences within a pattern, from 0. */
  sequenceSteps: numbers,
  /** Arrival minus the departure before it; the first call's own offset. */
  travel: numbers,
  /** Departure minus arrival of the same call. */
  dwell: numbers,
  /** Pairs over all calls: value (timepoint + 2 × pickup type), count. */
  flagRuns: numbers,
});
export type PatternBlock = z.infer<typeof patternBlockSchema>;

/** Some trips, in order of their numbers. Every column but ids is differences from one trip to the next. */
export const tripBlockSchema = z.object({
  ids: tripIdColumnSchema,
  pattern: numbers,
  firstDeparture: numbers,
  service: numbers,
  route: numbers,
  /** -1 where the feed does not say. */
  direction: numbers,
  headsign: numbers,
  wheelchair: numbers,
  shape: numbers,
  /** -1 without. Absent: written by older code. */
  block: z.optional(numbers),
  /** Index into windows, -1 for a trip without frequencies. */
  windows: numbers,
});
export type TripBlock = z.infer<typeof tripBlockSchema>;

function unpackPatterns(block: PatternBlock, into: CallPattern[]): void {
  const flags: number[] = [];
  for (let r = 0; r < block.flagRuns.length; r += 2) {
    for (let left = block.flagRuns[r + 1] ?? 0; left > 0; left--) flags.push(block.flagRuns[r] ?? 0);
  }
  let at = 0;
  for (const length of block.lengths) {
    const end = at + length;
    if (end > block.stops.length || end > flags.length) throw new RangeError('pattern columns end early');
    const stopSequences: number[] = [];
    const arrivalOffsets: number[] = [];
    const departureOffsets: number[] = [];
    let sequence = 0;
    let time = 0;
    for (let i = at; i < end; i++) {
      sequence += block.sequenceSteps[i] ?? 0;
      stopSequences.push(sequence);
      time += block.travel[i] ?? 0;
      arrivalOffsets.push(time);
      time += block.dwell[i] ?? 0;
      departureOffsets.push(time);
    }
    const own = flags.slice(at, end);
    into.push({
      stops: block.stops.slice(at, end),
      stopSequences,
      arrivalOffsets,
      departureOffsets,
      timepoints: own.map((flag) => (flag & 1) as 0 | 1),
      pickupTypes: own.map((flag) => (flag >> 1) as PickupType),
    });
    at = end;
  }
}

function unpackTrips(block: TripBlock, head: TripIndexHead, into: IndexedTrip[]): void {
  const windows = head.windows.map((list) => list.map(unpackWindow));
  let [pattern, first, service, route, direction, headsign, wheelchair, shape, trips, window] =
    Array(10).fill(0);
  decodeTripIds(block.ids).forEach((tripId, i) => {
    pattern += block.pattern[i] ?? 0;
    first += block.firstDeparture[i] ?? 0;
    service += block.service[i] ?? 0;
    route += block.route[i] ?? 0;
    direction += block.direction[i] ?? 0;
    headsign += block.headsign[i] ?? 0;
    wheelchair += block.wheelchair[i] ?? 0;
    shape += block.shape[i] ?? 0;
    trips += block.block?.[i] ?? (i === 0 ? -1 : 0);
    window += block.windows[i] ?? 0;
    const frequencies = windows[window];
    into.push({
      tripId,
      pattern,
      firstDepartureSeconds: first,
      service,
      route,
      directionId: direction === 0 || direction === 1 ? direction : null,
      headsign: head.headsigns[headsign] ?? '',
      wheelchair: unpackTristate(wheelchair),
      shape,
      block: trips,
      ...(frequencies && { frequencies }),
    });
  });
}

const positionOf = (lat: number | null | undefined, lon: number | null | undefined) =>
  lat == null || lon == null ? null : { lat: lat / 1e5, lon: lon / 1e5 };

/** The domain's view of a stored trip index; blocks in their order. Throws RangeError when columns do not fit. */
export function unpackTripIndex(
  feedId: string,
  version: string,
  head: TripIndexHead,
  patternBlocks: readonly PatternBlock[],
  tripBlocks: readonly TripBlock[],
): TripIndex {
  const patterns: CallPattern[] = [];
  const trips: IndexedTrip[] = [];
  for (const block of patternBlocks) unpackPatterns(block, patterns);
  for (const block of tripBlocks) unpackTrips(block, head, trips);
  return {
    feedId,
    version,
    timeZone: head.timeZone,
    stops: head.stops.id.map((id, i) => ({
      id,
      name: head.stops.name[i] ?? '',
      parentStation: head.stops.id[head.stops.parent[i] ?? -1] ?? null,
      area: head.stops.area[i] ?? 0,
      position: positionOf(head.stops.lat?.[i], head.stops.lon?.[i]),
    })),
    routes: head.routes.map(unpackRoute),
    services: head.services.map(unpackService),
    patterns,
    trips,
    areaCount: head.areaCount,
  };
}
