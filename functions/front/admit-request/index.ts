import { loadConfig } from '#functions/runtime/load-config.ts';
import { secretsManagerReader } from '#shared/platform/secret-reader.ts';
import { configSchema } from './config.ts';
import { createHandler } from './handler.ts';

const { FRONT_SECRET_NAME: name } = loadConfig(configSchema);
const readSecret = secretsManagerReader();

export const handler = createHandler(() => readSecret(name));
