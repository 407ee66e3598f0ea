import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { configSchema } from './config.ts';
import { createHandler } from './handler.ts';

const config = loadConfig(configSchema);

export const handler = createHandler({
  store: { client: dynamoDbClient(config.DYNAMODB_ENDPOINT), tableName: config.PLACES_TABLE_NAME },
  places: config.PLACES,
  clock: clockWithOffset(config.CLOCK_OFFSET_MS ?? 0),
  logger: createLogger('import-places'),
});
