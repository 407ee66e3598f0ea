import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { readAssets } from './asset-files.ts';
import { configSchema } from './config.ts';
import { servePages } from './handler.ts';

const config = loadConfig(configSchema);
const { TABLE_NAME: tableName, NETWORK: network } = config;
const clock = clockWithOffset(config.CLOCK_OFFSET_MS ?? 0);
const client = dynamoDbClient(config.DYNAMODB_ENDPOINT);
const reader = openTransitReader({ client, tableName, network });
const assets = readAssets(config.ASSETS_DIRECTORY);
const logger = createLogger('serve-pages');

const placesStore = { client, tableName: config.PLACES_TABLE_NAME };

export const handler = servePages({
  reader,
  places: openPlacesReader(placesStore, config.PLACES.timeZone),
  clock,
  assets,
  helpText: config.HELP_TEXT || null,
  publicOrigin: config.PUBLIC_ORIGIN || null,
  logger,
});
