import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import type { Network, RealtimeKind } from '#shared/contracts/network.ts';
import { clockFrom } from '#shared/platform/clock.ts';
import { loadHeads } from '#shared/store/live-store.ts';
import { feedKey, loadTripIndex } from '#shared/store/timetable-store.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { networkOf, type RecordedFeed } from './recorded-feeds.ts';
import { syntheticTripUpdates } from './synthetic-updates.ts';

export const SYNTHETIC_TRIPS = 10_000;

/** One engine for all parts, with the timetables that they ask for, each imported once. */
export class BenchEngine {
  readonly endpoint: string;
  readonly folder: string;
  private readonly store: LocalStore;
  private readonly imported = new Set<string>();

  private constructor(store: LocalStore, folder: string) {
    this.store = store;
    this.endpoint = store.endpoint;
    this.folder = folder;
  }

  static async start(): Promise<BenchEngine> {
    const [store, folder] = await Promise.all([openLocalStore(), mkdtemp(join(tmpdir(), 'bench-'))]);
    return new BenchEngine(store, folder);
  }

  /** The feed's timetable is current, and nothing live is known. The network's one source is a file. */
  async ready(feed: RecordedFeed, kind?: RealtimeKind): Promise<Network> {
    const network = networkOf(feed, join(this.folder, `${feed.id}.pb`), kind);
    if (!this.imported.has(feed.id)) {
      await importTimetable({
        ...this.store,
        feed: { id: feed.id, url: feed.gtfs },
        clock: clockFrom(feed.now),
      });
      this.imported.add(feed.id);
    }
    await this.remove(feedKey(feed.id), 'HEAD#LIVE');
    await this.remove(feedKey(feed.id), 'TRACKS#000');
    await this.remove(`NETWORK#${feed.id}`, 'SOURCES');
    return network;
  }

  /** 10,000 trip updates for a feed whose timetable is there, in a file. */
  async syntheticMessage(feed: RecordedFeed): Promise<string> {
    const { timetable } = await loadHeads(this.store, feed.id);
    const index = await loadTripIndex(this.store, feed.id, timetable?.version ?? '');
    if (!index) throw new Error(`feed ${feed.id} has no timetable`);
    const path = join(this.folder, `${feed.id}-synthetic.pb`);
    await writeFile(path, syntheticTripUpdates(index, feed.now, SYNTHETIC_TRIPS));
    return path;
  }

  async stop(): Promise<void> {
    await this.store.stop();
    await rm(this.folder, { recursive: true });
  }

  private async remove(pk: string, sk: string): Promise<void> {
    const { client, tableName } = this.store;
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } } }));
  }
}
