import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Emulator } from './emulator-process.ts';
import { signed } from './emulator-signature.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface GatewayCall {
  readonly cookie?: string;
  readonly form?: Readonly<Record<string, string>>;
}

export interface EmulatorCalls {
  /** A service's own API, as the account's owner: GET, or POST where there is a body. */
  service(
    name: string,
    path: string,
    post?: { headers?: Record<string, string>; body: string },
  ): Promise<Reply>;
  /** Through the emulator's API Gateway, which tells APIs apart by host name: a GET, or a POST of a form. */
  gateway(apiId: string, path: string, call?: GatewayCall): Promise<Reply>;
}

export function emulatorCalls({ port, certificate }: Emulator, region: string): EmulatorCalls {
  async function send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<Reply> {
    const call = request({
      host: '127.0.0.1',
      servername: 'localhost',
      ca: certificate,
      port,
      method,
      path,
      headers,
      timeout: 120_000,
    });
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
    service(service, path, { headers = {}, body } = { body: '' }) {
      const method = body === '' ? 'GET' : 'POST';
      const call = { service, region, method, host: `localhost:${port}`, path, body, headers };
      return send(method, path, signed(call, new Date()), body);
    },
    gateway(apiId, path, { cookie, form } = {}) {
      const host = `${apiId}.execute-api.localhost:${port}`;
      const headers = {
        host,
        ...(cookie && { cookie }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${host}` }),
      };
      return send(form ? 'POST' : 'GET', path, headers, form ? new URLSearchParams(form).toString() : '');
    },
  };
}
