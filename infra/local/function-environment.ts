import { pathToFileURL } from 'node:url';
import type { Network } from '#shared/contracts/network.ts';
import type { OidcSettings } from '#shared/contracts/oidc-settings.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import {
  auditTable,
  listingsTable,
  placesTable,
  reportsTable,
  sessionsTable,
  transitTable,
} from '#shared/store/tables.ts';

export interface FunctionSurroundings {
  readonly network: Network;
  readonly places: PlacesConfig;
  readonly dynamoDbEndpoint: string;
  readonly assetsDirectory: string;
  /** For pictures; made when the first one comes. */
  readonly imagesDirectory: string;
  readonly origin?: string;
  readonly oidc?: OidcSettings;
}

/** The environment that the stack gives to its functions, here for all of them in one process. */
export function functionEnvironment(surroundings: FunctionSurroundings): Readonly<Record<string, string>> {
  return {
    TABLE_NAME: transitTable.name,
    NETWORK: JSON.stringify(surroundings.network),
    PLACES_TABLE_NAME: placesTable.name,
    PLACES: JSON.stringify(surroundings.places),
    LISTINGS_TABLE_NAME: listingsTable.name,
    AUDIT_TABLE_NAME: auditTable.name,
    SESSIONS_TABLE_NAME: sessionsTable.name,
    REPORTS_TABLE_NAME: reportsTable.name,
    TWO_PERSON_RULE: 'on',
    ...(surroundings.oidc && { OIDC: JSON.stringify(surroundings.oidc) }),
    DYNAMODB_ENDPOINT: surroundings.dynamoDbEndpoint,
    ASSETS_DIRECTORY: surroundings.assetsDirectory,
    IMAGES: pathToFileURL(surroundings.imagesDirectory).href,
    ...(surroundings.origin && { PUBLIC_ORIGIN: surroundings.origin }),
    TZ: 'UTC', // as on Lambda, wherever this machine stands
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

/** The developer's own AWS identity must not reach a local engine, nor the SDK warn that there are two. */
const foreign = ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_DYNAMODB'];

/** To be done before any function is loaded: each reads its environment once, when it is loaded. */
export function applyFunctionEnvironment(surroundings: FunctionSurroundings): void {
  for (const name of foreign) delete process.env[name];
  Object.assign(process.env, functionEnvironment(surroundings));
}

/** What the clock is ahead of the system's, for the functions that are loaded from now on. */
export function applyClockOffset(milliseconds: number): void {
  process.env.CLOCK_OFFSET_MS = String(milliseconds);
}
