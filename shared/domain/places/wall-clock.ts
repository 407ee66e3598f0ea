import { type EpochSeconds, instantOfLocal, utcOffsetSeconds } from '../transit/service-day.ts';
import { fromDays, toDays, type WallClock } from './opening-calendar.ts';

/** What a clock on the wall shows at an instant. */
export function wallClockAt(instant: EpochSeconds, timeZone: string): WallClock {
  const local = instant + utcOffsetSeconds(instant, timeZone);
  const days = Math.floor(local / 86_400);
  return { date: fromDays(days), minutes: Math.floor((local - days * 86_400) / 60) };
}

/** The instant at which a clock on the wall shows this; of two the first, and after a gap the time that follows it. */
export function instantOf({ date, minutes }: WallClock, timeZone: string): EpochSeconds {
  return instantOfLocal(toDays(date) * 86_400 + minutes * 60, timeZone);
}
