import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { settleListings } from '#shared/store/settle-listings.ts';
import { ownSource, type StaffDependencies, type StaffRequest } from './staff-request.ts';

/** Publishes what has been decided. It is written down already: if this fails, the timer does it within a minute. */
export async function settleFor(
  { step }: Pick<StaffRequest, 'step'>,
  dependencies: StaffDependencies,
): Promise<void> {
  const { listings, placesStore, config, clock, logger } = dependencies;
  const now = clock.now();
  const settled = await settleListings({
    listings,
    places: placesStore,
    timeZone: config.timeZone,
    source: ownSource(config),
    actor: step.actor,
    now,
    today: wallClockAt(now, config.timeZone).date,
    calendarOf: await dependencies.calendarOf(),
  });
  for (const { id, reason } of settled.failed) logger.error('LISTING_NOT_PUBLISHED', { listing: id, reason });
}
