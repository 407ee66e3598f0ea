import { instantOf } from '#shared/domain/places/wall-clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';

const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/;

/**
 * POSIX seconds of `now` (undefined) or of an ISO 8601 time, which without an offset is meant in the zone.
 * @throws DomainError `invalid-input`, naming the parameter
 */
export function timeParameter(name: string, text: string, timeZone: string): number | undefined {
  if (text === 'now') return undefined;
  const [, date, hours, minutes] = LOCAL_TIME.exec(text) ?? [];
  if (date !== undefined && !Number.isNaN(Date.parse(date))) {
    return instantOf({ date, minutes: Number(hours) * 60 + Number(minutes) }, timeZone);
  }
  const milliseconds = /(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isFinite(milliseconds))
    throw new DomainError('invalid-input', `${name} must be now, or a time such as 2026-12-31T14:00.`);
  return Math.floor(milliseconds / 1000);
}
