import { type HttpHandler, type HttpResponse, httpLambda } from '#functions/runtime/http.ts';
import type { Logger } from '#functions/runtime/logger.ts';
import { integerParameter } from '#functions/runtime/query-parameters.ts';
import { type AccuracyJson, accuracyScores } from '#shared/contracts/accuracy-json.ts';
import { toAlertJson, toDeparturesJson, toStopJson } from '#shared/contracts/board-json.ts';
import { accuracyCsv } from '#shared/contracts/open-data/accuracy-csv.ts';
import { openApiDocument } from '#shared/contracts/openapi.ts';
import { toRealtimeJson } from '#shared/contracts/realtime-json.ts';
import { toTimetableJson } from '#shared/contracts/timetable-json.ts';
import {
  daysToServiceDate,
  isServiceDate,
  localDays,
  serviceDateToDays,
} from '#shared/domain/transit/service-day.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { AccuracyReader } from '#shared/store/accuracy-store.ts';
import type { LiveFeedReader } from '#shared/store/live-feed-reader.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';
import { cacheFor } from './cache-for.ts';
import { gtfsRealtimeRoutes } from './gtfs-realtime-routes.ts';
import { siriRoutes } from './siri-routes.ts';
import { SteadyBoards } from './steady-boards.ts';
import { stopQuery } from './stop-query.ts';

const MOST_STOPS = 200;
/** A quarter of a year. */
const MOST_ACCURACY_DAYS = 92;

function json(body: unknown, cacheControl: string): HttpResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': cacheControl,
      'access-control-allow-origin': '*',
    },
    body: JSON.stringify(body),
  };
}

const unknownStop = (stopId: string) =>
  new DomainError('not-found', `There is no stop with the id ${stopId}.`);

/** The public transit API (docs: GET /openapi.json). Reads only; open to every origin. */
export function createHandler(
  reader: TransitReader,
  feeds: LiveFeedReader,
  accuracy: AccuracyReader,
  clock: Clock,
  logger: Logger,
) {
  const steady = new SteadyBoards();
  /** Each route of one `date`, or all routes together on the last `days`: an answer stays small either way. */
  async function accuracyOf(query: URLSearchParams, usualDays: number) {
    const today = localDays(clock.now(), await reader.timeZone());
    const date = query.get('date');
    if (date !== null) {
      if (!isServiceDate(date)) throw new DomainError('invalid-input', 'date must be a day as YYYYMMDD.');
      const day = serviceDateToDays(date);
      return { from: day, to: day, byRoute: true, feeds: await accuracy.routes(day) };
    }
    const days = integerParameter(query, 'days', {
      least: 1,
      most: MOST_ACCURACY_DAYS,
      otherwise: usualDays,
    });
    const from = today - days + 1;
    return { from, to: today, byRoute: false, feeds: await accuracy.totals(from, today) };
  }
  const routes: Record<string, HttpHandler> = {
    'GET /v1/stops': async ({ query }) => {
      const found = await reader.findStops(stopQuery(query), MOST_STOPS);
      const stops = found.map(({ distanceMetres, ...stop }) => ({
        ...toStopJson(stop),
        ...(distanceMetres !== undefined && { distance: Math.round(distanceMetres) }),
      }));
      // Where somebody stands is theirs alone: no shared cache may keep it.
      return json({ stops }, query.has('near') ? 'private, max-age=60' : cacheFor(300));
    },
    'GET /v1/stops/{stopId}': async ({ pathParameters: { stopId = '' } }) => {
      const stop = await reader.stop(stopId);
      if (!stop) throw unknownStop(stopId);
      return json(toStopJson(stop), cacheFor(300));
    },
    'GET /v1/stops/{stopId}/departures': async ({ pathParameters: { stopId = '' }, query }) => {
      const limit = integerParameter(query, 'limit', { least: 1, most: 100, otherwise: 20 });
      const horizonMinutes = integerParameter(query, 'horizon', { least: 1, most: 2880, otherwise: 120 });
      const board = await reader.board(stopId, { now: clock.now(), limit, horizonMinutes });
      if (!board) throw unknownStop(stopId);
      return json(toDeparturesJson(steady.hold(`${stopId}|${limit}|${horizonMinutes}`, board)), cacheFor(5));
    },
    'GET /v1/realtime': async () => {
      const [sources, timeZone] = await Promise.all([reader.sources(), reader.timeZone()]);
      return json(toRealtimeJson(sources, clock.now(), timeZone), cacheFor(5));
    },
    'GET /v1/timetable': async () => {
      const [reports, timeZone] = await Promise.all([reader.importReports(), reader.timeZone()]);
      return json(toTimetableJson(reports, timeZone), cacheFor(60));
    },
    'GET /v1/alerts': async () => {
      const { alerts, timeZone } = await reader.alerts(clock.now());
      return json({ alerts: alerts.map((alert) => toAlertJson(alert, timeZone)) }, cacheFor(15));
    },
    'GET /v1/accuracy': async ({ query }) => {
      const { from, to, byRoute, feeds } = await accuracyOf(query, 7);
      const body: AccuracyJson = {
        from: daysToServiceDate(from),
        to: daysToServiceDate(to),
        feeds: feeds.map(({ feedId, days }) => ({
          id: feedId,
          scores: accuracyScores(days.values(), byRoute),
        })),
      };
      return json(body, cacheFor(300));
    },
    'GET /open-data/accuracy.csv': async ({ query }) => {
      const { byRoute, feeds } = await accuracyOf(query, MOST_ACCURACY_DAYS);
      const rows = feeds.flatMap(({ feedId, days }) =>
        [...days].flatMap(([serviceDate, table]) =>
          accuracyScores([table], byRoute).map((score) => ({ ...score, feed: feedId, serviceDate })),
        ),
      );
      return {
        status: 200,
        headers: {
          'content-type': 'text/csv; charset=utf-8; header=present',
          'cache-control': cacheFor(3600),
          'access-control-allow-origin': '*',
        },
        body: accuracyCsv(rows),
      };
    },
    ...gtfsRealtimeRoutes(feeds, clock),
    ...siriRoutes(reader, clock, steady),
    'GET /v1/{rest+}': () => {
      throw new DomainError('not-found', 'There is nothing at this address.');
    },
    'GET /openapi.json': () => json(openApiDocument(), cacheFor(3600)),
    'GET /health': async () => {
      await reader.checkHealth();
      return json({ status: 'ok' }, 'no-store');
    },
  };
  return httpLambda(routes, { logger });
}
