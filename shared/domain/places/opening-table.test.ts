import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  fromDays,
  intervalsOn,
  type OpeningCalendar,
  type OpenState,
  patternChar,
  toDays,
} from './opening-calendar.ts';
import { OpeningTable } from './opening-table.ts';

const firstDay = '2026-11-20';
const DAYS = 5;

/** As it is said: of what covers the minute, anything certain is yes. */
function stateOf(calendar: OpeningCalendar | null, date: string, minutes: number): OpenState {
  const today = calendar && intervalsOn(calendar, date);
  if (!today) return 'unknown';
  const yesterday = intervalsOn(calendar, fromDays(toDays(date) - 1)) ?? [];
  const covering = [
    ...today.filter(({ from, to }) => from <= minutes && minutes < to),
    ...yesterday.filter(({ from, to }) => from <= minutes + 1440 && minutes + 1440 < to),
  ];
  if (covering.some(({ uncertain }) => !uncertain)) return 'yes';
  return covering.length > 0 ? 'unknown' : 'no';
}

const interval = fc
  .tuple(fc.nat(1439), fc.integer({ min: 1, max: 1200 }), fc.boolean())
  .map(([from, length, uncertain]) => ({ from, to: from + length, ...(uncertain && { uncertain }) }));
const calendar: fc.Arbitrary<OpeningCalendar> = fc
  .array(fc.array(interval, { maxLength: 3 }), { maxLength: 3 })
  .chain((patterns) =>
    fc.record({
      firstDay: fc.constantFrom(firstDay, '2026-11-22'),
      patterns: fc.constant(patterns),
      // The last of them names no pattern: nothing is known of that day.
      days: fc
        .array(fc.nat(patterns.length), { maxLength: DAYS })
        .map((days) => days.map(patternChar).join('')),
    }),
  );

it('says of each of many calendars what it says alone, late nights and days beyond its last included', () => {
  const seen = new Set<OpenState>();
  fc.assert(
    fc.property(
      fc.array(fc.option(calendar), { maxLength: 6 }),
      fc.integer({ min: -1, max: DAYS + 3 }),
      fc.nat(1439),
      (calendars, day, minutes) => {
        const date = fromDays(toDays(firstDay) + day);
        const stateAt = new OpeningTable(calendars).at({ date, minutes });
        const states = calendars.map((_, row) => stateAt(row));
        expect(states).toEqual(calendars.map((each) => stateOf(each, date, minutes)));
        for (const state of states) seen.add(state);
      },
    ),
    { numRuns: 500 },
  );
  expect(seen.size).toBe(3);
});
