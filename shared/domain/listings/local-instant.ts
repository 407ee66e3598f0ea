import { instantOf, wallClockAt } from '../places/wall-clock.ts';
import { isoWithOffset } from '../transit/service-day.ts';

const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)$/;

/** ISO 8601 with offset of a time on the clocks of the zone, `2026-12-31 19:30`; undefined for anything else. */
export function localInstant(text: string, timeZone: string): string | undefined {
  const [, date, hours, minutes] = LOCAL.exec(text) ?? [];
  if (date === undefined || asDay(date) !== date) return undefined;
  const instant = instantOf({ date, minutes: Number(hours) * 60 + Number(minutes) }, timeZone);
  return isoWithOffset(instant, timeZone);
}

/** How people write what localInstant reads; text that is no instant as it is. */
export function localText(instant: string, timeZone: string): string {
  const at = /T.*(Z|[+-]\d\d:\d\d)$/.test(instant) ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(at)) return instant;
  const { date, minutes } = wallClockAt(Math.floor(at / 1000), timeZone);
  const part = (value: number) => String(value).padStart(2, '0');
  return `${date} ${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`;
}

const DAY_FIRST = /^(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4})$/;

/** YYYY-MM-DD of a day as people write it (27 3 2026, 27/03/2026, 2026-03-27); undefined for what is no day. */
export function asDay(text: string): string | undefined {
  const [, day = '', month = '', year] = DAY_FIRST.exec(text.trim()) ?? [];
  const date = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) ? date : undefined;
}
