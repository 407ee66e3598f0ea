import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteMatch } from './route-table.ts';

/** Path and query exactly as the request line has them. */
export function splitTarget(url: string): { readonly rawPath: string; readonly rawQueryString: string } {
  // A proxy's request line may carry the whole address.
  const target = url.replace(/^https?:\/\/[^/?]*/, '') || '/';
  const mark = target.indexOf('?');
  const rawPath = mark < 0 ? target : target.slice(0, mark);
  return { rawPath: rawPath || '/', rawQueryString: mark < 0 ? '' : target.slice(mark + 1) };
}

function joinedQuery(rawQueryString: string): Record<string, string> | undefined {
  if (rawQueryString === '') return undefined;
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    joined[name] = name in joined ? `${joined[name]},${value}` : value;
  }
  return joined;
}

function isText(contentType: string | undefined): boolean {
  return /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[\w.-]+\+(json|xml))\b)/.test(
    contentType ?? '',
  );
}

/** Clock months as API Gateway writes `requestContext.time`: 12/Mar/2026:19:03:58 +0000. */
function requestTime(instant: Date): string {
  const [, day, month, year, time] = instant.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

/** The event that an API Gateway HTTP API would hand to the function: payload format 2.0. */
export function toRequestEvent(
  request: IncomingMessage,
  match: RouteMatch,
  body: Buffer,
): APIGatewayProxyEventV2 {
  const { rawPath, rawQueryString } = splitTarget(request.url ?? '/');
  const { cookie: cookieHeaders, ...others } = request.headersDistinct;
  const headers = Object.fromEntries(
    Object.entries(others).map(([name, values]) => [name, values?.join(',')]),
  );
  const cookies = cookieHeaders?.flatMap((header) => header.split(/; */)).filter((cookie) => cookie !== '');
  const queryStringParameters = joinedQuery(rawQueryString);
  const text = isText(request.headers['content-type']);
  const now = new Date();
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies?.length ? { cookies } : {}),
    headers,
    ...(queryStringParameters ? { queryStringParameters } : {}),
    ...(Object.keys(match.pathParameters).length ? { pathParameters: { ...match.pathParameters } } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: request.headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: match.route.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.routeKey,
      stage: '$default',
      time: requestTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length ? { body: body.toString(text ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !text,
  };
}
