import {
  daysToServiceDate,
  type ServiceDate,
  serviceDateToDays,
  weekday,
} from '#shared/domain/transit/service-day.ts';

export type ServiceId = 'mon-sat' | 'sunday' | 'daily';

export const demoTimeZone = 'Europe/London';

/** The first Monday of a month is an invented holiday with Sunday's timetable: what calendar_dates.txt is for. */
export function isDemoHoliday(day: number): boolean {
  return weekday(day) === 0 && Number(daysToServiceDate(day).slice(6)) <= 7;
}

export function servicesOn(day: number): readonly ServiceId[] {
  return ['daily', weekday(day) === 6 || isDemoHoliday(day) ? 'sunday' : 'mon-sat'];
}

/** From three days before `today` (YYYYMMDD) to sixty after it. */
export function validity(today: ServiceDate): { readonly from: number; readonly to: number } {
  const day = serviceDateToDays(today);
  return { from: day - 3, to: day + 60 };
}
