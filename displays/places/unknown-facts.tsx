import { Fragment } from 'preact';
import type { FactId } from '#shared/domain/places/fact-dictionary.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { AskPlace } from './contact.tsx';

interface UnknownProps {
  readonly ids: readonly FactId[];
  readonly place: Place;
  readonly speaker: PlaceSpeaker;
}

/** What nobody has said, as a sentence: an empty row could be taken for a no. */
export function UnknownFacts({ ids, place, speaker }: UnknownProps) {
  return (
    <p class="unknown">
      <strong>{speaker.say('notConfirmed')}</strong>{' '}
      {ids.map((id, i) => (
        <Fragment key={id}>
          {i > 0 && ', '}
          <span id={`fact-${id}`}>{speaker.say('unconfirmedName', id)}</span>
        </Fragment>
      ))}
      . <AskPlace place={place} speaker={speaker} />
    </p>
  );
}
