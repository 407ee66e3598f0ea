import { pickupOf, timepointOf } from './call-patterns.ts';
import type { Network } from './compile-network.ts';
import type { TripClass } from './number-trips.ts';
import { packRoute, packService, packWindow } from './packed-entities.ts';
import { encodeTripIds } from './trip-id-column.ts';
import type { PatternBlock, TripBlock, TripIndexHead } from './trip-index-item.ts';

/** Blocks keep the JSON of one stored value below a megabyte, however large the feed. */
const CALLS_PER_BLOCK = 50_000;
const TRIPS_PER_BLOCK = 5_000;

const units = (degrees: number | null) => (degrees === null ? null : Math.round(degrees * 1e5));

export function buildTripIndexHead(network: Network): TripIndexHead {
  const { source, trips, areaOf, areaCount } = network;
  return {
    timeZone: source.timeZone,
    areaCount,
    stops: {
      id: source.stops.map(({ stop }) => stop.id),
      name: source.stops.map(({ stop }) => stop.name),
      parent: source.stops.map(({ parent }) => parent),
      area: Array.from(areaOf),
      lat: source.stops.map(({ stop }) => units(stop.lat)),
      lon: source.stops.map(({ stop }) => units(stop.lon)),
    },
    routes: source.routes.map(packRoute),
    services: source.services.map(packService),
    headsigns: source.headsigns.entries.map(({ text }) => text),
    windows: trips.windowLists.map((list) => list.map(packWindow)),
  };
}

export function* buildPatternBlocks({ patterns }: Network): Generator<PatternBlock> {
  let pattern = 0;
  while (pattern < patterns.count) {
    const block: PatternBlock = {
      lengths: [],
      stops: [],
      sequenceSteps: [],
      travel: [],
      dwell: [],
      flagRuns: [],
    };
    let lastFlag = -1;
    for (; pattern < patterns.count && block.stops.length < CALLS_PER_BLOCK; pattern++) {
      let [sequence, time] = [0, 0];
      const [start, end] = [patterns.start(pattern), patterns.end(pattern)];
      block.lengths.push(end - start);
      for (let call = start; call < end; call++) {
        const [arrival, departure] = [patterns.arrivals.get(call), patterns.departures.get(call)];
        block.stops.push(patterns.stops.get(call));
        block.sequenceSteps.push(patterns.sequences.get(call) - sequence);
        sequence = patterns.sequences.get(call);
        block.travel.push(arrival - time);
        block.dwell.push(departure - arrival);
        time = departure;
        const flags = patterns.flags.get(call);
        const flag = timepointOf(flags) + 2 * pickupOf(flags);
        if (flag === lastFlag) {
          block.flagRuns[block.flagRuns.length - 1] = (block.flagRuns.at(-1) as number) + 1;
        } else block.flagRuns.push(flag, 1);
        lastFlag = flag;
      }
    }
    yield block;
  }
}

export function* buildTripBlocks({ source, trips }: Network): Generator<TripBlock> {
  for (let first = 0; first < trips.count; first += TRIPS_PER_BLOCK) {
    const end = Math.min(trips.count, first + TRIPS_PER_BLOCK);
    const numbers = Array.from({ length: end - first }, (_, i) => first + i);
    const column = (value: (trip: number, shared: TripClass) => number): number[] => {
      let last = 0;
      return numbers.map((trip) => {
        const next = value(trip, trips.classes[trips.classOf[trip] as number] as TripClass);
        const step = next - last;
        last = next;
        return step;
      });
    };
    yield {
      ids: encodeTripIds(trips.ids, numbers),
      pattern: column((trip) => trips.patternOf[trip] as number),
      firstDeparture: column((trip) => trips.firstDepartureOf[trip] as number),
      service: column((_, shared) => shared.service),
      route: column((_, shared) => shared.route),
      direction: column((_, shared) => shared.direction),
      headsign: column((_, shared) => shared.headsign),
      wheelchair: column((_, shared) => shared.wheelchair),
      shape: column((trip) => source.trips[trips.sourceOf[trip] as number]?.shape ?? -1),
      block: column((trip) => source.trips[trips.sourceOf[trip] as number]?.block ?? -1),
      windows: column((_, shared) => shared.windows),
    };
  }
}
