import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runsOn, serviceSpan } from '../service-dates.ts';
import { serviceDateToDays, weekday } from '../service-day.ts';
import { compileCalendar } from './service-calendar.ts';

const day = serviceDateToDays;

test('T2: calendar, additions and removals', () => {
  const weekdays = [true, true, true, true, true, false, false];
  const service = compileCalendar({
    weekly: { weekdays, from: day('20260105'), to: day('20260118') },
    exceptions: new Map([
      [day('20260106'), false],
      [day('20260110'), true],
      [day('20260301'), true],
    ]),
  });
  const runs = (date: string) => runsOn(service, day(date));
  expect(runs('20260105')).toBe(true);
  expect(runs('20260106')).toBe(false);
  expect(runs('20260110')).toBe(true);
  expect(runs('20260111')).toBe(false);
  expect(runs('20260119')).toBe(false);
  expect(runs('20260301')).toBe(true);
  expect(serviceSpan(service)).toEqual({ from: day('20260105'), to: day('20260301') });
});

test('T2: whatever the calendar, a day runs as the rule says', () => {
  const days = fc.integer({ min: 20_000, max: 20_400 });
  const calendar = fc.record({
    weekdays: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    from: days,
    length: fc.integer({ min: 0, max: 300 }),
    exceptions: fc.array(fc.tuple(days, fc.boolean()), { maxLength: 40 }),
    weekly: fc.boolean(),
  });
  fc.assert(
    fc.property(calendar, ({ weekdays, from, length, exceptions, weekly }) => {
      const to = from + length;
      const given = new Map(exceptions);
      const service = compileCalendar({
        weekly: weekly ? { weekdays, from, to } : null,
        exceptions: given,
      });
      const span = serviceSpan(service);
      for (let d = 19_990; d < 20_720; d++) {
        const regular = weekly && d >= from && d <= to && weekdays[weekday(d)] === true;
        expect(runsOn(service, d)).toBe(given.get(d) ?? regular);
        if (runsOn(service, d)) expect(span && d >= span.from && d <= span.to).toBe(true);
      }
      if (span) expect(runsOn(service, span.from) && runsOn(service, span.to)).toBe(true);
    }),
  );
});
