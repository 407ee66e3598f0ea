import { bearing, metresBetween, type Point, pointBetween } from '#infra/local/demo/network/geometry.ts';
import { pseudoRandom, pseudoRandomBetween } from '#infra/local/demo/network/pseudo-random.ts';
import {
  daysToServiceDate,
  type EpochSeconds,
  type ServiceDate,
  serviceDayStart,
} from '#shared/domain/transit/service-day.ts';
import { Draw } from '#test/bench/draw.ts';
import { type SimulatedTrip, simulatedTimeZone } from './simulated-network.ts';
import { crowdAt, roadSeconds } from './simulated-roads.ts';

/** What really happens to one trip on one day. Known to the simulator alone. */
export interface SimulatedRun {
  readonly key: string;
  readonly trip: SimulatedTrip;
  /** Service day, in days since 1970-01-01. */
  readonly day: number;
  readonly startDate: ServiceDate;
  /** As the timetable says. */
  readonly scheduledDepartures: readonly EpochSeconds[];
  /** false: nobody said so, but no bus came. */
  readonly ran: boolean;
  readonly arrivals: readonly EpochSeconds[];
  readonly departures: readonly EpochSeconds[];
}

export const drawFor = (key: string): Draw => new Draw(pseudoRandom(key) * 2 ** 32);

const NEVER_RUNS = 0.03;

/** Most start on time, some a little late, a few very late. */
function lateStart(draw: Draw): number {
  const chance = draw.random();
  if (chance < 0.75) return draw.int(0, 40);
  return chance < 0.95 ? draw.int(60, 240) : draw.int(240, 600);
}

/** A quarter of the stops has nobody waiting. */
function dwellSeconds(draw: Draw, secondsOfDay: number): number {
  if (draw.chance(0.25)) return 0;
  return Math.min(90, (5 - 12 * Math.log(1 - draw.random())) * crowdAt(secondsOfDay));
}

export function simulateRun(trip: SimulatedTrip, day: number): SimulatedRun {
  const { line, startSeconds } = trip;
  const startDate = daysToServiceDate(day);
  const key = `${trip.tripId} ${startDate}`;
  const draw = drawFor(`run ${key}`);
  const midnight = serviceDayStart(day, simulatedTimeZone);
  const scheduledDepartures = line.times.departures.map((offset) => midnight + startSeconds + offset);
  const ran = !draw.chance(NEVER_RUNS);
  const driver = 0.9 + 0.22 * draw.random();
  const weather = pseudoRandomBetween(`weather ${startDate}`, 0.95, 1.1);
  const last = line.stops.length - 1;
  const first = (scheduledDepartures[0] ?? 0) + lateStart(draw);
  const arrivals = [first - 240];
  const departures = [first];
  for (let i = 1; i <= last; i++) {
    const [from, to] = [line.stops[i - 1], line.stops[i]];
    if (!from || !to) break;
    const left = departures[i - 1] ?? first;
    const leg = { from: from.stopId, to: to.stopId, metres: metresBetween(from, to) };
    const lights = draw.chance(0.3) ? draw.int(5, 40) : 0;
    const drive =
      roadSeconds(leg, left - midnight) * driver * weather * Math.exp(0.15 * draw.bell()) + lights;
    const arrival = Math.round(left + Math.max(8, leg.metres / 16, drive));
    const ready = arrival + Math.round(dwellSeconds(draw, arrival - midnight));
    const holds = line.times.timepoints[i] && i < last;
    const release = (scheduledDepartures[i] ?? 0) + draw.int(-20, 20);
    arrivals.push(arrival);
    departures.push(i === last ? arrival : holds ? Math.max(ready, release) : ready);
  }
  return { key, trip, day, startDate, scheduledDepartures, ran, arrivals, departures };
}

export interface TruePlace extends Point {
  /** Metres from the first stop, in the distances of the line's `times`. */
  readonly along: number;
  readonly bearing: number;
}

/** Where the bus really is: at its first stop before it leaves it, at its last when it has come. */
export function placeAt({ trip, arrivals, departures }: SimulatedRun, at: EpochSeconds): TruePlace {
  const { stops, times } = trip.line;
  const last = stops.length - 1;
  const pending = departures.findIndex((departure) => departure > at);
  const next = pending < 0 ? last : pending;
  const stop = stops[next] as Point;
  const before = stops[next - 1];
  const arrival = arrivals[next] ?? 0;
  const isThere = !before || arrival <= at;
  const ahead = stops[next + 1];
  const heading = isThere && ahead ? bearing(stop, ahead) : bearing(before ?? stop, stop);
  if (isThere) return { lat: stop.lat, lon: stop.lon, along: times.distances[next] ?? 0, bearing: heading };
  const left = departures[next - 1] ?? 0;
  const share = eased((at - left) / (arrival - left));
  const [from, to] = [times.distances[next - 1] ?? 0, times.distances[next] ?? 0];
  return { ...pointBetween(before, stop, share), along: from + share * (to - from), bearing: heading };
}

/** Pulls away and brakes gently. */
const eased = (share: number) => share * share * (3 - 2 * share);
