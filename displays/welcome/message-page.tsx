import { hrefWith } from '../kit/preferences.ts';
import { speakerOf } from '../kit/words/speaker.tsx';
import { SearchForm } from './search-form.tsx';
import { type PageSurroundings, welcomePage } from './shell.tsx';

export type Failure = 'not-found' | 'stop-not-found' | 'bad-request' | 'unavailable';

const words = {
  'not-found': { title: 'notFoundTitle', text: 'notFoundText' },
  'stop-not-found': { title: 'stopNotFoundTitle', text: 'stopNotFoundText' },
  'bad-request': { title: 'badRequestTitle', text: 'badRequestText' },
  unavailable: { title: 'unavailableTitle', text: 'unavailableText' },
} as const satisfies Record<Failure, { title: string; text: string }>;

/**
 * What went wrong, in words, with a way on. A display unit that was switched on at a bad moment tries again by
 * itself: nobody stands there to do it.
 */
export function messagePage(
  failure: Failure,
  address: { readonly path: string; readonly query: [string, string][]; readonly isBoard: boolean },
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
        {failure === 'unavailable' ? (
          <p>
            <a class="button" href={hrefWith(address.path, preferences, address.query)}>
              {speaker.say('tryAgain')}
            </a>
          </p>
        ) : (
          <SearchForm speaker={speaker} preferences={preferences} text="" />
        )}
      </>
    ),
  });
}
