import type { HttpRequest, HttpResponse } from '#functions/runtime/http.ts';
import { integerParameter } from '#functions/runtime/query-parameters.ts';
import { openDataCatalog } from '#shared/contracts/open-data/catalog.ts';
import { CHANGES_FILE, CSV_METADATA_FILE } from '#shared/contracts/open-data/open-data-files.ts';
import { withOpenPictures } from '#shared/contracts/open-data/open-pictures.ts';
import { placesCsvMetadata } from '#shared/contracts/open-data/places-csv-metadata.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { PlaceSummary } from '#shared/domain/places/place-summary.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { KeptValues } from '#shared/store/kept-values.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';
import type { PublishedPlaces } from '#shared/store/published-places.ts';
import { changesSinceAsked } from './changes-since-asked.ts';
import { type DumpFile, dumpFiles } from './dump-files.ts';
import { dumpPage, PAGE_BYTES } from './dump-page.ts';
import { link, openDataAnswer } from './open-data-answer.ts';
import { type OpenListings, openListings } from './open-listings.ts';

export interface OpenDataOptions {
  readonly reader: PlacesReader;
  readonly clock: Clock;
  readonly publisher: PlacesConfig['publisher'];
  /** Where another front stands before the gateway. */
  readonly publicOrigin: string | undefined;
  readonly pageBytes?: number;
}

interface Asked {
  readonly name: string;
  readonly query: URLSearchParams;
  /** Of the site, without a slash at its end. */
  readonly origin: string;
  readonly published: PublishedPlaces;
  readonly modified: Date;
}

/** The open data: all places that may be handed on as files, a page at a time, and what tells of them. */
export class OpenDataDump {
  private readonly options: OpenDataOptions;
  /** Of this version, and of one before whose answer is under way. */
  private readonly listings = new KeptValues<OpenListings>({ size: 2 });

  constructor(options: OpenDataOptions) {
    this.options = options;
  }

  async file(name: string, { query, origin }: HttpRequest): Promise<HttpResponse> {
    const { reader, publicOrigin } = this.options;
    const published = await reader.published();
    const modified = new Date(published.publishedAt * 1000);
    const asked = { name, query, origin: publicOrigin ?? origin, published, modified };
    if (name === 'catalog.jsonld') return this.catalog(asked);
    if (name === CHANGES_FILE) return this.changes(asked);
    if (name === CSV_METADATA_FILE) {
      const body = JSON.stringify(placesCsvMetadata(asked.origin));
      return openDataAnswer({ type: 'application/csvm+json', body, modified });
    }
    const file = Object.hasOwn(dumpFiles, name) ? dumpFiles[name] : undefined;
    if (!file) throw new DomainError('not-found', `There is no ${name} among the open data.`);
    return this.dump(file, asked);
  }

  private async catalog({ origin, published, modified }: Asked): Promise<HttpResponse> {
    const { name, url, email } = this.options.publisher;
    const { ids, licences } = await this.listingsOf(published);
    const catalog = openDataCatalog({
      origin,
      modified: modified.toISOString(),
      count: ids.length,
      licences,
      leftOut: published.places.length - ids.length,
      publisher: { name, url },
      contact: { name, email },
    });
    return openDataAnswer({ type: 'application/ld+json', body: JSON.stringify(catalog), modified });
  }

  private async changes({ name, query, origin, published, modified }: Asked): Promise<HttpResponse> {
    const { reader, clock } = this.options;
    const { byId } = await this.listingsOf(published);
    const context = { query, origin, timeZone: reader.timeZone, now: clock.now() };
    const changes = await changesSinceAsked(published, (id) => byId.has(id), context);
    const goingOn = new URLSearchParams(query);
    goingOn.set('since', changes.next);
    return openDataAnswer({
      type: 'application/json; charset=utf-8',
      body: JSON.stringify(changes),
      modified,
      kind: 'changes',
      links: changes.more ? [link(`${origin}/open-data/${name}?${goingOn}`, 'next')] : [],
    });
  }

  private async dump(file: DumpFile, { name, query, origin, published, modified }: Asked) {
    const { reader, clock, pageBytes = PAGE_BYTES } = this.options;
    const { byId, ids } = await this.listingsOf(published);
    const after = afterOf(query);
    const left = ids.filter((id) => id > after).flatMap((id) => byId.get(id) ?? []);
    const { date: today } = wallClockAt(clock.now(), reader.timeZone);
    const write = (places: readonly Place[]) => file.write(places, { origin, today });
    const frame = Buffer.byteLength(write([]));
    const sizeOf = (place: Place) => Buffer.byteLength(write([place])) - frame + 1;
    const read = async (summary: PlaceSummary) => withOpenPictures(await reader.place(summary));
    const { places, isLast } = await dumpPage(left, { read, sizeOf, room: pageBytes - frame });

    // Pages are read one after the other, perhaps of different versions: changes are to be followed from the oldest.
    const readBefore = integerParameter(query, 'version', {
      least: 0,
      most: 999_999_999,
      otherwise: published.version,
    });
    const version = String(Math.min(readBefore, published.version));
    const here = `${origin}/open-data`;
    const last = places.at(-1)?.id ?? after;
    return openDataAnswer({
      type: file.type,
      body: write(places),
      modified,
      links: [
        isLast
          ? link(`${here}/${CHANGES_FILE}?since=${version}`, 'monitor', 'application/json')
          : link(`${here}/${name}?${new URLSearchParams({ after: last, version })}`, 'next', file.type),
        ...(file.describedBy ? [link(`${here}/${file.describedBy}`, 'describedby')] : []),
      ],
    });
  }

  private listingsOf(published: PublishedPlaces): Promise<OpenListings> {
    return this.listings.get(String(published.version), () => openListings(published, this.options.reader));
  }
}

function afterOf(query: URLSearchParams): string {
  if (query.has('page'))
    throw new DomainError('invalid-input', 'page: the Link header of an answer names the next one.');
  const after = query.get('after') ?? '';
  if (!/^[a-z0-9-]{0,80}$/.test(after))
    throw new DomainError('invalid-input', 'after must be the id of a place.');
  return after;
}
