import { FACT_GROUPS, type FactId } from '#shared/domain/places/fact-dictionary.ts';
import { formatNeeds } from '#shared/domain/places/visitor-needs.ts';
import { translated } from '../kit/translation.ts';
import { placeSpeakerOf } from '../kit/words/place-speaker.tsx';
import { type Language, languages } from '../kit/words/speaker.tsx';
import { type PageSurroundings, welcomePage } from '../welcome/shell.tsx';
import { AboutListing, SomethingWrong } from './about-listing.tsx';
import { Contact } from './contact.tsx';
import { FactGroupSection, isGroupShown } from './fact-group.tsx';
import { GettingThere } from './getting-there.tsx';
import { JsonLd } from './json-ld.tsx';
import { OpeningTimes } from './opening-times.tsx';
import { OwnText } from './own-text.tsx';
import { Pictures } from './pictures.tsx';
import type { PlaceView } from './place-view.ts';
import { reportHref } from './report-frame.tsx';
import { VerdictBox } from './verdict-box.tsx';

/** Everything that is known of one place, in the order in which a visitor meets it, and what is not known. */
export function placePage(view: PlaceView, surroundings: PageSurroundings): string {
  const { preferences, helpText } = surroundings;
  const { place, needs, now } = view;
  const { language } = preferences;
  const speaker = placeSpeakerOf(language);
  const name = translated(place.name, language);
  const hrefOf = (fact: FactId) => (view.preview ? null : reportHref(place, preferences, fact));
  return welcomePage({
    ...surroundings,
    title: name.text,
    titleKey: 'siteName',
    titleLanguage: languages.find((known) => known === name.lang) ?? language,
    path: view.path,
    query: needs ? [['needs', formatNeeds(needs)]] : [],
    children: (
      <>
        {view.preview && <PreviewNote href={view.preview.href} path={view.path} language={language} />}
        <h1 lang={name.lang}>{name.text}</h1>
        <p class="place-kind">{speaker.say('kind', place.kind)}</p>
        {place.invented && <p class="invented">{speaker.say('invented')}</p>}
        <p>
          <OwnText texts={place.description} language={language} />
        </p>
        <VerdictBox view={view} speaker={speaker} preferences={preferences} />
        <OpeningTimes view={view} speaker={speaker} />
        <Contact place={place} speaker={speaker} />
        <GettingThere view={view} speaker={speaker} preferences={preferences} reportHref={hrefOf} />
        <Pictures images={place.images} folder={view.preview?.pictures} speaker={speaker} />
        {FACT_GROUPS.filter((group) => group !== 'getting-there' && isGroupShown(group, place)).map(
          (group) => (
            <FactGroupSection
              group={group}
              place={place}
              today={now.date}
              speaker={speaker}
              reportHref={hrefOf}
              key={group}
            />
          ),
        )}
        {!view.preview && (
          <SomethingWrong href={reportHref(place, preferences)} speaker={speaker} helpText={helpText} />
        )}
        <AboutListing view={view} speaker={speaker} />
        <JsonLd text={view.jsonLd} />
      </>
    ),
  });
}

/** For staff, whose pages are in English. */
function PreviewNote({ href, path, language }: { href: string; path: string; language: Language }) {
  return (
    <p class="invented" lang={language === 'en' ? undefined : 'en'}>
      Preview: visitors do not see this.{' '}
      {language === 'en' ? (
        <a href={`${path}?lang=gd`}>See it in Gaelic</a>
      ) : (
        <a href={path}>See it in English</a>
      )}
      . <a href={href}>Back to the listing</a>
    </p>
  );
}
