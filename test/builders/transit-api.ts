import { createLogger } from '#functions/runtime/logger.ts';
import { createHandler } from '#functions/transit/serve-api/handler.ts';
import type { Network } from '#shared/contracts/network.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { accuracyReader } from '#shared/store/accuracy-store.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import { openLiveFeedReader } from '#shared/store/live-feed-reader.ts';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';

/** The transit API as the function wires it, over a store of the tests'; it logs nothing. */
export const openTransitApi = (store: DataStore, network: Network, clock: Clock) =>
  createHandler(
    openTransitReader({ ...store, network }),
    openLiveFeedReader({ ...store, network }),
    accuracyReader(store, network),
    clock,
    createLogger('test', () => undefined),
  );
