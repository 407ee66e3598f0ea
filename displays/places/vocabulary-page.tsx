import { FACT_GROUPS, FACT_IDS, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { placeSpeakerOf } from '../kit/words/place-speaker.tsx';
import { type PageSurroundings, welcomePage } from '../welcome/shell.tsx';

/** What each fact of the open data means; its anchor is the fact's name in the world (propertyID in JSON-LD). */
export function vocabularyPage(surroundings: PageSurroundings): string {
  const speaker = placeSpeakerOf(surroundings.preferences.language);
  return welcomePage({
    ...surroundings,
    title: speaker.text('vocabularyTitle'),
    titleKey: 'siteName',
    titleLanguage: speaker.languageOf('vocabularyTitle'),
    path: '/vocabulary/facts',
    children: (
      <>
        <h1>{speaker.say('vocabularyTitle')}</h1>
        <p>{speaker.say('vocabularyText')}</p>
        {FACT_GROUPS.map((group) => (
          <section aria-labelledby={`group-${group}`} key={group}>
            <h2 id={`group-${group}`}>{speaker.say('factGroup', group)}</h2>
            <dl>
              {FACT_IDS.filter((id) => factDefinition(id).group === group).map((id) => (
                <div class="fact" id={id} key={id}>
                  <dt>
                    {speaker.say('factName', id)}{' '}
                    <span class="fact-meaning">{speaker.say('factMeaning', id)}</span>
                  </dt>
                  <dd>
                    <code>{id}</code>
                    {factDefinition(id).unit && `, ${factDefinition(id).unit}`}
                  </dd>
                  <dd class="fact-origin">
                    A11yJSON: <code>{factDefinition(id).a11y}</code>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </>
    ),
  });
}
