import type { DepartureView } from '../kit/departure-view.ts';
import { boardingNotes, departureSentence, type Saying } from '../kit/departure-words.ts';
import { lineSize } from '../kit/line-size.ts';
import { fitClass } from '../kit/text-fit.ts';
import { translatedName } from '../kit/translation.ts';
import { Wheelchair } from '../kit/wheelchair.tsx';
import { RowTime } from './row-time.tsx';

/** Which line, where to, when: for the eye. The same as one sentence for the ear. */
export function BoardRow({
  view,
  saying,
  showPlatform,
}: {
  readonly view: DepartureView;
  readonly saying: Saying;
  readonly showPlatform: boolean;
}) {
  const { departure } = view;
  const { speaker } = saying;
  const headsign = translatedName(departure.headsign, departure.headsigns, speaker.language).text;
  const runs = view.state === 'live' || view.state === 'timetable';
  const sentence = departureSentence(view, saying);
  const notes = boardingNotes(view, saying);
  const noteCount = notes.length + (runs && departure.wheelchair !== 'unknown' ? 1 : 0);
  return (
    <>
      <span class="unseen" lang={languageOfSentence(saying)} key={sentence}>
        {sentence}
      </span>
      <div class={`row row-${view.state}`} aria-hidden="true" key={view.key}>
        <span class={`line ${lineSize(departure.line)}`}>{departure.line}</span>
        <div class="where">
          <span class={`headsign ${fitClass(headsign)}`}>{headsign}</span>
          <span class={noteCount > 1 ? 'notes notes-many' : 'notes'}>
            {runs && <Wheelchair access={departure.wheelchair} speaker={speaker} />}
            {notes.map((note) => (
              <span class="note" key={note}>
                {note}
              </span>
            ))}
          </span>
        </div>
        {showPlatform && (
          <span class="platform">
            {departure.platform && (
              <>
                <small>{speaker.say('platform')}</small>
                {departure.platform}
              </>
            )}
          </span>
        )}
        <RowTime key={`${view.state} ${view.time?.kind}`} view={view} saying={saying} />
      </div>
    </>
  );
}

function languageOfSentence({ speaker }: Saying): string | undefined {
  const language = speaker.languageOf('saidRoute');
  return language === speaker.language ? undefined : language;
}
