/** The one source of "now". Passed in; tests and replays pass their own. */
export interface Clock {
  /** Whole seconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) };

/** A clock that stands at `instant` now and runs on at normal speed. */
export function clockFrom(instant: number): Clock {
  const lead = instant * 1000 - Date.now();
  return { now: () => Math.floor((Date.now() + lead) / 1000) };
}

/** The system's clock, `offsetMilliseconds` ahead: how one machine replays another day (CLOCK_OFFSET_MS). */
export function clockWithOffset(offsetMilliseconds: number): Clock {
  return { now: () => Math.floor((Date.now() + offsetMilliseconds) / 1000) };
}

/** ISO 8601 in UTC, to the second: as text it sorts by time. */
export const isoTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
