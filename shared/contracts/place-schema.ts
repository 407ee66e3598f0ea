import * as z from 'zod/mini';
import { type AltFault, altFaults } from '../domain/places/alt-text.ts';
import { FACT_METHODS, FACT_STATUSES, type Fact } from '../domain/places/fact.ts';
import { FACT_IDS, type FactId, factDefinition } from '../domain/places/fact-dictionary.ts';
import { PLACE_KINDS } from '../domain/places/place.ts';
import { IMAGE_SUBJECTS, MOST_IMAGES, RENDITION_WIDTHS } from '../domain/places/place-image.ts';
import { textFault } from '../domain/places/text-fault.ts';

/** Longest plain text of a listing. */
const MOST_TEXT = 5_000;
const MOST_NAME = 200;

/** A text for people holds nothing that they cannot see, or that makes them see another. */
const readable = (mayHaveLines: boolean) =>
  z.check<string>((context) => {
    const message = textFault(context.value, { mayHaveLines });
    if (message) context.issues.push({ code: 'custom', message, input: context.value });
  });
const text = (most: number, mayHaveLines = false) =>
  z.string().check(z.minLength(1), z.maxLength(most), readable(mayHaveLines));
/** A pattern is not tried on what is too long for it anyway. */
const shortText = (most: number, pattern: RegExp) =>
  z.string().check(z.maxLength(most, { abort: true }), z.regex(pattern));
/** BCP 47: en, gd, en-GB; `bfi` is British Sign Language. */
const languageTag = shortText(35, /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const texts = (most: number, mayHaveLines = false) => z.record(languageTag, text(most, mayHaveLines));
const named = (most: number) =>
  texts(most).check(z.refine((value) => Object.keys(value).length > 0, 'needs a text in one language'));

const webAddress = z
  .string()
  .check(z.maxLength(2_000), readable(false), z.refine(isWebAddress, 'is no http or https address'));

function isWebAddress(value: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(value).protocol);
  } catch {
    return false;
  }
}

export const calendarDateSchema = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}$/), z.refine(isDay, 'is no day of the calendar'));

function isDay(value: string): boolean {
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

const instantSchema = z.iso.datetime({ offset: true });

const factSchema = z.strictObject({
  status: z.enum(FACT_STATUSES),
  value: z.optional(z.number()),
  note: z.optional(texts(1_000, true)),
  source: z.optional(z.strictObject({ name: text(MOST_NAME), url: z.optional(webAddress) })),
  method: z.optional(z.enum(FACT_METHODS)),
  verified: z.optional(calendarDateSchema),
  reviewBy: z.optional(calendarDateSchema),
  disputed: z.optional(z.boolean()),
});

/** Measures have a value in range when they are known, and nothing else has one. */
function factProblem(id: FactId, { status, value }: Fact): string | undefined {
  const { unit, most = Number.POSITIVE_INFINITY } = factDefinition(id);
  if (unit === undefined) return value === undefined ? undefined : 'is no measure, so it has no value';
  if (value === undefined)
    return status === 'unknown' || status === 'not-applicable' ? undefined : `needs a value in ${unit}`;
  if (status !== 'yes') return 'has a value, so its status is yes';
  return value >= 0 && value <= most ? undefined : `must be from 0 to ${most} ${unit}`;
}

const factsSchema = z
  .partialRecord(z.enum(FACT_IDS as [FactId, ...FactId[]]), factSchema)
  .check((context) => {
    for (const [id, fact] of Object.entries(context.value)) {
      const message = factProblem(id as FactId, fact as Fact);
      if (message) context.issues.push({ code: 'custom', message, input: fact, path: [id] });
    }
  });

const altReasons: Readonly<Record<AltFault['reason'], string>> = {
  'alt-missing': 'needs a text in one language that says what the picture shows, or is decorative',
  'alt-of-decorative': 'is decorative, so it has no text',
  'alt-is-file-name': 'is the name of a file and does not say what the picture shows',
};

/** Of a picture what was made of its file; the id becomes a part of an address. */
const madePicture = {
  id: shortText(64, /^[A-Za-z0-9_-]{20,}$/),
  width: z.int().check(z.minimum(1), z.maximum(Math.max(...RENDITION_WIDTHS))),
  height: z.int().check(z.minimum(1), z.maximum(16_383)),
};

/** A picture of a listing; what is wrong with its text is named by `altFaults`. */
export const placeImageSchema = z
  .strictObject({
    ...madePicture,
    alt: texts(300),
    decorative: z.boolean(),
    caption: z.optional(texts(300)),
    credit: z.optional(text(MOST_NAME)),
    licence: z.optional(text(MOST_NAME)),
    shows: z.enum(IMAGE_SUBJECTS),
    takenOn: z.optional(calendarDateSchema),
  })
  .check((context) => {
    for (const { reason, language } of altFaults(context.value)) {
      const path = ['alt', ...(language ? [language] : [])];
      context.issues.push({ code: 'custom', message: altReasons[reason], input: context.value, path });
    }
  });

/** Pictures as a draft holds them: described or not. */
export const draftImagesSchema = z.array(
  z.object({
    ...madePicture,
    alt: z.record(z.string(), z.string()),
    decorative: z.boolean(),
    caption: z.optional(z.record(z.string(), z.string())),
    credit: z.optional(z.string()),
    licence: z.optional(z.string()),
    shows: z.enum(IMAGE_SUBJECTS),
    takenOn: z.optional(z.string()),
  }),
);

const imagesSchema = z.array(placeImageSchema).check(
  z.maxLength(MOST_IMAGES),
  z.refine(
    (images) => new Set(images.map(({ id }) => id)).size === images.length,
    'has a picture more than once',
  ),
);

/** A listing as it is published, taken in and stored. Nothing that is not here is kept. */
export const placeSchema = z.strictObject({
  id: shortText(80, /^[a-z0-9][a-z0-9-]*$/),
  slug: shortText(100, /^[a-z0-9]+(-[a-z0-9]+)*$/),
  kind: z.enum(PLACE_KINDS),
  name: named(MOST_NAME),
  description: texts(MOST_TEXT, true),
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
  lon: z.number().check(z.minimum(-180), z.maximum(180)),
  streetAddress: z.optional(text(MOST_NAME)),
  addressLocality: z.optional(text(MOST_NAME)),
  postalCode: z.optional(text(20)),
  telephone: z.optional(shortText(31, /^\+?[0-9 ()-]{3,30}$/)),
  email: z.optional(z.email().check(z.maxLength(254))),
  url: z.optional(webAddress),
  openingHours: z.optional(text(1_000)),
  event: z.optional(
    z
      .strictObject({
        startDate: instantSchema,
        endDate: instantSchema,
        cancelled: z.optional(z.boolean()),
      })
      .check(
        z.refine(
          ({ startDate, endDate }) => Date.parse(startDate) < Date.parse(endDate),
          'ends before it starts',
        ),
      ),
  ),
  servesCuisine: z.optional(z.array(text(60)).check(z.maxLength(20))),
  isAccessibleForFree: z.optional(z.boolean()),
  keywords: z.optional(z.array(text(60)).check(z.maxLength(40))),
  nearestStopId: z.optional(text(100)),
  facts: factsSchema,
  images: z.optional(imagesSchema),
  source: z.strictObject({ name: text(MOST_NAME), url: z.optional(webAddress), licence: text(MOST_NAME) }),
  invented: z.optional(z.boolean()),
  dateModified: instantSchema,
});
