import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpRoute } from '#shared/contracts/routes.ts';
import { gatewayMessage, toWireResponse, type WireResponse } from './function-result.ts';
import { splitTarget, toRequestEvent } from './request-event.ts';
import { routeTable } from './route-table.ts';

const bodyLimitBytes = 10 * 1024 * 1024;

export type Invoke = (target: HttpRoute['target'], event: APIGatewayProxyEventV2) => Promise<unknown>;

/** undefined when the body is larger than API Gateway takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > bodyLimitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, answer: WireResponse, withoutBody: boolean): void {
  const bodyless = answer.status === 204 || answer.status === 304;
  for (const [name, value] of Object.entries(answer.headers)) {
    response.setHeader(name, value);
  }
  if (!bodyless) response.setHeader('content-length', answer.body.length);
  response.writeHead(answer.status);
  response.end(withoutBody || bodyless ? undefined : answer.body);
}

/** Stands in for the API Gateway HTTP API: node:http in, payload format 2.0 to the functions. */
export function gatewayListener(
  routes: readonly HttpRoute[],
  invoke: Invoke,
  onFault: (error: unknown) => void = () => undefined,
): RequestListener {
  const match = routeTable(routes);

  async function answer(request: IncomingMessage): Promise<WireResponse> {
    // An HTTP API has no implicit HEAD; in the cloud each public route for GET has one for HEAD beside it.
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const found = match(method, splitTarget(request.url ?? '/').rawPath);
    if (!found) return gatewayMessage(404, 'Not Found');
    const body = await readBody(request);
    if (!body) return gatewayMessage(413, 'Request Entity Too Large');
    try {
      return toWireResponse(await invoke(found.route.target, toRequestEvent(request, found, body)));
    } catch (error) {
      onFault(error);
      return gatewayMessage(500, 'Internal Server Error');
    }
  }

  return (request, response) => {
    answer(request)
      .then((result) => {
        // What is left of a refused body would be read as the next request.
        if (result.status === 413) response.setHeader('connection', 'close');
        send(response, result, request.method === 'HEAD');
      })
      .catch((error) => {
        onFault(error);
        response.destroy();
      });
  };
}

export function createGateway(...args: Parameters<typeof gatewayListener>): Server {
  return createServer(gatewayListener(...args));
}
