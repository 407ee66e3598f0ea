import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { fromDays, toDays } from '#shared/domain/places/opening-calendar.ts';
import { recurrenceRuleOf } from './recurrence-rule.ts';
import { recurringDays, TooManyDays } from './recurring-days.ts';

function daysOf(text: string, start: string, from: string, to: string, left = 100_000): string[] {
  const [, , , parsed] = ICAL.parse.property(`RRULE:${text}`, ICAL.design.icalendar);
  const read = recurrenceRuleOf(parsed);
  if ('reason' in read) throw new Error(read.reason);
  const days = { from: toDays(from), to: toDays(to) };
  return [...recurringDays(read.rule, toDays(start), days, { left })].map(fromDays);
}

describe('a recurrence rule', () => {
  // Examples of RFC 5545, 3.8.5.3, as dates.
  it.each([
    ['FREQ=DAILY;COUNT=3', '1997-09-02', ['1997-09-02', '1997-09-03', '1997-09-04']],
    ['FREQ=DAILY;INTERVAL=10;COUNT=3', '1997-09-02', ['1997-09-02', '1997-09-12', '1997-09-22']],
    ['FREQ=DAILY;BYMONTH=1;COUNT=2', '1998-01-31', ['1998-01-31', '1999-01-01']],
    [
      'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH;COUNT=4',
      '1997-09-02',
      ['1997-09-02', '1997-09-04', '1997-09-16', '1997-09-18'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '1997-08-05',
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '1997-08-05',
      ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
    ],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=1FR', '1997-09-05', ['1997-09-05', '1997-10-03', '1997-11-07']],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=-2MO', '1997-09-22', ['1997-09-22', '1997-10-20', '1997-11-17']],
    ['FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3', '1997-09-28', ['1997-09-28', '1997-10-29', '1997-11-28']],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3', '1998-02-13', ['1998-02-13', '1998-03-13', '1998-11-13']],
    [
      'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
      '1997-09-04',
      ['1997-09-04', '1997-10-07', '1997-11-06'],
    ],
    [
      'FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
      '1997-09-29',
      ['1997-09-29', '1997-10-30', '1997-11-27'],
    ],
    ['FREQ=MONTHLY;COUNT=3;BYMONTHDAY=15,30', '2007-01-15', ['2007-01-15', '2007-01-30', '2007-02-15']],
    ['FREQ=YEARLY;COUNT=3;BYMONTH=6,7', '1997-06-10', ['1997-06-10', '1997-07-10', '1998-06-10']],
    [
      'FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200',
      '1997-01-01',
      ['1997-01-01', '1997-04-10', '1997-07-19', '2000-01-01'],
    ],
    ['FREQ=YEARLY;BYDAY=20MO;COUNT=3', '1997-05-19', ['1997-05-19', '1998-05-18', '1999-05-17']],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=3', '1997-03-13', ['1997-03-13', '1997-03-20', '1997-03-27']],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      '1996-11-05',
      ['1996-11-05', '2000-11-07', '2004-11-02'],
    ],
    ['FREQ=YEARLY', '1996-02-29', ['1996-02-29', '2000-02-29', '2004-02-29']],
    ['FREQ=MONTHLY', '1997-01-31', ['1997-01-31', '1997-03-31', '1997-05-31']],
    [
      'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      '1997-09-05',
      ['1997-09-05', '1997-09-12', '1997-09-19'],
    ],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', '1997-01-01', []],
    ['FREQ=MONTHLY;INTERVAL=48;BYDAY=5MO', '1999-02-01', []],
    ['FREQ=DAILY;INTERVAL=1000000000', '1997-09-02', ['1997-09-02']],
    ['FREQ=YEARLY;INTERVAL=1000000000', '1997-09-02', ['1997-09-02']],
  ])('%s means its days', (rule, start, expected) => {
    expect(daysOf(rule, start, start, '2010-01-01').slice(0, expected.length || 1)).toEqual(expected);
    const shown = daysOf(rule, start, start, '2010-01-01');
    const later = daysOf(rule, start, '1999-06-01', '2010-01-01');
    expect(later).toEqual(shown.filter((day) => day >= '1999-06-01'));
  });

  it.each([
    'FREQ=HOURLY',
    'FREQ=SECONDLY;COUNT=5',
    'FREQ=DAILY;BYHOUR=9,14',
    'FREQ=YEARLY;BYWEEKNO=20',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=WEEKLY;BYMONTHDAY=1',
    'FREQ=DAILY;BYEASTER=1',
  ])('that is not understood is refused, not overlooked: %s', (rule) => {
    expect(() => daysOf(rule, '2026-01-01', '2026-01-01', '2026-02-01')).toThrow();
  });

  it('that asks for too many days is given up', () => {
    expect(() =>
      daysOf(
        'FREQ=YEARLY;COUNT=99;BYMONTH=2;BYMONTHDAY=30',
        '1970-01-01',
        '2026-01-01',
        '2199-01-01',
        10_000,
      ),
    ).toThrow(TooManyDays);
  });

  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
  const list = <T>(item: fc.Arbitrary<T>) =>
    fc.uniqueArray(item, { minLength: 1, maxLength: 3 }).map((all) => all.join(','));
  const rule = fc
    .tuple(
      fc.oneof(
        fc.constant('FREQ=DAILY'),
        list(weekday).map((days) => `FREQ=WEEKLY;BYDAY=${days}`),
        list(fc.integer({ min: 1, max: 28 })).map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days}`),
        fc.tuple(fc.constantFrom(1, 2, 3, 4, -1), weekday).map(([n, day]) => `FREQ=MONTHLY;BYDAY=${n}${day}`),
        fc
          .tuple(fc.integer({ min: 1, max: 12 }), weekday)
          .map(([month, day]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=2${day}`),
      ),
      fc.integer({ min: 1, max: 5 }),
      fc.option(fc.integer({ min: 1, max: 30 })),
      fc.constantFrom('', ';WKST=SU'),
    )
    .map(
      ([what, interval, count, week]) =>
        `${what};INTERVAL=${interval}${count === null ? '' : `;COUNT=${count}`}${week}`,
    );
  const start = fc.integer({ min: toDays('2020-01-01'), max: toDays('2026-06-01') }).map(fromDays);

  it('means what ical.js takes it for, where that one can be trusted', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(rule, start, (text, first) => {
        const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(first));
        const theirs: string[] = [];
        for (let time = iterator.next(); time && theirs.length < 400; time = iterator.next()) {
          if (time.toString() > '2026-12-31') break;
          theirs.push(time.toString());
        }
        const from = theirs.at(-20) ?? first;
        if (theirs.length < 400)
          expect(daysOf(text, first, from, '2026-12-31')).toEqual(theirs.filter((day) => day >= from));
      }),
      { numRuns: 1_000 },
    );
  });
});
