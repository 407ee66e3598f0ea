import { type Preferences, preferencePairs } from '../kit/preferences.ts';
import type { Speaker } from '../kit/words/speaker.tsx';

/** A plain form: works without script, and its result has an address. */
export function SearchForm({
  speaker,
  preferences,
  text,
}: {
  readonly speaker: Speaker;
  readonly preferences: Preferences;
  readonly text: string;
}) {
  return (
    <form class="search" method="get" action="/">
      {preferencePairs(preferences).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      <label for="q">{speaker.say('findLabel')}</label>
      <div class="search-line">
        <input
          id="q"
          name="q"
          type="search"
          value={text}
          autocomplete="off"
          autocapitalize="words"
          maxLength={100}
          required
        />
        <button type="submit">{speaker.say('findButton')}</button>
      </div>
    </form>
  );
}
