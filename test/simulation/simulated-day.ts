import { pseudoRandom } from '#infra/local/demo/network/pseudo-random.ts';
import { type EpochSeconds, formatGtfsTime } from '#shared/domain/transit/service-day.ts';
import { encodeFeed } from '#test/builders/feed-server.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import { type SimulatedRun, simulateRun } from './simulated-run.ts';
import { type ReportingVehicle, reportingVehicle, type VehicleReport } from './vehicle-reports.ts';

export interface SimulatedDay {
  readonly runs: readonly SimulatedRun[];
  /** Of the runs that really run, by when they start. */
  readonly vehicles: readonly ReportingVehicle[];
}

export function simulateDay({ trips }: SimulatedNetwork, day: number): SimulatedDay {
  const runs = trips.map((trip) => simulateRun(trip, day));
  return { runs, vehicles: runs.filter((run) => run.ran).map(reportingVehicle) };
}

/** The feed goes on with the last that it has heard of a vehicle for so long. */
const REMEMBERED_SECONDS = 600;

export interface SentReport {
  readonly vehicle: ReportingVehicle;
  readonly report: VehicleReport;
}

/** What the operator's feed holds at an instant: of most vehicles the newest report, of some an older one, or both. */
export function reportsAt({ vehicles }: SimulatedDay, now: EpochSeconds): SentReport[] {
  return vehicles.flatMap((vehicle): SentReport[] => {
    const { run, reports, lost } = vehicle;
    if ((reports[0]?.arrives ?? Number.POSITIVE_INFINITY) > now) return [];
    const newest = reports.findLastIndex(({ arrives }) => arrives <= now);
    const report = reports[newest];
    const isOver = newest === reports.length - 1 && lost?.until !== Number.POSITIVE_INFINITY;
    if (!report || now - report.at > (isOver ? 60 : REMEMBERED_SECONDS)) return [];
    const before = reports[newest - 1];
    const chance = pseudoRandom(`${run.key} at ${now}`);
    const sent = before === undefined || chance >= 0.04 ? [report] : [report, before];
    if (chance < 0.01) sent.reverse();
    return (chance >= 0.02 && chance < 0.04 ? sent.slice(-1) : sent).map((one) => ({
      vehicle: vehicle,
      report: one,
    }));
  });
}

function tripDescriptor({ run: { trip, startDate }, identification }: ReportingVehicle) {
  const { routeId, directionId } = trip.line;
  const route = { routeId, directionId };
  if (identification === 'route') return route;
  const startTime = formatGtfsTime(trip.startSeconds);
  return identification === 'start'
    ? { ...route, startTime, startDate }
    : { ...route, tripId: trip.tripId, startDate };
}

/** As GTFS-realtime. */
export function simulatedMessage(sent: readonly SentReport[], now: EpochSeconds): Uint8Array {
  return encodeFeed(
    now,
    sent.map(({ vehicle, report }, i) => ({
      id: String(i),
      vehicle: {
        trip: tripDescriptor(vehicle),
        vehicle: { id: vehicle.vehicleId },
        position: {
          latitude: report.lat,
          longitude: report.lon,
          ...(report.bearing !== undefined && { bearing: report.bearing }),
        },
        timestamp: report.at,
      },
    })),
  );
}
