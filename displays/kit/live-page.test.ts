import { describe, expect, it } from 'vitest';
import { aBoard, NOW } from '#test/builders/board.ts';
import { type BoardFacts, boardFacts } from './board-facts.ts';
import { livePage } from './live-page.ts';

const factsAt = (asOf: number, release = 'r') => boardFacts(aBoard({ asOf }), null, release);

/** A browser with a clock of its own: time passes only where a test says so. */
function aBrowser(answers: (() => Promise<Response>)[]) {
  let milliseconds = 0;
  const timers = new Map<number, { run: () => void; at: number }>();
  let ids = 0;
  const asked: RequestInit[] = [];
  const surroundings = {
    fetch: (_url: string, init: RequestInit) => {
      asked.push(init);
      return (answers.shift() ?? (() => Promise.reject(new Error('no network'))))();
    },
    elapsed: () => milliseconds,
    random: () => 0.5,
    setTimer: (run: () => void, after: number) => {
      ids += 1;
      timers.set(ids, { run, at: milliseconds + after });
      return ids;
    },
    clearTimer: (id: never) => timers.delete(id),
  };
  const settle = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return {
    surroundings,
    asked,
    settle,
    pauses: () => [...timers.values()].map(({ at }) => at - milliseconds),
    async pass(by: number) {
      milliseconds += by;
      for (const [id, { run, at }] of [...timers]) {
        if (at > milliseconds) continue;
        timers.delete(id);
        run();
      }
      await settle();
    },
  };
}

const answer =
  (facts: BoardFacts, headers: Record<string, string> = {}) =>
  async () =>
    new Response(JSON.stringify(facts), { headers });

describe('a page that keeps itself fresh', () => {
  it('asks at once, then every 15 s, and tells of news', async () => {
    const browser = aBrowser([answer(factsAt(NOW + 2)), answer(factsAt(NOW + 17))]);
    const news: number[] = [];
    const page = livePage('/x', factsAt(NOW), browser.surroundings, (f) => news.push(f.board.asOf));
    page.start();
    await browser.settle();
    expect(news).toEqual([NOW + 2]);
    expect(browser.pauses()).toEqual([15_000]);
    await browser.pass(15_000);
    expect(news).toEqual([NOW + 2, NOW + 17]);
    expect(browser.asked[0]).toMatchObject({ cache: 'no-store' });
  });

  it('keeps the server’s time, with the age that a cache adds, whatever the device believes', async () => {
    const browser = aBrowser([answer(factsAt(NOW + 100), { age: '20' })]);
    const page = livePage('/x', factsAt(NOW), browser.surroundings, () => {});
    await browser.pass(3_000);
    expect(page.now()).toBe(NOW + 3);
    page.start();
    await browser.settle();
    expect(page.now()).toBe(NOW + 120);
    await browser.pass(5_000);
    expect(page.now()).toBe(NOW + 125);
  });

  it('goes on from what it has when nothing answers, and asks less often', async () => {
    const browser = aBrowser([]);
    const page = livePage('/x', factsAt(NOW), browser.surroundings, () => expect.fail('no news is no news'));
    page.start();
    const pauses: number[] = [];
    await browser.settle();
    for (let i = 0; i < 4; i++) {
      const [pause = 0] = browser.pauses();
      pauses.push(pause);
      await browser.pass(pause);
    }
    expect(pauses).toEqual([15_000, 30_000, 60_000, 60_000]);
    expect(page.facts().board.asOf).toBe(NOW);
    expect(page.now()).toBe(NOW + 165);
  });

  it('takes an error for no answer', async () => {
    const browser = aBrowser([
      async () => new Response('{}', { status: 503 }),
      async () => new Response('<html>'),
    ]);
    const page = livePage('/x', factsAt(NOW), browser.surroundings, () => expect.fail('no news is no news'));
    page.start();
    await browser.settle();
    await browser.pass(15_000);
    expect(browser.asked).toHaveLength(2);
    expect(page.facts().board.asOf).toBe(NOW);
  });

  it('gives up a request that hangs', async () => {
    const browser = aBrowser([() => new Promise<Response>(() => {})]);
    const page = livePage('/x', factsAt(NOW), browser.surroundings, () => {});
    page.start();
    await browser.settle();
    expect(browser.asked[0]?.signal?.aborted).toBe(false);
    await browser.pass(8_000);
    expect(browser.asked[0]?.signal?.aborted).toBe(true);
  });

  it('asks no more once it is stopped, and once only when started twice', async () => {
    const browser = aBrowser([answer(factsAt(NOW)), answer(factsAt(NOW))]);
    const page = livePage('/x', factsAt(NOW), browser.surroundings, () => {});
    page.start();
    page.start();
    await browser.settle();
    page.stop();
    await browser.pass(60_000);
    expect(browser.asked).toHaveLength(1);
  });
});
