import type { Board, Departure } from './board.ts';
import { compareRows } from './compile-board.ts';
import { distanceMetres } from './find-stops.ts';

/** Stops of two feeds with one id are one stop only where they stand together: ids like "1" mean nothing. */
const SAME_PLACE_METRES = 250;

export function isSamePlace(
  a: { readonly lat: number | null; readonly lon: number | null },
  b: { readonly lat: number | null; readonly lon: number | null },
): boolean {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return false;
  return distanceMetres({ lat: a.lat, lon: a.lon }, { lat: b.lat, lon: b.lon }) <= SAME_PLACE_METRES;
}

/** One board of a stop that several feeds serve: rows by instant, the newest live data's state, each alert once. */
export function mergeBoards(boards: readonly [Board, ...Board[]], limit: number): Board {
  const [first, ...others] = boards;
  if (others.length === 0) return first;
  const at = (row: Departure) => row.expected ?? row.scheduled ?? first.asOf;
  const newest = boards.reduce((a, b) => ((b.realtime.asOf ?? 0) > (a.realtime.asOf ?? 0) ? b : a));
  const alerts = new Map(
    boards.flatMap((board) =>
      board.alerts.map((alert) => [JSON.stringify([alert.id, alert.header]), alert] as const),
    ),
  );
  return {
    ...first,
    realtime: newest.realtime,
    // Over only where it is over in all of them: then the latest day.
    timetableEnded: boards.some(({ timetableEnded }) => timetableEnded === null)
      ? null
      : (boards
          .flatMap(({ timetableEnded }) => timetableEnded ?? [])
          .sort()
          .at(-1) ?? null),
    departures: boards
      .flatMap((board) => board.departures)
      .sort((a, b) => at(a) - at(b) || compareRows(a, b))
      .slice(0, limit),
    alerts: [...alerts.values()],
  };
}
