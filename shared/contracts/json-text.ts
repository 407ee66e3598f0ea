import * as z from 'zod/mini';

/** A value that comes as JSON text, as an environment variable holds it. */
export const jsonText = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.string(),
    z.pipe(
      z.transform((text: string, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', message: 'is not JSON', input: text });
          return z.NEVER;
        }
      }),
      schema,
    ),
  );
