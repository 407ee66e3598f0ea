import { at } from './lists.ts';
import type { TripUpdate, VehiclePosition } from './realtime-files.ts';
import type { Route, Timetable, Tristate } from './timetable.ts';

export type Status = 'scheduled' | 'live' | 'cancelled' | 'not-stopping';

/** One call as the board knows it, after all that the feeds say. */
export interface Visit {
  sequence: number | null;
  stopId: string;
  scheduled: number | null;
  expected: number | null;
  status: Status;
  headsign: string;
  /** false at the end of the trip and where nobody may board (T6, S12). */
  isDeparture: boolean;
  /** What the feed says of the crowding at this call; null when nothing. */
  occupancy: string | null;
  /** T8: while the window is open there is a row for it. */
  window: { opens: number; closes: number } | null;
}

export interface VehicleFacts {
  position: VehiclePosition;
  time: number;
  feedTimestamp: number;
}

export interface UpdateFacts {
  update: TripUpdate;
  feedTimestamp: number;
}

/** One running of a trip with all its calls. */
export interface BoardTrip {
  tripId: string;
  serviceDate: string;
  /** Shown for frequency-based trips only. */
  startTime: number | null;
  routeId: string | null;
  route: Route | null;
  line: string;
  operator: string;
  directionId: number | null;
  wheelchair: Tristate;
  extra: boolean;
  headway: number | null;
  visits: Visit[];
  update: UpdateFacts | null;
  vehicle: VehicleFacts | null;
}

/** T10, where the call itself has no headsign. */
export function lastStopName(timetable: Timetable, calls: { stopId: string }[]): string {
  if (calls.length === 0) return '';
  return timetable.stops.get(at(calls, calls.length - 1).stopId)?.name ?? '';
}
