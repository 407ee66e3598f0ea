import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssetManifest } from '#displays/kit/assets.ts';
import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { secretsManagerReader } from '#shared/platform/secret-reader.ts';
import { openImageStore } from '#shared/store/open-image-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { configSchema } from './config.ts';
import { serveStaff } from './handler.ts';
import { openIdProvider } from './identity-provider.ts';

const config = loadConfig(configSchema);
const client = dynamoDbClient(config.DYNAMODB_ENDPOINT);
const clock = clockWithOffset(config.CLOCK_OFFSET_MS ?? 0);
const table = (tableName: string) => ({ client, tableName });
const placesStore = table(config.PLACES_TABLE_NAME);
const manifest = readFileSync(join(config.ASSETS_DIRECTORY, 'manifest.json'), 'utf8');

export const handler = serveStaff({
  listings: { ...table(config.LISTINGS_TABLE_NAME), auditTableName: config.AUDIT_TABLE_NAME },
  audit: table(config.AUDIT_TABLE_NAME),
  reports: { ...table(config.REPORTS_TABLE_NAME), auditTableName: config.AUDIT_TABLE_NAME },
  sessions: table(config.SESSIONS_TABLE_NAME),
  placesStore,
  places: openPlacesReader(placesStore, config.PLACES.timeZone),
  images: openImageStore(config.IMAGES),
  identity: openIdProvider(config.OIDC, secretsManagerReader(), clock),
  config: config.PLACES,
  twoPersons: config.TWO_PERSON_RULE === 'on',
  publicOrigin: config.PUBLIC_ORIGIN || null,
  assets: JSON.parse(manifest) as AssetManifest,
  clock,
  logger: createLogger('serve-staff'),
  calendarOf: async () => (await import('#shared/feeds/opening-hours/calendar-of.ts')).calendarOf,
});
