import { parseGtfsTime } from '../../domain/transit/service-day.ts';
import { NO_TIME } from '../../domain/transit/timetable-compile/interpolate.ts';

const COLON = 58;

/** Seconds of HH:MM:SS, NO_TIME for an empty cell, undefined for what is no time. the usual ones go without a regex. */
export function parseTime(text: string): number | undefined {
  if (text === '') return NO_TIME;
  const short = text.length === 7 ? 1 : 0; // H:MM:SS
  if (
    text.length + short !== 8 ||
    text.charCodeAt(2 - short) !== COLON ||
    text.charCodeAt(5 - short) !== COLON
  ) {
    return parseGtfsTime(text);
  }
  const hours = short === 1 ? digit(text, 0) : twoDigits(text, 0);
  const minutes = twoDigits(text, 3 - short);
  const seconds = twoDigits(text, 6 - short);
  if (hours < 0 || minutes < 0 || seconds < 0 || minutes > 59 || seconds > 59) return undefined;
  return hours * 3600 + minutes * 60 + seconds;
}

/** -1 when it is no digit. */
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : -1;
}

function twoDigits(text: string, at: number): number {
  const tens = digit(text, at);
  const ones = digit(text, at + 1);
  return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
}
