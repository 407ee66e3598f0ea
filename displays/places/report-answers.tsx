import type { Place } from '#shared/domain/places/place.ts';
import { hrefWith } from '../kit/preferences.ts';
import { placeSpeakerOf } from '../kit/words/place-speaker.tsx';
import type { PageSurroundings } from '../welcome/shell.tsx';
import { reportFrame, reportHref, reportPath } from './report-frame.tsx';

export const sentPath = (place: Pick<Place, 'slug'>): string => `${reportPath(place)}/sent`;

/** After a report was sent: what happens now, and the way back. */
export function reportSentPage(place: Place, surroundings: PageSurroundings): string {
  const { preferences } = surroundings;
  const speaker = placeSpeakerOf(preferences.language);
  return reportFrame({
    place,
    surroundings,
    heading: 'reportSentTitle',
    path: sentPath(place),
    children: (
      <>
        <p>{speaker.say('reportSentText')}</p>
        <h2>{speaker.say('reportNext')}</h2>
        <p>{speaker.say('reportNextText')}</p>
        <p>
          <a href={hrefWith(`/places/${place.slug}`, preferences)}>{speaker.say('reportBack')}</a>
        </p>
        <p>
          <a href={reportHref(place, preferences)}>{speaker.say('reportAnother')}</a>
        </p>
      </>
    ),
  });
}

export interface NotSentView {
  readonly place: Place;
  /** Too many about this wait, or too many have come in today. */
  readonly why: 'waiting' | 'today';
  /** What the visitor has written; null: nothing. */
  readonly words: string | null;
}

/** No more is taken for the moment: whom to tell instead. What was written is not lost. */
export function reportNotSentPage(
  { place, why, words }: NotSentView,
  surroundings: PageSurroundings,
): string {
  const { preferences, helpText } = surroundings;
  const speaker = placeSpeakerOf(preferences.language);
  return reportFrame({
    place,
    surroundings,
    heading: 'reportNotSentTitle',
    children: (
      <>
        <p>{speaker.say(why === 'waiting' ? 'reportEnoughWaiting' : 'reportEnoughToday')}</p>
        <p>
          <strong>{speaker.say('reportEnoughDirectly')}</strong> {helpText ?? speaker.say('wrongDefault')}
        </p>
        {words && (
          <>
            <p>{speaker.say('reportYouWrote')}</p>
            <blockquote class="own-words" lang="" dir="auto">
              {words}
            </blockquote>
          </>
        )}
        <p>
          <a href={hrefWith(`/places/${place.slug}`, preferences)}>{speaker.say('reportBack')}</a>
        </p>
      </>
    ),
  });
}
