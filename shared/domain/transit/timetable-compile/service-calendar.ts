import { compileServiceDates } from '../service-dates.ts';
import { weekday } from '../service-day.ts';
import type { ServiceDates } from '../timetable.ts';

/** One service as calendar.txt and calendar_dates.txt describe it. Days count from 1970-01-01. */
export interface ServiceCalendar {
  /** From calendar.txt; weekdays start with Monday. */
  readonly weekly: {
    readonly weekdays: readonly boolean[];
    readonly from: number;
    readonly to: number;
  } | null;
  /** From calendar_dates.txt: true adds the day, false removes it. */
  readonly exceptions: ReadonlyMap<number, boolean>;
}

/** Rule T2. */
export function compileCalendar({ weekly, exceptions }: ServiceCalendar): ServiceDates {
  const days: number[] = [];
  if (weekly) {
    for (let day = weekly.from; day <= weekly.to; day++) {
      if (weekly.weekdays[weekday(day)] && !exceptions.has(day)) days.push(day);
    }
  }
  for (const [day, added] of exceptions) if (added) days.push(day);
  return compileServiceDates(days);
}
