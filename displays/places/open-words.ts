import type { VNode } from 'preact';
import type { OpeningCalendar, OpenState } from '#shared/domain/places/opening-calendar.ts';
import type { EventTimes } from '#shared/domain/places/place.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';

interface Openness {
  readonly open: OpenState;
  readonly opening: OpeningCalendar | null;
  readonly event?: EventTimes | undefined;
  /** Whether a time was asked about that is not now. */
  readonly isPlanned: boolean;
}

/** Whether one can go in, in words. An event is on; any other place is open. */
export function openWords(
  { open, opening, event, isPlanned }: Openness,
  speaker: PlaceSpeaker,
): string | VNode {
  if (event?.cancelled) return speaker.say('eventCancelled');
  if (event) return speaker.say(isPlanned ? 'onThen' : 'onNow', open);
  if (open === 'unknown' && !opening) return speaker.say('openingUnknown');
  return speaker.say(isPlanned ? 'openThen' : 'openNow', open);
}
