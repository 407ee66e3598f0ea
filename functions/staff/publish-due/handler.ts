import middy from '@middy/core';
import type { Logger } from '#functions/runtime/logger.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { catchUp } from '#shared/store/catch-up.ts';
import { type SettleContext, type Settled, settleListings } from '#shared/store/settle-listings.ts';

export interface PublishDueDependencies extends Pick<SettleContext, 'listings' | 'places' | 'calendarOf'> {
  readonly config: PlacesConfig;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The function is stopped after 50. */
const CATCHING_UP_SECONDS = 25;

/** Every minute: makes public what has become due, and what a process that died has left. */
export function createHandler({
  listings,
  places,
  calendarOf,
  config,
  clock,
  logger,
}: PublishDueDependencies) {
  return middy<unknown, Settled>().handler(async () => {
    const now = clock.now();
    const { timeZone, publisher } = config;
    const context: SettleContext = {
      listings,
      places,
      calendarOf,
      timeZone,
      source: { name: publisher.name, url: publisher.url, licence: 'OGL-UK-3.0' },
      now,
      today: wallClockAt(now, timeZone).date,
    };
    const settled = await settleListings(context);
    const { published, removed, failed } = settled;
    for (const { id, reason } of failed) logger.error('LISTING_NOT_PUBLISHED', { listing: id, reason });
    if (published + removed > 0) logger.info('LISTINGS_SETTLED', { published, removed });
    await catchUp(context, () => clock.now() - now < CATCHING_UP_SECONDS);
    return settled;
  });
}
