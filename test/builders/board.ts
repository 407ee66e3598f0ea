import type { Board, Departure } from '#shared/domain/transit/board.ts';
import type { Alert } from '#shared/domain/transit/live-snapshot.ts';
import type { Stop } from '#shared/domain/transit/timetable.ts';

/** Wednesday 15 July 2026, 14:27:00 in Perth. */
export const NOW = Date.UTC(2026, 6, 15, 13, 27) / 1000;
export const MINUTE = 60;
export const HOUR = 3600;
export const TIME_ZONE = 'Europe/London';

export function aStop(changes: Partial<Stop> = {}): Stop {
  return {
    id: '6480T100',
    code: '64801234',
    name: 'Demo Street',
    indicator: 'Stance 3',
    lat: 56.3958,
    lon: -3.4333,
    wheelchairBoarding: 'unknown',
    parentStation: null,
    platformCode: null,
    ...changes,
  };
}

let trips = 0;

/** A timetable row, due at 14:32. */
export function aDeparture(changes: Partial<Departure> = {}): Departure {
  trips += 1;
  return {
    tripId: `trip-${trips}`,
    serviceDate: '20260715',
    routeId: 'route-7',
    line: '7',
    headsign: 'Scone',
    operator: 'Example Buses',
    platform: null,
    scheduled: NOW + 5 * MINUTE,
    expected: null,
    delaySeconds: null,
    status: 'scheduled',
    source: 'timetable',
    wheelchair: 'unknown',
    occupancy: null,
    vehicle: null,
    pickupType: 0,
    visit: { stopId: '6480T100', callIndex: 3, directionId: 0, agencyId: 'OP1' },
    ...changes,
  };
}

/** A live row, `inSeconds` away and `delaySeconds` behind its timetable. */
export function aLiveDeparture(
  inSeconds: number,
  changes: Partial<Departure> = {},
  delaySeconds = 0,
): Departure {
  return aDeparture({
    expected: NOW + inSeconds,
    scheduled: NOW + inSeconds - delaySeconds,
    delaySeconds,
    status: 'live',
    source: 'trip-update',
    ...changes,
  });
}

export function anAlert(changes: Partial<Alert> = {}): Alert {
  return {
    id: 'alert-1',
    cause: 'CONSTRUCTION',
    effect: 'DETOUR',
    severity: 'WARNING',
    header: { en: 'Diversion at Demo Bridge' },
    description: { en: 'Buses towards Scone leave from Example Road until Friday.' },
    url: {},
    activePeriods: [],
    selectors: [],
    source: 0,
    ...changes,
  };
}

/** A board with live data 20 s old. */
export function aBoard(changes: Partial<Board> = {}): Board {
  return {
    stop: aStop(),
    timeZone: TIME_ZONE,
    asOf: NOW,
    realtime: { state: 'live', asOf: NOW - 20 },
    departures: [aLiveDeparture(5 * MINUTE)],
    alerts: [],
    timetableEnded: null,
    ...changes,
  };
}
