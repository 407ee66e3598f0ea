import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { secretsManagerReader } from '#shared/platform/secret-reader.ts';
import { configSchema, variableReader } from './config.ts';
import { createHandler } from './handler.ts';
import { createPoller } from './poll-network.ts';
import { requestOf } from './source-request.ts';

const config = loadConfig(configSchema);
const clock = clockWithOffset(config.CLOCK_OFFSET_MS ?? 0);
const logger = createLogger('poll-realtime');
const store = { client: dynamoDbClient(config.DYNAMODB_ENDPOINT), tableName: config.TABLE_NAME };
const readSecret = secretsManagerReader();
const readVariable = variableReader();
const poll = createPoller({
  store,
  network: config.NETWORK,
  clock,
  logger,
  requestOf: (source) => requestOf(source, readSecret, readVariable),
});

export const handler = createHandler(poll, clock);
