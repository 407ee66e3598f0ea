import type { Departure, FeedBoard, TwinCall } from './board.ts';
import { lineKey } from './line-key.ts';

/** Feeds round to the minute, and not always to the same one. */
const MOST_APART_SECONDS = 120;

/** "Ember" in one feed is "Ember Core Ltd" in another. */
const firstWord = ({ operator }: TwinCall) => operator.trim().split(/\s/)[0]?.toUpperCase();

const areTwins = (a: TwinCall, b: TwinCall): boolean =>
  a.scheduled !== null &&
  b.scheduled !== null &&
  Math.abs(a.scheduled - b.scheduled) <= MOST_APART_SECONDS &&
  lineKey(a.line) === lineKey(b.line) &&
  firstWord(a) === firstWord(b);

/** Whether a twin makes a row superfluous: it knows more, or the same and stands in the feed that is listed first. */
function saysMore(twin: Departure, row: Departure, isFirst: boolean): boolean {
  if (row.status !== 'scheduled') return isFirst && twin.status === row.status;
  if (twin.status !== 'scheduled') return true;
  return twin.untracked === undefined ? row.untracked === undefined && isFirst : isFirst || !row.untracked;
}

/**
 * Rule B9: boards of one stop, without the timetable rows of journeys that another feed has as well: a coach stands in
 * its operator's own feed, and in the region's. What is known live is kept; of two timetable rows the first feed's, and
 * of two that say of a journey that it does not come.
 */
export function withoutTwins<T extends Pick<FeedBoard, 'departures' | 'unlisted'>>(
  boards: readonly T[],
): T[] {
  const kept = boards.map(({ departures }) => [...departures]);
  boards.forEach((board, i) => {
    for (const row of board.departures) {
      if (row.status === 'live') continue;
      const hasTwin = kept.some((rows, j) =>
        rows.some((other) => j !== i && areTwins(row, other) && saysMore(other, row, j < i)),
      );
      const isKnownBetter =
        row.status === 'scheduled' &&
        boards.some(({ unlisted }, j) => j !== i && unlisted.some((call) => areTwins(row, call)));
      if (hasTwin || isKnownBetter) kept[i] = (kept[i] ?? []).filter((other) => other !== row);
    }
  });
  return boards.map((board, i) => ({ ...board, departures: kept[i] ?? [] }));
}
