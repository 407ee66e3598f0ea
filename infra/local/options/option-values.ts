import * as z from 'zod/mini';
import { DomainError } from '#shared/platform/domain-error.ts';

function refuse(name: string, text: string, expected: string): never {
  throw new DomainError('invalid-input', `${name}: "${text}" is not ${expected}`);
}

export function nonEmpty(name: string, text: string): string {
  if (text.trim() === '') throw new DomainError('invalid-input', `${name}: a value is missing`);
  return text.trim();
}

export function parsePort(name: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) refuse(name, text, 'a port number from 0 to 65535');
  return port;
}

export function parseSeconds(name: string, text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1 || seconds > 86_400) {
    refuse(name, text, 'a whole number of seconds from 1 to 86400');
  }
  return seconds;
}

export function parseSwitch(name: string, text: string): boolean {
  if (/^(1|true|yes)$/i.test(text)) return true;
  if (/^(0|false|no)$/i.test(text)) return false;
  return refuse(name, text, '1 or 0');
}

const isoInstant =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d|[+-]\d\d)$/i;

function offsetMinutes(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** Milliseconds since 1970-01-01T00:00:00Z. A day that is not in the calendar is refused, not moved on. */
export function parseInstant(name: string, text: string): number {
  const expected = 'a date and time with its zone, like 2026-01-15T16:34:13Z or 2026-05-12T09:00:00+01:00';
  const match = isoInstant.exec(text.trim());
  if (!match) return refuse(name, text, expected);
  const [, year, month, day, hour, minute, second = '0', fraction = '0', zone = 'Z'] = match;
  const fields = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const local = new Date(Date.UTC(...fields));
  const read = [
    local.getUTCFullYear(),
    local.getUTCMonth(),
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
  ];
  const offset = offsetMinutes(zone);
  if (read.some((field, i) => field !== fields[i]) || Math.abs(offset) > 18 * 60)
    refuse(name, text, expected);
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000);
  return local.getTime() + milliseconds - offset * 60_000;
}

const headersSchema = z.record(z.string(), z.record(z.string(), z.string()));

export function headersByUrl(text: string | undefined): z.infer<typeof headersSchema> {
  if (text === undefined || text.trim() === '') return {};
  const expected = 'REALTIME_HEADERS: not JSON of the form {"https://…": {"header": "value"}}';
  try {
    return z.parse(headersSchema, JSON.parse(text));
  } catch {
    // The text may hold keys: it is not repeated.
    throw new DomainError('invalid-input', expected);
  }
}
