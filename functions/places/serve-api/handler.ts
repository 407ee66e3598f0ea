import { type HttpHandler, type HttpResponse, httpLambda } from '#functions/runtime/http.ts';
import type { Logger } from '#functions/runtime/logger.ts';
import { integerParameter } from '#functions/runtime/query-parameters.ts';
import { CHANGES_FILE } from '#shared/contracts/open-data/open-data-files.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { ImageStore } from '#shared/store/image-store.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';
import { accessOf, needsOf, searchOf } from './api-query.ts';
import { imageFile } from './image-file.ts';
import type { OpenDataDump } from './open-data-dump.ts';
import { foundPlaceJson, placeJson } from './place-answers.ts';

const MOST_PLACES = 200;

/** Listings change a few times a day; who has published one looks within seconds. */
const cacheFor = (seconds: number) =>
  `public, max-age=${seconds}, stale-while-revalidate=${seconds * 2}, stale-if-error=600`;
/** Where somebody stands, and what somebody needs, no shared cache and no disk may keep. */
const KEPT_BY_NOBODY = 'private, no-store';

const json = (body: unknown, cacheControl: string): HttpResponse => ({
  status: 200,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': cacheControl,
    'access-control-allow-origin': '*',
  },
  body: JSON.stringify(body),
});

const cachingOf = (query: URLSearchParams) =>
  query.has('near') || query.has('needs') || query.has('access') ? KEPT_BY_NOBODY : cacheFor(5);

export interface ServePlacesDependencies {
  readonly reader: PlacesReader;
  readonly clock: Clock;
  readonly dump: OpenDataDump;
  readonly images: ImageStore;
  /** Where another front stands before the gateway. */
  readonly publicOrigin: string | undefined;
  readonly logger: Logger;
}

/** The public places API, the open data and the pictures (docs: GET /openapi.json). Reads only; open to every origin. */
export function createHandler({
  reader,
  clock,
  dump,
  images,
  publicOrigin,
  logger,
}: ServePlacesDependencies) {
  const routes: Record<string, HttpHandler> = {
    'GET /v1/places': async ({ query }) => {
      const limit = integerParameter(query, 'limit', { least: 1, most: MOST_PLACES, otherwise: 50 });
      const { best } = await reader.find(searchOf(query, reader.timeZone), limit, clock.now());
      return json({ places: best.map(foundPlaceJson) }, cachingOf(query));
    },
    'GET /v1/places/{id}': async ({ pathParameters: { id = '' }, query, origin: asked }) => {
      const { byId, gone } = await reader.published();
      const summary = byId.get(id);
      if (!summary) {
        if ((await gone()).byId.has(id))
          throw new DomainError('gone', `The place ${id} is no longer listed.`);
        throw new DomainError('not-found', `There is no place with the id ${id}.`);
      }
      const now = clock.now();
      const verdict = reader.verdictOn(summary, { needs: needsOf(query), access: accessOf(query) }, now);
      const { date: today } = wallClockAt(now, reader.timeZone);
      const { number: revision } = summary.revision;
      const origin = publicOrigin ?? asked;
      const place = await reader.place(summary);
      return json(placeJson(place, { ...verdict, today, origin, revision }), cachingOf(query));
    },
    'GET /images/{file}': ({ pathParameters: { file = '' } }) => imageFile(file, { images, reader }),
    'GET /open-data/changes.json': (request) => dump.file(CHANGES_FILE, request),
    'GET /open-data/{file}': (request) => dump.file(request.pathParameters.file ?? '', request),
  };
  return httpLambda(routes, { logger });
}
