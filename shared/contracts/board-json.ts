import type { Board, Departure } from '../domain/transit/board.ts';
import type { Alert } from '../domain/transit/live-snapshot.ts';
import { type EpochSeconds, isoWithOffset } from '../domain/transit/service-day.ts';
import type { Stop, Translations } from '../domain/transit/timetable.ts';
import type { AlertJson, DepartureJson, DeparturesJson, StopJson } from './transit-json.ts';

/** Domain → wire. Only what the contract names goes out. */

export function toStopJson(stop: Stop): StopJson {
  const { id, code, name, indicator, lat, lon, wheelchairBoarding, parentStation } = stop;
  return { id, code, name, indicator, lat, lon, wheelchairBoarding, parentStation };
}

/** Rule A5: an address is not for translating; where there are several, the English one. */
function oneText(texts: Translations): string | null {
  return texts.en ?? texts.und ?? Object.values(texts)[0] ?? null;
}

export function toAlertJson(alert: Alert, timeZone: string): AlertJson {
  const { id, cause, effect, severity, header, description, url } = alert;
  const iso = (instant: EpochSeconds | null) => (instant === null ? null : isoWithOffset(instant, timeZone));
  return {
    id,
    cause,
    effect,
    severity,
    header,
    description,
    url: oneText(url),
    activePeriods: alert.activePeriods.map(({ start, end }) => ({ start: iso(start), end: iso(end) })),
  };
}

function toDepartureJson(row: Departure, timeZone: string): DepartureJson {
  const iso = (instant: EpochSeconds | null) => (instant === null ? null : isoWithOffset(instant, timeZone));
  return {
    tripId: row.tripId,
    serviceDate: row.serviceDate,
    ...(row.startTime !== undefined && { startTime: row.startTime }),
    routeId: row.routeId,
    line: row.line,
    headsign: row.headsign,
    operator: row.operator,
    platform: row.platform,
    scheduled: iso(row.scheduled),
    expected: iso(row.expected),
    delaySeconds: row.delaySeconds,
    status: row.status,
    source: row.source,
    ...(row.extra && { extra: true as const }),
    ...(row.headwaySeconds !== undefined && { headwaySeconds: row.headwaySeconds }),
    wheelchair: row.wheelchair,
    occupancy: row.occupancy,
    vehicle: row.vehicle && { ...row.vehicle, asOf: isoWithOffset(row.vehicle.asOf, timeZone) },
  };
}

export function toDeparturesJson(board: Board): DeparturesJson {
  const { stop, timeZone, asOf, realtime, departures, alerts } = board;
  return {
    stop: toStopJson(stop),
    asOf: isoWithOffset(asOf, timeZone),
    realtime: {
      state: realtime.state,
      asOf: realtime.asOf === null ? null : isoWithOffset(realtime.asOf, timeZone),
    },
    departures: departures.map((row) => toDepartureJson(row, timeZone)),
    alerts: alerts.map((alert) => toAlertJson(alert, timeZone)),
  };
}
