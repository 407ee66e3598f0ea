import * as z from 'zod/mini';

/** A schema with words for whoever reads the OpenAPI document. */
export const describe = <T extends z.ZodMiniType>(schema: T, description: string): T => {
  z.globalRegistry.add(schema, { description });
  return schema;
};
