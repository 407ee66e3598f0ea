import * as z from 'zod/mini';
import { PLACE_KINDS } from '../../domain/places/place.ts';
import { describe } from '../describe.ts';

/** Wire body of the changes. The words are those of the field's feeds of changes (OpenActive RPDE). */
const changeJsonSchema = z.object({
  state: describe(
    z.enum(['updated', 'deleted']),
    'updated: there is a new revision; deleted: it is not in the open data, any more or at all',
  ),
  id: z.string(),
  kind: z.enum(PLACE_KINDS),
  revision: describe(z.number(), 'number of the revision; of what is deleted, of the last one'),
  modified: z.nullable(
    describe(z.string(), 'ISO 8601: when it was published or removed; null: before that was written down'),
  ),
  url: z.nullable(describe(z.string(), 'the record whole; null: deleted')),
});

export const changesJsonSchema = z.object({
  items: z.array(changeJsonSchema),
  next: describe(z.string(), 'to be asked as `since` the next time'),
  more: describe(z.boolean(), 'whether there are more changes already'),
  license: describe(z.string(), 'of the collection; each record names its own'),
});

export type ChangeJson = z.infer<typeof changeJsonSchema>;
export type ChangesJson = z.infer<typeof changesJsonSchema>;
