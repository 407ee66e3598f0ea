import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import { metresBetween } from '../network/geometry.ts';
import { naptanStop } from '../network/naptan-stops.ts';
import { pseudoRandomBetween } from '../network/pseudo-random.ts';
import type { TripInstance } from './trip-instances.ts';

/** What will really happen, known to the simulator alone: predictions only come near to it. */
export interface TripRun {
  readonly arrivals: readonly EpochSeconds[];
  readonly departures: readonly EpochSeconds[];
}

const fastestMetresPerSecond = 11;

/** Seconds behind the timetable at `share` (0..1) of the trip, were nothing in the way. */
function wantedDelay({ key, story }: TripInstance, share: number): number {
  const between = (name: string, from: number, to: number) => pseudoRandomBetween(`${key} ${name}`, from, to);
  const wave = between('wave', 5, 35) * Math.sin(2 * Math.PI * (share + between('phase', 0, 1)));
  if (story === 'late') {
    // Held up on the way, most of it made good by the end.
    return 40 + between('peak', 240, 540) * Math.sin(Math.PI * Math.min(1, share * 1.1)) + wave;
  }
  if (story === 'early') return -between('lead', 70, 110) * Math.sin(Math.PI * share);
  return between('start', 0, 45) + between('slope', -20, 130) * share + wave;
}

export function runOf(instance: TripInstance): TripRun {
  const arrivals: EpochSeconds[] = [];
  const departures: EpochSeconds[] = [];
  const last = instance.stops.length - 1;
  let left = Number.NEGATIVE_INFINITY;
  instance.stops.forEach((code, i) => {
    const before = instance.stops[i - 1];
    const metres = before === undefined ? 0 : metresBetween(naptanStop(before), naptanStop(code));
    const earliest = left + Math.max(12, metres / fastestMetresPerSecond);
    const dwell = pseudoRandomBetween(`${instance.key} dwell ${i}`, 8, 25);
    const wanted = (instance.arrivals[i] ?? 0) + wantedDelay(instance, i / last);
    const arrival = Math.round(Math.max(earliest, wanted));
    const ready = i === last ? arrival : Math.round(arrival + dwell);
    const holds = i !== last && instance.timepoints[i];
    left = holds ? Math.max(ready, instance.departures[i] ?? 0) : ready;
    arrivals.push(i === 0 ? Math.min(arrival, left) : arrival);
    departures.push(left);
  });
  return { arrivals, departures };
}
