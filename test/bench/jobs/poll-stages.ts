import { readFile } from 'node:fs/promises';
import type { Network } from '#shared/contracts/network.ts';
import { cutByArea } from '#shared/domain/transit/live-areas.ts';
import { resolveLive } from '#shared/domain/transit/resolve-live.ts';
import { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { decodeRealtimeMessage } from '#shared/feeds/gtfs-realtime/decode-message.ts';
import { loadHeads, writeLiveSnapshot } from '#shared/store/live-store.ts';
import { loadTripIndex } from '#shared/store/timetable-store.ts';
import { answerWith } from '../measured-process.ts';
import { observedStore } from '../observed-store.ts';
import { type Cost, startMeasuring } from '../samples.ts';
import type { Stages } from '../stages.ts';
import type { PollJob } from './poll.ts';

const minus = (a: Cost, b: Cost): Cost => ({
  wallMilliseconds: a.wallMilliseconds - b.wallMilliseconds,
  cpuMilliseconds: a.cpuMilliseconds - b.cpuMilliseconds,
});

function measured<T>(work: () => T): [T, Cost] {
  const cost = startMeasuring();
  const result = work();
  return [result, cost()];
}

async function openLookup(store: ReturnType<typeof observedStore>, feedId: string): Promise<TripLookup> {
  const { timetable } = await loadHeads(store, feedId, true);
  const index = await loadTripIndex(store, feedId, timetable?.version ?? '');
  if (!index) throw new Error(`feed ${feedId} has no timetable`);
  return new TripLookup(index);
}

/** The same work as a poll, step by step, to see where the time goes. Encoding ends where the first item is sent. */
answerWith(async ({ endpoint, network, messages }: PollJob): Promise<Stages[]> => {
  const store = observedStore(endpoint);
  const [feed] = (network satisfies Network).feeds;
  const [source] = network.sources;
  if (!feed || !source) throw new Error('the network has no feed or no source');
  const lookup = await openLookup(store, feed.id);
  const polls: Stages[] = [];
  for (const { path, now } of messages) {
    const bytes = await readFile(path);
    const { live, livePoll } = await loadHeads(store, feed.id, true);
    const [message, decode] = measured(() => decodeRealtimeMessage(bytes));
    const taken = { id: source.id, kinds: source.kinds, feedTimestamp: message.timestamp ?? now, message };
    const [{ snapshot }, resolve] = measured(() => resolveLive([taken], lookup, now));
    const [areas, cut] = measured(() => cutByArea(snapshot, lookup));
    store.watch();
    const cost = startMeasuring();
    const { feedId, timetableVersion, sources, alerts } = snapshot;
    await writeLiveSnapshot(store, live, { feedId, timetableVersion, sources, areas, alerts, now, livePoll });
    const spent = cost();
    const encode = store.observed().untilFirstPut ?? spent;
    polls.push({ decode, resolve, cut, encode, write: minus(spent, encode) });
  }
  store.client.destroy();
  return polls;
});
