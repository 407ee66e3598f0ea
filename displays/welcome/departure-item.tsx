import { clockTime } from '../kit/clock-time.ts';
import type { DepartureView } from '../kit/departure-view.ts';
import {
  boardingNotes,
  dayWord,
  departureSentence,
  minutesLate,
  type Saying,
} from '../kit/departure-words.ts';
import { lineSize } from '../kit/line-size.ts';
import { translatedName } from '../kit/translation.ts';
import { Wheelchair } from '../kit/wheelchair.tsx';

/** One departure on a phone: relative and clock time both, and all that is known before boarding. */
export function DepartureItem({ view, saying }: { readonly view: DepartureView; readonly saying: Saying }) {
  const { departure, state } = view;
  const { speaker } = saying;
  const headsign = translatedName(departure.headsign, departure.headsigns, speaker.language).text;
  const sentenceLanguage = speaker.languageOf('saidRoute');
  const sentence = departureSentence(view, saying);
  const runs = state === 'live' || state === 'timetable';
  return (
    <>
      <span class="unseen" lang={sentenceLanguage === speaker.language ? undefined : sentenceLanguage}>
        {sentence}
      </span>
      <div class={`item item-${state}`} aria-hidden="true" key={sentence}>
        <span class={`line ${lineSize(departure.line)}`}>{departure.line}</span>
        <span class="headsign">{headsign}</span>
        <span class="when">
          <When view={view} saying={saying} />
        </span>
        <span class="facts">
          <Facts view={view} saying={saying} />
        </span>
        {(runs || departure.platform) && (
          <span class="notes">
            {departure.platform && (
              <span class="note">
                {speaker.say('platform')} {departure.platform}
              </span>
            )}
            {runs && <Wheelchair access={departure.wheelchair} speaker={speaker} />}
            {boardingNotes(view, saying).map((note) => (
              <span class="note" key={note}>
                {note}
              </span>
            ))}
          </span>
        )}
      </div>
    </>
  );
}

function When({ view: { state, time }, saying }: { readonly view: DepartureView; readonly saying: Saying }) {
  const { speaker, timeZone } = saying;
  if (state === 'cancelled' || state === 'not-stopping') {
    return time?.kind === 'clock' ? <s>{clockTime(time.at, timeZone)}</s> : null;
  }
  if (time?.kind === 'due') return <b class="plate">{speaker.say('due')}</b>;
  if (time?.kind === 'minutes') {
    return (
      <b class="plate">
        {time.minutes} {speaker.say('minutesShort')}
      </b>
    );
  }
  if (time?.kind === 'headway') {
    return (
      <b class="small">
        {speaker.say('every')} {time.minutes} {speaker.say('minutesShort')}
      </b>
    );
  }
  return time ? <b>{clockTime(time.at, timeZone)}</b> : null;
}

/** The state as a word, and what goes with it: "Live, 14:37, 5 min late", "Timetable, in 12 min". */
function Facts({ view, saying }: { readonly view: DepartureView; readonly saying: Saying }) {
  const { speaker, now, timeZone } = saying;
  const { state, time, departure } = view;
  if (state === 'cancelled') return <strong class="off">{speaker.say('cancelled')}</strong>;
  if (state === 'not-stopping') return <strong class="off">{speaker.say('notStopping')}</strong>;
  const late = minutesLate(view);
  // Nobody counts down to a bus that ought to be seen, and is not.
  const minutes = time?.kind === 'clock' && !departure.untracked ? Math.floor((time.at - now) / 60) : -1;
  return (
    <>
      <strong class="state">{speaker.say(state)}</strong>
      {state === 'live' && departure.expected !== null && (
        <span>{clockTime(departure.expected, timeZone)}</span>
      )}
      {late !== undefined && (
        <span>
          {late === 0
            ? speaker.say('onTime')
            : late > 0
              ? speaker.say('late', late)
              : speaker.say('early', -late)}
        </span>
      )}
      {time?.kind === 'headway' && time.from !== null && (
        <span>{speaker.say('fromTime', clockTime(time.from, timeZone))}</span>
      )}
      {minutes > 0 && minutes < 60 && <span>{speaker.say('saidIn', 0, minutes)}</span>}
      {time?.kind === 'clock' && dayWord(time.at, saying) && <span>{dayWord(time.at, saying)}</span>}
    </>
  );
}
