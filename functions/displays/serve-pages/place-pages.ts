import { formProblem } from '#displays/places/form-problem.ts';
import { openDataPage } from '#displays/places/open-data-page.tsx';
import { placePage } from '#displays/places/place-page.tsx';
import { placesPage } from '#displays/places/places-page.tsx';
import { vocabularyPage } from '#displays/places/vocabulary-page.tsx';
import type { PageSurroundings } from '#displays/welcome/shell.tsx';
import type { HttpHandler } from '#functions/runtime/http.ts';
import { placeJsonLd } from '#shared/contracts/open-data/places-jsonld.ts';
import { parseNeeds, type VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';
import { nearestStop } from './nearest-stop.ts';
import { privatePage, searchPage, timesPage } from './page-response.ts';
import { readPlacesForm } from './places-form.ts';
import { placesMap, routeLines } from './places-map.ts';

/** A list longer than this is not read; what is asked for narrows it down. */
const LISTED = 50;
const PUBLIC_FIELDS: ReadonlySet<string> = new Set([
  'q',
  'kind',
  'open',
  'at',
  'view',
  'lang',
  'theme',
  'text',
]);

export interface PlacePagesDependencies {
  readonly places: PlacesReader;
  readonly reader: TransitReader;
  readonly clock: Clock;
  readonly publicOrigin: string | null;
  readonly surroundings: (query: URLSearchParams) => PageSurroundings;
}

/** Places to find, and a place with all that is known of it. */
export function placePages(dependencies: PlacePagesDependencies): Readonly<Record<string, HttpHandler>> {
  const { places, reader, clock, publicOrigin, surroundings } = dependencies;
  const { timeZone } = places;
  return {
    'GET /places': async ({ query }) => {
      const around = surroundings(query);
      const { form, search, misread } = readPlacesForm(query, timeZone);
      const { best, total } = await places.find(search, LISTED, clock.now());
      const { language } = around.preferences;
      const view = {
        form,
        found: best,
        map: await placesMap(query, best, search.near ?? null, dependencies),
        total,
        hasInvented: best.some(({ place }) => place.invented),
        problem: misread && formProblem(misread, form, language),
        timeZone,
      };
      return (tellsOfVisitor(query) ? privatePage : timesPage)(placesPage(view, around));
    },
    'GET /places/{slug}': async ({ pathParameters: { slug = '' }, query, origin }) => {
      const around = surroundings(query);
      const { bySlug, gone } = await places.published();
      const summary = bySlug.get(slug);
      if (!summary) {
        if ((await gone()).bySlug.has(slug)) throw new DomainError('gone', 'The place is no longer listed.');
        throw new DomainError('not-found', 'There is no such place.');
      }
      const now = clock.now();
      const needs = needsOf(query);
      const place = await places.place(summary);
      const view = {
        place,
        opening: summary.opening,
        now: wallClockAt(now, timeZone),
        ...places.verdictOn(summary, { needs }, now),
        needs,
        stop: await stopOrNone(nearestStop(place, reader, now, around.preferences.language)),
        lines: await routeLines(reader),
        jsonLd: JSON.stringify(placeJsonLd(place, { origin: publicOrigin ?? origin })),
        path: `/places/${slug}`,
        timeZone,
      };
      return (tellsOfVisitor(query) ? privatePage : timesPage)(placePage(view, around));
    },
    'GET /open-data': ({ query }) => searchPage(openDataPage(surroundings(query))),
    'GET /vocabulary/facts': ({ query }) => searchPage(vocabularyPage(surroundings(query))),
  };
}

/** What says anything of who asks, understood or not, is kept by no cache. */
function tellsOfVisitor(query: URLSearchParams): boolean {
  return [...query.keys()].some((name) => !PUBLIC_FIELDS.has(name) && query.get(name) !== '');
}

/** Needs that cannot be read are none: the page of a place is worth more than a complaint about its address. */
function needsOf(query: URLSearchParams): VisitorNeeds | null {
  const parsed = parseNeeds(query.get('needs') ?? '');
  return 'needs' in parsed ? parsed.needs : null;
}

/** A place is there even while the timetable is not. */
async function stopOrNone<T>(stop: Promise<T>): Promise<T | null> {
  try {
    return await stop;
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unavailable') return null;
    throw error;
  }
}
