import type { Tristate } from '#shared/domain/transit/timetable.ts';
import type { Speaker } from './words/speaker.tsx';

/** The sign never stands without its words. What is not known has neither: it must look like no and like yes to nobody. */
export function Wheelchair({ access, speaker }: { readonly access: Tristate; readonly speaker: Speaker }) {
  if (access === 'unknown') return null;
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
