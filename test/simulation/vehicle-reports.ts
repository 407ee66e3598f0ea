import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import { drawFor, placeAt, type SimulatedRun } from './simulated-run.ts';

/** What the vehicle's equipment says of one moment. */
export interface VehicleReport {
  readonly at: EpochSeconds;
  /** When it has come to the operator's feed. */
  readonly arrives: EpochSeconds;
  readonly lat: number;
  readonly lon: number;
  /** undefined: not said. */
  readonly bearing: number | undefined;
  /** The receiver was hundreds of metres out. */
  readonly jumped: boolean;
}

/** How a vehicle says which run it is on. */
export type Identification = 'trip' | 'start' | 'route';

export interface ReportingVehicle {
  readonly run: SimulatedRun;
  readonly vehicleId: string;
  readonly identification: Identification;
  readonly reports: readonly VehicleReport[];
  /** No report is of a moment between them; for good: Infinity. */
  readonly lost: { readonly from: EpochSeconds; readonly until: EpochSeconds } | undefined;
}

const METRES_PER_DEGREE = 111_195;
const [LEAST_NOISE, MOST_NOISE] = [5, 15];
export const MOST_NOISE_METRES = MOST_NOISE;
const BEFORE_START = 240;
const AFTER_END = 60;

function lossOf(run: SimulatedRun, chance: number, share: number, seconds: number) {
  const [start = 0, end = 0] = [run.departures[0], run.arrivals.at(-1)];
  const from = Math.round(start + share * (end - start));
  if (chance < 0.03) return { from, until: Number.POSITIVE_INFINITY };
  return chance < 0.11 ? { from, until: from + 180 + Math.round(300 * seconds) } : undefined;
}

const identificationOf = (chance: number): Identification =>
  chance < 0.85 ? 'trip' : chance < 0.95 ? 'start' : 'route';

/** Everything that one vehicle reports on one run, each 20 to 40 seconds by a clock of its own. */
export function reportingVehicle(run: SimulatedRun): ReportingVehicle {
  const draw = drawFor(`reports ${run.key}`);
  const lost = lossOf(run, draw.random(), draw.random(), draw.random());
  const identification = identificationOf(draw.random());
  const compass = draw.one(['good', 'good', 'good', 'absent', 'minus one', 'zero'] as const);
  const every = draw.int(20, 40);
  const reports: VehicleReport[] = [];
  const end = (run.arrivals.at(-1) ?? 0) + AFTER_END;
  for (let at = (run.departures[0] ?? 0) - BEFORE_START + draw.int(0, every); at <= end; at += every) {
    const place = placeAt(run, at);
    const jumped = draw.chance(0.01);
    const off = jumped ? draw.int(200, 1500) : LEAST_NOISE + (MOST_NOISE - LEAST_NOISE) * draw.random();
    const towards = 2 * Math.PI * draw.random();
    const turned = (place.bearing + 10 * draw.bell() + 360) % 360;
    const bearings = { good: turned, absent: undefined, 'minus one': -1, zero: 0 };
    const arrives = at + draw.int(2, 8);
    if (lost && at >= lost.from && at < lost.until) continue;
    reports.push({
      at,
      arrives,
      lat: place.lat + (off * Math.cos(towards)) / METRES_PER_DEGREE,
      lon: place.lon + (off * Math.sin(towards)) / METRES_PER_DEGREE / Math.cos((place.lat * Math.PI) / 180),
      bearing: bearings[compass],
      jumped,
    });
  }
  return { run, vehicleId: vehicleIdOf(run), identification, reports, lost };
}

/** A vehicle comes again on a later run of its line, when it must be free. */
function vehicleIdOf({ trip: { line, number } }: SimulatedRun): string {
  const longest = 2 * (line.times.arrivals.at(-1) ?? 0) + 2400;
  return `${line.routeId}-${line.directionId}-${number % Math.ceil(longest / 60)}`;
}
