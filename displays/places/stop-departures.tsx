import { lineSize } from '../kit/line-size.ts';
import { Wheelchair } from '../kit/wheelchair.tsx';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import type { NearestStop, StopDeparture } from './place-view.ts';

/** The next few buses from the nearest stop, drawn like those on the stop's own page. */
export function StopDepartures({
  stop,
  speaker,
}: {
  readonly stop: NearestStop;
  readonly speaker: PlaceSpeaker;
}) {
  return (
    <div class="stop-departures">
      <h3 id="buses">{speaker.say('nextDepartures', stop.name)}</h3>
      {stop.departures.length === 0 ? (
        <p>{speaker.say('noneLeft')}.</p>
      ) : (
        <ol
          class="departures"
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role with the list style.
          role="list"
          aria-labelledby="buses"
        >
          {stop.departures.map((departure) => (
            <li key={`${departure.line} ${departure.headsign} ${departure.time}`}>
              <Row departure={departure} speaker={speaker} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Row({ departure, speaker }: { readonly departure: StopDeparture; readonly speaker: PlaceSpeaker }) {
  const { line, headsign, time, live, wheelchair } = departure;
  const state = live ? 'live' : 'timetable';
  const language = speaker.languageOf('saidRoute');
  return (
    <>
      <span class="unseen" lang={language === speaker.language ? undefined : language}>
        {sentence(departure, speaker)}
      </span>
      <div class={`item item-${state}`} aria-hidden="true">
        <span class={`line ${lineSize(line)}`}>{line}</span>
        <span class="headsign">{headsign}</span>
        <span class="when">
          <b class={live ? 'plate' : undefined}>{time}</b>
        </span>
        <span class="facts">
          <strong class="state">{speaker.say(state)}</strong>
          <Wheelchair access={wheelchair} speaker={speaker} />
        </span>
      </div>
    </>
  );
}

/** For people who listen. A colon is read out by some screen readers. */
function sentence({ line, headsign, time, live, wheelchair }: StopDeparture, speaker: PlaceSpeaker): string {
  const parts = [
    speaker.text('saidRoute', line, headsign),
    speaker.text(live ? 'live' : 'timetable'),
    time.replace(':', ' '),
  ];
  if (wheelchair !== 'unknown')
    parts.push(speaker.text(wheelchair === 'yes' ? 'wheelchairYes' : 'wheelchairNo').toLowerCase());
  return parts.join(', ');
}
