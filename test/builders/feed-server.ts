import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import GtfsRealtimeBindings from 'gtfs-realtime-bindings';

const { FeedMessage } = GtfsRealtimeBindings.transit_realtime;

export type FeedContent = Parameters<typeof FeedMessage.fromObject>[0];

/** Real protobuf from plain objects; enum values by name. */
export function encodeFeed(timestamp: number | null, entity: readonly object[] = []): Buffer {
  const header = { gtfsRealtimeVersion: '2.0', incrementality: 0, ...(timestamp !== null && { timestamp }) };
  return Buffer.from(FeedMessage.encode(FeedMessage.fromObject({ header, entity: [...entity] })).finish());
}

export type Answer = (response: ServerResponse, headers: IncomingHttpHeaders) => void;

export interface FeedServer {
  readonly url: string;
  /** What the next requests for a path get. */
  answer(path: string, answer: Answer | Uint8Array): void;
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  stop(): Promise<void>;
}

/** A feed's server that does what a test tells it, over real HTTP. */
export async function startFeedServer(): Promise<FeedServer> {
  const answers = new Map<string, Answer>();
  const requests: FeedServer['requests'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers });
    const answer = answers.get(path);
    if (answer) answer(response, request.headers);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    answer(path, answer) {
      answers.set(
        path,
        typeof answer === 'function' ? answer : (response) => response.writeHead(200).end(answer),
      );
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
