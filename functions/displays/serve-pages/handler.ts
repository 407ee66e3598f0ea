import { boardPage } from '#displays/board/board-page.tsx';
import { rowsOf } from '#displays/board/board-settings.ts';
import { preferencesOf } from '#displays/kit/preferences.ts';
import { findPage } from '#displays/welcome/find-page.tsx';
import type { PageSurroundings } from '#displays/welcome/shell.tsx';
import { stopPage } from '#displays/welcome/stop-page.tsx';
import { type HttpHandler, httpLambda } from '#functions/runtime/http.ts';
import type { Logger } from '#functions/runtime/logger.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';
import type { AssetFiles } from './asset-files.ts';
import { failureRenderer } from './failure-renderer.ts';
import { findStops } from './find-stops.ts';
import { loadFacts } from './load-facts.ts';
import { factsResponse, privatePage, searchPage, timesPage } from './page-response.ts';
import { placePages } from './place-pages.ts';

export interface ServePagesDependencies {
  readonly reader: TransitReader;
  readonly places: PlacesReader;
  readonly clock: Clock;
  readonly assets: AssetFiles;
  /** Whom to ask for help; null: the words of the catalogue. */
  readonly helpText: string | null;
  /** Where another front stands before the gateway. */
  readonly publicOrigin: string | null;
  readonly logger: Logger;
}

export function servePages(dependencies: ServePagesDependencies) {
  const { reader, clock, assets, helpText, logger } = dependencies;
  const { manifest, files } = assets;
  const surroundings = (query: URLSearchParams): PageSurroundings => ({
    preferences: preferencesOf(query),
    assets: manifest,
    helpText,
  });
  const facts = (stopId = '') => loadFacts(stopId, { reader, clock, release: manifest.release });

  const routes: Readonly<Record<string, HttpHandler>> = {
    'GET /': async ({ query }) => {
      const search = await findStops(query, reader);
      return (search.kind === 'near' ? privatePage : searchPage)(findPage(search, surroundings(query)));
    },
    'GET /boards/{stopId}': async ({ pathParameters, query }) => {
      const found = await facts(pathParameters.stopId);
      if (query.get('as') === 'facts') return factsResponse(found);
      return timesPage(boardPage({ ...surroundings(query), facts: found, rows: rowsOf(query) }));
    },
    'GET /stops/{stopId}': async ({ pathParameters, query }) => {
      const found = await facts(pathParameters.stopId);
      if (query.get('as') === 'facts') return factsResponse(found);
      return timesPage(stopPage(found, surroundings(query)));
    },
    ...placePages({ ...dependencies, surroundings }),
    'GET /assets/{file+}': ({ pathParameters }) => {
      const file = files.get(pathParameters.file ?? '');
      if (!file) throw new DomainError('not-found', 'There is no such file.');
      return file;
    },
    'GET /{page+}': () => {
      throw new DomainError('not-found', 'There is no such page.');
    },
  };
  return httpLambda(routes, { logger, renderError: failureRenderer(surroundings) });
}
