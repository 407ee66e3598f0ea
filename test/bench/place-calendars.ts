import { readOpeningHours } from '#shared/feeds/opening-hours/read-opening-hours.ts';
import type { PublishContext } from '#shared/store/publish-places.ts';
import { PLACES_NOW, PLACES_ORIGIN, PLACES_TODAY } from './synthetic-places.ts';

export interface TimedCalendars {
  readonly context: PublishContext;
  /** What making the calendars has taken. */
  milliseconds(): number;
}

/** The context of a publication, whose calendars are made as the import makes them; or each text's only once. */
export function timedCalendars(onceForEachText = false): TimedCalendars {
  const known = new Map<string, ReturnType<PublishContext['calendarOf']>>();
  let milliseconds = 0;
  const calendarOf: PublishContext['calendarOf'] = (hours, firstDay, dayCount) => {
    const kept = onceForEachText ? known.get(hours) : undefined;
    if (kept) return kept;
    const began = performance.now();
    const read = readOpeningHours(hours, firstDay, dayCount);
    milliseconds += performance.now() - began;
    if ('problem' in read) throw new Error(`${hours}: ${read.problem}`);
    known.set(hours, read.calendar);
    return read.calendar;
  };
  return {
    context: { origin: PLACES_ORIGIN, now: PLACES_NOW, today: PLACES_TODAY, calendarOf },
    milliseconds: () => milliseconds,
  };
}
