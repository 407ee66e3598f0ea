import { readOpeningHours } from '#shared/feeds/opening-hours/read-opening-hours.ts';
import type { PublishContext } from '#shared/store/publish-places.ts';
import { PLACES_NOW, PLACES_ORIGIN, PLACES_TODAY } from './synthetic-places.ts';

export interface TimedCalendars {
  readonly context: PublishContext;
  /** What making the calendars has taken. */
  milliseconds(): number;
}

/** The context of a publication. */
export function timedCalendars(): TimedCalendars {
  let milliseconds = 0;
  const calendarOf: PublishContext['calendarOf'] = (hours, firstDay, dayCount) => {
    const began = performance.now();
    const read = readOpeningHours(hours, firstDay, dayCount);
    milliseconds += performance.now() - began;
    if ('problem' in read) throw new Error(`${hours}: ${read.problem}`);
    return read.calendar;
  };
  return {
    context: { origin: PLACES_ORIGIN, now: PLACES_NOW, today: PLACES_TODAY, calendarOf },
    milliseconds: () => milliseconds,
  };
}
