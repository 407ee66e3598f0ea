import type { PlaceSummary } from '#shared/domain/places/place-summary.ts';
import { instantOf, wallClockAt } from '#shared/domain/places/wall-clock.ts';

/** A place of the snapshot of which nothing is known but where it is, with whatever a test is about. */
export const placeSummary = (id: string, more: Partial<PlaceSummary> = {}): PlaceSummary => ({
  id,
  slug: id,
  revision: { number: 1, digest: 'x' },
  origin: 'test',
  kind: 'attraction',
  name: { en: id },
  lat: 56.395,
  lon: -3.43,
  facts: {},
  opening: null,
  ...more,
});

/** A minute on the clocks of Perth, and when that is. */
export function momentOf(date: string, minutes: number) {
  const zone = 'Europe/London';
  const seconds = instantOf({ date, minutes }, zone);
  return { seconds, clock: wallClockAt(seconds, zone) };
}
