import { type Preferences, preferencePairs } from '../kit/preferences.ts';
import { type PlaceSpeaker, placeSpeakerOf } from '../kit/words/place-speaker.tsx';
import { type PageSurroundings, welcomePage } from '../welcome/shell.tsx';
import { FoundGroups } from './found-groups.tsx';
import { mapHref, mapPairs } from './map/map-moves.tsx';
import { PlacesMap } from './map/places-map.tsx';
import { PlacesFormFields } from './places-form.tsx';
import { formPairs } from './places-query.ts';
import type { PlacesView } from './places-view.ts';

interface NearMeProps extends Pick<PlacesView, 'form'> {
  readonly isMap: boolean;
  readonly speaker: PlaceSpeaker;
  readonly preferences: Preferences;
}

/** Finding a place that suits. */
export function placesPage(view: PlacesView, surroundings: PageSurroundings): string {
  const { preferences } = surroundings;
  const { form, found, total, map } = view;
  const speaker = placeSpeakerOf(preferences.language);
  const query = formPairs(form);
  return welcomePage({
    ...surroundings,
    title:
      query.length > 0
        ? `${resultsTitle(view, speaker)} – ${speaker.text('places')}`
        : speaker.text('places'),
    titleKey: 'siteName',
    titleLanguage: speaker.languageOf('places'),
    path: '/places',
    query: mapPairs(form, map),
    script: map ? 'map.js' : 'find.js',
    children: (
      <>
        <h1>{speaker.say('places')}</h1>
        {view.hasInvented && <p class="invented">{speaker.say('inventedMany')}</p>}
        <Problem problem={view.problem} speaker={speaker} />
        {query.length > 0 && total > 0 && (
          <p>
            <a href="#results">{speaker.say('goToResults', resultsTitle(view, speaker))}</a>
          </p>
        )}
        <PlacesFormFields form={form} isMap={Boolean(map)} speaker={speaker} preferences={preferences} />
        <NearMe form={form} isMap={Boolean(map)} speaker={speaker} preferences={preferences} />
        {total > 0 && (
          <p class="to-map">
            <a href={map ? '#map' : mapHref(form, preferences)}>
              {speaker.say(map ? 'goToMap' : 'showOnMap')}
            </a>
          </p>
        )}
        <section class="found" aria-labelledby="results">
          <h2 id="results" tabIndex={-1}>
            {form.text ? speaker.say('placesFor', total, form.text) : speaker.say('placesFound', total)}
          </h2>
          <OpenChoice open={form.open} speaker={speaker} />
          {total > found.length && <p>{speaker.say('firstPlaces', found.length)}</p>}
          {total === 0 && <p>{speaker.say('noPlaces')}</p>}
          {form.access.length > 0 && <p>{speaker.say('leftOut', form.access)}</p>}
          <FoundGroups
            found={found}
            isNumbered={Boolean(map)}
            isCut={total > found.length}
            needs={form.needs}
            isPlanned={isPlanned(form.open)}
            timeZone={view.timeZone}
            speaker={speaker}
            preferences={preferences}
          />
        </section>
        {map && <PlacesMap view={view} map={map} speaker={speaker} preferences={preferences} />}
      </>
    ),
  });
}

/** Shown by the script, which asks the device for its position; keeps all else that was asked for. */
function NearMe({ form, isMap, speaker, preferences }: NearMeProps) {
  const kept = [...formPairs({ ...form, near: null }), ...preferencePairs(preferences)];
  return (
    <form class="near" method="get" action="/places" hidden data-refused={speaker.text('placesNearRefused')}>
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={`${name} ${value}`} />
      ))}
      {isMap && <input type="hidden" name="view" value="map" />}
      <input type="hidden" name="near" value="" />
      <button type="submit" class="quiet">
        {speaker.say('placesNearMe')}
      </button>
      <p role="status" />
    </form>
  );
}

const isPlanned = (open: string | null) => open !== null && open !== 'now';

function resultsTitle({ form, total }: PlacesView, speaker: PlaceSpeaker): string {
  return form.text ? speaker.text('placesFor', total, form.text) : speaker.text('placesFound', total);
}

function Problem({ problem, speaker }: { readonly problem: string | null; readonly speaker: PlaceSpeaker }) {
  if (!problem) return null;
  const language = speaker.languageOf('problemOther');
  return (
    <p class="problem" id="problem" role="alert" lang={language === speaker.language ? undefined : language}>
      <strong>{speaker.text('checkForm')}</strong> {problem}
    </p>
  );
}

/** What "open" leaves in: what is open then, and what has not said. */
function OpenChoice({ open, speaker }: { readonly open: string | null; readonly speaker: PlaceSpeaker }) {
  if (open === null) return null;
  if (open === 'now') return <p>{speaker.say('openAtPresent')}</p>;
  const [date = '', time = ''] = open.split('T');
  return <p>{speaker.say('openAtTime', date, time)}</p>;
}
