import { pickupOf } from './call-patterns.ts';
import type { Network } from './compile-network.ts';
import type { TripClass } from './number-trips.ts';
import { callHeadsign } from './number-trips.ts';
import {
  type Headsign,
  type PackedHeadsign,
  type PackedRoute,
  type PackedService,
  type PackedWindow,
  packHeadsign,
  packRoute,
  packService,
  packStop,
  packWindow,
} from './packed-entities.ts';
import type { StopItem } from './stop-item.ts';
import { encodeTripIds } from './trip-id-column.ts';

/** Indexes of the children of a station, in the feed's order. */
function childrenOf({ children }: Network, stop: number): Uint32Array {
  return children.order.subarray(children.starts[stop + 1], children.starts[stop + 2]);
}

/** All calls at these stops as trip × 65,536 + position in the trip, ascending. */
function callKeys(network: Network, stops: readonly number[]): Float64Array {
  const { callsAtStop, patternOfCall, tripsOfPattern, patterns } = network;
  const each = (visit: (pattern: number, position: number) => void) => {
    for (const stop of stops) {
      for (let at = callsAtStop.starts[stop] as number; at < (callsAtStop.starts[stop + 1] as number); at++) {
        const call = callsAtStop.order[at] as number;
        const pattern = patternOfCall[call] as number;
        visit(pattern, call - patterns.start(pattern));
      }
    }
  };
  let count = 0;
  each((pattern) => {
    count += (tripsOfPattern.starts[pattern + 1] as number) - (tripsOfPattern.starts[pattern] as number);
  });
  const keys = new Float64Array(count);
  let filled = 0;
  each((pattern, position) => {
    const end = tripsOfPattern.starts[pattern + 1] as number;
    for (let at = tripsOfPattern.starts[pattern] as number; at < end; at++) {
      keys[filled++] = (tripsOfPattern.order[at] as number) * 65_536 + position;
    }
  });
  return keys.sort();
}

/** Numbers the used members of a list anew, from 0, in order of first use. */
class Subset<Full, Packed> {
  readonly packed: Packed[] = [];
  private readonly numbers = new Map<number, number>();
  private readonly all: readonly Full[];
  private readonly pack: (entry: Full) => Packed;

  constructor(all: readonly Full[], pack: (entry: Full) => Packed) {
    this.all = all;
    this.pack = pack;
  }

  number(index: number): number {
    let number = this.numbers.get(index);
    if (number === undefined) {
      number = this.packed.push(this.pack(this.all[index] as Full)) - 1;
      this.numbers.set(index, number);
    }
    return number;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}

/** The stored item of one stop: its own calls and, for a station, those of its children (rule T11). */
export function buildStopItem(network: Network, stop: number): StopItem {
  const { source, patterns, trips } = network;
  const own = source.stops[stop] as (typeof source.stops)[number];
  const stops = [stop, ...childrenOf(network, stop)];
  const siblings = own.parent < 0 ? [] : [...childrenOf(network, own.parent)].filter((i) => i !== stop);
  const idOf = (i: number) => source.stops[i]?.stop.id ?? '';

  const routes = new Subset<(typeof source.routes)[number], PackedRoute>(source.routes, packRoute);
  const services = new Subset<(typeof source.services)[number], PackedService>(source.services, packService);
  const headsigns = new Subset<Headsign, PackedHeadsign>(source.headsigns.entries, packHeadsign);
  const windows = new Subset<(typeof trips.windowLists)[number], PackedWindow[]>(trips.windowLists, (list) =>
    list.map(packWindow),
  );

  const keys = callKeys(network, stops);
  const localStop = new Map(stops.map((index, local) => [index, local]));
  const kinds: StopItem['kinds'] = {
    route: [],
    service: [],
    direction: [],
    headsign: [],
    wheelchair: [],
    callIndex: [],
    stop: [],
    pickup: [],
    isLast: [],
    windows: [],
    offset: [],
  };
  const kindNumbers = new Map<number, number>();
  const kindRuns: number[] = [];
  const tripSteps: number[] = [];
  const departures: number[] = [];
  const tripOrder: number[] = [];
  let lastKind = -1;
  let lastTrip = 0;
  let timeUnit = 0;

  for (const key of keys) {
    const trip = Math.floor(key / 65_536);
    const position = key % 65_536;
    const pattern = trips.patternOf[trip] as number;
    const call = patterns.start(pattern) + position;
    const tripClass = trips.classOf[trip] as number;
    const local = localStop.get(patterns.stops.get(call)) ?? 0;
    const kindKey =
      ((network.classOfCall[call] as number) * trips.classes.length + tripClass) * stops.length + local;
    let kind = kindNumbers.get(kindKey);
    if (kind === undefined) {
      const shared = trips.classes[tripClass] as TripClass;
      const flags = patterns.flags.get(call);
      kind = kinds.route.push(routes.number(shared.route)) - 1;
      kinds.service.push(services.number(shared.service));
      kinds.direction.push(shared.direction);
      kinds.headsign.push(headsigns.number(callHeadsign(flags, shared)));
      kinds.wheelchair.push(shared.wheelchair);
      kinds.callIndex.push(position);
      kinds.stop.push(local);
      kinds.pickup.push(pickupOf(flags));
      kinds.isLast.push(call + 1 === patterns.end(pattern) ? 1 : 0);
      kinds.windows.push(shared.windows < 0 ? -1 : windows.number(shared.windows));
      kinds.offset.push(shared.windows < 0 ? 0 : patterns.departures.get(call));
      kindNumbers.set(kindKey, kind);
    }
    if (kind === lastKind) kindRuns[kindRuns.length - 1] = (kindRuns[kindRuns.length - 1] as number) + 1;
    else kindRuns.push(kind, 1);
    lastKind = kind;
    tripSteps.push(trip - lastTrip);
    lastTrip = trip;
    tripOrder.push(trip);
    const departure = (trips.firstDepartureOf[trip] as number) + patterns.departures.get(call);
    if (timeUnit !== 1) timeUnit = greatestCommonDivisor(timeUnit, departure);
    departures.push(departure);
  }
  const unit = timeUnit || 1;
  return {
    timeZone: source.timeZone,
    area: network.areaOf[stop] as number,
    stops: stops.map((index) => packStop((source.stops[index] as (typeof source.stops)[number]).stop)),
    siblings: siblings.map(idOf),
    routes: routes.packed,
    services: services.packed,
    headsigns: headsigns.packed,
    windows: windows.packed,
    kinds,
    kindRuns,
    tripSteps,
    departureSteps: departures.map((time, i) => (time - (departures[i - 1] ?? 0)) / unit),
    timeUnit: unit,
    tripIds: encodeTripIds(trips.ids, tripOrder),
  };
}
