import { instantOf } from '#shared/domain/places/wall-clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';

const TIME =
  /^((?:19|20|21)\d{2}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(Z|[+-][01]\d:[0-5]\d)?$/;

const isDay = (date: string) => {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
};

/**
 * POSIX seconds of `now` (undefined) or of an ISO 8601 time, which without an offset is meant in the zone.
 * @throws DomainError `invalid-input`, naming the parameter
 */
export function timeParameter(name: string, text: string, timeZone: string): number | undefined {
  if (text === 'now') return undefined;
  const [, date = '', hours, minutes, offset] = TIME.exec(text) ?? [];
  if (!isDay(date))
    throw new DomainError('invalid-input', `${name} must be now, or a time such as 2026-12-31T14:00.`);
  if (offset !== undefined) return Math.floor(Date.parse(text) / 1000);
  return instantOf({ date, minutes: Number(hours) * 60 + Number(minutes) }, timeZone);
}
