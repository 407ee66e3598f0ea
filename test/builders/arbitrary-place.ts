import fc from 'fast-check';
import { FACT_METHODS, FACT_STATUSES, type Fact } from '#shared/domain/places/fact.ts';
import { FACT_IDS, type FactId, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { PLACE_KINDS, type Place } from '#shared/domain/places/place.ts';
import { IMAGE_SUBJECTS, type PlaceImage } from '#shared/domain/places/place-image.ts';
import { textFault } from '#shared/domain/places/text-fault.ts';

/** Any listing that the schema takes, for tests: with texts that mean something to spreadsheets, HTML and objects. */

const hostileLines = ['two\nlines', 'two\r\nlines', '=1\n+1'];
const hostile = [
  '=1+1',
  '=HYPERLINK("http://x.example","y")',
  '+44',
  '-2+3',
  '@SUM(A1)',
  'a "b", c',
  ' ',
  '</script><script>',
  '__proto__',
  'null',
  'false',
];
const isReadable = (value: string) => textFault(value, { mayHaveLines: false }) === undefined;
const text = (maxLength = 20) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength, unit: 'grapheme' }).filter(isReadable) },
    { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  );
/** A cut may leave half a character, which is none in UTF-8. */
const shortText = (maxLength: number) => text().map((value) => value.slice(0, maxLength).toWellFormed());
const lines = fc.oneof(
  { weight: 4, arbitrary: text() },
  { weight: 1, arbitrary: fc.constantFrom(...hostileLines) },
);
const texts = (minKeys: number, one = text()) =>
  fc.dictionary(fc.constantFrom('en', 'gd', 'en-GB', 'bfi', 'de'), one, {
    minKeys,
    noNullPrototype: true,
  });

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const instant = fc
  .tuple(day, fc.constantFrom('T00:00:00Z', 'T09:30:00+01:00', 'T23:59:59.999Z'))
  .map(([date, time]) => date + time);
const webAddress = fc.webUrl({ withFragments: true, withQueryParameters: true });
const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0); // no -0, which JSON lacks

const origin = {
  note: texts(0, lines),
  source: fc.record({ name: text(), url: webAddress }, { requiredKeys: ['name'] }),
  method: fc.constantFrom(...FACT_METHODS),
  verified: day.filter((date) => date < '2025'),
  reviewBy: day,
  disputed: fc.boolean(),
};

export function arbitraryFact(id: FactId): fc.Arbitrary<Fact> {
  const { unit, most = 1_000 } = factDefinition(id);
  const statuses = FACT_STATUSES.filter(
    (status) => !unit || status === 'unknown' || status === 'not-applicable',
  );
  const said: fc.Arbitrary<Fact> = fc.record(
    { status: fc.constantFrom(...statuses), ...origin },
    { requiredKeys: ['status'] },
  );
  if (!unit) return said;
  const value = unit === 'count' ? fc.integer({ min: 0, max: most }) : number(0, most);
  const measured: fc.Arbitrary<Fact> = fc.record(
    { status: fc.constant('yes' as const), value, ...origin },
    { requiredKeys: ['status', 'value'] },
  );
  return fc.oneof(said, measured);
}

const facts = fc.record(
  Object.fromEntries(FACT_IDS.map((id) => [id, arbitraryFact(id)])) as Record<FactId, fc.Arbitrary<Fact>>,
  { requiredKeys: [] },
);

const described = fc.constantFrom('A door with two steps', 'A ramp with a rail, 1:12');
const arbitraryImage: fc.Arbitrary<PlaceImage> = fc
  .record(
    {
      id: fc.stringMatching(/^[A-Za-z0-9_-]{20,64}$/),
      width: fc.integer({ min: 1, max: 1280 }),
      height: fc.integer({ min: 1, max: 6400 }),
      alt: fc.option(
        fc.dictionary(fc.constantFrom('en', 'gd'), described, { minKeys: 1, noNullPrototype: true }),
        {
          nil: undefined,
        },
      ),
      caption: texts(0),
      credit: text(),
      licence: text(),
      shows: fc.constantFrom(...IMAGE_SUBJECTS),
      takenOn: day,
    },
    { requiredKeys: ['id', 'width', 'height', 'alt', 'shows'] },
  )
  .map(({ alt, ...image }) => ({ ...image, alt: alt ?? {}, decorative: alt === undefined }));

const slug = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,3}$/);

export const arbitraryPlace: fc.Arbitrary<Place> = fc
  .record(
    {
      id: slug,
      slug,
      kind: fc.constantFrom(...PLACE_KINDS),
      name: texts(1),
      description: texts(0, lines),
      lat: number(-90, 90),
      lon: number(-180, 180),
      streetAddress: text(),
      addressLocality: text(),
      postalCode: shortText(10),
      telephone: fc.stringMatching(/^\+?[0-9 ()-]{3,30}$/),
      email: fc.constantFrom('info@example.org', "o'hara+access@sub.example.co.uk"),
      url: webAddress,
      openingHours: fc.oneof(
        text(),
        fc.constantFrom('Mo-Fr 09:00-17:00', '24/7', 'Mo-Su 10:00-16:00; PH off'),
      ),
      event: fc
        .record(
          { startDate: instant, endDate: instant, cancelled: fc.boolean() },
          { requiredKeys: ['startDate', 'endDate'] },
        )
        .filter(({ startDate, endDate }) => Date.parse(startDate) < Date.parse(endDate)),
      servesCuisine: fc.array(shortText(60), { maxLength: 3 }),
      isAccessibleForFree: fc.boolean(),
      keywords: fc.array(shortText(60), { maxLength: 3 }),
      nearestStopId: text(),
      facts,
      images: fc.uniqueArray(arbitraryImage, { maxLength: 3, selector: ({ id }) => id }),
      source: fc.record(
        { name: text(), url: webAddress, licence: text() },
        { requiredKeys: ['name', 'licence'] },
      ),
      invented: fc.boolean(),
      dateModified: instant,
    },
    {
      requiredKeys: [
        'id',
        'slug',
        'kind',
        'name',
        'description',
        'lat',
        'lon',
        'facts',
        'source',
        'dateModified',
      ],
    },
  )
  .map((place) => place as Place);

/** Listings of which no two have the same id or address. */
export const arbitraryPlaces = fc
  .uniqueArray(arbitraryPlace, { maxLength: 4, selector: ({ id }) => id })
  .map((places) =>
    places.filter((place, index) => places.findIndex(({ slug: other }) => other === place.slug) === index),
  );
