const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const day = `(?:${DAYS.join('|')})`;
const days = `${day}(?:-${day})?`;
const time = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const rule = new RegExp(`^(${days}(?:,${days})*) (${time}-${time}(?:,${time}-${time})*)$`);

/**
 * schema.org's `openingHours` out of OpenStreetMap's opening_hours. It knows weekdays and times and nothing else:
 * hours with holidays, seasons, comments or exceptions give undefined rather than half the truth. In OpenStreetMap's
 * a later rule takes the place of an earlier one on the same day, in schema.org's it is added, so a day may only be
 * in one rule.
 */
export function schemaOpeningHours(text: string): string[] | undefined {
  if (text === '24/7') return ['Mo-Su'];
  const hours: string[] = [];
  const seen = new Set<number>();
  for (const part of text.split(';')) {
    const [, dayText = '', timeText = ''] = rule.exec(part.trim()) ?? [];
    if (!dayText) return undefined;
    for (const number of daysOf(dayText)) {
      if (seen.has(number)) return undefined;
      seen.add(number);
    }
    hours.push(...timeText.split(',').map((times) => `${dayText} ${times}`));
  }
  return hours;
}

/** "Sa-Mo" runs over the end of the week. */
function daysOf(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [first = '', last = first] = range.split('-');
    const from = DAYS.indexOf(first);
    const count = (DAYS.indexOf(last) - from + 7) % 7;
    return Array.from({ length: count + 1 }, (_, index) => (from + index) % 7);
  });
}
