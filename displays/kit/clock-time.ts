import {
  type EpochSeconds,
  isoWithOffset,
  localDays,
  type ServiceDate,
  serviceDateToDays,
} from '#shared/domain/transit/service-day.ts';

/** 24-hour clock time in the stop's time zone, whatever zone the reader's device is set to. */
export function clockTime(at: EpochSeconds, timeZone: string): string {
  return isoWithOffset(at, timeZone).slice(11, 16);
}

/** The same for a voice: a colon is read out by some screen readers. */
export function spokenTime(at: EpochSeconds, timeZone: string): string {
  return clockTime(at, timeZone).replace(':', ' ');
}

/** Before this hour people still call it the night of the day before. */
const NIGHT_ENDS_HOUR = 4;

/** What must be said beside a clock time for it to be understood: nothing, "tomorrow", or the day. */
export function dayOf(at: EpochSeconds, now: EpochSeconds, timeZone: string): 'today' | 'tomorrow' | 'later' {
  const days = localDays(at, timeZone) - localDays(now, timeZone);
  if (days <= 0) return 'today';
  if (days > 1) return 'later';
  return Number(clockTime(at, timeZone).slice(0, 2)) < NIGHT_ENDS_HOUR ? 'today' : 'tomorrow';
}

/** "3 October 2026". */
export function dateName(date: ServiceDate): string {
  const midnight = new Date(serviceDateToDays(date) * 86_400_000);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(midnight);
}

/** "Monday 14 July". */
export function dayName(at: EpochSeconds, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone })
    .format(at * 1000)
    .replace(',', '');
}
