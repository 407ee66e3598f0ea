import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import { DomainError } from '#shared/platform/domain-error.ts';

export interface HttpFront {
  /** Where this machine reaches it. */
  readonly origin: string;
  /** From now on requests are answered; until then they are told to come back. */
  open(listener: RequestListener): void;
  stop(): Promise<void>;
}

function reasonOf(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `--port: ${port} is in use on ${host}; give another with --port N`;
  if (code === 'EACCES') return `--port: ${port} may not be used by this user; give one from 1024 up`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `--host: ${host} is no address of this machine`;
  }
  return `cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`;
}

/** An address for a person on this machine: "every address" is none to open in a browser. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** Takes the port first of all: one that is taken should end the start before a timetable is read. */
export async function startHttpFront(host: string, port: number): Promise<HttpFront> {
  let listener: RequestListener = (_, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end(JSON.stringify({ message: 'Service Unavailable' }));
  };
  const server = createServer((request, response) => listener(request, response));
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new DomainError('invalid-input', reasonOf(error, host, port));
  }
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    origin: `http://${reachable(host)}:${actual}`,
    open(next) {
      listener = next;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
