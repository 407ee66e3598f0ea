import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createLogger } from '#functions/runtime/logger.ts';
import { createHandler } from '#functions/transit/serve-api/handler.ts';
import type { Network } from '#shared/contracts/network.ts';
import { clockFrom } from '#shared/platform/clock.ts';
import { accuracyReader } from '#shared/store/accuracy-store.ts';
import { openLiveFeedReader } from '#shared/store/live-feed-reader.ts';
import { loadHeads } from '#shared/store/live-store.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { loadStopDirectory } from '#shared/store/timetable-store.ts';
import { answerWith } from '../measured-process.ts';
import { observedStore } from '../observed-store.ts';

export interface BoardJob {
  readonly endpoint: string;
  readonly network: Network;
  readonly now: number;
  /** Boards in each warm measurement, at most. */
  readonly rounds: number;
}

export interface WarmBoards {
  readonly stopId: string;
  /** Of one board, as the API answers it. */
  readonly departures: number;
  /** Milliseconds. */
  readonly reader: readonly number[];
  readonly handler: readonly number[];
  readonly handlerGzip: readonly number[];
  /** Read units of each board of `reader`. */
  readonly readUnits: readonly number[];
}

export interface BoardMeasurement {
  /** One board for every stop, each by a reader that knows nothing yet. */
  readonly cold: { readonly readUnits: readonly number[]; readonly milliseconds: readonly number[] };
  readonly typical: WarmBoards;
  readonly busiest: WarmBoards;
}

const API_DEFAULTS = { limit: 20, horizonMinutes: 120 };

const LONGEST_MILLISECONDS = 3_000;

/** So many times, or for three seconds. */
async function timed(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const milliseconds: number[] = [];
  const until = performance.now() + LONGEST_MILLISECONDS;
  for (let i = 0; i < count && performance.now() < until; i++) {
    const began = performance.now();
    await work();
    milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}

const requestFor = (stopId: string, headers: Record<string, string>) =>
  ({
    routeKey: 'GET /v1/stops/{stopId}/departures',
    rawPath: `/v1/stops/${encodeURIComponent(stopId)}/departures`,
    rawQueryString: '',
    pathParameters: { stopId },
    headers,
  }) as unknown as APIGatewayProxyEventV2;

answerWith(async ({ endpoint, network, now, rounds }: BoardJob): Promise<BoardMeasurement> => {
  const store = observedStore(endpoint);
  const [feed] = network.feeds;
  const { timetable } = await loadHeads(store, feed?.id ?? '');
  const directory = await loadStopDirectory(store, feed?.id ?? '', timetable?.version ?? '');
  const clock = clockFrom(now);

  const cold = { readUnits: [] as number[], milliseconds: [] as number[] };
  const sizes: { stopId: string; departures: number }[] = [];
  for (const { id } of directory) {
    const reader = openTransitReader({ ...store, network });
    store.watch();
    cold.milliseconds.push(...(await timed(1, () => reader.board(id, { now, ...API_DEFAULTS }))));
    cold.readUnits.push(store.observed().readUnits);
    const whole = await reader.board(id, { now, limit: 1000, horizonMinutes: 120 });
    if (whole && whole.departures.length > 0) sizes.push({ stopId: id, departures: whole.departures.length });
  }
  sizes.sort((a, b) => a.departures - b.departures);

  const reader = openTransitReader({ ...store, network });
  const handle = createHandler(
    reader,
    openLiveFeedReader({ ...store, network }),
    accuracyReader(store, network),
    clock,
    createLogger('bench', () => undefined),
  );
  const warm = async (stopId: string): Promise<WarmBoards> => {
    const board = () => reader.board(stopId, { now: clock.now(), ...API_DEFAULTS });
    const ask = (headers: Record<string, string>) => async () => {
      const answer = await handle(requestFor(stopId, headers), {} as Context);
      if (answer.statusCode !== 200) throw new Error(`HTTP ${answer.statusCode}: ${answer.body}`);
    };
    await timed(rounds / 5, board);
    const readUnits: number[] = [];
    const inReader = await timed(rounds, async () => {
      store.watch();
      await board();
      readUnits.push(store.observed().readUnits);
    });
    await timed(rounds / 5, ask({}));
    const handler = await timed(rounds, ask({}));
    await timed(rounds / 5, ask({ 'accept-encoding': 'gzip' }));
    const handlerGzip = await timed(rounds, ask({ 'accept-encoding': 'gzip' }));
    const departures = (await board())?.departures.length ?? 0;
    return { stopId, departures, reader: inReader, handler, handlerGzip, readUnits };
  };
  const typical = await warm(sizes[Math.floor(sizes.length / 2)]?.stopId ?? '');
  const busiest = await warm(sizes.at(-1)?.stopId ?? '');
  store.client.destroy();
  return { cold, typical, busiest };
});
