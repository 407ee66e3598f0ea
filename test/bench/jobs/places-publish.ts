import { publishPlaces } from '#shared/store/publish-places.ts';
import { answerWith } from '../measured-process.ts';
import { meteredPlaces, type PlaceUnits } from '../metered-places.ts';
import { timedCalendars } from '../place-calendars.ts';
import { type Cost, startMeasuring } from '../samples.ts';
import { syntheticPlace } from '../synthetic-places.ts';
import type { PlacesTable } from './places-cold.ts';

export interface PlacesPublishJob extends PlacesTable {
  readonly count: number;
}

export interface FirstPublication extends Cost {
  readonly units: PlaceUnits;
  readonly calendarMilliseconds: number;
}

/** Publishes all places at once into a table that is empty. */
answerWith(async ({ endpoint, prefix, count }: PlacesPublishJob): Promise<FirstPublication> => {
  const store = meteredPlaces(endpoint, prefix);
  const { context, milliseconds } = timedCalendars();
  const put = Array.from({ length: count }, (_, number) => syntheticPlace(number));
  const cost = startMeasuring();
  await publishPlaces(store, () => ({ put, remove: [] }), context);
  const spent = cost();
  store.client.destroy();
  return { ...spent, units: store.take(), calendarMilliseconds: milliseconds() };
});
