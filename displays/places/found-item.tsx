import type { FoundPlace } from '#shared/domain/places/find-places.ts';
import type { VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import type { Preferences } from '../kit/preferences.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { distance } from '../welcome/find-page.tsx';
import { openWords } from './open-words.ts';
import { OwnText } from './own-text.tsx';
import { placeHref } from './places-query.ts';
import { obstacles, reasonSaid } from './reasons.ts';

/** More would hide the next place. */
const SHOWN_REASONS = 3;

export interface FoundItemProps {
  readonly found: FoundPlace;
  /** Of its marker on the map. */
  readonly number: number | undefined;
  readonly needs: VisitorNeeds | null;
  /** Whether a time was asked about that is not now. */
  readonly isPlanned: boolean;
  readonly timeZone: string;
  readonly speaker: PlaceSpeaker;
  readonly preferences: Preferences;
}

export function FoundItem({
  found,
  number,
  needs,
  isPlanned,
  timeZone,
  speaker,
  preferences,
}: FoundItemProps) {
  const { place, distanceMetres, fit } = found;
  const { event } = place;
  return (
    <>
      {number !== undefined && (
        <>
          <b>{number}</b>{' '}
        </>
      )}
      <a class="place-name" href={placeHref(place.slug, needs, preferences)}>
        <OwnText texts={place.name} language={speaker.language} />
      </a>
      <p class="place-facts">
        <span>{speaker.say('kind', place.kind)}</span>
        {distanceMetres !== null && <span>{distance(distanceMetres, speaker)}</span>}
        <span>{openWords({ ...found.place, open: found.open, isPlanned }, speaker)}</span>
      </p>
      {event && (
        <p class="place-facts">{speaker.say('eventTimes', event.startDate, event.endDate, timeZone)}</p>
      )}
      {fit && <Obstacles found={found} speaker={speaker} />}
    </>
  );
}

function Obstacles({ found: { fit, place }, speaker }: Pick<FoundItemProps, 'found' | 'speaker'>) {
  const reasons = fit ? obstacles(fit) : [];
  if (reasons.length === 0) return null;
  const shown = reasons.slice(0, SHOWN_REASONS);
  const unknown = shown.filter(({ code }) => code === 'unknown').map(({ fact }) => fact);
  return (
    <ul class="reasons">
      {shown
        .filter(({ code }) => code !== 'unknown')
        .map((reason) => (
          <li key={reason.fact}>{speaker.say('reason', reasonSaid(reason, place.facts))}</li>
        ))}
      {unknown.length > 0 && <li>{speaker.say('notKnown', unknown)}</li>}
      {reasons.length > SHOWN_REASONS && (
        <li>{speaker.say('moreReasons', reasons.length - SHOWN_REASONS)}</li>
      )}
    </ul>
  );
}
