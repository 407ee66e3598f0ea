import { toDays } from '../../domain/places/opening-calendar.ts';
import { wallClockAt } from '../../domain/places/wall-clock.ts';
import type { EpochSeconds } from '../../domain/transit/service-day.ts';
import { addDays, type CalendarTime, endOf, instantAt, inZone } from './calendar-time.ts';
import type { CalendarEvent } from './read-event.ts';
import { PropertyFault } from './read-property.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { type DayBudget, recurringDays, TooManyDays } from './recurring-days.ts';

/** What recurs is listed for a season; what is further ahead comes with a later import. */
export const HORIZON_DAYS = 90;
/** Of one event; a class each day is no listing for each of a hundred days. */
export const MOST_OCCURRENCES = 60;
const DAY_SECONDS = 86_400;
/** Nothing that recurs takes longer. */
const MOST_SPAN_DAYS = 366;

export interface Occurrence {
  readonly event: CalendarEvent;
  /** The day of the series that it stands for, where it is one of several. */
  readonly day: string | undefined;
  /** Seconds since midnight of that day; null: whole days. */
  readonly second: number | null;
  readonly starts: EpochSeconds;
  readonly ends: EpochSeconds;
}

/** An event that has one UID: the series, and the times of it that are otherwise. */
export interface Series {
  readonly main: CalendarEvent | undefined;
  readonly others: readonly CalendarEvent[];
  /** Times that are otherwise, and nobody can read how: what the series says of them is not so. */
  readonly unreadable: readonly CalendarTime[];
}

/** Times of a series are the same when they begin at the same instant; one that names a day alone means that day. */
class TimeSet {
  private readonly instants = new Set<EpochSeconds>();
  private readonly days = new Set<string>();

  constructor(times: readonly CalendarTime[]) {
    for (const time of times) {
      if (time.second === null) this.days.add(time.date);
      else this.instants.add(instantAt(time));
    }
  }

  has(time: CalendarTime): boolean {
    return this.days.has(time.date) || (time.second !== null && this.instants.has(instantAt(time)));
  }
}

const isRecurring = ({ main, others, unreadable }: Series) =>
  others.length + unreadable.length > 0 ||
  (main !== undefined && (main.rules.length > 0 || main.alsoOn.length > 0));

function occurrence(event: CalendarEvent, start: CalendarTime, meant: CalendarTime | undefined): Occurrence {
  return {
    event,
    day: meant?.date,
    second: meant?.second ?? null,
    starts: instantAt(start),
    ends: endOf(start, event.span),
  };
}

/** Whether a rule says that it is over by then; a day alone includes all of that day. */
function isPast(time: CalendarTime, { until }: RecurrenceRule): boolean {
  if (until === undefined) return false;
  const [date = '', clock] = until.split('T');
  if (clock === undefined || time.second === null) return time.date > date;
  if (clock.endsWith('Z')) return instantAt(time) * 1000 > Date.parse(until);
  return `${time.date}T${clockText(time.second)}` > until;
}

const clockText = (second: number): string => new Date(second * 1000).toISOString().slice(11, 19);

/** When a series happens by its rules and dates, in the days given; not yet in order. */
function* timesOf(
  event: CalendarEvent,
  days: { readonly from: number; readonly to: number },
  budget: DayBudget,
): Generator<CalendarTime> {
  const { start, rules, alsoOn } = event;
  const { second, timeZone } = start;
  yield start;
  for (const time of alsoOn) yield time.second === null ? { ...start, date: time.date } : time;
  for (const rule of rules) {
    for (const day of recurringDays(rule, toDays(start.date), days, budget)) {
      const time: CalendarTime = { date: addDays('1970-01-01', day), second, timeZone };
      if (isPast(time, rule)) break;
      yield time;
    }
  }
}

/** The same time, moved as another one of its series was moved. */
function shifted(time: CalendarTime, { start, instead }: CalendarEvent): CalendarTime {
  if (!instead) return time;
  const from = inZone(instead, start.timeZone);
  const here = inZone(time, start.timeZone);
  return { ...start, date: addDays(here.date, toDays(start.date) - toDays(from.date)) };
}

/** The time of the series that another one stands for, on the clocks of the series: its day is in the id. */
const meantBy = ({ instead }: CalendarEvent, main: CalendarEvent | undefined) =>
  instead && inZone(instead, main?.start.timeZone ?? instead.timeZone);

function laterVersion(time: CalendarTime, fromThenOn: readonly CalendarEvent[]): CalendarEvent | undefined {
  return fromThenOn.findLast(({ instead }) => instead && instantAt(instead) <= instantAt(time));
}

/**
 * What is still to come of an event. Of a series that is what begins within the horizon, the next times of it; an event
 * that happens once is there however far it is ahead.
 * @throws PropertyFault where its rule asks for more than can be looked at
 */
export function occurrencesOf(series: Series, now: EpochSeconds, budget: DayBudget): Occurrence[] {
  const { main, others, unreadable } = series;
  if (main && !isRecurring(series)) {
    const once = occurrence(main, main.start, undefined);
    return once.ends > now ? [once] : [];
  }
  const horizon = now + HORIZON_DAYS * DAY_SECONDS;
  const fromThenOn = others
    .filter(({ isFromThenOn }) => isFromThenOn)
    .toSorted((a, b) => instantAt(a.instead ?? a.start) - instantAt(b.instead ?? b.start));
  const found = new Map<EpochSeconds, Occurrence>();
  if (main) {
    const moved = new TimeSet(others.flatMap(({ instead }) => instead ?? []));
    const left = new TimeSet([...main.notOn, ...unreadable]);
    for (const time of boundedTimes(main, now, horizon, budget)) {
      if (moved.has(time) || left.has(time)) continue;
      const version = laterVersion(time, fromThenOn);
      const event = version ?? main;
      found.set(instantAt(time), occurrence(event, version ? shifted(time, version) : time, time));
    }
  }
  const all = [
    ...found.values(),
    ...others.map((event) => occurrence(event, event.start, meantBy(event, main))),
  ];
  return all
    .filter(({ starts, ends }) => ends > now && starts < horizon)
    .sort((a, b) => a.starts - b.starts)
    .slice(0, MOST_OCCURRENCES);
}

function boundedTimes(
  main: CalendarEvent,
  now: EpochSeconds,
  horizon: EpochSeconds,
  budget: DayBudget,
): CalendarTime[] {
  const { timeZone } = main.start;
  const dayOf = (instant: EpochSeconds) => toDays(wallClockAt(instant, timeZone).date);
  const { days, seconds } = main.span;
  const lasting = Math.min(MOST_SPAN_DAYS, days + Math.ceil(seconds / DAY_SECONDS));
  try {
    return [...timesOf(main, { from: dayOf(now) - lasting - 1, to: dayOf(horizon) + 1 }, budget)];
  } catch (error) {
    if (error instanceof TooManyDays) throw new PropertyFault('rrule', 'takes too long to work out');
    throw error;
  }
}
