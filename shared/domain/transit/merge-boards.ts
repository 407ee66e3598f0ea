import type { Board, Departure, FeedBoard } from './board.ts';
import { compareRows } from './compile-board.ts';
import { distanceMetres } from './find-stops.ts';
import { withoutTwins } from './twin-rows.ts';

/** Stops of two feeds with one id are one stop only where they stand together: ids like "1" mean nothing. */
const SAME_PLACE_METRES = 250;

export function isSamePlace(
  a: { readonly lat: number | null; readonly lon: number | null },
  b: { readonly lat: number | null; readonly lon: number | null },
): boolean {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return false;
  return distanceMetres({ lat: a.lat, lon: a.lon }, { lat: b.lat, lon: b.lon }) <= SAME_PLACE_METRES;
}

/** One board of a stop that several feeds serve: rows by instant, each alert once. */
export function mergeBoards(given: readonly [FeedBoard, ...FeedBoard[]], limit: number): Board {
  const [{ unlisted: _, ...first }, ...others] = given;
  if (others.length === 0) return { ...first, departures: first.departures.slice(0, limit) };
  const boards = withoutTwins(given);
  const at = (row: Departure) => row.expected ?? row.scheduled ?? first.asOf;
  const alerts = new Map(
    boards.flatMap((board) =>
      board.alerts.map((alert) => [JSON.stringify([alert.id, alert.header]), alert] as const),
    ),
  );
  const rows = boards
    .flatMap((board) => board.departures.map((row) => ({ board, row })))
    .sort((a, b) => at(a.row) - at(b.row) || compareRows(a.row, b.row))
    .slice(0, limit);
  const listed = boards.filter((board) => rows.some((row) => row.board === board));
  return {
    ...first,
    realtime: realtimeOf(listed, given),
    // Over only where it is over in all of them: then the latest day.
    timetableEnded: boards.some(({ timetableEnded }) => timetableEnded === null)
      ? null
      : (boards
          .flatMap(({ timetableEnded }) => timetableEnded ?? [])
          .sort()
          .at(-1) ?? null),
    departures: rows.map(({ row }) => row),
    alerts: [...alerts.values()],
  };
}

/** Rule B6: that of the feed with the newest data, of those that have rows on it. */
function realtimeOf(listed: readonly Board[], all: readonly [Board, ...Board[]]): Board['realtime'] {
  const known = (listed.length > 0 ? listed : all).map(({ realtime }) => realtime);
  const newest = known.reduce((a, b) => ((b.asOf ?? 0) > (a.asOf ?? 0) ? b : a));
  const isPartial = listed.some(({ realtime }) => realtime.state !== newest.state);
  return { ...newest, ...(isPartial && { isPartial: true as const }) };
}
