import type { BoardFacts } from './board-facts.ts';
import { clockTime, dateName, dayName, dayOf } from './clock-time.ts';
import type { Saying } from './departure-words.ts';
import { translatedName } from './translation.ts';

/** Why the list is empty, and when there will be something again, if that is known. */
export function NoDepartures({
  facts,
  saying,
  lost,
}: {
  readonly facts: BoardFacts;
  readonly saying: Saying;
  readonly lost: boolean;
}) {
  const { speaker } = saying;
  if (lost) return <p class="empty">{speaker.say('lostNoneLeft')}.</p>;
  if (facts.board.departures.length > 0) return <p class="empty">{speaker.say('noneLeft')}.</p>;
  const { timetableEnded } = facts.board;
  if (timetableEnded !== null && facts.next === null) {
    return (
      <div class="empty">
        <p>{speaker.say('timetableEnded', dateName(timetableEnded))}.</p>
        <p class="empty-next">{speaker.say('runsUnknown')}.</p>
      </div>
    );
  }
  return (
    <div class="empty">
      <p>{speaker.say('noDepartures')}.</p>
      <p class="empty-next">
        <NextDeparture facts={facts} saying={saying} />
      </p>
    </div>
  );
}

function NextDeparture({
  facts: { next, board },
  saying,
}: {
  readonly facts: BoardFacts;
  readonly saying: Saying;
}) {
  const { speaker, now } = saying;
  const at = next?.expected ?? next?.scheduled ?? null;
  if (!next || at === null) return <>{speaker.say('nextUnknown')}.</>;
  const day =
    dayOf(at, now, board.timeZone) === 'tomorrow' ? speaker.text('tomorrow') : dayName(at, board.timeZone);
  const headsign = translatedName(next.headsign, next.headsigns, speaker.language).text;
  return <>{speaker.say('nextDeparture', next.line, headsign, day, clockTime(at, board.timeZone))}.</>;
}
