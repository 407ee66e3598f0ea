import * as z from 'zod/mini';
import { PLACE_KINDS } from '../domain/places/place.ts';
import { STAFF_ORIGIN } from '../domain/places/place-owner.ts';
import { jsonText } from './json-text.ts';
import { isListingColumn } from './listing-columns.ts';

export const SOURCE_FORMATS = ['a11yjson', 'csv', 'geojson', 'ical'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

const sourceSchema = z.object({
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
  /** Without: A11yJSON. */
  format: z.optional(z.enum(SOURCE_FORMATS)),
  /** Of CSV and GeoJSON, our fields by the names that the source has for them: `{ "Venue": "name_en" }`. */
  columns: z.optional(
    z.record(
      z.string().check(z.minLength(1), z.maxLength(200)),
      z.string().check(z.refine(isListingColumn, 'is no field of a listing')),
    ),
  ),
  /** Where listings are that do not say where: the venue of a calendar. */
  place: z.optional(
    z.object({
      lat: z.number().check(z.minimum(-90), z.maximum(90)),
      lon: z.number().check(z.minimum(-180), z.maximum(180)),
    }),
  ),
  /** Of listings that do not say what they are. */
  kind: z.optional(z.enum(PLACE_KINDS)),
  /** Without: published as they come. Drafts wait until staff have looked at them. */
  into: z.optional(z.enum(['published', 'drafts'])),
});

/** What is said of a source and means nothing for its format is a mistake. */
const meaningless = ({ format = 'a11yjson', columns, place, kind }: z.infer<typeof sourceSchema>) =>
  (columns && (format === 'a11yjson' || format === 'ical') && 'columns') ||
  (place && format === 'a11yjson' && 'place') ||
  (kind && (format === 'a11yjson' || format === 'ical') && 'kind') ||
  undefined;

/** An outside source of listings, at an address. */
export const placeSourceSchema = sourceSchema.check((context) => {
  const field = meaningless(context.value);
  const message = `means nothing for a source of format ${context.value.format ?? 'a11yjson'}`;
  if (field) context.issues.push({ code: 'custom', message, input: context.value, path: [field] });
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
