import type { ComponentChildren } from 'preact';
import type { FactId } from '#shared/domain/places/fact-dictionary.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { hrefWith, type Preferences } from '../kit/preferences.ts';
import { translated } from '../kit/translation.ts';
import { type PlaceSpeaker, placeSpeakerOf } from '../kit/words/place-speaker.tsx';
import { type PageSurroundings, welcomePage } from '../welcome/shell.tsx';

export const reportPath = ({ slug }: Pick<Place, 'slug'>): string => `/places/${slug}/report`;

/** Where to say that something is wrong about a place, or about one fact of it. Nothing of what the visitor needs goes along. */
export const reportHref = (place: Pick<Place, 'slug'>, preferences: Preferences, fact?: FactId): string =>
  hrefWith(reportPath(place), preferences, fact === undefined ? [] : [['fact', fact]]);

interface FrameParts {
  readonly place: Place;
  readonly surroundings: PageSurroundings;
  /** Of this page, where it is not the form. */
  readonly path?: string;
  readonly query?: [string, string][];
  readonly hasProblems?: boolean;
  readonly heading: 'reportTitle' | 'reportSentTitle' | 'reportNotSentTitle';
  readonly children: ComponentChildren;
}

/** What all pages of a report share. */
export function reportFrame({ place, surroundings, ...parts }: FrameParts): string {
  const speaker = placeSpeakerOf(surroundings.preferences.language);
  const name = translated(place.name, speaker.language);
  const title = speaker.text('titleOfPlace', speaker.text(parts.heading), name.text);
  return welcomePage({
    ...surroundings,
    title: parts.hasProblems ? `${speaker.text('reportError')}: ${title}` : title,
    titleKey: 'siteName',
    titleLanguage: speaker.languageOf('titleOfPlace'),
    path: parts.path ?? reportPath(place),
    query: parts.query ?? [],
    children: (
      <>
        <h1>{speaker.say(parts.heading)}</h1>
        <p class="place-kind" lang={name.lang}>
          {name.text}
        </p>
        {parts.children}
      </>
    ),
  });
}

/** For whom a form is not the way. */
export function OtherWays({
  speaker,
  helpText,
}: {
  readonly speaker: PlaceSpeaker;
  readonly helpText: string | null;
}) {
  return (
    <p>
      {speaker.say('wrongOr')} {helpText ?? speaker.say('wrongDefault')}
    </p>
  );
}
