import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { TripInstance } from './trip-instances.ts';
import type { TripRun } from './trip-run.ts';

export interface PredictedCall {
  readonly arrival: EpochSeconds;
  readonly departure: EpochSeconds;
}

/** After so long a look ahead, a forecast knows little more than how late the bus is now. */
const memorySeconds = 600;

interface Milestone {
  readonly scheduled: EpochSeconds;
  readonly actual: EpochSeconds;
}

function milestones(instance: TripInstance, run: TripRun): Milestone[] {
  return instance.stops.flatMap((_, i) => [
    { scheduled: instance.arrivals[i] ?? 0, actual: run.arrivals[i] ?? 0 },
    { scheduled: instance.departures[i] ?? 0, actual: run.departures[i] ?? 0 },
  ]);
}

/** How late the bus is at this moment, in seconds: between two milestones it glides from one delay to the next. */
export function delayAt(instance: TripInstance, run: TripRun, now: EpochSeconds): number {
  const passed = milestones(instance, run).slice(1);
  const next = passed.findIndex((milestone) => milestone.actual > now);
  const delay = ({ actual, scheduled }: Milestone) => actual - scheduled;
  const to = passed.at(next);
  if (!to) return 0;
  const from = passed[next - 1];
  if (next <= 0 || !from) return delay(to);
  const share = (now - from.actual) / (to.actual - from.actual);
  return delay(from) + (delay(to) - delay(from)) * share;
}

/** A forecast of every call as an operator's system would make it: exact where the bus has been, better the nearer it is. */
export function predict(instance: TripInstance, run: TripRun, now: EpochSeconds): readonly PredictedCall[] {
  const delay = delayAt(instance, run, now);
  let earliest = Number.NEGATIVE_INFINITY;
  const times = milestones(instance, run).map(({ scheduled, actual }) => {
    if (actual <= now) {
      earliest = actual;
      return actual;
    }
    const nearness = Math.exp(-(actual - now) / memorySeconds);
    const forecast = scheduled + delay + (actual - scheduled - delay) * nearness;
    earliest = Math.max(earliest, now, Math.round(forecast));
    return earliest;
  });
  return instance.stops.map((_, i) => ({ arrival: times[2 * i] ?? 0, departure: times[2 * i + 1] ?? 0 }));
}
