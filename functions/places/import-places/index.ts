import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { configSchema } from './config.ts';
import { createHandler } from './handler.ts';
import { draftIntake } from './offer-drafts.ts';

const config = loadConfig(configSchema);
const client = dynamoDbClient(config.DYNAMODB_ENDPOINT);
const store = { client, tableName: config.PLACES_TABLE_NAME };
const { PLACES: places } = config;

export const handler = createHandler({
  store,
  places,
  drafts: draftIntake(
    {
      listings: { client, tableName: config.LISTINGS_TABLE_NAME, auditTableName: config.AUDIT_TABLE_NAME },
      places: openPlacesReader(store, places.timeZone),
    },
    places,
  ),
  clock: clockWithOffset(config.CLOCK_OFFSET_MS ?? 0),
  logger: createLogger('import-places'),
});
