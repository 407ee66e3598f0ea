import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { readAssets } from '#functions/displays/serve-pages/asset-files.ts';
import { servePages } from '#functions/displays/serve-pages/handler.ts';
import { createHandler } from '#functions/places/serve-api/handler.ts';
import { OpenDataDump } from '#functions/places/serve-api/open-data-dump.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { createGateway } from '#infra/local/gateway/gateway.ts';
import { httpRoutes } from '#shared/contracts/routes.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { Board } from '#shared/domain/transit/board.ts';
import type { RouteLine } from '#shared/domain/transit/timetable.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { folderImageStore } from '#shared/store/folder-image-store.ts';
import type { FoundStop, TransitReader } from '#shared/store/transit-reader.ts';
import { NOW } from '#test/builders/board.ts';
import { placesReader } from '#test/builders/places.ts';

/** The real pages over boards that a test sets and changes. */
export interface FixtureSite {
  readonly origin: string;
  /** By stop id; false: the store does not answer. */
  readonly boards: Map<string, Board | false>;
  stops: readonly FoundStop[];
  lines: readonly RouteLine[];
  /** Server time. */
  now: number;
  /** The network is gone: connections are refused by closing them unanswered. */
  unreachable: boolean;
  close(): Promise<void>;
}

export async function startFixtureSite(
  assetsDirectory: string,
  places: readonly Place[] = [],
  /** Where the pictures of the places lie. */
  images = '/nowhere',
): Promise<FixtureSite> {
  const boards = new Map<string, Board | false>();
  const board = async (stopId: string): Promise<Board | undefined> => {
    const found = boards.get(stopId);
    if (found === false) throw new DomainError('unavailable', 'The store does not answer.');
    return found && { ...found, stop: { ...found.stop, id: stopId }, asOf: site.now };
  };
  const reader: TransitReader = {
    board: async (stopId, { limit, horizonMinutes, now }) => {
      const found = await board(stopId);
      const within = found?.departures.filter(
        ({ expected, scheduled }) => (expected ?? scheduled ?? now) <= now + horizonMinutes * 60,
      );
      return found && { ...found, departures: (within ?? []).slice(0, limit) };
    },
    stop: async (stopId) => (await board(stopId))?.stop,
    findStops: async (_query, limit) => site.stops.slice(0, limit),
    routeLines: async () => site.lines,
    alerts: async () => ({ timeZone: 'Europe/London', alerts: [] }),
    sources: async () => [],
    importReports: async () => [],
    timeZone: async () => 'Europe/London',
    checkHealth: async () => undefined,
  };
  const logger = createLogger('fixture', () => undefined);
  const clock = { now: () => site.now };
  const pages = servePages({
    reader,
    places: placesReader(places),
    publicOrigin: null,
    clock,
    assets: readAssets(assetsDirectory),
    helpText: null,
    logger,
  });
  const publisher = { name: 'Fixture', url: 'https://example.org/', email: 'data@example.org' };
  const published = { reader: placesReader(places), clock, publicOrigin: undefined };
  const api = createHandler({
    ...published,
    dump: new OpenDataDump({ ...published, publisher }),
    images: folderImageStore(images),
    logger,
  });
  const server = createGateway(httpRoutes, (target, event) =>
    (target === 'places/serve-api' ? api : pages)(event, {} as Context),
  );
  server.prependListener('request', (request) => {
    if (site.unreachable) request.socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const site: FixtureSite = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    boards,
    stops: [],
    lines: [],
    now: NOW,
    unreachable: false,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return site;
}
