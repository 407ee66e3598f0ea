import { CSV_METADATA_FILE } from '#shared/contracts/open-data/open-data-files.ts';
import { OPEN_DATA_LICENCE } from '#shared/contracts/open-data/open-licences.ts';
import { placesCsv } from '#shared/contracts/open-data/places-csv.ts';
import { placesGeoJson } from '#shared/contracts/open-data/places-geojson.ts';
import { placesJsonLd } from '#shared/contracts/open-data/places-jsonld.ts';
import { toPlaceInfos } from '#shared/contracts/open-data/write-place-infos.ts';
import type { Place } from '#shared/domain/places/place.ts';

export interface DumpContext {
  /** Of the site, without a slash at its end. */
  readonly origin: string;
  /** At the places, YYYY-MM-DD. */
  readonly today: string;
}

export interface DumpFile {
  readonly type: string;
  readonly write: (places: readonly Place[], context: DumpContext) => string;
  /** What describes it, among the open data. */
  readonly describedBy?: string;
}

/** The forms in which all places can be taken away. */
export const dumpFiles: Readonly<Record<string, DumpFile>> = {
  'places.geojson': {
    type: 'application/geo+json',
    write: (places, context) => JSON.stringify(placesGeoJson(places, context)),
  },
  'places.csv': {
    type: 'text/csv; charset=utf-8; header=present',
    write: (places) => placesCsv(places),
    describedBy: CSV_METADATA_FILE,
  },
  'places.jsonld': {
    type: 'application/ld+json',
    write: (places, { origin }) => JSON.stringify(placesJsonLd(places, { origin })),
  },
  'places.a11y.json': {
    type: 'application/json; charset=utf-8',
    write: (places) => JSON.stringify(toPlaceInfos(places, OPEN_DATA_LICENCE)),
  },
};
