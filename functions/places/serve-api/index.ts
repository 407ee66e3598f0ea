import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { openImageStore } from '#shared/store/open-image-store.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { configSchema } from './config.ts';
import { createHandler } from './handler.ts';
import { OpenDataDump } from './open-data-dump.ts';

const config = loadConfig(configSchema);
const client = dynamoDbClient(config.DYNAMODB_ENDPOINT);
const store = { client, tableName: config.PLACES_TABLE_NAME };
const clock = clockWithOffset(config.CLOCK_OFFSET_MS ?? 0);
const reader = openPlacesReader(store, config.PLACES.timeZone);
const { publisher } = config.PLACES;
const publicOrigin = config.PUBLIC_ORIGIN;

export const handler = createHandler({
  reader,
  clock,
  dump: new OpenDataDump({ reader, clock, publisher, publicOrigin }),
  images: openImageStore(config.IMAGES),
  publicOrigin,
  logger: createLogger('serve-places'),
});
