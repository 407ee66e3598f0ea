import type { Logger } from '#functions/runtime/logger.ts';
import { putMetrics } from '#functions/runtime/metrics.ts';
import type { Feed, Network } from '#shared/contracts/network.ts';
import { type EpochSeconds, serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import type { ImportReport } from '#shared/domain/transit/timetable.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { ImportResult } from './import-timetable.ts';

/** Without feedId: every feed of the network. */
export interface ImportEvent {
  readonly feedId?: string;
}

export type FeedOutcome =
  | { readonly feedId: string; readonly outcome: ImportResult['outcome']; readonly version: string }
  | { readonly feedId: string; readonly outcome: 'refused' | 'failed'; readonly message: string };

export interface ImportDependencies {
  readonly network: Network;
  readonly importFeed: (feed: Feed) => Promise<ImportResult>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly write?: (line: string) => void;
}

/**
 * Imports one feed or all. One feed's failure does not keep the others from being imported. Throws when the one
 * feed asked for was not imported, or when any failed for a reason that may pass: the invocation is then tried
 * again. A refused feed would only be refused again; it is logged, and alarmed on.
 */
export function createHandler({ network, importFeed, clock, logger, write }: ImportDependencies) {
  const importOne = async (feed: Feed): Promise<{ outcome: FeedOutcome; error?: unknown }> => {
    const began = performance.now();
    try {
      const { outcome, version, report, agenciesEnding } = await importFeed(feed);
      const seconds = (performance.now() - began) / 1000;
      const stopTimes = report.counts['stop_times.txt'] ?? 0;
      const rejected = report.totals.reduce(
        (sum, { severity, count }) => sum + (severity === 'rejected' ? count : 0),
        0,
      );
      logger.info('IMPORT_COMPLETED', { feedId: feed.id, outcome, version, stopTimes, rejected, seconds });
      if (agenciesEnding.length > 0) {
        const agencies = agenciesEnding.map(({ agencyId, name, last }) => `${name} (${agencyId}) ${last}`);
        logger.warn('AGENCIES_ENDING', { feedId: feed.id, agencies: agencies.join(', ') });
      }
      putMetrics(
        { feed: feed.id },
        {
          ImportSeconds: { value: seconds, unit: 'Seconds' },
          ImportFailed: { value: 0, unit: 'Count' },
          RecordsRejected: { value: rejected, unit: 'Count' },
          TimetableDaysLeft: { value: daysLeft(report.validity, clock.now()), unit: 'Count' },
          AgenciesEnding: { value: agenciesEnding.length, unit: 'Count' },
        },
        write,
      );
      return { outcome: { feedId: feed.id, outcome, version } };
    } catch (error) {
      const refused = error instanceof DomainError && error.kind === 'invalid-input';
      const message = error instanceof Error ? error.message : String(error);
      logger.error(refused ? 'IMPORT_REFUSED' : 'IMPORT_FAILED', { feedId: feed.id, error: message });
      putMetrics({ feed: feed.id }, { ImportFailed: { value: 1, unit: 'Count' } }, write);
      return { outcome: { feedId: feed.id, outcome: refused ? 'refused' : 'failed', message }, error };
    }
  };

  return async (event: ImportEvent = {}): Promise<readonly FeedOutcome[]> => {
    const feeds = network.feeds.filter(({ id }) => event.feedId === undefined || id === event.feedId);
    if (feeds.length === 0) {
      throw new DomainError('not-found', `There is no feed ${event.feedId} in this network.`);
    }
    const results = [];
    for (const feed of feeds) results.push(await importOne(feed)); // one at a time: each may need all the memory
    const passing = results.find(({ outcome }) =>
      event.feedId === undefined ? outcome.outcome === 'failed' : 'message' in outcome,
    );
    if (passing) throw passing.error;
    return results.map(({ outcome }) => outcome);
  };
}

/** Days after today that a timetable still covers; 0 where it does not cover today. By UTC: a day off at most. */
function daysLeft({ from, to }: ImportReport['validity'], now: EpochSeconds): number {
  const today = Math.floor(now / 86_400);
  if (from === null || to === null || serviceDateToDays(from) > today) return 0;
  return Math.max(0, serviceDateToDays(to) - today);
}
