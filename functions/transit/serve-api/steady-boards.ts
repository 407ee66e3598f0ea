import type { Board } from '#shared/domain/transit/board.ts';

const HOLD_SECONDS = 15;
const KEPT = 500;

/**
 * A board that says the same as a moment ago keeps that moment as its `asOf`: it is true for both, and a client that
 * has it is told so in a few bytes (304) instead of being sent it again.
 */
export class SteadyBoards {
  private readonly last = new Map<string, { readonly content: string; readonly board: Board }>();

  hold(key: string, board: Board): Board {
    const content = JSON.stringify([board.realtime, board.departures, board.alerts, board.stop]);
    const before = this.last.get(key);
    const elapsed = before ? board.asOf - before.board.asOf : Number.NaN;
    if (before && before.content === content && elapsed >= 0 && elapsed <= HOLD_SECONDS) return before.board;
    this.last.delete(key);
    this.last.set(key, { content, board });
    const oldest = this.last.size > KEPT ? this.last.keys().next().value : undefined;
    if (oldest !== undefined) this.last.delete(oldest);
    return board;
  }
}
