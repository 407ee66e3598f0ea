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

async function metricsOf(
  sources: readonly SourceState[],
  runsMatched: ReadonlyMap<string, number> = new Map(),
) {
  const lines: Record<string, unknown>[] = [];
  const poll = async () => ({ sources, feeds: [], runsMatched });
  await createHandler(poll, { now: () => 100 }, (line) => lines.push(JSON.parse(line)))();
  return lines.map(({ source, FeedAgeSeconds, SourceFailed, RunsMatched, MatchedPercent }) => ({
    source,
    FeedAgeSeconds,
    SourceFailed,
    RunsMatched,
    MatchedPercent,
  }));
}

it('reports of each source how old it is, whether it failed, and how many runs it has', async () => {
  const failed = { feedTimestamp: null, lastSuccess: null, lastError: { at: 100, message: 'HTTP 400' } };
  expect(await metricsOf([state('a'), state('b', failed)], new Map([['a', 0]]))).toEqual([
    { source: 'a', FeedAgeSeconds: 10, SourceFailed: 0, RunsMatched: 0, MatchedPercent: undefined },
    {
      source: 'b',
      FeedAgeSeconds: undefined,
      SourceFailed: 1,
      RunsMatched: undefined,
      MatchedPercent: undefined,
    },
  ]);
});

it.each([
  [
    'what is less counts',
    { tripUpdates: 40, vehicles: 10, alerts: 0 },
    { tripUpdates: 0.95, vehicles: 0.4 },
    40,
  ],
  [
    'of few it says nothing',
    { tripUpdates: 9, vehicles: 9, alerts: 0 },
    { tripUpdates: 0.1, vehicles: 0.1 },
    undefined,
  ],
  [
    'few of one kind do not count',
    { tripUpdates: 40, vehicles: 9, alerts: 0 },
    { tripUpdates: 0.95, vehicles: 0.1 },
    95,
  ],
  [
    'nothing that names a trip',
    { tripUpdates: 0, vehicles: 40, alerts: 0 },
    { tripUpdates: null, vehicles: null },
    undefined,
  ],
])('reports how much of a source the timetable knows: %s', async (_, entities, matched, percent) => {
  const [metrics] = await metricsOf([state('a', { entities, matched })]);
  expect(metrics?.MatchedPercent).toBe(percent);
});

it('does not report of old data how much of it the timetable knows', async () => {
  const entities = { tripUpdates: 40, vehicles: 0, alerts: 0 };
  const old = state('a', { feedTimestamp: -201, entities, matched: { tripUpdates: 0, vehicles: null } });
  expect((await metricsOf([old]))[0]?.MatchedPercent).toBeUndefined();
});
