/** A time that the feed leaves open. */
export const NO_TIME = -1;

/**
 * Fills the open times of one trip, in place (rule T5). `arrivals` and `departures` hold seconds or NO_TIME, for
 * `count` calls in order. False when the first or last call has no time at all: such a trip has no schedule.
 */
export function interpolateTimes(arrivals: Int32Array, departures: Int32Array, count: number): boolean {
  for (let i = 0; i < count; i++) {
    if (arrivals[i] === NO_TIME) arrivals[i] = departures[i] as number;
    else if (departures[i] === NO_TIME) departures[i] = arrivals[i] as number;
  }
  if (count === 0 || departures[0] === NO_TIME || departures[count - 1] === NO_TIME) return false;
  let timed = 0;
  for (let i = 1; i < count; i++) {
    if (departures[i] === NO_TIME) continue;
    const from = departures[timed] as number;
    const perCall = ((arrivals[i] as number) - from) / (i - timed);
    for (let open = timed + 1; open < i; open++) {
      const time = Math.round(from + perCall * (open - timed));
      arrivals[open] = time;
      departures[open] = time;
    }
    timed = i;
  }
  return true;
}
