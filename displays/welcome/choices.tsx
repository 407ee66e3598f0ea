import { hrefWith, type Preferences } from '../kit/preferences.ts';
import { offeredLanguages } from '../kit/words/offered-languages.ts';
import { type Speaker, speakerOf, type WordKey } from '../kit/words/speaker.tsx';

interface ChoicesProps {
  readonly speaker: Speaker;
  readonly preferences: Preferences;
  readonly path: string;
  readonly query: [string, string][];
}

/** Text size, colours and language: plain links, so they need no script and store nothing. */
export function Choices({ speaker, preferences, path, query }: ChoicesProps) {
  const href = (change: Partial<Preferences>) => hrefWith(path, { ...preferences, ...change }, query);
  return (
    <div class="choices">
      <Choice
        name="textSize"
        speaker={speaker}
        options={[
          { label: 'textNormal', href: href({ text: null }), chosen: preferences.text === null },
          { label: 'textLarge', href: href({ text: 'large' }), chosen: preferences.text === 'large' },
        ]}
      />
      <Choice
        name="colours"
        speaker={speaker}
        options={[
          { label: 'coloursDevice', href: href({ theme: null }), chosen: preferences.theme === null },
          { label: 'coloursLight', href: href({ theme: 'light' }), chosen: preferences.theme === 'light' },
          { label: 'coloursDark', href: href({ theme: 'dark' }), chosen: preferences.theme === 'dark' },
        ]}
      />
      {offeredLanguages.length > 1 && (
        <ul aria-label={speaker.text('language')}>
          {offeredLanguages.map((language) => (
            <li key={language}>
              <a href={href({ language })} lang={language} hreflang={language}>
                {speakerOf(language).text('languageName')}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Choice({
  name,
  speaker,
  options,
}: {
  readonly name: WordKey & ('textSize' | 'colours');
  readonly speaker: Speaker;
  readonly options: readonly {
    readonly label: 'textNormal' | 'textLarge' | 'coloursDevice' | 'coloursLight' | 'coloursDark';
    readonly href: string;
    readonly chosen: boolean;
  }[];
}) {
  const id = `choice-${name}`;
  return (
    <div class="choice">
      <span id={id}>{speaker.say(name)}</span>
      <ul aria-labelledby={id}>
        {options.map(({ label, href, chosen }) => (
          <li key={label}>
            <a href={href} aria-current={chosen ? 'true' : undefined}>
              {speaker.say(label)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
