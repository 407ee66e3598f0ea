import { clockTime } from '../kit/clock-time.ts';
import type { DepartureView } from '../kit/departure-view.ts';
import { dayWord, type Saying } from '../kit/departure-words.ts';

/**
 * Live minutes stand on a solid plate with the word beside them; timetable clock times stand bare with the word
 * below them. Every changing text is keyed by itself: it is replaced, never moved.
 */
export function RowTime({ view, saying }: { readonly view: DepartureView; readonly saying: Saying }) {
  const { speaker } = saying;
  const { time, state } = view;
  if (state === 'cancelled' || state === 'not-stopping') {
    return (
      <div class="time time-off">
        <span class="off">{speaker.say(state === 'cancelled' ? 'cancelled' : 'notStopping')}</span>
        {time?.kind === 'clock' && <s class="state">{clockTime(time.at, saying.timeZone)}</s>}
      </div>
    );
  }
  if (time?.kind === 'minutes' || time?.kind === 'due') {
    return (
      <div class="time time-live">
        <span class="plate">
          <span class="state">{speaker.say('live')}</span>
          <LiveTime time={time} saying={saying} />
        </span>
      </div>
    );
  }
  if (time?.kind === 'headway') {
    return (
      <div class="time time-headway">
        <span class="value value-small">
          {speaker.say('every')} {time.minutes} {speaker.say('minutesShort')}
        </span>
        <span class="state">
          {speaker.say('timetable')}
          {time.from !== null && <> {speaker.say('fromTime', clockTime(time.from, saying.timeZone))}</>}
        </span>
      </div>
    );
  }
  if (!time) return <div class="time" />;
  const day = dayWord(time.at, saying);
  return (
    <div class="time time-timetable">
      <span class="value">{clockTime(time.at, saying.timeZone)}</span>
      <span class="state" key={day}>
        {speaker.say('timetable')}
        {day && ` ${day}`}
      </span>
    </div>
  );
}

function LiveTime({
  time,
  saying: { speaker },
}: {
  readonly time: { readonly kind: 'due' } | { readonly kind: 'minutes'; readonly minutes: number };
  readonly saying: Saying;
}) {
  if (time.kind === 'due') {
    return (
      <span class="value" key="due">
        {speaker.say('due')}
      </span>
    );
  }
  const hours = time.minutes >= 100 ? Math.floor(time.minutes / 60) : 0;
  const minutes = time.minutes - hours * 60;
  return (
    <span class={hours ? 'value value-small' : 'value'} key={time.minutes}>
      {hours > 0 && (
        <>
          {hours}
          <small> {speaker.say('hoursShort')} </small>
        </>
      )}
      {minutes}
      <small> {speaker.say('minutesShort')}</small>
    </span>
  );
}
