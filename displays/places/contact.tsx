import type { Place } from '#shared/domain/places/place.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { webAddress } from '../welcome/alert-list.tsx';

interface ContactProps {
  readonly place: Place;
  readonly speaker: PlaceSpeaker;
}

export function Contact({ place, speaker }: ContactProps) {
  const website = place.url ? webAddress(place.url) : undefined;
  if (!place.telephone && !place.email && !website) return null;
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{speaker.say('contact')}</h2>
      <dl class="pairs">
        {place.telephone && (
          <div>
            <dt>{speaker.say('telephone')}</dt>
            <dd>
              <Telephone number={place.telephone} />
            </dd>
          </div>
        )}
        {place.email && (
          <div>
            <dt>{speaker.say('email')}</dt>
            <dd>
              <Email address={place.email} />
            </dd>
          </div>
        )}
        {website && (
          <div>
            <dt>{speaker.say('website')}</dt>
            <dd>
              <a href={website} rel="noreferrer">
                {website}
              </a>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** "Ask the place", with how, where that is known. */
export function AskPlace({ place: { telephone, email }, speaker }: ContactProps) {
  if (!telephone && !email) return <>{speaker.say('askPlace')}</>;
  return (
    <>
      {speaker.say('askPlaceAt')} {telephone && <Telephone number={telephone} />}
      {telephone && email && <> {speaker.say('or')} </>}
      {email && <Email address={email} />}
    </>
  );
}

function Telephone({ number }: { readonly number: string }) {
  return <a href={`tel:${number.replace(/[^+\d]/g, '')}`}>{number}</a>;
}

function Email({ address }: { readonly address: string }) {
  return <a href={`mailto:${encodeURIComponent(address).replace('%40', '@')}`}>{address}</a>;
}
