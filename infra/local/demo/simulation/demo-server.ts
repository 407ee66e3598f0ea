import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { OPEN_DATA_LICENCE } from '#shared/contracts/open-data/open-licences.ts';
import { toPlaceInfos } from '#shared/contracts/open-data/write-place-infos.ts';
import { daysToServiceDate, localDays } from '#shared/domain/transit/service-day.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { demoTimeZone } from '../network/demo-calendar.ts';
import { demoGtfsFiles } from '../network/gtfs-files.ts';
import { demoPlacesAt } from '../places/demo-places.ts';
import { type DemoFeedName, demoFeedMessage, demoFeeds } from './feed-message.ts';

export interface DemoServer {
  readonly timetableUrl: string;
  readonly placesUrl: string;
  readonly realtimeUrls: Readonly<Record<DemoFeedName, string>>;
  stop(): Promise<void>;
}

interface Content {
  readonly body: Uint8Array;
  readonly contentType: string;
  /** Epoch seconds. */
  readonly modified: number;
}

/** Feeds are published anew every five seconds, as real ones are in steps, and not for every reader. */
const publishedEverySeconds = 5;

function timetableZip(today: string): Uint8Array {
  const files = Object.entries(demoGtfsFiles(today)).map(
    ([name, text]) => [name, Buffer.from(text)] as const,
  );
  // A fixed time inside: the same day gives the same bytes, and so the same version.
  return zipSync(Object.fromEntries(files), { mtime: '2020-01-01T00:00:00', level: 6 });
}

function contentAt(path: string, now: number): Content | undefined {
  if (path === '/gtfs.zip') {
    const day = localDays(now, demoTimeZone);
    const body = timetableZip(daysToServiceDate(day));
    return { body, contentType: 'application/zip', modified: day * 86_400 };
  }
  if (path === '/places.a11y.json') {
    // Anew every hour: events lie ahead of whoever looks.
    const modified = now - (now % 3600);
    const body = Buffer.from(JSON.stringify(toPlaceInfos(demoPlacesAt(modified), OPEN_DATA_LICENCE)));
    return { body, contentType: 'application/json', modified };
  }
  const name = Object.keys(demoFeeds).find((feed) => path === `/${feed}.pb`);
  if (name === undefined) return undefined;
  const modified = Math.floor(now / publishedEverySeconds) * publishedEverySeconds;
  const body = demoFeedMessage(name as DemoFeedName, modified);
  return { body, contentType: 'application/x-protobuf', modified };
}

function unchanged(request: IncomingMessage, etag: string, modified: number): boolean {
  const { 'if-none-match': known, 'if-modified-since': since } = request.headers;
  if (known !== undefined) return known.split(',').some((tag) => tag.trim() === etag);
  return since !== undefined && Date.parse(since) >= modified * 1000;
}

function answer(request: IncomingMessage, response: ServerResponse, clock: Clock): void {
  const content = contentAt((request.url ?? '/').split('?')[0] ?? '/', clock.now());
  if (!content) {
    response.writeHead(404).end();
    return;
  }
  const etag = `"${createHash('sha256').update(content.body).digest('base64url').slice(0, 22)}"`;
  response.setHeader('etag', etag);
  response.setHeader('last-modified', new Date(content.modified * 1000).toUTCString());
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('vary', 'accept-encoding');
  if (unchanged(request, etag, content.modified)) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('content-type', content.contentType);
  if (/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
    response.setHeader('content-encoding', 'gzip').end(gzipSync(content.body));
    return;
  }
  response.end(content.body);
}

/** The demo's operators and its tourism office on the network: a timetable, three feeds and listings, read like any others. */
export async function startDemoServer(clock: Clock): Promise<DemoServer> {
  const server = createServer((request, response) => answer(request, response, clock));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the demo server has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    timetableUrl: `${origin}/gtfs.zip`,
    placesUrl: `${origin}/places.a11y.json`,
    realtimeUrls: {
      'trip-updates': `${origin}/trip-updates.pb`,
      'vehicle-positions': `${origin}/vehicle-positions.pb`,
      alerts: `${origin}/alerts.pb`,
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
