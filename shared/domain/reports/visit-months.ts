import type { CalendarDate } from '../places/fact.ts';

const MONTHS = 12;

/** The months in which a visit may have been, YYYY-MM, this one first. */
export function visitMonths(today: CalendarDate): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => {
    const months = year * 12 + (month - 1) - back;
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  });
}
