import type { HttpHandler, HttpResponse } from '#functions/runtime/http.ts';
import {
  beyondHorizon,
  type ErrorName,
  failedDelivery,
  heldByOneMessage,
  tellsDirections,
  toCheckStatusResponse,
  toDelivery,
  toServiceDelivery,
} from '#shared/contracts/siri/stop-monitoring.ts';
import {
  type CheckStatusRequest,
  DATA_HORIZON_SECONDS,
  type ServiceRequest,
  type StopMonitoringRequest,
  type UnreadableRequest,
} from '#shared/contracts/siri/stop-monitoring-request.ts';
import type {
  CheckStatusJson,
  SiriJson,
  StopMonitoringDelivery,
} from '#shared/contracts/siri/stop-monitoring-schema.ts';
import { writeSiriXml } from '#shared/contracts/siri/write-siri-xml.ts';
import { isoWithOffset } from '#shared/domain/transit/service-day.ts';
import {
  readPostedRequest,
  readStopMonitoringRequest,
  UnsupportedService,
} from '#shared/feeds/siri/read-stop-monitoring.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';
import { cacheFor } from './cache-for.ts';
import type { SteadyBoards } from './steady-boards.ts';

/** Rows to choose from where only some of them are asked for. */
const FILTERED_FROM = 1_000;

type Write = (siri: SiriJson | CheckStatusJson) => Pick<HttpResponse, 'headers' | 'body'>;

const asXml: Write = (siri) => ({
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: writeSiriXml(siri),
});
const asJson: Write = (siri) => ({
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(siri),
});

const isFiltered = ({
  lineRef,
  directionRef,
  operatorRef,
  startTime,
  minimumStopVisitsPerLine,
}: StopMonitoringRequest) =>
  minimumStopVisitsPerLine > 0 ||
  [lineRef, directionRef, operatorRef, startTime].some((filter) => filter !== null);

/** SIRI 2.0 StopMonitoring, for displays that speak it: asked by address (XML, SIRI Lite) or by a posted request. */
export function siriRoutes(
  reader: TransitReader,
  clock: Clock,
  steady: SteadyBoards,
): Record<string, HttpHandler> {
  async function deliver(
    request: StopMonitoringRequest | UnreadableRequest,
    now: number,
    timestamp: string,
  ): Promise<StopMonitoringDelivery> {
    const fail = (name: ErrorName, text: string) => failedDelivery(request, name, text, timestamp);
    if ('fault' in request) return fail('OtherError', request.fault);
    if (request.unsupported !== null) return fail('CapabilityNotSupportedError', request.unsupported);
    const { monitoringRef, startTime, previewSeconds, maximumStopVisits } = request;
    const ahead = Math.max(0, (startTime ?? now) - now) + previewSeconds;
    const horizonMinutes = Math.ceil(Math.min(DATA_HORIZON_SECONDS, ahead) / 60);
    const limit = isFiltered(request) ? FILTERED_FROM : Math.max(1, maximumStopVisits);
    const boardOf = (stopId: string) => reader.board(stopId, { now, limit, horizonMinutes });
    const upper = monitoringRef.toUpperCase();
    // ATCO codes are in capitals, and some makers' machines write them small.
    const board =
      (await boardOf(monitoringRef)) ?? (upper === monitoringRef ? undefined : await boardOf(upper));
    if (!board) return fail('InvalidDataReferencesError', `There is no stop with the id ${monitoringRef}.`);
    if (request.directionRef !== null && !tellsDirections(board))
      return fail(
        'CapabilityNotSupportedError',
        'DirectionRef is not supported here: the timetable has none.',
      );
    const beyond = beyondHorizon(request, board, limit);
    if (beyond !== null) return fail('BeyondDataHorizon', beyond);
    return toDelivery(steady.hold(`siri|${monitoringRef}|${limit}|${horizonMinutes}`, board), request);
  }

  async function answer(
    read: (timeZone: string) => ServiceRequest | CheckStatusRequest,
    write: Write,
    cacheControl: string,
  ): Promise<HttpResponse> {
    const now = clock.now();
    const timeZone = await reader.timeZone();
    const timestamp = isoWithOffset(now, timeZone);
    const respond = (status: number, siri: SiriJson | CheckStatusJson, cached: string): HttpResponse => {
      const { headers, body } = write(siri);
      const common = { 'cache-control': cached, 'access-control-allow-origin': '*' };
      return { status, headers: { ...headers, ...common }, body };
    };
    let request: ServiceRequest | CheckStatusRequest;
    try {
      request = read(timeZone);
    } catch (error) {
      const fail = (status: number, name: ErrorName, { message }: Error) => {
        const failed = failedDelivery(null, name, message, timestamp);
        return respond(status, toServiceDelivery([failed], timestamp, null), 'no-store');
      };
      if (error instanceof UnsupportedService) return fail(200, 'CapabilityNotSupportedError', error);
      if (error instanceof DomainError && error.kind === 'invalid-input')
        return fail(400, 'OtherError', error);
      throw error;
    }
    if ('isCheckStatus' in request)
      return respond(200, toCheckStatusResponse(timestamp, request.messageIdentifier), 'no-store');
    const deliveries = await Promise.all(
      request.stopMonitoring.map((asked) => deliver(asked, now, timestamp)),
    );
    // That of boards which say the same as a moment ago stays, so that the answer does.
    const steadyTimestamp = deliveries[0]?.ResponseTimestamp ?? timestamp;
    return respond(
      200,
      toServiceDelivery(heldByOneMessage(deliveries), steadyTimestamp, request.messageIdentifier),
      cacheControl,
    );
  }

  const byAddress =
    (write: Write): HttpHandler =>
    ({ query }) =>
      answer(
        (timeZone) => {
          const request = readStopMonitoringRequest((name) => query.get(name) ?? undefined, timeZone);
          return { messageIdentifier: request.messageIdentifier, stopMonitoring: [request] };
        },
        write,
        cacheFor(5),
      );

  return {
    'GET /siri/sm': byAddress(asXml),
    'GET /siri/sm.json': byAddress(asJson),
    'POST /siri/sm': ({ body }) => answer((timeZone) => readPostedRequest(body, timeZone), asXml, 'no-store'),
  };
}
