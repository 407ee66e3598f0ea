import type { FeedBoard } from '../domain/transit/board.ts';
import {
  type PreparedLive,
  type PreparedStop,
  prepareLive,
  prepareStop,
} from '../domain/transit/board-sources.ts';
import { compileBoard } from '../domain/transit/compile-board.ts';
import { type SearchableStop, searchable } from '../domain/transit/find-stops.ts';
import { ALERTS_USABLE_SECONDS, isUsable } from '../domain/transit/freshness.ts';
import type { Alert } from '../domain/transit/live-snapshot.ts';
import { isActive } from '../domain/transit/stop-alerts.ts';
import type { ImportReport, RouteLine } from '../domain/transit/timetable.ts';
import { FreshValue, KeptValues } from './kept-values.ts';
import {
  type FeedHeads,
  type LiveHead,
  loadAlerts,
  loadAllAlerts,
  loadHeads,
  loadLiveTrips,
} from './live-store.ts';
import {
  loadImportReport,
  loadRouteLines,
  loadStopDirectory,
  loadStopTimetable,
  type TransitStore,
} from './timetable-store.ts';
import type { BoardQuery } from './transit-reader.ts';

/** After a switch of timetables, boards stay with the version that the live snapshot still speaks of, this long at most. */
const SWITCH_GRACE_SECONDS = 120;
/** A call in memory takes some 300 bytes: about 120 MB at most, for each feed. */
const KEPT_STOPS = {
  size: 5_000,
  weight: 400_000,
  weigh: (stop: PreparedStop | undefined) => stop?.timetable.calls.length ?? 0,
};

/** A feed as one reader sees it: the heads, and what they refer to, in memory. */
export class FeedReader {
  readonly feedId: string;
  private readonly store: TransitStore;
  private readonly heads: FreshValue<FeedHeads>;
  private readonly stops = new KeptValues<PreparedStop | undefined>(KEPT_STOPS);
  /** The newest of each area; the one before is never asked for again. */
  private readonly areas = new Map<
    number,
    { readonly key: string; readonly live: Promise<PreparedLive | undefined> }
  >();
  private readonly directories = new KeptValues<readonly SearchableStop[]>({ size: 1 });
  private readonly reports = new KeptValues<ImportReport | undefined>({ size: 1 });
  private readonly lines = new KeptValues<{ readonly lines: readonly RouteLine[] } | undefined>({ size: 1 });
  private readonly alerts = new KeptValues<readonly Alert[]>({ size: 1 });

  constructor(store: TransitStore, feedId: string, headMaxAgeMilliseconds: number) {
    this.store = store;
    this.feedId = feedId;
    this.heads = new FreshValue(() => loadHeads(store, feedId), headMaxAgeMilliseconds);
  }

  current(): Promise<FeedHeads> {
    return this.heads.get();
  }

  /** The stop in the version that a board at `now` should use. */
  async stop(
    stopId: string,
    now: number,
  ): Promise<{ stop: PreparedStop; live: LiveHead | undefined } | undefined> {
    const { timetable, live } = await this.current();
    if (!timetable) return undefined;
    const switching =
      live?.timetableVersion === timetable.previousVersion &&
      now - timetable.activatedAt < SWITCH_GRACE_SECONDS;
    const version = switching && live ? live.timetableVersion : timetable.version;
    const stop =
      (await this.stopIn(version, stopId)) ??
      (version === timetable.version ? undefined : await this.stopIn(timetable.version, stopId));
    if (!stop) return undefined;
    return { stop, live: live?.timetableVersion === stop.timetable.version ? live : undefined };
  }

  private stopIn(version: string, stopId: string): Promise<PreparedStop | undefined> {
    return this.stops.get(`${version}|${stopId}`, async () => {
      const timetable = await loadStopTimetable(this.store, this.feedId, version, stopId);
      return timetable && prepareStop(timetable);
    });
  }

  /** The part of the live snapshot that a stop needs. undefined when it has gone; boards then show the timetable. */
  live(stop: PreparedStop, head: LiveHead): Promise<PreparedLive | undefined> {
    const { area } = stop.timetable;
    const stamps = head.sources.map((source) => source.feedTimestamp).join();
    const key = `${head.trips[area]?.join()}|${head.alerts[area]?.join()}|${stamps}`;
    const known = this.areas.get(area);
    if (known?.key === key) return known.live;
    // What cannot be had now leaves what was there before: it has its own age, and leaves by it.
    const before = known?.live ?? Promise.resolve(undefined);
    const live = this.loadLive(area, head).catch(() => undefined);
    const current = live.then((prepared) => prepared ?? before);
    this.areas.set(area, { key, live: current });
    void live.then((prepared) => {
      if (!prepared && this.areas.get(area)?.live === current)
        this.areas.set(area, { key: 'asked in vain', live: before });
    });
    return current;
  }

  private async loadLive(area: number, head: LiveHead): Promise<PreparedLive | undefined> {
    const load = () =>
      Promise.all([
        loadLiveTrips(this.store, this.feedId, area, head),
        loadAlerts(this.store, this.feedId, area, head.alerts[area] ?? null),
      ]);
    let [trips, alerts] = await load();
    // The head may be seen a moment before what it refers to: reads are eventually consistent.
    if (!trips || !alerts) [trips, alerts] = await load();
    if (!trips || !alerts) return undefined;
    const { feedId } = this;
    return prepareLive({
      feedId,
      timetableVersion: head.timetableVersion,
      sources: head.sources,
      trips,
      alerts,
    });
  }

  async board(stopId: string, query: BoardQuery): Promise<FeedBoard | undefined> {
    const found = await this.stop(stopId, query.now);
    if (!found) return undefined;
    const live = found.live && (await this.live(found.stop, found.live));
    return compileBoard(found.stop, live, {
      now: query.now,
      limit: query.limit,
      horizonSeconds: query.horizonMinutes * 60,
      ...(query.withOverdue && { withOverdue: true }),
    });
  }

  async directory(): Promise<readonly SearchableStop[]> {
    const { timetable } = await this.current();
    if (!timetable) return [];
    return this.directories.get(timetable.version, async () =>
      searchable(await loadStopDirectory(this.store, this.feedId, timetable.version)),
    );
  }

  async routeLines(): Promise<readonly RouteLine[]> {
    const { timetable } = await this.current();
    if (!timetable) return [];
    const kept = await this.lines.get(timetable.version, () =>
      loadRouteLines(this.store, this.feedId, timetable.version),
    );
    return kept?.lines ?? [];
  }

  async report(): Promise<ImportReport | undefined> {
    const { timetable } = await this.current();
    if (!timetable) return undefined;
    return this.reports.get(timetable.version, () =>
      loadImportReport(this.store, this.feedId, timetable.version),
    );
  }

  async currentAlerts(now: number): Promise<readonly (readonly [key: string, alert: Alert])[]> {
    const { live } = await this.current();
    if (!live) return [];
    const alerts = await this.alerts.get(live.allAlerts?.join() ?? '', async () => {
      return (await loadAllAlerts(this.store, this.feedId, live)) ?? [];
    });
    const current = alerts.filter(
      (alert) => isUsable(live.sources[alert.source], now, ALERTS_USABLE_SECONDS) && isActive(alert, now),
    );
    // An id is the source's own (rule A5); two sources may use the same.
    return current.map((alert) => [`${live.sources[alert.source]?.id}|${alert.id}`, alert]);
  }
}
