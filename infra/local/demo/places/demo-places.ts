import type { Place } from '#shared/domain/places/place.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import { cafes } from './cafes.ts';
import { eventsAt } from './events.ts';
import { indoorAttractions } from './indoor-attractions.ts';
import { outOfTownAttractions } from './out-of-town-attractions.ts';
import { outdoorAttractions } from './outdoor-attractions.ts';
import { restaurants } from './restaurants.ts';
import { services } from './services.ts';
import { toiletsAndParking } from './toilets-and-parking.ts';

const lasting = [
  ...indoorAttractions,
  ...outdoorAttractions,
  ...outOfTownAttractions,
  ...cafes,
  ...restaurants,
  ...toiletsAndParking,
  ...services,
];

/** All invented, and named so that nobody takes them for real. Events lie around `now`. */
export const demoPlacesAt = (now: EpochSeconds): readonly Place[] => [...lasting, ...eventsAt(now)];
