import type { ServiceDates } from './timetable.ts';

/** Whether a service runs on a day (days since 1970-01-01). Rule T2, as compiled by the import. */
export function runsOn(service: ServiceDates | undefined, day: number): boolean {
  if (!service) return false;
  const bit = day - service.firstDay;
  if (bit < 0 || bit >= service.bits.length * 4) return false;
  const at = (bit >> 3) * 2;
  return ((Number.parseInt(service.bits.slice(at, at + 2), 16) >> (bit & 7)) & 1) === 1;
}

/** First and last day on which a service runs, or undefined when it never does. */
export function serviceSpan({ firstDay, bits }: ServiceDates): { from: number; to: number } | undefined {
  if (bits === '') return undefined;
  const lastByte = Number.parseInt(bits.slice(-2), 16);
  return { from: firstDay, to: firstDay + (bits.length / 2 - 1) * 8 + 31 - Math.clz32(lastByte) };
}

/** Compiles a set of days into ServiceDates; an empty set gives empty bits. */
export function compileServiceDates(days: Iterable<number>): ServiceDates {
  const sorted = [...days].sort((a, b) => a - b);
  const firstDay = sorted[0];
  const lastDay = sorted.at(-1);
  if (firstDay === undefined || lastDay === undefined) return { firstDay: 0, bits: '' };
  const bytes = new Uint8Array(((lastDay - firstDay) >> 3) + 1);
  for (const day of sorted) {
    const bit = day - firstDay;
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return { firstDay, bits: Buffer.from(bytes).toString('hex') };
}
