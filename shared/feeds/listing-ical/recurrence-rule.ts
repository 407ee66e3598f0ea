import * as z from 'zod/mini';

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

/** Monday is 0. */
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

export interface RuleDay {
  readonly weekday: number;
  /** The first is 1, the last -1; 0: each. */
  readonly ordinal: number;
}

/** What a recurrence rule (RFC 5545, 3.3.10) may say here; how often a day something happens is not read. */
export interface RecurrenceRule {
  readonly frequency: (typeof FREQUENCIES)[number];
  readonly interval: number;
  readonly count: number | undefined;
  /** As it stands: `2026-12-31` or `2026-12-31T00:00:00Z`. */
  readonly until: string | undefined;
  /** First day of the week; Monday is 0. */
  readonly weekStart: number;
  readonly byDay: readonly RuleDay[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPosition: readonly number[];
}

const some = <T extends z.ZodMiniType>(item: T) => z.optional(z.union([item, z.array(item)]));
const numbers = some(z.int());

/** The rule as ical.js parses it. A part that is not here would be overlooked, so it is refused. */
const parsedSchema = z.strictObject({
  freq: z.enum(FREQUENCIES),
  interval: z.optional(z.int().check(z.minimum(1))),
  count: z.optional(z.int().check(z.minimum(1))),
  until: z.optional(z.string()),
  wkst: z.optional(z.int().check(z.minimum(1), z.maximum(7))),
  byday: some(z.string()),
  bymonthday: numbers,
  byyearday: numbers,
  bymonth: numbers,
  bysetpos: numbers,
});

const listed = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function dayOf(text: string): RuleDay {
  const weekday = WEEKDAYS.findIndex((name) => text.endsWith(name));
  return { weekday, ordinal: Number(text.slice(0, -2)) || 0 };
}

/** The rule, or the part of it that is not understood. */
export function recurrenceRuleOf(
  parsed: unknown,
): { readonly rule: RecurrenceRule } | { readonly reason: string } {
  const { data, error } = parsedSchema.safeParse(parsed);
  if (error) {
    const [issue] = error.issues;
    const part = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
    return {
      reason: `has a part that is not read here: ${String(part ?? 'rule')
        .slice(0, 20)
        .toUpperCase()}`,
    };
  }
  const rule: RecurrenceRule = {
    frequency: data.freq,
    interval: data.interval ?? 1,
    count: data.count,
    until: data.until,
    // Sunday is 1 there.
    weekStart: data.wkst === undefined ? 0 : (data.wkst + 5) % 7,
    byDay: listed(data.byday).map(dayOf),
    byMonthDay: listed(data.bymonthday),
    byYearDay: listed(data.byyearday),
    byMonth: listed(data.bymonth),
    bySetPosition: listed(data.bysetpos),
  };
  const { frequency, byDay, byYearDay, byMonthDay } = rule;
  const hasOrdinals = byDay.some(({ ordinal }) => ordinal !== 0);
  if (hasOrdinals && (frequency === 'DAILY' || frequency === 'WEEKLY'))
    return { reason: 'counts weekdays of a month or a year, and is neither monthly nor yearly' };
  if (byYearDay.length > 0 && frequency !== 'YEARLY')
    return { reason: 'counts days of a year, and is not yearly' };
  if (byMonthDay.length > 0 && frequency === 'WEEKLY')
    return { reason: 'counts days of a month, and is weekly' };
  return { rule };
}
