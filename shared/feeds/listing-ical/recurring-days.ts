import type { RecurrenceRule } from './recurrence-rule.ts';

const DAY_MILLISECONDS = 86_400_000;

interface Day {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** Monday is 0. */
  readonly weekday: number;
}

/** Of a day by its number since 1970. */
function dayAt(days: number): Day {
  const at = new Date(days * DAY_MILLISECONDS);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    weekday: (((days + 3) % 7) + 7) % 7,
  };
}

/** Month 13 is January of the next year, and so on. */
const firstOf = (year: number, month: number) => Date.UTC(year, month - 1, 1) / DAY_MILLISECONDS;

/** The days from `begin` to before `end`: the day, week, month or year that a rule is about, once. */
type Period = readonly [begin: number, end: number];

function periodAt({ frequency, weekStart }: RecurrenceRule, start: number, at: number): Period {
  const { year, month, weekday } = dayAt(start);
  switch (frequency) {
    case 'DAILY':
      return [start + at, start + at + 1];
    case 'WEEKLY': {
      const monday = start - ((weekday - weekStart + 7) % 7) + 7 * at;
      return [monday, monday + 7];
    }
    case 'MONTHLY':
      return [firstOf(year, month + at), firstOf(year, month + at + 1)];
    case 'YEARLY':
      return [firstOf(year + at, 1), firstOf(year + at + 1, 1)];
  }
}

/** How many periods lie between two days, at least. */
function periodsBetween({ frequency }: RecurrenceRule, from: number, to: number): number {
  if (to <= from) return 0;
  const [a, b] = [dayAt(from), dayAt(to)];
  switch (frequency) {
    case 'DAILY':
      return to - from;
    case 'WEEKLY':
      return Math.floor((to - from) / 7);
    case 'MONTHLY':
      return (b.year - a.year) * 12 + b.month - a.month;
    case 'YEARLY':
      return b.year - a.year;
  }
}

/** 1 for the first of `count`, -1 for the last. */
const isAmong = (wanted: readonly number[], place: number, count: number) =>
  wanted.includes(place) || wanted.includes(place - count - 1);

/** Whether the rule's parts let a day through. What they leave open is as the first day has it. */
function isMeant(rule: RecurrenceRule, days: number, first: Day): boolean {
  const { frequency, byDay, byMonth, byMonthDay, byYearDay } = rule;
  const { year, month, day, weekday } = dayAt(days);
  if (byMonth.length > 0 && !byMonth.includes(month)) return false;
  const monthBegin = firstOf(year, month);
  const monthLength = firstOf(year, month + 1) - monthBegin;
  const yearBegin = firstOf(year, 1);
  const yearLength = firstOf(year + 1, 1) - yearBegin;
  if (byMonthDay.length > 0 && !isAmong(byMonthDay, day, monthLength)) return false;
  if (byYearDay.length > 0 && !isAmong(byYearDay, days - yearBegin + 1, yearLength)) return false;
  if (byDay.length > 0) {
    const isOfMonth = frequency === 'MONTHLY' || byMonth.length > 0;
    const [begin, length] = isOfMonth ? [monthBegin, monthLength] : [yearBegin, yearLength];
    const after = Math.floor((days - begin) / 7) + 1;
    const before = -Math.floor((begin + length - 1 - days) / 7) - 1;
    return byDay.some((wanted) => wanted.weekday === weekday && [0, after, before].includes(wanted.ordinal));
  }
  if (byMonthDay.length > 0 || byYearDay.length > 0 || frequency === 'DAILY') return true;
  if (frequency === 'WEEKLY') return weekday === first.weekday;
  return day === first.day && (frequency === 'MONTHLY' || byMonth.length > 0 || month === first.month);
}

/** Days that may still be looked at, for all rules of a file together. */
export interface DayBudget {
  left: number;
}

/** Where a rule asks for more days to be looked at than anybody means. */
export class TooManyDays extends Error {}

/**
 * The days, by number since 1970, on which a rule's event happens, from `from` to `to`. It looks at each day of the
 * periods in question, so it ends whatever the rule says.
 */
export function* recurringDays(
  rule: RecurrenceRule,
  start: number,
  { from, to }: { readonly from: number; readonly to: number },
  budget: DayBudget,
): Generator<number> {
  const { interval, count = Number.POSITIVE_INFINITY, bySetPosition } = rule;
  const first = dayAt(start);
  const skipped = rule.count === undefined ? Math.max(0, periodsBetween(rule, start, from) - 1) : 0;
  let found = 0;
  for (let at = Math.floor(skipped / interval) * interval; ; at += interval) {
    const [begin, end] = periodAt(rule, start, at);
    // Also where the numbers have left the calendar.
    if (!(begin <= to)) return;
    budget.left -= end - begin;
    if (budget.left < 0) throw new TooManyDays();
    const meant = Array.from({ length: end - begin }, (_, i) => begin + i).filter((day) =>
      isMeant(rule, day, first),
    );
    for (const [place, day] of meant.entries()) {
      const isChosen = bySetPosition.length === 0 || isAmong(bySetPosition, place + 1, meant.length);
      if (!isChosen || day < start) continue;
      found++;
      if (found > count || day > to) return;
      if (day >= from) yield day;
    }
  }
}
