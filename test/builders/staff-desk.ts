import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { assetNames } from '#displays/kit/assets.ts';
import { reportProblem } from '#functions/places/report-problem/handler.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { staffCookies } from '#functions/staff/serve-staff/cookies.ts';
import { serveStaff } from '#functions/staff/serve-staff/handler.ts';
import { openIdProvider } from '#functions/staff/serve-staff/identity-provider.ts';
import type { StaffDependencies } from '#functions/staff/serve-staff/staff-request.ts';
import { createTables } from '#infra/local/embedded-dynamodb.ts';
import { gatewayListener } from '#infra/local/gateway/gateway.ts';
import { startHttpFront } from '#infra/local/http-front.ts';
import {
  IDENTITY_PATH,
  localClientId,
  localIdentityProvider,
} from '#infra/local/identity/identity-provider.ts';
import { httpRoutes } from '#shared/contracts/routes.ts';
import type { Listing, ListingAction } from '#shared/domain/listings/listing.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { StaffRole } from '#shared/domain/staff/roles.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';
import { calendarOf } from '#shared/feeds/opening-hours/calendar-of.ts';
import { canonicalJson } from '#shared/platform/canonical-json.ts';
import type { SecretReader } from '#shared/platform/secret-reader.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import { folderImageStore } from '#shared/store/folder-image-store.ts';
import { writeListing } from '#shared/store/listing-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { writeSession } from '#shared/store/session-store.ts';
import { auditTable, listingsTable, placesTable, reportsTable, sessionsTable } from '#shared/store/tables.ts';
import { openLocalStore } from './local-store.ts';

export const someone = (subject: string, ...roles: StaffRole[]): StaffMember => ({
  subject,
  name: `Person ${subject}`,
  email: `${subject}@example.org`,
  roles,
});

export interface Sending {
  /** Of the browser: `name=value`, several with `; ` between them. */
  readonly cookie?: string;
  readonly form?: Readonly<Record<string, string>>;
  /** undefined takes away what is sent otherwise. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** In place of a form. */
  readonly body?: BodyInit;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly setCookies: readonly string[];
  readonly text: string;
}

/**
 * The staff pages, and the form on which visitors report, as they run on one machine: gateway, functions, identity
 * provider and engine, all of them real.
 */
export interface StaffDesk extends Omit<StaffDependencies, 'clock'> {
  readonly origin: string;
  /** Seconds since 1970: the clock stands where a test puts it. */
  now: number;
  readonly logged: string[];
  /** What was logged of people who may not do something, which is no failure. */
  readonly refused: string[];
  readonly measured: string[];
  /** What a function that is called by hand answers. */
  readonly handler: ReturnType<typeof serveStaff>;
  /** A cookie of somebody who has signed in. */
  signedIn(member: StaffMember, more?: { readonly expiresAt?: number }): Promise<string>;
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
  /** Sends a form as a browser on these pages does. */
  post(path: string, cookie: string, form?: Sending['form'], sending?: Sending): Promise<Answer>;
  get(path: string, cookie?: string): Promise<Answer>;
  write(listing: Listing, action?: ListingAction): Promise<Listing>;
  /** As a source of listings publishes them. */
  publish(places: readonly Place[], origin?: string): Promise<void>;
  /** Does something, and answers the keys of all items of all tables that are other than before. */
  changedBy(does: () => Promise<unknown>): Promise<string[]>;
  /** Forgets listings, audit, sessions and reports; what is published stays. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Whom visitors are sent to. */
export const HELP = 'Ring 01738 000000.';

const zone = 'Europe/London';
const publisher = { name: 'Test Council', url: 'https://council.example/', email: 'data@council.example' };
const files = Object.fromEntries(assetNames.map((name) => [name, name]));

interface DeskOptions {
  readonly twoPersons?: boolean;
  /** Scheme and host that staff see, where they are not those of this machine. */
  readonly publicOrigin?: string;
  readonly identity?: StaffDependencies['identity'];
  /** What the identity provider asks of us besides the proof key, and what we take it to be. */
  readonly clientSecret?: { readonly ofProvider: string; readonly read: SecretReader };
  readonly images?: StaffDependencies['images'];
}

export async function openStaffDesk(options: DeskOptions = {}): Promise<StaffDesk> {
  const [store, front] = await Promise.all([openLocalStore(placesTable), startHttpFront('127.0.0.1', 0)]);
  const publicOrigin = options.publicOrigin ?? front.origin;
  const sessions = store.table(sessionsTable);
  const listings = { ...store.table(listingsTable), auditTableName: auditTable.name };
  const logged: string[] = [];
  const refused: string[] = [];
  const measured: string[] = [];
  const settings = {
    issuer: `${front.origin}${IDENTITY_PATH}`,
    clientId: localClientId,
    rolesClaim: 'roles',
    ...(options.clientSecret && { clientSecretName: 'staff/secret' }),
  };
  const clock = { now: () => desk.now };
  const readSecret = options.clientSecret?.read ?? (async () => '');
  const dependencies: Omit<StaffDependencies, 'clock'> = {
    listings,
    audit: store.table(auditTable),
    reports: { ...store.table(reportsTable), auditTableName: auditTable.name },
    sessions,
    placesStore: store,
    places: openPlacesReader(store, zone, 0),
    images: options.images ?? folderImageStore(join(tmpdir(), 'digital-welcome-test-images')),
    identity: options.identity ?? openIdProvider(settings, readSecret, clock),
    config: { timeZone: zone, publisher, sources: [] },
    twoPersons: options.twoPersons ?? true,
    publicOrigin,
    assets: { release: 'test', files: files as StaffDependencies['assets']['files'] },
    logger: createLogger('test', (line) =>
      (line.includes('"STAFF_REQUEST_REFUSED"') ? refused : logged).push(line),
    ),
    writeMetrics: (line) => measured.push(line),
    calendarOf: async () => calendarOf,
  };
  const handler = serveStaff({ ...dependencies, clock });
  const visitors = reportProblem({ ...dependencies, clock, helpText: HELP });
  const invoke = async (target: string, event: APIGatewayProxyEventV2) => {
    if (target === 'staff/serve-staff') return handler(event, {} as Context);
    if (target === 'places/report-problem') return visitors(event, {} as Context);
    return { statusCode: 404, body: '' };
  };
  const identity = localIdentityProvider(publicOrigin, options.clientSecret?.ofProvider);
  const gateway = gatewayListener(httpRoutes, invoke, (error) => logged.push(String(error)));
  front.open((request, response) =>
    request.url?.startsWith(`${IDENTITY_PATH}/`) ? identity(request, response) : gateway(request, response),
  );

  const desk: StaffDesk = {
    ...dependencies,
    origin: front.origin,
    now: Date.parse('2026-11-22T12:00:00Z') / 1000,
    logged,
    refused,
    measured,
    handler,
    async signedIn(member, { expiresAt = desk.now + 3_600 } = {}) {
      const secret = randomUUID();
      const session = { member: { ...member, roles: [...member.roles] }, signedInAt: desk.now, idToken: '' };
      await writeSession(sessions, secret, { ...session, expiresAt });
      return `${staffCookies(publicOrigin).session}=${secret}`;
    },
    async send(method, path, { cookie, form, headers = {}, body } = {}) {
      const sent = Object.entries({ cookie, ...headers }).filter(([, value]) => value !== undefined);
      const content = body ?? (form && new URLSearchParams(form));
      const answer = await fetch(`${front.origin}${path}`, {
        method,
        headers: sent as [string, string][],
        redirect: 'manual',
        ...(content !== undefined && { body: content }),
      });
      return {
        status: answer.status,
        headers: answer.headers,
        setCookies: answer.headers.getSetCookie(),
        text: await answer.text(),
      };
    },
    post: (path, cookie, form = {}, { headers, ...more } = {}) =>
      desk.send('POST', path, { cookie, form, headers: { origin: publicOrigin, ...headers }, ...more }),
    get: (path, cookie) => desk.send('GET', path, cookie === undefined ? {} : { cookie }),
    async write(listing, action = 'edited') {
      const outcome = await writeListing(listings, listing, action);
      if (outcome !== 'written') throw new Error(`${listing.id} is there already`);
      return listing;
    },
    async publish(places, origin = 'source') {
      const today = new Date(desk.now * 1000).toISOString().slice(0, 10);
      const by = { origin, now: desk.now, today, calendarOf };
      await publishPlaces(store, () => ({ put: places, remove: [] }), by);
    },
    async changedBy(does) {
      const stores = [listings, dependencies.audit, sessions, dependencies.reports, store];
      const before = await contentsOf(stores);
      await does();
      const after = await contentsOf(stores);
      const keys = new Set([...before.keys(), ...after.keys()]);
      return [...keys].filter((key) => before.get(key) !== after.get(key)).sort();
    },
    async clear() {
      const { audit, reports } = dependencies;
      for (const { client, tableName: TableName } of [listings, audit, sessions, reports])
        await client.send(new DeleteTableCommand({ TableName }));
      await createTables(store.client);
    },
    async stop() {
      await front.stop();
      await store.stop();
    },
  };
  return desk;
}

/** What is in tables: a digest of each item, by its key. */
async function contentsOf(stores: readonly DataStore[]): Promise<ReadonlyMap<string, string>> {
  const contents = new Map<string, string>();
  for (const { client, tableName: TableName } of stores) {
    for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
      for (const { pk, sk, ...item } of Items) {
        contents.set(`${TableName} ${pk?.S} ${sk?.S}`, canonicalJson(item));
      }
    }
  }
  return contents;
}
