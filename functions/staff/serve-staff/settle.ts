import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { type Settled, settleListings } from '#shared/store/settle-listings.ts';
import { ownSource, type StaffDependencies } from './staff-request.ts';

/**
 * Makes public what has been decided. It is written already: what fails here, the timer does within a minute, so
 * nobody is told that their decision has failed. Answers what cannot be public as it is.
 */
export async function settle(dependencies: StaffDependencies): Promise<Settled['failed']> {
  const { listings, placesStore, config, clock, logger } = dependencies;
  const now = clock.now();
  try {
    const { failed } = await settleListings({
      listings,
      places: placesStore,
      timeZone: config.timeZone,
      source: ownSource(config),
      now,
      today: wallClockAt(now, config.timeZone).date,
      calendarOf: await dependencies.calendarOf(),
    });
    for (const { id, reason } of failed) logger.error('LISTING_NOT_PUBLISHED', { listing: id, reason });
    return failed;
  } catch (error) {
    logger.warn('LISTINGS_NOT_SETTLED', { error: error instanceof Error ? error.message : String(error) });
    return [];
  }
}
