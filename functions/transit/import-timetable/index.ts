import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { configSchema } from './config.ts';
import { createHandler } from './handler.ts';
import { importTimetable } from './import-timetable.ts';

const config = loadConfig(configSchema);
const clock = clockWithOffset(config.CLOCK_OFFSET_MS ?? 0);
const logger = createLogger('import-timetable');
const store = { client: dynamoDbClient(config.DYNAMODB_ENDPOINT), tableName: config.TABLE_NAME };

export const handler = createHandler({
  network: config.NETWORK,
  clock,
  logger,
  importFeed: (feed) => importTimetable({ ...store, feed, clock, logger }),
});
