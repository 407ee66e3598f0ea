import type { OpeningCalendar } from '#shared/domain/places/opening-calendar.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { PlaceImage } from '#shared/domain/places/place-image.ts';
import { summaryOf } from '#shared/domain/places/place-summary.ts';
import type { Tombstone } from '#shared/domain/places/tombstone.ts';
import { readOpeningHours } from '#shared/feeds/opening-hours/read-opening-hours.ts';
import { type PlacesReader, readPlaces } from '#shared/store/places-reader.ts';

/** A place that is good, with whatever a test is about. */
export const place = (id: string, more: Partial<Place> = {}): Place => ({
  id,
  slug: id,
  kind: 'attraction',
  name: { en: `The ${id}` },
  description: { en: 'An invented place.' },
  lat: 56.395,
  lon: -3.43,
  openingHours: 'Mo-Su 10:00-17:00',
  facts: {
    stepFreeEntrance: { status: 'yes', verified: '2026-05-01', source: { name: 'Test' } },
  },
  source: { name: 'Test', licence: 'OGL-UK-3.0' },
  dateModified: '2026-05-01T12:00:00Z',
  ...more,
});

/** A picture of no file, and without a text. */
export const picture: PlaceImage = {
  id: 'x'.repeat(32),
  width: 640,
  height: 480,
  alt: {},
  decorative: false,
  shows: 'general',
};

/** A reader of places that are there from the beginning. */
export function placesReader(
  places: readonly Place[] = [],
  timeZone = 'Europe/London',
  gone: readonly Tombstone[] = [],
): PlacesReader {
  const summaries = places.map((each) =>
    summaryOf(each, {
      revision: { number: 1, digest: each.id },
      origin: 'test',
      published: { version: 1, at: 1 },
      opening: calendarOf(each.openingHours),
    }),
  );
  const buckets = [{ version: 1, digest: 'all' }];
  return readPlaces(
    {
      head: async () => ({
        version: 1,
        publishedAt: 1,
        calendarsFrom: '2026-01-01',
        placeCount: places.length,
        buckets,
      }),
      bucket: async () => [...summaries],
      tombstones: async () => [...gone],
      revision: async (id) => places.find((each) => each.id === id),
    },
    timeZone,
    Number.POSITIVE_INFINITY,
  );
}

const calendars = new Map<string, OpeningCalendar | null>();

function calendarOf(openingHours: string | undefined): OpeningCalendar | null {
  if (openingHours === undefined) return null;
  const known = calendars.get(openingHours);
  if (known !== undefined) return known;
  const read = readOpeningHours(openingHours, '2026-01-01', 500);
  const calendar = 'calendar' in read ? read.calendar : null;
  calendars.set(openingHours, calendar);
  return calendar;
}
