import type { Claim } from '../transit/claim-trips.ts';
import type { VehicleClaim } from '../transit/claim-vehicles.ts';
import type { LiveCall } from '../transit/live-snapshot.ts';
import { type EpochSeconds, serviceDateToDays } from '../transit/service-day.ts';
import type { CallForecast } from './forecast-calls.ts';
import type { VehicleTracker } from './vehicle-tracker.ts';

/** Rule P2: an update that has not been renewed for so long, while its vehicle goes on reporting, says nothing. */
const UPDATE_SILENT_SECONDS = 300;

/**
 * Rules P1 and P2. Takes in where the vehicle of a run is; answers the run with calls as the vehicle will make them,
 * where no update speaks of it. undefined: the claim stays as it is.
 */
export function predictRun(
  tracker: VehicleTracker,
  { vehicle, timestamp }: VehicleClaim,
  claim: Claim,
  now: EpochSeconds,
  sourceId?: string,
): Claim | undefined {
  const { resolved } = claim;
  const fix = tracker.fixOf(vehicle, timestamp);
  if (resolved.kind !== 'update' || resolved.trip < 0 || !fix) return undefined;
  const run = {
    number: resolved.trip,
    day: serviceDateToDays(resolved.serviceDate),
    startSeconds: resolved.startSeconds,
  };
  const id = vehicle.vehicle?.id ?? '';
  const [firstSequence] = tracker.stopSequences(run);
  const hasBegun = firstSequence !== undefined && (vehicle.currentStopSequence ?? 0) > firstSequence;
  tracker.follow(id, run, fix, { hasBegun, sourceId });
  if (speaks(claim, timestamp)) return undefined;
  const forecasts = tracker.forecast(id, run, now);
  return (
    forecasts && {
      ...claim,
      source: null,
      resolved: { ...resolved, calls: laidOver(resolved.calls, forecasts) },
    }
  );
}

/** That a run is cancelled is said once and stays true. */
function speaks({ update, resolved, timestamp }: Claim, seen: EpochSeconds): boolean {
  if (!update) return false;
  if (resolved.calls.some(({ state }) => state === 'cancelled')) return true;
  return seen - timestamp <= UPDATE_SILENT_SECONDS && resolved.calls.some(({ state }) => state === 'live');
}

/** The times of the vehicle, with what else an update says of the calls: headsigns, stops that are moved or closed. */
function laidOver(updated: readonly LiveCall[], forecasts: readonly CallForecast[]): LiveCall[] {
  const calls = new Map(updated.map((call) => [call.callIndex, call]));
  for (const { callIndex, expected, scheduled } of forecasts) {
    const said = calls.get(callIndex);
    if (said?.state === 'skipped') continue; // a closure does not age either
    const { delaySeconds: _, ...known }: Omit<LiveCall, 'state'> = said ?? { callIndex };
    const time = known.stopId === undefined ? { delaySeconds: expected - scheduled } : { expected };
    calls.set(callIndex, { ...known, state: 'live', ...time });
  }
  return [...calls.values()].sort((a, b) => a.callIndex - b.callIndex);
}
