import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { calendarOf } from '#shared/feeds/opening-hours/calendar-of.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { configSchema } from './config.ts';
import { createHandler } from './handler.ts';

const config = loadConfig(configSchema);
const client = dynamoDbClient(config.DYNAMODB_ENDPOINT);

export const handler = createHandler({
  listings: { client, tableName: config.LISTINGS_TABLE_NAME, auditTableName: config.AUDIT_TABLE_NAME },
  places: { client, tableName: config.PLACES_TABLE_NAME },
  calendarOf,
  config: config.PLACES,
  clock: clockWithOffset(config.CLOCK_OFFSET_MS ?? 0),
  logger: createLogger('publish-due'),
});
