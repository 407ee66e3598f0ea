import type { FactId } from '#shared/domain/places/fact-dictionary.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { type Preferences, stopHref } from '../kit/preferences.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { distance } from '../welcome/find-page.tsx';
import { GroupFacts } from './fact-group.tsx';
import { PlaceMap } from './map/place-map.tsx';
import type { PlaceView } from './place-view.ts';
import { StopDepartures } from './stop-departures.tsx';

interface GettingThereProps {
  readonly view: PlaceView;
  readonly speaker: PlaceSpeaker;
  readonly preferences: Preferences;
  readonly reportHref: (fact: FactId) => string | null;
}

export function GettingThere({ view, speaker, preferences, reportHref }: GettingThereProps) {
  const { place, stop, now } = view;
  const address = addressOf(place);
  return (
    <section aria-labelledby="getting-there">
      <h2 id="getting-there">{speaker.say('factGroup', 'getting-there')}</h2>
      <dl class="pairs">
        {address && (
          <div>
            <dt>{speaker.say('address')}</dt>
            <dd>{address}</dd>
          </div>
        )}
        <div>
          <dt>{speaker.say('nearestStop')}</dt>
          <dd>
            {stop ? (
              <>
                <a href={stopHref(stop.id, preferences)}>{stop.name}</a>,{' '}
                {stop.distanceMetres === null
                  ? speaker.say('distanceUnknown')
                  : distance(stop.distanceMetres, speaker)}
              </>
            ) : (
              speaker.say('nearestStopUnknown')
            )}
          </dd>
        </div>
      </dl>
      <PlaceMap view={view} lines={view.lines ?? []} speaker={speaker} />
      {stop && <StopDepartures stop={stop} speaker={speaker} />}
      <GroupFacts
        group="getting-there"
        place={place}
        today={now.date}
        speaker={speaker}
        reportHref={reportHref}
      />
    </section>
  );
}

const addressOf = ({ streetAddress, addressLocality, postalCode }: Place) =>
  [streetAddress, [addressLocality, postalCode?.replace(' ', '\u00a0')].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');
