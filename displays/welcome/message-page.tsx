import { hrefWith, type Preferences } from '../kit/preferences.ts';
import { type Speaker, speakerOf } from '../kit/words/speaker.tsx';
import { SearchForm } from './search-form.tsx';
import { type PageSurroundings, welcomePage } from './shell.tsx';

export type Failure = keyof typeof words;

const words = {
  'not-found': { title: 'notFoundTitle', text: 'notFoundText' },
  'stop-not-found': { title: 'stopNotFoundTitle', text: 'stopNotFoundText' },
  'place-gone': { title: 'placeGoneTitle', text: 'placeGoneText' },
  'place-not-found': { title: 'placeNotFoundTitle', text: 'placeNotFoundText' },
  'bad-request': { title: 'badRequestTitle', text: 'badRequestText' },
  unavailable: { title: 'unavailableTitle', text: 'unavailableText' },
} as const satisfies Record<string, { title: string; text: string }>;

interface FailedAddress {
  readonly path: string;
  readonly query: [string, string][];
  readonly isBoard: boolean;
}

/**
 * What went wrong, in words, with a way on. A display unit that was switched on at a bad moment tries again by
 * itself: nobody stands there to do it.
 */
export function messagePage(
  failure: Failure,
  address: FailedAddress,
  surroundings: PageSurroundings,
): string {
  const { preferences } = surroundings;
  const speaker = speakerOf(preferences.language);
  const { title, text } = words[failure];
  return welcomePage({
    ...surroundings,
    title: speaker.text(title),
    titleKey: title,
    path: address.path,
    query: address.query,
    ...(address.isBoard ? { script: 'retry.js', reloadSeconds: 30 } : {}),
    children: (
      <>
        <h1>{speaker.say(title)}</h1>
        <p>{speaker.say(text)}</p>
        <WayOn failure={failure} address={address} preferences={preferences} speaker={speaker} />
      </>
    ),
  });
}

interface WayOnProps {
  readonly failure: Failure;
  readonly address: FailedAddress;
  readonly preferences: Preferences;
  readonly speaker: Speaker;
}

function WayOn({ failure, address, preferences, speaker }: WayOnProps) {
  if (failure === 'unavailable') {
    return (
      <p>
        <a class="button" href={hrefWith(address.path, preferences, address.query)}>
          {speaker.say('tryAgain')}
        </a>
      </p>
    );
  }
  if (failure === 'place-not-found' || failure === 'place-gone') {
    return (
      <p>
        <a href={hrefWith('/places', preferences)}>{speaker.say('allPlaces')}</a>
      </p>
    );
  }
  return <SearchForm speaker={speaker} preferences={preferences} text="" />;
}
