import {
  fromDays,
  intervalsOn,
  type OpeningCalendar,
  toDays,
  type WallClock,
} from '#shared/domain/places/opening-calendar.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { openWords } from './open-words.ts';
import type { PlaceView } from './place-view.ts';

/** Today and the next seven. */
const LISTED_DAYS = 8;

export function OpeningTimes({
  view,
  speaker,
}: {
  readonly view: PlaceView;
  readonly speaker: PlaceSpeaker;
}) {
  const { place, opening, now, open, timeZone } = view;
  const { event } = place;
  const days = opening ? listedDays(opening, now) : [];
  return (
    <section aria-labelledby="opening">
      <h2 id="opening">{speaker.say(event ? 'when' : 'openingTimes')}</h2>
      {event && <p>{speaker.say('eventTimes', event.startDate, event.endDate, timeZone)}</p>}
      {event || days.length > 0 ? (
        <p class="open-state">{openWords({ open, opening, event, isPlanned: false }, speaker)}</p>
      ) : (
        <p>{speaker.say('openingTimesUnknown')}</p>
      )}
      {!event && days.length > 0 && (
        <ul class="opening">
          {days.map(({ date, intervals }) => (
            <li key={date}>
              <span>{speaker.say(date === now.date ? 'today' : 'weekday', date)}:</span>{' '}
              <span>{speaker.say('hours', intervals)}</span>
            </li>
          ))}
        </ul>
      )}
      {place.isAccessibleForFree !== undefined && (
        <p>{speaker.say(place.isAccessibleForFree ? 'freeEntry' : 'paidEntry')}</p>
      )}
    </section>
  );
}

/** None where nothing is known of any of them: eight times "not known" would only be longer. */
function listedDays(calendar: OpeningCalendar, { date }: WallClock) {
  const days = Array.from({ length: LISTED_DAYS }, (_, i) => fromDays(toDays(date) + i)).map((day) => ({
    date: day,
    intervals: intervalsOn(calendar, day),
  }));
  return days.some(({ intervals }) => intervals) ? days : [];
}
