import type { HttpRequest, HttpResponse } from '#functions/runtime/http.ts';
import { integerParameter } from '#functions/runtime/query-parameters.ts';
import { OPEN_DATA_LICENCE, openDataCatalog } from '#shared/contracts/open-data/catalog.ts';
import { placesCsv } from '#shared/contracts/open-data/places-csv.ts';
import { placesGeoJson } from '#shared/contracts/open-data/places-geojson.ts';
import { placesJsonLd } from '#shared/contracts/open-data/places-jsonld.ts';
import { toPlaceInfos } from '#shared/contracts/open-data/write-place-infos.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';
import type { PublishedPlaces } from '#shared/store/published-places.ts';

/** Some 10 kB each: an answer of a function may have 6 MB. */
export const PAGE_PLACES = 400;
const READ_AT_ONCE = 25;
/** What may be handed on under the Open Government Licence, as the catalogue says of all. */
const OPEN_LICENCES: ReadonlySet<string> = new Set(['OGL-UK-3.0', 'CC0-1.0', 'PDDL-1.0']);

interface Page {
  readonly places: readonly Place[];
  readonly origin: string;
  /** At the places, YYYY-MM-DD. */
  readonly today: string;
}

const files: Readonly<
  Record<string, { readonly type: string; readonly write: (page: Page) => string | object }>
> = {
  'places.geojson': {
    type: 'application/geo+json',
    write: ({ places, today }) => placesGeoJson(places, { today }),
  },
  'places.csv': { type: 'text/csv; charset=utf-8; header=present', write: ({ places }) => placesCsv(places) },
  'places.jsonld': {
    type: 'application/ld+json',
    write: ({ places, origin }) => placesJsonLd(places, { origin }),
  },
  'places.a11y.json': {
    type: 'application/json; charset=utf-8',
    write: ({ places }) => toPlaceInfos(places, OPEN_DATA_LICENCE),
  },
};

export interface OpenDataOptions {
  readonly reader: PlacesReader;
  readonly clock: Clock;
  readonly publisher: PlacesConfig['publisher'];
  /** Where another front stands before the gateway. */
  readonly publicOrigin: string | undefined;
}

/** All published places as files for everybody, a page of them at a time. */
export class OpenDataDump {
  private readonly options: OpenDataOptions;

  constructor(options: OpenDataOptions) {
    this.options = options;
  }

  async file(name: string, { query, origin: asked }: HttpRequest): Promise<HttpResponse> {
    const { reader, clock, publicOrigin } = this.options;
    const origin = publicOrigin ?? asked;
    const published = await reader.published();
    const modified = new Date(published.publishedAt * 1000);
    if (name === 'catalog.jsonld')
      return answer('application/ld+json', this.catalog(published, origin), modified);
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (!file) throw new DomainError('not-found', `There is no ${name} among the open data.`);
    const pages = Math.max(1, Math.ceil(published.places.length / PAGE_PLACES));
    const page = integerParameter(query, 'page', { least: 1, most: pages, otherwise: 1 });
    const places = await this.placesOf(published, page);
    const { date: today } = wallClockAt(clock.now(), reader.timeZone);
    const link = page < pages ? `<${origin}/open-data/${name}?page=${page + 1}>; rel="next"` : undefined;
    return answer(file.type, file.write({ places, origin, today }), modified, link);
  }

  private catalog({ places, publishedAt }: PublishedPlaces, origin: string): object {
    const { name, url, email } = this.options.publisher;
    return openDataCatalog({
      origin,
      modified: new Date(publishedAt * 1000).toISOString(),
      count: places.length,
      publisher: { name, url },
      contact: { name, email },
    });
  }

  /** In order of their ids, so that a page stays what it is while others change. */
  private async placesOf({ byId }: PublishedPlaces, page: number): Promise<Place[]> {
    const ids = [...byId.keys()].sort().slice((page - 1) * PAGE_PLACES, page * PAGE_PLACES);
    const places: Place[] = [];
    for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
      const summaries = ids.slice(at, at + READ_AT_ONCE).flatMap((id) => byId.get(id) ?? []);
      places.push(...(await Promise.all(summaries.map((summary) => this.options.reader.place(summary)))));
    }
    return places.filter(({ source }) => OPEN_LICENCES.has(source.licence));
  }
}

function answer(type: string, body: string | object, modified: Date, link?: string): HttpResponse {
  return {
    status: 200,
    headers: {
      'content-type': type,
      'cache-control': 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'link, etag, last-modified',
      'last-modified': modified.toUTCString(),
      ...(link !== undefined && { link }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
