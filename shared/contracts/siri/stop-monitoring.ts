import type { Board, Departure } from '../../domain/transit/board.ts';
import { lineKey } from '../../domain/transit/line-key.ts';
import { type EpochSeconds, isoWithOffset } from '../../domain/transit/service-day.ts';
import {
  DATA_HORIZON_SECONDS,
  MOST_VISITS,
  type StopMonitoringRequest,
  type UnreadableRequest,
} from './stop-monitoring-request.ts';
import type {
  CheckStatusJson,
  ErrorCondition,
  SiriJson,
  StopMonitoringDelivery,
} from './stop-monitoring-schema.ts';
import { isoDuration, siriCode, toStopVisit } from './stop-visit.ts';

const PRODUCER = 'digital-welcome';
/** Live data is polled so often; to ask more often gives nothing new. */
const SHORTEST_CYCLE_SECONDS = 15;

/** By what LineRef is in our answers, or by the name on the bus. */
const isOfLine = ({ routeId, line }: Departure, lineRef: string) =>
  siriCode(routeId || line) === siriCode(lineRef) || lineKey(line) === lineKey(lineRef);

/** By the National Operator Code, which the UK's systems know, or by the agency of the timetable. */
const isOfOperator = ({ visit }: Departure, operatorRef: string) =>
  [visit?.operatorCode, visit?.agencyId].some(
    (code) => code && siriCode(code).toUpperCase() === siriCode(operatorRef).toUpperCase(),
  );

const timeOf = (row: Departure, board: Board): EpochSeconds => row.expected ?? row.scheduled ?? board.asOf;

/** Up to when a board of at most `limit` rows says what leaves. */
function knownUntil(board: Board, limit: number): EpochSeconds {
  const last = board.departures.length < limit ? undefined : board.departures.at(-1);
  return last ? timeOf(last, board) : board.asOf + DATA_HORIZON_SECONDS;
}

/** Why nobody knows what leaves in the time that is asked for: no rows would say that nothing does. */
export function beyondHorizon(
  { startTime, previewSeconds }: StopMonitoringRequest,
  board: Board,
  limit: number,
): string | null {
  if (startTime === null) return null;
  const until = knownUntil(board, limit);
  if (startTime >= until)
    return `StartTime is too far ahead: departures are known until ${isoWithOffset(until, board.timeZone)}.`;
  return startTime + previewSeconds < board.asOf
    ? 'PreviewInterval from StartTime on ends before now.'
    : null;
}

/** Whether rows can be told apart by direction: where the timetable has none, none is no answer. */
export const tellsDirections = ({ departures }: Board): boolean =>
  departures.length === 0 || departures.some(({ visit }) => visit != null && visit.directionId !== null);

function isAskedFor(row: Departure, board: Board, request: StopMonitoringRequest): boolean {
  const { lineRef, directionRef, operatorRef, startTime, previewSeconds } = request;
  const at = timeOf(row, board);
  const from = startTime ?? board.asOf;
  return (
    (startTime === null || at >= startTime) &&
    at <= from + previewSeconds &&
    (lineRef === null || isOfLine(row, lineRef)) &&
    (directionRef === null || String(row.visit?.directionId) === directionRef) &&
    (operatorRef === null || isOfOperator(row, operatorRef))
  );
}

/**
 * The first rows, and the first of each line even where those of others leave before them: they take the places of the
 * last ones, and only what is owed to the lines goes beyond the maximum.
 */
function chosen(
  rows: readonly Departure[],
  { maximumStopVisits, minimumStopVisitsPerLine }: StopMonitoringRequest,
): Departure[] {
  const counts = new Map<string, number>();
  const owed = new Set(
    rows.filter((row) => {
      const line = row.routeId || row.line;
      const count = (counts.get(line) ?? 0) + 1;
      counts.set(line, count);
      return count <= minimumStopVisitsPerLine;
    }),
  );
  let free = maximumStopVisits - owed.size;
  return rows.filter((row) => owed.has(row) || free-- > 0).slice(0, MOST_VISITS);
}

const echo = (identifier: string | null) => (identifier === null ? {} : { RequestMessageRef: identifier });

/** What a board says, as far as it was asked for. */
export function toDelivery(board: Board, request: StopMonitoringRequest): StopMonitoringDelivery {
  const iso = (at: EpochSeconds) => isoWithOffset(at, board.timeZone);
  const rows = board.departures.filter((row) => isAskedFor(row, board, request));
  return {
    version: '2.0',
    ResponseTimestamp: iso(board.asOf),
    ...echo(request.messageIdentifier),
    Status: true,
    ValidUntil: iso(
      Math.min((request.startTime ?? board.asOf) + request.previewSeconds, board.asOf + DATA_HORIZON_SECONDS),
    ),
    ShortestPossibleCycle: isoDuration(SHORTEST_CYCLE_SECONDS),
    MonitoringRef: request.monitoringRef,
    ...(board.stop.name && { MonitoringName: board.stop.name }),
    MonitoredStopVisit: chosen(rows, request).map((row) => toStopVisit(row, board, request.monitoringRef)),
  };
}

/** As the standard names what is wrong. */
export type ErrorName = Exclude<keyof ErrorCondition, 'Description'>;

/** One request of several may fail alone; without a request, none could be read. */
export function failedDelivery(
  request: Pick<UnreadableRequest, 'monitoringRef' | 'messageIdentifier'> | null,
  name: ErrorName,
  text: string,
  timestamp: string,
): StopMonitoringDelivery {
  return {
    version: '2.0',
    ResponseTimestamp: timestamp,
    ...echo(request?.messageIdentifier ?? null),
    Status: false,
    ErrorCondition: { [name]: { ErrorText: text }, Description: text },
    ...(request?.monitoringRef && { MonitoringRef: request.monitoringRef }),
    MonitoredStopVisit: [],
  };
}

/** An answer of a function has 6 MB at most, in base64: a visit takes up to 1.6 kB of them, more with long names. */
const MOST_VISITS_OF_A_MESSAGE = 2_000;

/** Deliveries that one answer can hold; the others say that they have to be asked for in another message. */
export function heldByOneMessage(deliveries: readonly StopMonitoringDelivery[]): StopMonitoringDelivery[] {
  let free = MOST_VISITS_OF_A_MESSAGE;
  return deliveries.map((delivery) => {
    const {
      MonitoredStopVisit,
      MonitoringRef = null,
      RequestMessageRef = null,
      ResponseTimestamp,
    } = delivery;
    if (MonitoredStopVisit.length <= free) {
      free -= MonitoredStopVisit.length;
      return delivery;
    }
    return failedDelivery(
      { monitoringRef: MonitoringRef, messageIdentifier: RequestMessageRef },
      'AllowedResourceUsageExceededError',
      `A message is answered with ${MOST_VISITS_OF_A_MESSAGE} visits at most; ask for this stop in another one.`,
      ResponseTimestamp,
    );
  });
}

/** That the service can be asked: whoever cannot read its data answers 503 instead. */
export const toCheckStatusResponse = (
  timestamp: string,
  messageIdentifier: string | null,
): CheckStatusJson => ({
  Siri: {
    version: '2.0',
    CheckStatusResponse: {
      ResponseTimestamp: timestamp,
      ProducerRef: PRODUCER,
      ...echo(messageIdentifier),
      Status: true,
    },
  },
});

export function toServiceDelivery(
  deliveries: readonly StopMonitoringDelivery[],
  timestamp: string,
  messageIdentifier: string | null,
): SiriJson {
  return {
    Siri: {
      version: '2.0',
      ServiceDelivery: {
        ResponseTimestamp: timestamp,
        ProducerRef: PRODUCER,
        ...echo(messageIdentifier),
        Status: deliveries.every(({ Status }) => Status),
        StopMonitoringDelivery: [...deliveries],
      },
    },
  };
}
