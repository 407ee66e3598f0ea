import { readFile } from 'node:fs/promises';
import { localDays, serviceDayStart } from '#shared/domain/transit/service-day.ts';
import { decodeRealtimeMessage } from '#shared/feeds/gtfs-realtime/decode-message.ts';
import { putItems } from '#shared/store/batch-put.ts';
import { loadHeads } from '#shared/store/live-store.ts';
import { loadTripIndex } from '#shared/store/timetable-store.ts';
import { answerWith } from '../measured-process.ts';
import { type NaiveRead, naiveBoardUnits, predictionItems, stopTimeItems } from '../naive-design.ts';
import { createNaiveTables, observedStore } from '../observed-store.ts';
import type { TimedMessage } from '../recorded-feeds.ts';
import { type Cost, startMeasuring } from '../samples.ts';

export interface NaiveJob {
  readonly endpoint: string;
  readonly feedId: string;
  readonly messages: readonly TimedMessage[];
}

export interface NaiveMeasurement {
  readonly polls: readonly (Cost & { readonly predictions: number; readonly writeUnits: number })[];
  readonly stopTimes: number;
  readonly boards: readonly NaiveRead[];
}

answerWith(async ({ endpoint, feedId, messages }: NaiveJob): Promise<NaiveMeasurement> => {
  const product = observedStore(endpoint);
  const { timetable } = await loadHeads(product, feedId);
  const index = await loadTripIndex(product, feedId, timetable?.version ?? '');
  if (!index) throw new Error(`feed ${feedId} has no timetable`);
  product.client.destroy();

  const store = await createNaiveTables(endpoint);
  const polls: NaiveMeasurement['polls'][number][] = [];
  for (const { path, now } of messages) {
    const bytes = await readFile(path);
    store.watch();
    const cost = startMeasuring();
    const { tripUpdates } = decodeRealtimeMessage(bytes);
    const predictions = await putItems(store, predictionItems(tripUpdates, now));
    polls.push({ ...cost(), predictions, writeUnits: store.observed().writeUnits });
  }

  const now = messages.at(-1)?.now ?? 0;
  const day = localDays(now, index.timeZone);
  const secondsOfDay = now - serviceDayStart(day, index.timeZone);
  const stopTimes = await putItems(store, stopTimeItems(index, day));
  const boards: NaiveRead[] = [];
  for (const { id } of index.stops) boards.push(await naiveBoardUnits(store, id, day, secondsOfDay));
  store.client.destroy();
  return { polls, stopTimes, boards };
});
