import * as z from 'zod/mini';
import type { PickupType, ScheduledCall, StopTimetable } from '../timetable.ts';
import {
  packedHeadsignSchema,
  packedRouteSchema,
  packedServiceSchema,
  packedStopSchema,
  packedWindowSchema,
  unpackHeadsign,
  unpackRoute,
  unpackService,
  unpackStop,
  unpackTristate,
  unpackWindow,
} from './packed-entities.ts';
import { decodeTripIds, tripIdColumnSchema } from './trip-id-column.ts';

/**
 * What is stored of one stop. Calls stand in order of trip number, which follows route, direction, service and
 * time: kinds then come in long runs and differences are small. Readers sort by time.
 */
export const stopItemSchema = z.object({
  timeZone: z.string(),
  area: z.number(),
  stops: z.array(packedStopSchema).check(z.minLength(1)),
  siblings: z.array(z.string()),
  routes: z.array(packedRouteSchema),
  services: z.array(packedServiceSchema),
  headsigns: z.array(packedHeadsignSchema),
  windows: z.array(z.array(packedWindowSchema)),
  /** All that calls share but trip and time; one array a field. */
  kinds: z.object({
    route: z.array(z.number()),
    service: z.array(z.number()),
    /** -1 where the feed does not say. */
    direction: z.array(z.number()),
    headsign: z.array(z.number()),
    wheelchair: z.array(z.number()),
    callIndex: z.array(z.number()),
    stop: z.array(z.number()),
    pickup: z.array(z.number()),
    isLast: z.array(z.number()),
    /** Index into windows, -1 for a trip without frequencies. */
    windows: z.array(z.number()),
    /** Seconds from the trip's first departure; 0 where windows is -1. */
    offset: z.array(z.number()),
  }),
  /** Pairs: kind, number of calls. */
  kindRuns: z.array(z.number()),
  /** Differences from one call to the next. */
  tripSteps: z.array(z.number()),
  /** Differences in units of `timeUnit` seconds. */
  departureSteps: z.array(z.number()),
  timeUnit: z.number().check(z.positive()),
  tripIds: tripIdColumnSchema,
});
export type StopItem = z.infer<typeof stopItemSchema>;

type CallKind = Omit<ScheduledCall, 'trip' | 'tripId' | 'departureSeconds'>;

function unpackKinds(item: StopItem): CallKind[] {
  const headsigns = item.headsigns.map(unpackHeadsign);
  const windows = item.windows.map((list) => list.map(unpackWindow));
  const { kinds } = item;
  const at = (column: readonly number[], i: number) => column[i] ?? 0;
  return kinds.route.map((route, i): CallKind => {
    const headsign = headsigns[at(kinds.headsign, i)];
    const frequency = windows[at(kinds.windows, i)];
    const direction = at(kinds.direction, i);
    return {
      route,
      service: at(kinds.service, i),
      directionId: direction === 0 || direction === 1 ? direction : null,
      headsign: headsign?.text ?? '',
      ...(headsign?.translations && { headsigns: headsign.translations }),
      wheelchair: unpackTristate(at(kinds.wheelchair, i)),
      callIndex: at(kinds.callIndex, i),
      stop: at(kinds.stop, i),
      pickupType: at(kinds.pickup, i) as PickupType,
      isLast: kinds.isLast[i] === 1,
      ...(frequency && { frequencies: { offsetSeconds: at(kinds.offset, i), windows: frequency } }),
    };
  });
}

/** By departure; then by trip and place in the trip, so that the order is one and the same everywhere. */
const byDeparture = (a: ScheduledCall, b: ScheduledCall): number =>
  a.departureSeconds - b.departureSeconds || a.trip - b.trip || a.callIndex - b.callIndex;

/** The domain's view of a stored stop. Throws RangeError when the columns do not fit each other. */
export function unpackStopItem(feedId: string, version: string, item: StopItem): StopTimetable {
  const kinds = unpackKinds(item);
  const tripIds = decodeTripIds(item.tripIds);
  const stops = item.stops.map(unpackStop);
  const stop = stops[0];
  const count = item.tripSteps.length;
  if (!stop || tripIds.length !== count || item.departureSteps.length !== count) {
    throw new RangeError(`columns of ${tripIds.length}, ${count} and ${item.departureSteps.length} calls`);
  }
  const calls: ScheduledCall[] = [];
  let trip = 0;
  let time = 0;
  for (let r = 0; r < item.kindRuns.length; r += 2) {
    const kind = kinds[item.kindRuns[r] ?? -1];
    if (!kind) throw new RangeError(`no call kind ${item.kindRuns[r]}`);
    for (let left = item.kindRuns[r + 1] ?? 0; left > 0; left--) {
      const i = calls.length;
      trip += item.tripSteps[i] ?? 0;
      time += item.departureSteps[i] ?? 0;
      calls.push({ trip, tripId: tripIds[i] ?? '', ...kind, departureSeconds: time * item.timeUnit });
    }
  }
  if (calls.length !== count) throw new RangeError(`runs of ${calls.length} calls, columns of ${count}`);
  return {
    feedId,
    version,
    timeZone: item.timeZone,
    stop,
    stops,
    siblings: item.siblings,
    area: item.area,
    routes: item.routes.map(unpackRoute),
    services: item.services.map(unpackService),
    calls: calls.sort(byDeparture),
  };
}
