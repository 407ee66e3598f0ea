import { fromDays, type OpeningCalendar, toDays } from '../domain/places/opening-calendar.ts';
import type { Place } from '../domain/places/place.ts';
import { type PlaceRevision, type PlaceSummary, summaryOf } from '../domain/places/place-summary.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';
import { digestOf, writeRevision } from './place-revisions.ts';
import { loadSnapshot, loadSnapshotHead, writeSnapshot } from './place-snapshot.ts';

/** Whoever plans next summer's holiday can ask whether it is open then. */
const CALENDAR_DAYS = 430;
/** Calendars are made anew once a month, so they always reach a year ahead. */
const RENEW_AFTER_DAYS = 31;
const ATTEMPTS = 5;
const WRITTEN_AT_ONCE = 16;

export interface PlaceChanges {
  readonly put: readonly Place[];
  /** Ids. */
  readonly remove: readonly string[];
}

export interface PublishContext {
  /** Who publishes: of all published places, only its own may be put or removed. */
  readonly origin: string;
  /** Seconds since 1970. */
  readonly now: number;
  /** The day at the places, YYYY-MM-DD. */
  readonly today: string;
  /** null for opening hours that cannot be evaluated: then they are not known. */
  readonly calendarOf: (openingHours: string, firstDay: string, dayCount: number) => OpeningCalendar | null;
}

/**
 * Makes changes public, whole or not at all. `changesTo` is asked again when somebody else has published meanwhile.
 * A place that says what it said before keeps its revision.
 */
export async function publishPlaces(
  store: DataStore,
  changesTo: (published: ReadonlyMap<string, PlaceSummary>) => Promise<PlaceChanges> | PlaceChanges,
  { origin, now, today, calendarOf }: PublishContext,
): Promise<'written' | 'unchanged'> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const head = await loadSnapshotHead(store, true);
    const published = head ? await loadSnapshot(store, head) : [];
    if (!published) continue;
    const isDue = !head || toDays(today) - toDays(head.calendarsFrom) >= RENEW_AFTER_DAYS;
    const calendarsFrom = isDue ? fromDays(toDays(today) - 1) : head.calendarsFrom;
    const calendars = new Map<string, OpeningCalendar | null>();
    const openingOf = (hours: string | undefined): OpeningCalendar | null => {
      if (hours === undefined) return null;
      const known = calendars.get(hours);
      if (known !== undefined) return known;
      const calendar = calendarOf(hours, calendarsFrom, CALENDAR_DAYS);
      calendars.set(hours, calendar);
      return calendar;
    };

    const places = new Map(published.map((place) => [place.id, place]));
    const { put, remove } = await changesTo(places);
    for (const id of remove) if (places.get(id)?.origin === origin) places.delete(id);
    const changed: { place: Place; revision: PlaceRevision }[] = [];
    for (const place of put) {
      const before = places.get(place.id);
      if (before && before.origin !== origin) throw new RangeError(`${place.id} is ${before.origin}'s`);
      const digest = digestOf(place);
      if (before?.revision.digest === digest) continue;
      changed.push({ place, revision: { number: (before?.revision.number ?? 0) + 1, digest } });
    }
    for (let at = 0; at < changed.length; at += WRITTEN_AT_ONCE) {
      const some = changed.slice(at, at + WRITTEN_AT_ONCE);
      await Promise.all(some.map(({ place, revision }) => writeRevision(store, place, revision)));
    }
    for (const { place, revision } of changed) {
      places.set(place.id, summaryOf(place, { revision, origin, opening: openingOf(place.openingHours) }));
    }
    const current = [...places.values()].map((place) =>
      isDue ? { ...place, opening: openingOf(place.openingHours) } : place,
    );
    const outcome = await writeSnapshot(store, head, current, { now, calendarsFrom });
    if (outcome !== 'lost') return outcome;
  }
  throw new DomainError('conflict', 'Others publish places at the same time; try again.');
}
