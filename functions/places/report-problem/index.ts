import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssetManifest } from '#displays/kit/assets.ts';
import { loadConfig } from '#functions/runtime/load-config.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { dynamoDbClient } from '#shared/platform/dynamodb-client.ts';
import { openPlacesReader } from '#shared/store/places-reader.ts';
import { configSchema } from './config.ts';
import { reportProblem } from './handler.ts';

const config = loadConfig(configSchema);
const client = dynamoDbClient(config.DYNAMODB_ENDPOINT);
const manifest = readFileSync(join(config.ASSETS_DIRECTORY, 'manifest.json'), 'utf8');

export const handler = reportProblem({
  places: openPlacesReader({ client, tableName: config.PLACES_TABLE_NAME }, config.PLACES.timeZone),
  reports: { client, tableName: config.REPORTS_TABLE_NAME },
  clock: clockWithOffset(config.CLOCK_OFFSET_MS ?? 0),
  assets: JSON.parse(manifest) as AssetManifest,
  helpText: config.HELP_TEXT || null,
  publicOrigin: config.PUBLIC_ORIGIN || null,
  logger: createLogger('report-problem'),
});
