import { parseGtfsTime } from '../../domain/transit/service-day.ts';
import { NO_TIME } from '../../domain/transit/timetable-compile/interpolate.ts';

const COLON = 58;

/** Seconds of HH:MM:SS, NO_TIME for an empty cell, undefined for what is no time. HH:MM:SS goes without a regex. */
export function parseTime(text: string): number | undefined {
  if (text === '') return NO_TIME;
  if (text.length !== 8 || text.charCodeAt(2) !== COLON || text.charCodeAt(5) !== COLON)
    return parseGtfsTime(text);
  const hours = twoDigits(text, 0);
  const minutes = twoDigits(text, 3);
  const seconds = twoDigits(text, 6);
  if (hours < 0 || minutes < 0 || seconds < 0 || minutes > 59 || seconds > 59) return undefined;
  return hours * 3600 + minutes * 60 + seconds;
}

/** -1 when these are no two digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
