import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { PlaceImage } from '#shared/domain/places/place-image.ts';
import { arbitraryPlace } from '#test/builders/arbitrary-place.ts';
import { readListing } from './read-listing.ts';

const context = {
  id: 'mill',
  timeZone: 'Europe/London',
  dateModified: '2026-05-01T12:00:00Z',
  source: { name: 'Council', licence: 'OGL-UK-3.0' },
};
const least: Fields = {
  name_en: 'Mill',
  kind: 'attraction',
  slug: 'mill',
  latitude: '56.4',
  longitude: '-3.43',
};
const pictured = (changes: Partial<PlaceImage>) =>
  JSON.stringify([
    {
      id: 'A'.repeat(32),
      width: 1280,
      height: 960,
      alt: { en: 'The door, with no step' },
      decorative: false,
      shows: 'entrance',
      ...changes,
    },
  ]);
const problemsOf = (fields: Fields) => readListing(fields, context).problems;

/** A text of blanks alone is none once it has been through a form. */
const withoutBlanks = (place: Place): Place =>
  JSON.parse(JSON.stringify(place), (_, value) =>
    typeof value === 'string' && value.trim() === '' ? 'x' : value,
  );

describe('a listing that is to be published', () => {
  it('needs little, and says nothing that nobody has said', () => {
    expect(readListing(least, context).place).toEqual({
      id: 'mill',
      slug: 'mill',
      kind: 'attraction',
      name: { en: 'Mill' },
      description: {},
      lat: 56.4,
      lon: -3.43,
      facts: {},
      source: context.source,
      dateModified: context.dateModified,
    });
  });

  it('names all that is missing', () => {
    expect(problemsOf({})?.map(({ field }) => field)).toEqual([
      'name_en',
      'kind',
      'slug',
      'latitude',
      'longitude',
    ]);
  });

  it.each([
    [{ latitude: '91' }, 'latitude'],
    [{ latitude: 'north' }, 'latitude'],
    [{ email: 'no' }, 'email'],
    [{ url: 'javascript:alert(1)' }, 'url'],
    [{ kind: 'castle' }, 'kind'],
    [{ name_gd: 'x'.repeat(201) }, 'name_gd'],
    [{ entranceDoorWidth: 'yes' }, 'entranceDoorWidth_cm'],
    [{ entranceDoorWidth: 'yes', entranceDoorWidth_cm: 'wide' }, 'entranceDoorWidth_cm'],
    [{ entranceDoorWidth: 'no', entranceDoorWidth_cm: '80' }, 'entranceDoorWidth_cm'],
    [{ lift: 'maybe' }, 'lift'],
    [{ lift: 'partial' }, 'lift_note_en'],
    [{ lift: 'yes', lift_verified: '2026-02-30' }, 'lift_verified'],
    [{ lift: 'yes', lift_review_by: 'soon' }, 'lift_review_by'],
    [{ lift: 'yes', lift_source: 'x', lift_source_url: 'x' }, 'lift_source_url'],
    [{ kind: 'event' }, 'event_start'],
    [{ event_start: '2026-05-02 10:00', event_end: '2026-05-02 09:00' }, 'event_end'],
    [{ event_start: 'tomorrow', event_end: '2026-05-02 09:00' }, 'event_start'],
    [{ free_of_charge: 'perhaps' }, 'free_of_charge'],
    [{ images: 'IMG_1234.jpg' }, 'images'],
    [{ images: '[{}]' }, 'images'],
    [{ images: pictured({ alt: { en: 'IMG_1234.jpg' } }) }, 'images'],
    [{ images: pictured({ alt: {} }) }, 'images'],
    [{ images: pictured({ decorative: true }) }, 'images'],
  ])('names the field that is wrong: %j', (wrong, field) => {
    const problems = problemsOf({ ...least, ...wrong } as Fields);
    expect(problems?.map((problem) => problem.field)).toContain(field);
  });

  it('has its pictures with what they show', () => {
    const { place } = readListing({ ...least, images: pictured({}) }, context);
    expect(place?.images).toMatchObject([{ shows: 'entrance', alt: { en: 'The door, with no step' } }]);
    const many = Array.from(
      { length: 13 },
      (_, at) => JSON.parse(pictured({ id: `${'A'.repeat(30)}${at}` }))[0],
    );
    expect(problemsOf({ ...least, images: JSON.stringify(many) })).toHaveLength(1);
    expect(problemsOf({ ...least, images: JSON.stringify(many.slice(0, 12)) })).toBeUndefined();
    const twice = [many[0], many[0]];
    expect(problemsOf({ ...least, images: JSON.stringify(twice) })).toHaveLength(1);
  });

  it('means times as the clocks at the place show them', () => {
    const fields = {
      ...least,
      kind: 'event',
      event_start: '2026-07-04 19:30',
      event_end: '2026-12-31 23:00',
    };
    expect(readListing(fields, context).place?.event).toEqual({
      startDate: '2026-07-04T19:30:00+01:00',
      endDate: '2026-12-31T23:00:00+00:00',
    });
  });

  it('takes no empty fact for an answer', () => {
    const fields = { ...least, lift_note_en: 'behind the desk' };
    expect(readListing(fields, context).place?.facts.lift).toEqual({
      status: 'unknown',
      note: { en: 'behind the desk' },
    });
  });

  it('is, written down and read again, the same listing', () => {
    fc.assert(
      fc.property(arbitraryPlace, (any) => {
        const place = { ...withoutBlanks(any), source: context.source };
        const fields = fieldsOf(place);
        const { place: read } = readListing(fields, {
          ...context,
          id: place.id,
          dateModified: place.dateModified,
        });
        if (read) expect(fieldsOf(read)).toEqual(fields);
      }),
      { numRuns: 40 },
    );
  });
});
