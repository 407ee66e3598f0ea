import type { SQSEvent } from 'aws-lambda';
import { putMetrics } from '#functions/runtime/metrics.ts';
import { USABLE_SECONDS } from '#shared/domain/transit/freshness.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { SourceState } from '#shared/domain/transit/source-state.ts';
import type { Clock } from '#shared/platform/clock.ts';
import type { PollSummary } from './poll-network.ts';

/**
 * Any number of queued messages mean one poll: what counts is that the snapshot is fresh, not how often. What goes
 * wrong with a source is in its state; only a fault of ours throws, and sends the message back to the queue.
 */
export function createHandler(
  poll: () => Promise<PollSummary>,
  clock: Clock,
  write?: (line: string) => void,
): (event?: SQSEvent) => Promise<PollSummary> {
  return async () => {
    const summary = await poll();
    for (const source of summary.sources) {
      const runs = summary.runsMatched.get(source.id);
      const percent = matchedPercent(source, clock.now());
      putMetrics(
        { source: source.id },
        {
          ...(source.feedTimestamp !== null && {
            FeedAgeSeconds: { value: Math.max(0, clock.now() - source.feedTimestamp), unit: 'Seconds' },
          }),
          ...(runs !== undefined && { RunsMatched: { value: runs, unit: 'Count' } }),
          ...(percent !== undefined && { MatchedPercent: { value: percent, unit: 'Percent' } }),
          SourceFailed: {
            value: source.lastError && source.lastError.at >= (source.lastSuccess ?? 0) ? 1 : 0,
            unit: 'Count',
          },
        },
        write,
      );
    }
    return summary;
  };
}

/** Of fewer, one bus on a hired-in trip is a tenth. */
const FEWEST_ENTITIES = 10;

/**
 * How much of what a source says of trips the timetable knows: of updates or of vehicles, whichever is less. undefined:
 * too little, or too old, to tell by.
 */
function matchedPercent(
  { entities, matched, feedTimestamp }: SourceState,
  now: EpochSeconds,
): number | undefined {
  if (feedTimestamp === null || now - feedTimestamp > USABLE_SECONDS) return undefined;
  const shares = (['tripUpdates', 'vehicles'] as const).flatMap((kind) =>
    entities[kind] >= FEWEST_ENTITIES ? (matched[kind] ?? []) : [],
  );
  return shares.length === 0 ? undefined : Math.round(100 * Math.min(...shares));
}
