import * as z from 'zod/mini';
import {
  type LiveSource,
  type LiveTrip,
  OCCUPANCY_STATUSES,
  type Vehicle,
} from '../domain/transit/live-snapshot.ts';
import { intColumn } from './int-column-schema.ts';

/** Hundred-thousandths of a degree: a metre, finer than any receiver. */
const PER_DEGREE = 1e5;
/** In `labels`: the same as the id. */
const SAME = 0;
const NOTHING_KNOWN = { id: null, label: null, asOf: null };

/**
 * The vehicles of a shard, column by column: half of a shard if every one has its own object. Positions are
 * differences from the vehicle before; a vehicle that is dated by its feed has no time of its own, so that it does
 * not change when the feed is merely fresh. An occupancy without a vehicle is a vehicle of which nothing is known.
 */
export const vehicleColumnsSchema = z.object({
  /** Index of the trip, minus the one before. */
  trips: intColumn,
  ids: z.array(z.nullable(z.string())),
  labels: z.array(z.union([z.string(), z.null(), z.literal(SAME)])),
  lats: z.array(z.nullable(z.number())),
  lons: z.array(z.nullable(z.number())),
  /** Seconds since the first one given; null: the feed's own timestamp. */
  asOfs: z.array(z.nullable(z.number())),
  firstAsOf: z.number(),
  /** Index into OCCUPANCY_STATUSES, -1 for none. */
  occupancies: intColumn,
});
export type VehicleColumns = z.infer<typeof vehicleColumnsSchema>;

const feedTimestampOf = (trip: Pick<LiveTrip, 'source' | 'vehicleSource'>, sources: readonly LiveSource[]) =>
  sources[trip.vehicleSource ?? trip.source ?? -1]?.feedTimestamp ?? null;

/** Degrees → units of PER_DEGREE since the value before. */
function differences(): (degrees: number | null) => number | null {
  let last = 0;
  return (degrees) => {
    if (degrees === null) return null;
    const units = Math.round(degrees * PER_DEGREE);
    const difference = units - last;
    last = units;
    return difference;
  };
}

/** The reverse of `differences`, to be asked for one index after the other. */
function degrees(column: readonly (number | null)[]): (index: number) => number | null {
  let last = 0;
  return (index) => {
    const difference = column[index];
    if (difference === undefined)
      throw new RangeError(`vehicle ${index} of a live shard has no position column`);
    if (difference === null) return null;
    last += difference;
    return last / PER_DEGREE;
  };
}

/** What a shard keeps of a trip's vehicle. */
export type CarriedVehicle = Pick<LiveTrip, 'vehicle' | 'occupancy'>;

export function toVehicleColumns(trips: readonly LiveTrip[], sources: readonly LiveSource[]): VehicleColumns {
  const columns: VehicleColumns = {
    trips: [],
    ids: [],
    labels: [],
    lats: [],
    lons: [],
    asOfs: [],
    firstAsOf: 0,
    occupancies: [],
  };
  let previous = 0;
  const [lat, lon] = [differences(), differences()];
  trips.forEach((trip, i) => {
    const { vehicle, occupancy } = trip;
    if (!vehicle && occupancy === null) return;
    columns.trips.push(i - previous);
    previous = i;
    const { id, label, asOf } = vehicle ?? NOTHING_KNOWN;
    columns.ids.push(id);
    columns.labels.push(label === id && id !== null ? SAME : label);
    columns.lats.push(lat(vehicle?.lat ?? null));
    columns.lons.push(lon(vehicle?.lon ?? null));
    const isFeeds = asOf === null || asOf === feedTimestampOf(trip, sources);
    if (!isFeeds) columns.firstAsOf ||= asOf;
    columns.asOfs.push(isFeeds ? null : asOf - columns.firstAsOf);
    columns.occupancies.push(occupancy === null ? -1 : OCCUPANCY_STATUSES.indexOf(occupancy));
  });
  return columns;
}

/** By index of the trip. Throws RangeError on columns that do not fit each other. */
export function fromVehicleColumns(
  columns: VehicleColumns,
  placeOf: (trip: number) => Pick<LiveTrip, 'source' | 'vehicleSource'>,
  sources: readonly LiveSource[],
): Map<number, CarriedVehicle> {
  const vehicles = new Map<number, CarriedVehicle>();
  let trip = 0;
  const [lat, lon] = [degrees(columns.lats), degrees(columns.lons)];
  columns.trips.forEach((step, i) => {
    trip += step;
    const [id, label, asOf] = [columns.ids[i], columns.labels[i], columns.asOfs[i]];
    if (id === undefined || label === undefined || asOf === undefined) {
      throw new RangeError(`vehicle ${i} of a live shard does not fit its columns`);
    }
    const vehicle: Vehicle = {
      id,
      label: label === SAME ? id : label,
      lat: lat(i),
      lon: lon(i),
      asOf: asOf === null ? (feedTimestampOf(placeOf(trip), sources) ?? 0) : columns.firstAsOf + asOf,
    };
    // One without a name that has reported before, too: when it did is all that is known of it.
    const isKnown = [vehicle.id, vehicle.label, vehicle.lat, vehicle.lon, asOf].some((fact) => fact !== null);
    vehicles.set(trip, {
      vehicle: isKnown ? vehicle : null,
      occupancy: OCCUPANCY_STATUSES[columns.occupancies[i] ?? -1] ?? null,
    });
  });
  return vehicles;
}
