import type { OpeningCalendar } from '../../domain/places/opening-calendar.ts';
import { readOpeningHours } from './read-opening-hours.ts';

/** null for opening hours that cannot be evaluated: then they are not known. */
export function calendarOf(hours: string, firstDay: string, dayCount: number): OpeningCalendar | null {
  const read = readOpeningHours(hours, firstDay, dayCount);
  return 'calendar' in read ? read.calendar : null;
}
