import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import type { Occupancy } from '../../domain/transit/live-snapshot.ts';

const { OccupancyStatus } = GtfsRealtimeBindings.transit_realtime.VehiclePosition;

export const occupancyValue = (occupancy: Occupancy | null): number =>
  OccupancyStatus[occupancy ?? 'NO_DATA_AVAILABLE'];
