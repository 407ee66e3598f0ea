import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { BoardFacts } from './board-facts.ts';

/** What a page needs of the browser. Passed in, so that tests need none. */
export interface LivePageSurroundings {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds that only ever run forward; the device's clock may be wrong and may be set while we run. */
  readonly elapsed: () => number;
  readonly random: () => number;
  readonly setTimer: (run: () => void, milliseconds: number) => unknown;
  readonly clearTimer: (timer: never) => void;
}

export interface LivePage {
  /** The server's time, whatever the device believes. */
  now(): EpochSeconds;
  facts(): BoardFacts;
  /** Asks for news at once and goes on asking. */
  start(): void;
  stop(): void;
}

const POLL_MILLISECONDS = 15_000;
const SLOWEST_POLL_MILLISECONDS = 60_000;
const TIMEOUT_MILLISECONDS = 8_000;

/**
 * Keeps a page's facts and its idea of the server's time fresh. Nothing here draws, and a failed request changes
 * nothing: the page goes on from the facts it has, and its own counting shows how old they are.
 */
export function livePage(
  url: string,
  first: BoardFacts,
  surroundings: LivePageSurroundings,
  onNews: (facts: BoardFacts) => void,
): LivePage {
  const { fetch, elapsed, random, setTimer, clearTimer } = surroundings;
  let facts = first;
  let serverTime = { at: first.board.asOf, when: elapsed() };
  let failures = 0;
  let timer: unknown;
  let running = false;

  async function ask(): Promise<void> {
    const abort = new AbortController();
    const timeout = setTimer(() => abort.abort(), TIMEOUT_MILLISECONDS);
    try {
      const response = await fetch(url, { signal: abort.signal, cache: 'no-store' });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const news = (await response.json()) as BoardFacts;
      // A cache on the way may have kept the answer for a while, and says for how long.
      const age = Number(response.headers.get('age') ?? 0) || 0;
      facts = news;
      serverTime = { at: news.board.asOf + age, when: elapsed() };
      failures = 0;
      onNews(news);
    } catch {
      failures += 1;
    } finally {
      clearTimer(timeout as never);
    }
  }

  async function round(): Promise<void> {
    await ask();
    if (!running) return;
    const pause = Math.min(POLL_MILLISECONDS * 2 ** Math.max(0, failures - 1), SLOWEST_POLL_MILLISECONDS);
    // Boards that came back together after a power cut must not go on asking together.
    timer = setTimer(() => void round(), pause * (0.9 + 0.2 * random()));
  }

  return {
    now: () => serverTime.at + Math.floor((elapsed() - serverTime.when) / 1000),
    facts: () => facts,
    start: () => {
      if (running) return;
      running = true;
      void round();
    },
    stop: () => {
      running = false;
      clearTimer(timer as never);
    },
  };
}

export const browserSurroundings = (): LivePageSurroundings => ({
  fetch: (url, init) => fetch(url, init),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  setTimer: (run, milliseconds) => setTimeout(run, milliseconds),
  clearTimer: (timer) => clearTimeout(timer),
});
