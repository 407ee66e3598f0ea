import { type BoardFacts, boardFacts } from '#displays/kit/board-facts.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';

const DAY_MINUTES = 24 * 60;
/** More than any screen shows, so that a board that is cut off can go on for hours. */
const DEPARTURES = 40;

export async function loadFacts(
  stopId: string,
  {
    reader,
    clock,
    release,
  }: { readonly reader: TransitReader; readonly clock: Clock; readonly release: string },
): Promise<BoardFacts> {
  const now = clock.now();
  const board = await reader.board(stopId, {
    now,
    limit: DEPARTURES,
    horizonMinutes: DAY_MINUTES,
    withOverdue: true,
  });
  if (!board) throw new DomainError('not-found', 'There is no such stop.', { stopId });
  if (board.departures.length > 0) return boardFacts(board, null, release);
  const week = await reader.board(stopId, { now, limit: 1, horizonMinutes: 7 * DAY_MINUTES });
  return boardFacts(board, week?.departures[0] ?? null, release);
}
