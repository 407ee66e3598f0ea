import type { Speaker } from '../kit/words/speaker.tsx';

/** How to read the two kinds of time. Shown where there is room for it. */
export function Legend({ speaker }: { readonly speaker: Speaker }) {
  return (
    <ul class="legend">
      <li>{speaker.say('legendTitle')}</li>
      <li>
        <span class="plate">
          <span class="value">
            5<small> {speaker.say('minutesShort')}</small>
          </span>
        </span>
        <span>
          {speaker.say('live')}: {speaker.say('legendLive')}
        </span>
      </li>
      <li>
        <span class="value">14:32</span>
        <span>
          {speaker.say('timetable')}: {speaker.say('legendTimetable')}
        </span>
      </li>
    </ul>
  );
}
