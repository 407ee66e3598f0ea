import type { FoundStop } from '#shared/domain/transit/find-stops.ts';
import { hrefWith, preferencePairs, stopHref } from '../kit/preferences.ts';
import { translatedName } from '../kit/translation.ts';
import { type Speaker, speakerOf } from '../kit/words/speaker.tsx';
import { SearchForm } from './search-form.tsx';
import { type PageSurroundings, welcomePage } from './shell.tsx';

export type Search =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string; readonly stops: readonly FoundStop[] }
  | { readonly kind: 'near'; readonly near: string; readonly stops: readonly FoundStop[] };

export const RESULT_LIMIT = 20;

/** The front door. */
export function findPage(search: Search, surroundings: PageSurroundings): string {
  const { preferences } = surroundings;
  const speaker = speakerOf(preferences.language);
  return welcomePage({
    ...surroundings,
    title: search.kind === 'none' ? speaker.text('siteName') : resultsTitle(search, speaker),
    titleKey: search.kind === 'none' ? 'siteName' : 'resultsFor',
    path: '/',
    query:
      search.kind === 'text' ? [['q', search.text]] : search.kind === 'near' ? [['near', search.near]] : [],
    script: 'find.js',
    children: (
      <>
        <h1>{speaker.say('findTitle')}</h1>
        <SearchForm
          speaker={speaker}
          preferences={preferences}
          text={search.kind === 'text' ? search.text : ''}
        />
        <form class="near" method="get" action="/" hidden data-refused={speaker.text('nearRefused')}>
          {preferencePairs(preferences).map(([name, value]) => (
            <input type="hidden" name={name} value={value} key={name} />
          ))}
          <input type="hidden" name="near" value="" />
          <button type="submit" class="quiet">
            {speaker.say('nearButton')}
          </button>
          <p role="status" />
        </form>
        <Results search={search} speaker={speaker} surroundings={surroundings} />
        <p class="to-places">
          <a href={hrefWith('/places', preferences)}>{speaker.say('toPlaces')}</a>
        </p>
      </>
    ),
  });
}

function resultsTitle(search: Search, speaker: Speaker): string {
  return search.kind === 'text' ? speaker.text('resultsFor', search.text) : speaker.text('resultsNear');
}

function Results({
  search,
  speaker,
  surroundings: { preferences },
}: {
  readonly search: Search;
  readonly speaker: Speaker;
  readonly surroundings: PageSurroundings;
}) {
  if (search.kind === 'none') return null;
  if (search.stops.length === 0) {
    return (
      <section>
        <h2>{search.kind === 'text' ? speaker.say('noneFound', search.text) : speaker.say('noneNear')}</h2>
        <p>{speaker.say(search.kind === 'text' ? 'noneFoundHint' : 'noneNearHint')}</p>
      </section>
    );
  }
  return (
    <section aria-labelledby="results">
      <h2 id="results">
        {search.kind === 'text' ? speaker.say('resultsFor', search.text) : speaker.say('resultsNear')}
      </h2>
      <ul class="results">
        {search.stops.slice(0, RESULT_LIMIT).map((stop) => (
          <li key={stop.id}>
            <a href={stopHref(stop.id, preferences)}>
              <span class="result-name">
                {translatedName(stop.name, stop.names, speaker.language).text}
                {stop.indicator && ` (${stop.indicator})`}
              </span>
              <span class="result-facts">
                {stop.description && <span>{stop.description}</span>}
                {stop.distanceMetres !== undefined && <span>{distance(stop.distanceMetres, speaker)}</span>}
                {stop.code && (
                  <span>
                    {speaker.say('stopCode')} {stop.code}
                  </span>
                )}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {search.stops.length > RESULT_LIMIT && <p>{speaker.say('resultsFirst', RESULT_LIMIT)}</p>}
    </section>
  );
}

/** Rounded to what can be told apart on foot. */
export function distance(metres: number, speaker: Speaker) {
  return metres < 995
    ? speaker.say('metres', Math.max(10, Math.round(metres / 10) * 10))
    : speaker.say('kilometres', (metres / 1000).toFixed(1));
}
