import { expect, it } from 'vitest';
import type { SourceState } from '#shared/domain/transit/source-state.ts';
import { createHandler } from './handler.ts';

const state = (id: string, more: Partial<SourceState> = {}): SourceState => ({
  id,
  url: 'https://a.example/feed',
  feedTimestamp: 90,
  digest: null,
  lastSuccess: 100,
  lastError: null,
  entities: { tripUpdates: 0, vehicles: 0, alerts: 0 },
  matched: { tripUpdates: null, vehicles: null },
  discarded: [],
  ...more,
});

async function metricsOf(sources: readonly SourceState[], vehiclesMatched: ReadonlyMap<string, number>) {
  const lines: Record<string, unknown>[] = [];
  const poll = async () => ({ sources, feeds: [], vehiclesMatched });
  await createHandler(poll, { now: () => 100 }, (line) => lines.push(JSON.parse(line)))();
  return lines.map(({ source, FeedAgeSeconds, SourceFailed, VehiclesMatched }) => ({
    source,
    FeedAgeSeconds,
    SourceFailed,
    VehiclesMatched,
  }));
}

it('reports of each source how old it is, whether it failed, and how many of its vehicles have a run', async () => {
  const failed = { feedTimestamp: null, lastSuccess: null, lastError: { at: 100, message: 'HTTP 400' } };
  expect(await metricsOf([state('a'), state('b', failed)], new Map([['a', 0]]))).toEqual([
    { source: 'a', FeedAgeSeconds: 10, SourceFailed: 0, VehiclesMatched: 0 },
    { source: 'b', FeedAgeSeconds: undefined, SourceFailed: 1, VehiclesMatched: undefined },
  ]);
});
