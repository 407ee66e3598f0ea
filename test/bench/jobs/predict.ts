import { readFile } from 'node:fs/promises';
import { FeedPredictions } from '#functions/transit/poll-realtime/feed-predictions.ts';
import { resolveLive } from '#shared/domain/transit/resolve-live.ts';
import { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { decodeRealtimeMessage } from '#shared/feeds/gtfs-realtime/decode-message.ts';
import { loadHeads } from '#shared/store/live-store.ts';
import { loadTripIndex } from '#shared/store/timetable-store.ts';
import { answerWith } from '../measured-process.ts';
import { observedStore } from '../observed-store.ts';
import { startMeasuring } from '../samples.ts';
import type { PollJob } from './poll.ts';

/** Milliseconds of CPU of what a poll does for predictions alone. */
export interface PredictionCost {
  /** Trips and shapes of the vehicles. */
  readonly open: number;
  /** Following the vehicles and forecasting: what resolving costs more than without. */
  readonly predict: number;
  /** Scoring and noting what was told. */
  readonly observe: number;
  /** Packing and writing tracks. */
  readonly save: number;
}

answerWith(async ({ endpoint, network, messages }: PollJob): Promise<PredictionCost[]> => {
  const store = observedStore(endpoint);
  const [feed] = network.feeds;
  const [source] = network.sources;
  if (!feed || !source) throw new Error('the network has no feed or no source');
  const { timetable } = await loadHeads(store, feed.id, true);
  const index = await loadTripIndex(store, feed.id, timetable?.version ?? '');
  if (!index) throw new Error(`feed ${feed.id} has no timetable`);
  const lookup = new TripLookup(index);
  const predictions = new FeedPredictions(store, feed.id);
  const costs: PredictionCost[] = [];
  let poll: number | null = null;
  for (const { path, now } of messages) {
    const message = decodeRealtimeMessage(await readFile(path));
    const taken = [{ id: source.id, kinds: source.kinds, feedTimestamp: message.timestamp ?? now, message }];
    const without = await cpuOf(async () => resolveLive(taken, lookup, now));
    const open = await cpuOf(() =>
      predictions.open({ lookup, liveLookup: lookup, livePoll: poll }, taken, now),
    );
    const tracker = open.result;
    const resolve = await cpuOf(async () => resolveLive(taken, lookup, now, new Set(), tracker));
    const observe = await cpuOf(async () => predictions.observe(resolve.result.snapshot, now));
    const number: number = (poll ?? 0) + 1;
    const save = await cpuOf(() => predictions.save(number, now));
    poll = number;
    costs.push({
      open: open.cpu,
      predict: resolve.cpu - without.cpu,
      observe: observe.cpu,
      save: save.cpu,
    });
  }
  store.client.destroy();
  return costs;
});

async function cpuOf<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly cpu: number }> {
  const cost = startMeasuring();
  const result = await work();
  return { result, cpu: cost().cpuMilliseconds };
}
