import type { Board, Departure } from '#shared/domain/transit/board.ts';

/** What a page is drawn from, on the server and again in the browser. Instants only: nothing in it goes out of date. */
export interface BoardFacts {
  readonly board: Board;
  /** The first departure after the board's horizon; looked up only when there is none within it. */
  readonly next: Departure | null;
  /** Changes when scripts or styles change: an open page then loads itself anew. */
  readonly release: string;
}

/**
 * Leaves out what no page shows: positions of vehicles, ids of calls, and how alerts were matched. Of a vehicle whose
 * position its time is told from, it stays when that was.
 */
export function boardFacts(board: Board, next: Departure | null, release: string): BoardFacts {
  const departures = board.departures.map(({ vehicle, ...departure }) => ({
    ...departure,
    ...(vehicle && departure.source === 'vehicle-position' && { seenAt: vehicle.asOf }),
    vehicle: null,
    visit: null,
  }));
  const alerts = board.alerts.map((alert) => ({ ...alert, selectors: [] }));
  return { board: { ...board, departures, alerts }, next, release };
}

/** The query with which an open page asks its own address for fresh facts. */
export const FACTS_QUERY = 'as=facts';
