import { randomUUID } from 'node:crypto';
import type { Logger } from '#functions/runtime/logger.ts';
import type { Feed } from '#shared/contracts/network.ts';
import type { ImportReport } from '#shared/domain/transit/timetable.ts';
import {
  type AgencyEnding,
  agenciesEnding,
} from '#shared/domain/transit/timetable-compile/agencies-ending.ts';
import type { GtfsSource } from '#shared/feeds/gtfs/gtfs-source.ts';
import { openGtfsSource } from '#shared/feeds/gtfs/open-source.ts';
import { type ReadTimetable, readTimetable } from '#shared/feeds/gtfs/read-timetable.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { ImportJournal } from '#shared/store/import-journal.ts';
import { loadImportReport, loadTimetableHead, type TransitStore } from '#shared/store/timetable-store.ts';
import { expireVersion, writeVersion } from '#shared/store/timetable-writer.ts';
import { naptanEnricher } from './enrich-from-naptan.ts';

/** How long a version that is no longer current can still be read: live snapshots may refer to it. */
const KEEP_SECONDS = 3600;

export interface ImportOptions extends TransitStore {
  readonly feed: Feed;
  /** Dates the report, the lease and the expiry of what is replaced. */
  readonly clock: Clock;
  readonly logger?: Logger;
  readonly signal?: AbortSignal;
  readonly open?: (url: string, options: { readonly signal?: AbortSignal }) => Promise<GtfsSource>;
}

export interface ImportResult {
  readonly outcome: 'imported' | 'unchanged';
  readonly version: string;
  readonly report: ImportReport;
  /** As of this import, whether or not the version is new: not in the report, which stays as it was stored. */
  readonly agenciesEnding: readonly AgencyEnding[];
}

type Outcome = Omit<ImportResult, 'agenciesEnding'>;

/**
 * Imports a feed as a version of its own and makes that current, all or nothing. The same content again changes
 * nothing. Throws DomainError: `invalid-input` for a feed that cannot be used, `upstream` when it cannot be loaded,
 * `conflict` while another import of it is running; what was current then stays so.
 */
export async function importTimetable(options: ImportOptions): Promise<ImportResult> {
  const { feed, clock, logger, signal, open = openGtfsSource } = options;
  logger?.info('IMPORT_STARTED', { feedId: feed.id });
  const source = await open(feed.url, { ...(signal && { signal }) });
  let timetable: ReadTimetable;
  try {
    timetable = await readTimetable(source, signal, naptanEnricher(options));
  } finally {
    await source.close();
  }
  const ending = agenciesEnding(timetable.network, clock.now());
  return { ...(await makeCurrent(options, timetable)), agenciesEnding: ending };
}

async function makeCurrent(options: ImportOptions, timetable: ReadTimetable): Promise<Outcome> {
  const { feed, clock } = options;
  const known = await currentReport(options, timetable.version);
  if (known && (await ImportJournal.leftoversOf(options, feed.id)).length === 0) return known;

  const journal = await ImportJournal.open(options, feed.id, clock, randomUUID());
  try {
    const current = await currentReport(options, timetable.version);
    if (!current) return await replace(options, timetable, journal);
    await expireLeftovers(options, journal, [timetable.version]);
    await journal.note([]);
    return current;
  } finally {
    // A journal that another import has taken over, or that cannot be reached, needs no closing: its lease ends.
    await journal.close().catch(() => undefined);
  }
}

async function currentReport(store: ImportOptions, version: string): Promise<Outcome | undefined> {
  const head = await loadTimetableHead(store, store.feed.id, true);
  if (head?.version !== version) return undefined;
  const report = await loadImportReport(store, store.feed.id, version);
  return report && { outcome: 'unchanged', version, report };
}

async function replace(
  options: ImportOptions,
  timetable: ReadTimetable,
  journal: ImportJournal,
): Promise<Outcome> {
  const { feed, clock, signal } = options;
  const { version, network, shapes } = timetable;
  const before = await loadTimetableHead(options, feed.id, true);
  const alive = () => journal.renew();
  await expireLeftovers(options, journal, [version, before?.version]);
  await journal.note([version]);

  const report: ImportReport = { ...timetable.report, feedId: feed.id, importedAt: clock.now() };
  await writeVersion(
    options,
    { feedId: feed.id, version, network, shapes, report },
    { beforeBatch: alive, ...(signal && { signal }) },
  );
  await journal.activate({
    version,
    previousVersion: before?.version ?? null,
    activatedAt: clock.now(),
    timeZone: network.source.timeZone,
    areaCount: network.areaCount,
  });
  await expireLeftovers(options, journal, [version]);
  await journal.note([]);
  return { outcome: 'imported', version, report };
}

async function expireLeftovers(
  options: ImportOptions,
  journal: ImportJournal,
  except: readonly (string | undefined)[],
): Promise<void> {
  const ttl = options.clock.now() + KEEP_SECONDS;
  for (const version of journal.leftovers) {
    if (except.includes(version)) continue;
    await expireVersion(options, options.feed.id, version, ttl, () => journal.renew());
  }
}
