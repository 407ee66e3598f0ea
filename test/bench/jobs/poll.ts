import { copyFile } from 'node:fs/promises';
import { createLogger } from '#functions/runtime/logger.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import type { Network } from '#shared/contracts/network.ts';
import { answerWith } from '../measured-process.ts';
import { observedStore, type Use } from '../observed-store.ts';
import type { TimedMessage } from '../recorded-feeds.ts';
import { type Cost, startMeasuring } from '../samples.ts';

export interface PollJob {
  readonly endpoint: string;
  /** Its one source is a file, which each message is copied to before its poll. */
  readonly network: Network;
  readonly messages: readonly TimedMessage[];
}

export interface PollMeasurement extends Cost {
  readonly outcome: string;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly shardBytes: readonly number[];
  readonly putUnits: Use['putUnits'];
}

/** One process, as Lambda keeps it: the first poll reads the trip index, the others find it in memory. */
answerWith(async ({ endpoint, network, messages }: PollJob): Promise<PollMeasurement[]> => {
  const store = observedStore(endpoint);
  let now = 0;
  const poll = createPoller({
    store,
    network,
    clock: { now: () => now },
    logger: createLogger('bench', () => undefined),
    requestOf: async ({ url }) => ({ url, headers: {} }),
  });
  const polls: PollMeasurement[] = [];
  for (const message of messages) {
    await copyFile(message.path, network.sources[0]?.url ?? '');
    now = message.now;
    store.watch();
    const cost = startMeasuring();
    const { feeds, sources } = await poll();
    const spent = cost();
    const error = sources[0]?.lastError;
    if (error) throw new Error(`${message.path}: ${error.message}`);
    const { writeUnits, readUnits, putBytes, putUnits } = store.observed();
    polls.push({
      ...spent,
      outcome: feeds[0]?.outcome ?? '',
      writeUnits,
      readUnits,
      shardBytes: putBytes,
      putUnits,
    });
  }
  store.client.destroy();
  return polls;
});
