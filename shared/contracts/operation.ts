import type * as z from 'zod/mini';

/** A GET of the public API, as the OpenAPI document describes it. */
export interface Operation {
  readonly path: string;
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly description: string;
    readonly schema: object;
  }[];
  readonly body: z.ZodMiniType;
  readonly errors: readonly number[];
}
