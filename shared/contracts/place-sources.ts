import * as z from 'zod/mini';
import { STAFF_ORIGIN } from '../domain/places/place-owner.ts';
import { jsonText } from './json-text.ts';

/** An outside source of listings: A11yJSON at an address. */
export const placeSourceSchema = z.object({
  id: z.string().check(
    z.regex(/^[a-z0-9][a-z0-9-]{0,30}$/),
    z.refine((id) => id !== STAFF_ORIGIN, `"${STAFF_ORIGIN}" stands for the council's own people`),
  ),
  /** Shown beside each fact. */
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  url: z.string().check(z.minLength(1)),
  /** SPDX name. */
  licence: z.string().check(z.minLength(1)),
  /**
   * It is the council's own: what it says of ids, of who has checked a fact and how, is taken as it is. Any other
   * speaks for itself alone.
   */
  isOwn: z._default(z.boolean(), false),
});
export type PlaceSource = z.infer<typeof placeSourceSchema>;

/** Places as the functions that deal with them are told of them, in JSON. */
export const placesConfigSchema = z.object({
  timeZone: z.string().check(z.minLength(1)),
  /** Who answers for the listings, in the open data. */
  publisher: z.object({ name: z.string(), url: z.url(), email: z.email() }),
  sources: z
    .array(placeSourceSchema)
    .check(
      z.refine(
        (sources) => new Set(sources.map(({ id }) => id)).size === sources.length,
        'two sources have one id',
      ),
    ),
});
export type PlacesConfig = z.infer<typeof placesConfigSchema>;

export const placesConfigJsonSchema = jsonText(placesConfigSchema);
