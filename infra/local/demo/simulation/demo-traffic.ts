import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import { extraTripsAround } from './extra-trips.ts';
import { instancesAround, type TripInstance } from './trip-instances.ts';
import { runOf, type TripRun } from './trip-run.ts';

export interface MovingTrip {
  readonly instance: TripInstance;
  readonly run: TripRun;
}

export interface DemoTraffic {
  readonly now: EpochSeconds;
  /** On the road, about to start or just arrived; cancelled ones are not. */
  readonly moving: readonly MovingTrip[];
  /** Known early: a whole trip that will not come, and trips that will leave out a stop. */
  readonly cancelled: readonly TripInstance[];
  readonly skipping: readonly TripInstance[];
}

const predictedBeforeStart = 60 * 60;
const predictedAfterEnd = 120;

/** The state of the demo's streets at an instant: a pure function of that instant. */
export function trafficAt(now: EpochSeconds): DemoTraffic {
  const instances = [...instancesAround(now), ...extraTripsAround(now)];
  const notOver = (instance: TripInstance) => (instance.departures.at(-1) ?? 0) >= now;
  const moving = instances
    // One whose machine is broken runs, and nobody sees it.
    .filter(({ story }) => story !== 'cancelled' && story !== 'silent')
    .filter((instance) => (instance.departures[0] ?? 0) - predictedBeforeStart <= now)
    .map((instance) => ({ instance, run: runOf(instance) }))
    .filter(({ run }) => (run.arrivals.at(-1) ?? 0) + predictedAfterEnd >= now);
  const started = new Set(moving.map(({ instance }) => instance.key));
  return {
    now,
    moving,
    cancelled: instances.filter((instance) => instance.story === 'cancelled' && notOver(instance)),
    skipping: instances.filter(
      (instance) => instance.story === 'skipping' && !started.has(instance.key) && notOver(instance),
    ),
  };
}
