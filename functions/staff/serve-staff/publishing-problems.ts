import type { ListingProblem } from '#shared/contracts/read-listing.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { asPlace } from './open-listing.ts';
import type { StaffDependencies } from './staff-request.ts';

/** Everything that keeps a listing from being published; with the place that it would be where nothing does. */
export type PublishingProblems = readonly ListingProblem[] & { readonly place?: Place };

/** Some day in the middle of a year: hours are tried on the days around it. */
const TRIED_FROM = '2026-06-01';
const TRIED_DAYS = 7;

/** The strict checks, which a draft may fail and a publication may not. */
export async function publishingProblems(
  listing: Listing,
  dependencies: Pick<StaffDependencies, 'places' | 'config' | 'calendarOf'>,
): Promise<PublishingProblems> {
  const read = asPlace(listing, dependencies);
  if (!read.place) return read.problems;
  const problems: ListingProblem[] = [];
  const { place } = read;
  const { bySlug } = await dependencies.places.published();
  const holder = bySlug.get(place.slug);
  if (holder && holder.id !== place.id) {
    problems.push({ field: 'slug', reason: `is the address of ${holder.name.en ?? holder.id}` });
  }
  if (place.openingHours !== undefined) {
    const calendarOf = await dependencies.calendarOf();
    if (!calendarOf(place.openingHours, TRIED_FROM, TRIED_DAYS))
      problems.push({ field: 'opening_hours', reason: 'cannot be read' });
  }
  return Object.assign(problems, { place });
}
