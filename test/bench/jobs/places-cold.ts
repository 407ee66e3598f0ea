import { openPlacesReader } from '#shared/store/places-reader.ts';
import { answerWith } from '../measured-process.ts';
import { meteredPlaces } from '../metered-places.ts';
import { type Cost, startMeasuring } from '../samples.ts';
import { PLACES_ZONE } from '../synthetic-places.ts';

export interface PlacesTable {
  readonly endpoint: string;
  readonly prefix: string;
}

export interface ColdPlaces extends Cost {
  readonly readUnits: number;
  readonly places: number;
}

/** The first look of a process that knows nothing. */
answerWith(async ({ endpoint, prefix }: PlacesTable): Promise<ColdPlaces> => {
  const store = meteredPlaces(endpoint, prefix);
  const reader = openPlacesReader(store, PLACES_ZONE);
  const cost = startMeasuring();
  const { places } = await reader.published();
  const spent = cost();
  store.client.destroy();
  return { ...spent, readUnits: store.take().read, places: places.length };
});
