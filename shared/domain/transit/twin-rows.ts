import type { Board, Departure } from './board.ts';

/** Feeds round to the minute, and not always to the same one. */
const MOST_APART_SECONDS = 120;

const lineKey = ({ line }: Departure) => line.replaceAll(/\s/g, '').toUpperCase();
/** "Ember" in one feed is "Ember Core Ltd" in another. */
const firstWord = ({ operator }: Departure) => operator.trim().split(/\s/)[0]?.toUpperCase();

const areTwins = (a: Departure, b: Departure): boolean =>
  a.scheduled !== null &&
  b.scheduled !== null &&
  Math.abs(a.scheduled - b.scheduled) <= MOST_APART_SECONDS &&
  lineKey(a) === lineKey(b) &&
  firstWord(a) === firstWord(b);

/**
 * Rule B9: boards of one stop, without the timetable rows of journeys that another feed has as well: a coach stands in
 * its operator's own feed, and in the region's. What is known live is kept; of two timetable rows the first feed's, and
 * of two that say of a journey that it does not come.
 */
export function withoutTwins<T extends Pick<Board, 'departures'>>(boards: readonly T[]): T[] {
  const kept = boards.map(({ departures }) => [...departures]);
  boards.forEach((board, i) => {
    for (const row of board.departures) {
      if (row.status === 'live') continue;
      // What is not known live, or is not to come by both.
      const says = (other: Departure, j: number) =>
        row.status === 'scheduled'
          ? other.status !== 'scheduled' || j < i
          : other.status === row.status && j < i;
      const hasTwin = kept.some((rows, j) =>
        rows.some((other) => j !== i && says(other, j) && areTwins(row, other)),
      );
      if (hasTwin) kept[i] = (kept[i] ?? []).filter((other) => other !== row);
    }
  });
  return boards.map((board, i) => ({ ...board, departures: kept[i] ?? [] }));
}
