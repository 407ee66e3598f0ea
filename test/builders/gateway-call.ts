import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { httpRoutes } from '#shared/contracts/routes.ts';

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The text as JSON, where it is JSON. */
  readonly body: unknown;
}

type HttpLambda = (event: APIGatewayProxyEventV2, context: Context) => unknown;

function routeOf(rawPath: string): string | undefined {
  const segments = rawPath.split('/');
  const exact = httpRoutes.find(({ path }) => {
    const pattern = path.split('/');
    return (
      pattern.length === segments.length &&
      pattern.every((part, i) => part === segments[i] || (part.startsWith('{') && !part.endsWith('+}')))
    );
  });
  const greedy = httpRoutes.find(
    ({ path }) => path.endsWith('+}') && rawPath.startsWith(path.replace(/\{.*/, '')),
  );
  return (exact ?? greedy)?.path;
}

/** Calls a function as API Gateway does: the route key from the route table, the path as sent; POST with a body. */
export async function callGateway(
  lambda: HttpLambda,
  address: string,
  headers: Readonly<Record<string, string>> = {},
  posted?: string | Uint8Array,
): Promise<GatewayAnswer> {
  const [rawPath = '', rawQueryString = ''] = address.split('?');
  const route = routeOf(rawPath);
  const segments = rawPath.split('/');
  const pathParameters: Record<string, string> = {};
  route?.split('/').forEach((part, index) => {
    if (part.startsWith('{')) pathParameters[part.slice(1, -1)] = decodeURIComponent(segments[index] ?? '');
  });
  const body = posted !== undefined && {
    body: Buffer.from(posted).toString('base64'),
    isBase64Encoded: true,
  };
  const routeKey = `${body ? 'POST' : 'GET'} ${route}`;
  const event = { routeKey, rawPath, rawQueryString, headers, pathParameters, ...body };
  const result = (await lambda(
    event as unknown as APIGatewayProxyEventV2,
    {} as Context,
  )) as APIGatewayProxyStructuredResultV2;
  const bytes = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  const plain = result.headers?.['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  const text = plain.toString();
  const answerHeaders = (result.headers ?? {}) as Record<string, string>;
  const isJson = /json/.test(answerHeaders['content-type'] ?? '');
  return {
    status: result.statusCode ?? 0,
    headers: answerHeaders,
    bytes: plain,
    text,
    body: isJson && text !== '' ? (JSON.parse(text) as unknown) : null,
  };
}
