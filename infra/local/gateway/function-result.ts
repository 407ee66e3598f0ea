/** What goes back on the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

export function gatewayMessage(status: number, message: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

interface StructuredResult {
  readonly statusCode: unknown;
  readonly headers?: unknown;
  readonly cookies?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

function isStructured(result: unknown): result is StructuredResult {
  return typeof result === 'object' && result !== null && 'statusCode' in result;
}

function wireHeaders(headers: unknown): Record<string, string | string[]> {
  const wire: Record<string, string | string[]> = {};
  if (typeof headers !== 'object' || headers === null) return wire;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && value !== null) wire[name.toLowerCase()] = String(value);
  }
  return wire;
}

/** Payload format 2.0: a result with a statusCode is an answer; anything else is the JSON body of a 200. */
export function toWireResponse(result: unknown): WireResponse {
  if (!isStructured(result)) {
    const body = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const status = Number(result.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    return gatewayMessage(500, 'Internal Server Error');
  }
  const headers = wireHeaders(result.headers);
  if (Array.isArray(result.cookies) && result.cookies.length)
    headers['set-cookie'] = result.cookies.map(String);
  const text = typeof result.body === 'string' ? result.body : '';
  if (text !== '') headers['content-type'] ??= 'text/plain;charset=UTF-8';
  return { status, headers, body: Buffer.from(text, result.isBase64Encoded === true ? 'base64' : 'utf8') };
}
