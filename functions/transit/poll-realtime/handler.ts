import type { SQSEvent } from 'aws-lambda';
import { putMetrics } from '#functions/runtime/metrics.ts';
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
      const { runsMatched, matchedPercent } = summary.measures.get(source.id) ?? {};
      putMetrics(
        { source: source.id },
        {
          ...(source.feedTimestamp !== null && {
            FeedAgeSeconds: { value: Math.max(0, clock.now() - source.feedTimestamp), unit: 'Seconds' },
          }),
          ...(runsMatched !== undefined && { RunsMatched: { value: runsMatched, unit: 'Count' } }),
          ...(matchedPercent !== undefined && {
            MatchedPercent: { value: matchedPercent, unit: 'Percent' },
          }),
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
