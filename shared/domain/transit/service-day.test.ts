import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysToServiceDate,
  formatGtfsTime,
  isoWithOffset,
  isServiceDate,
  isTimeZone,
  localDays,
  parseGtfsTime,
  serviceDateToDays,
  serviceDayStart,
  utcOffsetSeconds,
  weekday,
} from './service-day.ts';

const at = (date: string, time: string, zone: string) =>
  serviceDayStart(serviceDateToDays(date), zone) + (parseGtfsTime(time) ?? Number.NaN);

describe('T1: a GTFS time counts from noon minus 12 h (GTFS reference, "Time")', () => {
  // Vectors computed with Python's zoneinfo. Midnight plus seconds is an hour out on these days (Maglev #1461, TT-API).
  it.each([
    ['America/Los_Angeles', '20260308', '00:30:00', 1772955000],
    ['America/Los_Angeles', '20260308', '01:30:00', 1772958600],
    ['America/Los_Angeles', '20260308', '08:00:00', 1772982000],
    ['America/Los_Angeles', '20260308', '25:30:00', 1773045000],
    ['America/Los_Angeles', '20261031', '25:30:00', 1793521800],
    ['America/Los_Angeles', '20261101', '00:30:00', 1793521800],
    ['America/Los_Angeles', '20261101', '08:00:00', 1793548800],
    ['Europe/London', '20260329', '01:30:00', 1774744200],
  ])('%s %s %s', (zone, date, time, epoch) => {
    expect(at(date, time, zone)).toBe(epoch);
  });

  it('means the clock on the wall from the switch to the end of the day, on every day', () => {
    const zones = ['Europe/London', 'America/Toronto', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];
    fc.assert(
      fc.property(
        fc.integer({ min: 18_000, max: 25_000 }),
        fc.integer({ min: 5 * 3600, max: 86_399 }),
        fc.constantFrom(...zones),
        (day, seconds, zone) => {
          const local = isoWithOffset(serviceDayStart(day, zone) + seconds, zone);
          expect(local.slice(11, 19)).toBe(formatGtfsTime(seconds));
          expect(local.slice(0, 10).replaceAll('-', '')).toBe(daysToServiceDate(day));
        },
      ),
    );
  });
});

it('writes the offset that is in force at the instant', () => {
  expect(isoWithOffset(1768429030, 'America/Toronto')).toBe('2026-01-14T17:17:10-05:00');
  expect(isoWithOffset(1774744200, 'Europe/London')).toBe('2026-03-29T00:30:00+00:00');
  expect(isoWithOffset(1774748400, 'Europe/London')).toBe('2026-03-29T02:40:00+01:00');
  expect(utcOffsetSeconds(1774748400, 'Asia/Kathmandu')).toBe(20_700);
});

it('knows dates from other digits, and the day of the week', () => {
  expect(isServiceDate('20260229')).toBe(false);
  expect(isServiceDate('20240229')).toBe(true);
  expect(isServiceDate('2024-2-29')).toBe(false);
  expect(isServiceDate('')).toBe(false);
  expect(weekday(serviceDateToDays('20261122'))).toBe(6);
  expect(weekday(serviceDateToDays('19691229'))).toBe(0);
  expect(localDays(1772955000, 'America/Los_Angeles')).toBe(serviceDateToDays('20260307'));
});

it('reads GTFS times past midnight and refuses others', () => {
  expect(parseGtfsTime('25:35:00')).toBe(92_100);
  expect(parseGtfsTime('5:05:09')).toBe(18_309);
  expect(parseGtfsTime(' 12:00:00 ')).toBe(43_200);
  for (const wrong of ['', '12:60:00', '12:00', '-1:00:00', '12:00:00Z', 'noon'])
    expect(parseGtfsTime(wrong)).toBeUndefined();
});

it('tells time zones from other words', () => {
  expect(isTimeZone('Europe/London')).toBe(true);
  expect(isTimeZone('Perth')).toBe(false);
});
