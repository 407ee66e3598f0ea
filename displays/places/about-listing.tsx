import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { webAddress } from '../welcome/alert-list.tsx';
import type { PlaceView } from './place-view.ts';

/** Where and whom to tell. */
export function SomethingWrong({
  href,
  speaker,
  helpText,
}: {
  readonly href: string;
  readonly speaker: PlaceSpeaker;
  readonly helpText: string | null;
}) {
  return (
    <section aria-labelledby="wrong">
      <h2 id="wrong">{speaker.say('wrongTitle')}</h2>
      <p>
        <a href={href}>{speaker.say('wrongTell')}</a>
      </p>
      <p>
        {speaker.say('wrongOr')} {helpText ?? speaker.say('wrongDefault')} {speaker.say('wrongText')}
      </p>
    </section>
  );
}

/** Where the listing as a whole comes from, and what others may do with it. */
export function AboutListing({
  view,
  speaker,
}: {
  readonly view: PlaceView;
  readonly speaker: PlaceSpeaker;
}) {
  const { source, dateModified } = view.place;
  const url = source.url ? webAddress(source.url) : undefined;
  return (
    <section class="about-listing" aria-labelledby="listing">
      <h2 id="listing">{speaker.say('aboutListing')}</h2>
      <p>
        {speaker.say('listingSource')}{' '}
        {url ? (
          <a href={url} rel="noreferrer">
            {source.name}
          </a>
        ) : (
          source.name
        )}
        . {speaker.say('licence', source.licence)}. {speaker.say('lastChanged', dateModified, view.timeZone)}.
      </p>
      <p>
        <a href="/open-data">{speaker.say('openData')}</a>
      </p>
    </section>
  );
}
