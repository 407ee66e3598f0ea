import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { assetNames } from '#displays/kit/assets.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { staffCookies } from '#functions/staff/serve-staff/cookies.ts';
import { serveStaff } from '#functions/staff/serve-staff/handler.ts';
import type { StaffDependencies } from '#functions/staff/serve-staff/staff-request.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { writeSession } from '#shared/store/session-store.ts';
import { auditTable, listingsTable, placesTable, reportsTable, sessionsTable } from '#shared/store/tables.ts';
import { answerWith } from '../measured-process.ts';
import { meteredClient, type Units } from '../metered-client.ts';
import { type Cost, startMeasuring } from '../samples.ts';
import { syntheticFile } from '../staff-listings.ts';
import { PLACES_NOW, PLACES_ZONE } from '../synthetic-places.ts';

export interface StaffDeskJob {
  readonly endpoint: string;
  readonly prefix: string;
  readonly count: number;
  /** Of the file that is imported. */
  readonly rows: number;
}

export interface StaffStep extends Cost, Units {
  readonly name: string;
  readonly status: number;
  /** Of the function's answer, as the gateway is given it. */
  readonly answerBytes: number;
}

const ORIGIN = 'https://bench.example';
const MOST_PARTS = 20;

/** One person at work, from one page to the next, as the gateway calls the function. */
answerWith(async ({ endpoint, prefix, count, rows }: StaffDeskJob): Promise<StaffStep[]> => {
  const { client, take } = meteredClient(endpoint);
  const table = ({ name }: { readonly name: string }) => ({ client, tableName: prefix + name });
  const writing = { auditTableName: prefix + auditTable.name };
  const placesStore = table(placesTable);
  const sessions = table(sessionsTable);
  // Seconds pass as they do: what takes too long is gone on with.
  const began = performance.now();
  const clock = { now: () => PLACES_NOW + Math.floor((performance.now() - began) / 1000) };
  const never = async () => {
    throw new Error('nobody asks for it');
  };
  const dependencies: StaffDependencies = {
    listings: { ...table(listingsTable), ...writing },
    audit: table(auditTable),
    reports: { ...table(reportsTable), ...writing },
    sessions,
    placesStore,
    places: openPlacesReader(placesStore, PLACES_ZONE),
    images: { put: never, get: never } as unknown as StaffDependencies['images'],
    identity: {} as StaffDependencies['identity'],
    config: {
      timeZone: PLACES_ZONE,
      publisher: { name: 'Bench', url: 'https://bench.example/', email: 'bench@bench.example' },
      sources: [],
    },
    twoPersons: true,
    publicOrigin: ORIGIN,
    assets: {
      release: 'bench',
      files: Object.fromEntries(
        assetNames.map((name) => [name, name]),
      ) as StaffDependencies['assets']['files'],
    },
    clock,
    logger: createLogger('bench', (line) => console.error(line)),
    calendarOf: async () => () => null,
  };
  const handler = serveStaff(dependencies);
  const secret = randomUUID();
  const member = {
    subject: 'bench',
    name: 'Bench',
    email: 'bench@example.org',
    roles: ['publisher' as const],
  };
  const expiresAt = PLACES_NOW + 86_400;
  await writeSession(sessions, secret, { member, signedInAt: PLACES_NOW, idToken: '', expiresAt });

  const steps: StaffStep[] = [];
  async function send(
    name: string,
    method: 'GET' | 'POST',
    route: string,
    address: string,
    body?: { readonly type: string; readonly bytes: Uint8Array },
  ): Promise<string> {
    const [rawPath = '', rawQueryString = ''] = address.split('?');
    const segments = rawPath.split('/');
    const parameters = route
      .split('/')
      .flatMap((part, i) => (part.startsWith('{') ? [[part.slice(1, -1), segments[i] ?? '']] : []));
    const event = {
      routeKey: `${method} ${route}`,
      rawPath,
      rawQueryString,
      headers: {
        origin: ORIGIN,
        'accept-encoding': 'gzip',
        cookie: `${staffCookies(ORIGIN).session}=${secret}`,
        ...(body && { 'content-type': body.type }),
      },
      pathParameters: Object.fromEntries(parameters),
      ...(body && { body: Buffer.from(body.bytes).toString('base64'), isBase64Encoded: true }),
    } as unknown as APIGatewayProxyEventV2;
    take();
    const cost = startMeasuring();
    const answer = (await handler(event, {} as Context)) as APIGatewayProxyStructuredResultV2;
    const answerBytes = Buffer.byteLength(answer.body ?? '');
    steps.push({ name, status: answer.statusCode ?? 0, answerBytes, ...cost(), ...take() });
    return String(answer.headers?.location ?? '');
  }
  const form = {
    type: 'application/x-www-form-urlencoded',
    bytes: Buffer.from('name_en=Harbour+House&kind=eat'),
  };
  const none = { type: 'application/x-www-form-urlencoded', bytes: Buffer.from('') };

  for (const name of ['first page of the process', 'first page']) await send(name, 'GET', '/staff', '/staff');
  await send('listings in review', 'GET', '/staff', '/staff?state=in-review');
  await send('facts to check again', 'GET', '/staff', '/staff?state=to-check');
  await send('search for a part of a name', 'GET', '/staff', '/staff?q=harbour');
  await send('search for what nothing is called', 'GET', '/staff', '/staff?q=zzz');
  await send('add a listing', 'POST', '/staff/places/new', '/staff/places/new', form);

  const sent = new FormData();
  sent.set('file', new File([syntheticFile(rows, count)], 'listings.csv'));
  const request = new Response(sent);
  const type = request.headers.get('content-type') ?? '';
  const file = { type, bytes: new Uint8Array(await request.arrayBuffer()) };
  const path = await send('send a file', 'POST', '/staff/import', '/staff/import', file);
  const route = '/staff/import/{importId}';
  await send('preview', 'GET', route, path);
  const repeated = async (name: string, on: string, address: string) => {
    for (let part = 1, at = 'part'; at.includes('part') && part < MOST_PARTS; part++)
      at = await send(part === 1 ? name : `${name}, part ${part}`, 'POST', on, address, none);
  };
  await repeated('take in', route, path);
  await send('preview when all is taken in', 'GET', route, path);
  await send('what it has made', 'GET', `${route}/made`, `${path}/made`);
  await repeated('undo', `${route}/undo`, `${path}/undo`);
  await send('parts of the export', 'GET', '/staff/export', '/staff/export');
  await send('export, first part', 'GET', '/staff/export/{file}', '/staff/export/listings.csv');
  client.destroy();
  return steps;
});
