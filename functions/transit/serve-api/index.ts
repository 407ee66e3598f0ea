import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { accuracyReader } from '#shared/store/accuracy-store.ts';
import { openLiveFeedReader } from '#shared/store/live-feed-reader.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { configSchema } from './config.ts';
import { createHandler } from './handler.ts';

const config = loadConfig(configSchema);
const client = dynamoDbClient(config.DYNAMODB_ENDPOINT);
const { TABLE_NAME: tableName, NETWORK: network } = config;
const store = { client, tableName, network };

export const handler = createHandler(
  openTransitReader(store),
  openLiveFeedReader(store),
  accuracyReader(store, network),
  clockWithOffset(config.CLOCK_OFFSET_MS ?? 0),
  createLogger('serve-api'),
);
