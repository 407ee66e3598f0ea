import { expect, it } from 'vitest';
import type { SourceState } from '#shared/domain/transit/source-state.ts';
import { createHandler } from './handler.ts';
import type { PollSummary } from './poll-network.ts';

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

async function metricsOf(sources: readonly SourceState[], measures: PollSummary['measures'] = new Map()) {
  const lines: Record<string, unknown>[] = [];
  const poll = async () => ({ sources, feeds: [], measures });
  await createHandler(poll, { now: () => 100 }, (line) => lines.push(JSON.parse(line)))();
  return lines.map(({ source, FeedAgeSeconds, SourceFailed, RunsMatched, MatchedPercent }) => ({
    source,
    FeedAgeSeconds,
    SourceFailed,
    RunsMatched,
    MatchedPercent,
  }));
}

it('reports of each source how old it is, whether it failed, and what of it has a run', async () => {
  const failed = { feedTimestamp: null, lastSuccess: null, lastError: { at: 100, message: 'HTTP 400' } };
  expect(
    await metricsOf(
      [state('a'), state('b', failed)],
      new Map([['a', { runsMatched: 0, matchedPercent: 40 }]]),
    ),
  ).toEqual([
    { source: 'a', FeedAgeSeconds: 10, SourceFailed: 0, RunsMatched: 0, MatchedPercent: 40 },
    {
      source: 'b',
      FeedAgeSeconds: undefined,
      SourceFailed: 1,
      RunsMatched: undefined,
      MatchedPercent: undefined,
    },
  ]);
});
