import type { Tristate } from '#shared/domain/transit/timetable.ts';
import type { Speaker } from './words/speaker.tsx';

/** The sign never stands without its words; "not known" has words and no sign. */
export function Wheelchair({
  access,
  speaker,
  sayUnknown = false,
}: {
  readonly access: Tristate;
  readonly speaker: Speaker;
  readonly sayUnknown?: boolean;
}) {
  if (access === 'unknown') {
    return sayUnknown ? <span class="note">{speaker.say('wheelchairUnknown')}</span> : null;
  }
  return (
    <span class="note wheelchair">
      <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <circle cx="10" cy="3.6" r="2.4" fill="currentColor" />
        <g
          fill="none"
          stroke="currentColor"
          stroke-width="2.4"
          stroke-linecap="round"
          stroke-linejoin="round"
        >
          <path d="M10 8v6h6l3 6" />
          <path d="M7 11.3a5.6 5.6 0 1 0 8 6.7" />
          {access === 'no' && <path d="M3 3l18 18" stroke-width="2.8" />}
        </g>
      </svg>
      {speaker.say(access === 'yes' ? 'wheelchairYes' : 'wheelchairNo')}
    </span>
  );
}
