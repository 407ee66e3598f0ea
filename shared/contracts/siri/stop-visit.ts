import type { Board, Departure } from '../../domain/transit/board.ts';
import type { Occupancy } from '../../domain/transit/live-snapshot.ts';
import { type EpochSeconds, isoWithOffset } from '../../domain/transit/service-day.ts';
import type { CALL_STATUSES, MonitoredStopVisit } from './stop-monitoring-schema.ts';

type Journey = MonitoredStopVisit['MonitoredVehicleJourney'];
type CallStatus = (typeof CALL_STATUSES)[number];

/** What the traffic commissioners call punctual: from one minute early to five minutes and 59 seconds late. */
const EARLY_SECONDS = -60;
const LATE_SECONDS = 359;

/** undefined: it has no schedule that it could be late by. What is not known is never on time. */
function statusOf({ status, delaySeconds }: Departure): CallStatus | undefined {
  if (status === 'cancelled' || status === 'not-stopping') return 'cancelled';
  if (status === 'scheduled') return 'noReport';
  if (delaySeconds === null) return undefined;
  if (delaySeconds < EARLY_SECONDS) return 'early';
  return delaySeconds > LATE_SECONDS ? 'delayed' : 'onTime';
}

const occupancies: Readonly<Record<Occupancy, Journey['Occupancy']>> = {
  EMPTY: 'seatsAvailable',
  MANY_SEATS_AVAILABLE: 'seatsAvailable',
  FEW_SEATS_AVAILABLE: 'seatsAvailable',
  STANDING_ROOM_ONLY: 'standingAvailable',
  CRUSHED_STANDING_ROOM_ONLY: 'standingAvailable',
  FULL: 'full',
  NOT_ACCEPTING_PASSENGERS: 'full',
  NOT_BOARDABLE: undefined,
};

/** A code of SIRI is an NMTOKEN: letters, digits and a few signs. What else an id holds becomes an underscore. */
export const siriCode = (id: string): string =>
  id.replace(/[^A-Za-z0-9._:\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF-]/g, '_');

export function isoDuration(seconds: number): string {
  const whole = Math.abs(seconds);
  return `${seconds < 0 ? '-' : ''}PT${Math.floor(whole / 60)}M${whole % 60}S`;
}

const isoDate = (serviceDate: string) =>
  `${serviceDate.slice(0, 4)}-${serviceDate.slice(4, 6)}-${serviceDate.slice(6, 8)}`;

/** The same for the same run of a trip in every answer. */
const runOf = ({ tripId, startTime }: Departure) =>
  startTime === undefined ? tripId : `${tripId}:${startTime}`;

function vehicleOf(row: Departure, iso: (at: EpochSeconds) => string) {
  const { vehicle, occupancy } = row;
  const load = occupancy === null ? undefined : occupancies[occupancy];
  const isLocated = vehicle?.lat != null && vehicle.lon !== null;
  return {
    ...(isLocated && {
      VehicleLocation: { Longitude: vehicle.lon ?? 0, Latitude: vehicle.lat ?? 0 },
      LocationRecordedAtTime: iso(vehicle.asOf),
    }),
    ...(load !== undefined && { Occupancy: load }),
    ...(row.delaySeconds !== null && { Delay: isoDuration(row.delaySeconds) }),
    ...(vehicle?.id && { VehicleRef: siriCode(vehicle.id) }),
  };
}

/** Rule P6: predicted from a bus that is on another run yet. */
const isToCome = ({ source, vehicle }: Departure) =>
  source === 'vehicle-position' && vehicle !== null && vehicle.lat === null;

/** A row of a board as a visit; empty texts are left out, since the standard knows none. */
export function toStopVisit(row: Departure, board: Board, monitoringRef: string): MonitoredStopVisit {
  const iso = (at: EpochSeconds) => isoWithOffset(at, board.timeZone);
  const { visit, headwaySeconds } = row;
  const stopId = visit?.stopId ?? board.stop.id;
  const status = statusOf(row);
  const lineRef = row.routeId || row.line;
  const operatorRef = visit?.operatorCode || visit?.agencyId;
  const isLive = row.status === 'live';
  const recordedAt = isLive ? (row.vehicle?.asOf ?? board.realtime.asOf ?? board.asOf) : board.asOf;
  return {
    RecordedAtTime: iso(recordedAt),
    ItemIdentifier: siriCode(`${runOf(row)}:${row.serviceDate}:${visit?.callIndex ?? 0}`),
    MonitoringRef: monitoringRef,
    MonitoredVehicleJourney: {
      ...(lineRef && { LineRef: siriCode(lineRef) }),
      ...(visit?.directionId != null && { DirectionRef: String(visit.directionId) }),
      FramedVehicleJourneyRef: {
        DataFrameRef: isoDate(row.serviceDate),
        DatedVehicleJourneyRef: siriCode(runOf(row)),
      },
      ...(row.line && { PublishedLineName: row.line }),
      ...(operatorRef && { OperatorRef: siriCode(operatorRef) }),
      ...(row.headsign && { DestinationName: row.headsign }),
      ...(row.scheduled === null && headwaySeconds !== undefined && { HeadwayService: true as const }),
      Monitored: row.status !== 'scheduled',
      ...(isLive && board.realtime.state === 'stale' && { PredictionInaccurate: true as const }),
      ...(isLive && row.source !== 'timetable' && { DataSource: row.source }),
      ...(isLive && isToCome(row) && { ConfidenceLevel: 'probablyReliable' as const }),
      ...(isLive && vehicleOf(row, iso)),
      MonitoredCall: {
        StopPointRef: siriCode(stopId),
        ...(stopId === board.stop.id && board.stop.name && { StopPointName: board.stop.name }),
        ...(row.standing && { VehicleAtStop: true as const }),
        ...(row.scheduled !== null && { AimedDepartureTime: iso(row.scheduled) }),
        ...(row.expected !== null && { ExpectedDepartureTime: iso(row.expected) }),
        ...(status && { DepartureStatus: status }),
        ...(row.platform && { DeparturePlatformName: row.platform }),
        ...(headwaySeconds !== undefined && { AimedHeadwayInterval: isoDuration(headwaySeconds) }),
      },
    },
  };
}
