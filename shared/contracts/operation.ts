import type * as z from 'zod/mini';

/** An operation of the public API, as the OpenAPI document describes it. */
export interface Operation {
  /** GET unless told. */
  readonly method?: 'post';
  readonly path: string;
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly description: string;
    readonly schema: object;
  }[];
  /** Schema of a JSON body; of any other its media type. */
  readonly body: z.ZodMiniType | { readonly mediaType: string };
  /** Media type of what is sent. */
  readonly request?: string;
  readonly errors: readonly number[];
}
