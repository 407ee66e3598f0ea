import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface EmulatorCalls {
  /** A service's own API. The emulator reads the service and the region from the credential, and checks no signature. */
  service(
    name: string,
    path: string,
    options?: { headers?: Record<string, string>; body?: string },
  ): Promise<Reply>;
  /** A GET through the emulator's API Gateway, which tells APIs apart by host name. */
  gateway(apiId: string, path: string): Promise<Reply>;
}

export function emulatorCalls(endpoint: string, region: string): EmulatorCalls {
  const { port } = new URL(endpoint);
  async function send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Reply> {
    const call = request({ host: '127.0.0.1', port, method, path, headers, timeout: 120_000 });
    call.on('timeout', () => call.destroy(new Error(`${method} ${path}: no answer in two minutes`)));
    call.end(body);
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
  }
  return {
    service: (name, path, { headers = {}, body } = {}) =>
      send(
        body === undefined ? 'GET' : 'POST',
        path,
        {
          authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${name}/aws4_request, SignedHeaders=host, Signature=none`,
          ...headers,
        },
        body,
      ),
    gateway: (apiId, path) => send('GET', path, { host: `${apiId}.execute-api.localhost:${port}` }),
  };
}
