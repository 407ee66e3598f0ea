import { fromDays, type OpeningCalendar, toDays } from '../domain/places/opening-calendar.ts';
import type { Place } from '../domain/places/place.ts';
import { type KnownPlaces, type Publisher, whyNotPut } from '../domain/places/place-owner.ts';
import {
  imageIdsOf,
  type PlaceRevision,
  type PlaceSummary,
  type Publication,
  summaryOf,
} from '../domain/places/place-summary.ts';
import { type Tombstone, tombstoneOf } from '../domain/places/tombstone.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';
import { digestOf, loadRevision, writeRevision } from './place-revisions.ts';
import {
  loadSnapshot,
  loadSnapshotHead,
  type Snapshot,
  type SnapshotHead,
  writeSnapshot,
} from './place-snapshot.ts';
import { loadTombstones } from './place-tombstones.ts';

/** Whoever plans next summer's holiday can ask whether it is open then. */
const CALENDAR_DAYS = 430;
/** Calendars are made anew once a month, so they always reach a year ahead. */
const RENEW_AFTER_DAYS = 31;
const ATTEMPTS = 5;
const DONE_AT_ONCE = 16;

export interface PlaceChanges {
  readonly put: readonly Place[];
  /** Ids. Those of others are left alone. */
  readonly remove: readonly string[];
}

export interface PublishContext extends Publisher {
  /** Seconds since 1970. */
  readonly now: number;
  /** The day at the places, YYYY-MM-DD. */
  readonly today: string;
  /** null for opening hours that cannot be evaluated: then they are not known. */
  readonly calendarOf: (openingHours: string, firstDay: string, dayCount: number) => OpeningCalendar | null;
}

/**
 * Makes changes public, whole or not at all. `changesTo` is asked again when somebody else has published meanwhile; it
 * may put what `whyNotPut` says nothing against. A place that says what it said before keeps its revision; one that
 * is removed leaves a tombstone, until it is put again.
 */
export async function publishPlaces(
  store: DataStore,
  changesTo: (
    published: KnownPlaces['published'],
    gone: KnownPlaces['gone'],
  ) => Promise<PlaceChanges> | PlaceChanges,
  context: PublishContext,
): Promise<'written' | 'unchanged'> {
  const { now, today } = context;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const head = await loadSnapshotHead(store, true);
    const known = await loadKnown(store, head);
    if (!known) continue;
    const isDue = !head || toDays(today) - toDays(head.calendarsFrom) >= RENEW_AFTER_DAYS;
    const calendarsFrom = isDue ? fromDays(toDays(today) - 1) : head.calendarsFrom;
    // A clock that is behind those of others must not date a change before what readers have seen.
    const publication = { version: (head?.version ?? 0) + 1, at: Math.max(now, head?.publishedAt ?? 0) };
    const openingOf = calendars(context, calendarsFrom);

    const changed = applyChanges(known, await changesTo(known.published, known.gone), context, publication);
    await someAtOnce(changed, ({ place, revision }) => writeRevision(store, place, revision));
    for (const { place, ...more } of changed) {
      known.published.set(place.id, summaryOf(place, { ...more, opening: openingOf(place.openingHours) }));
    }
    await nameImages(store, known.published);
    const renewed = (place: PlaceSummary): PlaceSummary => ({
      ...place,
      published: place.published ?? lastOf(head),
      ...(isDue && { opening: openingOf(place.openingHours) }),
    });
    const snapshot: Snapshot = {
      version: publication.version,
      publishedAt: publication.at,
      calendarsFrom,
      places: [...known.published.values()].map((place) =>
        isDue || !place.published ? renewed(place) : place,
      ),
      gone: [...known.gone.values()],
    };
    const outcome = await writeSnapshot(store, head, snapshot, known.read);
    if (outcome !== 'lost') return outcome;
  }
  throw new DomainError('conflict', 'Others publish places at the same time; try again.');
}

async function someAtOnce<T>(all: readonly T[], does: (each: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += DONE_AT_ONCE)
    await Promise.all(all.slice(at, at + DONE_AT_ONCE).map(does));
}

/** What older code has published names no pictures, and of what is not named nobody is shown any. */
async function nameImages(store: DataStore, published: Map<string, PlaceSummary>): Promise<void> {
  const unnamed = [...published.values()].filter(({ imageIds }) => imageIds === undefined);
  await someAtOnce(unnamed, async (summary) => {
    const place = await loadRevision(store, summary.id, summary.revision);
    if (place) published.set(summary.id, { ...summary, imageIds: imageIdsOf(place) });
  });
}

interface Known extends KnownPlaces {
  readonly read: readonly PlaceSummary[];
  readonly published: Map<string, PlaceSummary>;
  readonly gone: Map<string, Tombstone>;
}

const byId = <T extends { readonly id: string }>(list: readonly T[]) =>
  new Map(list.map((each) => [each.id, each]));

/** undefined when what the head names is superseded. */
async function loadKnown(store: DataStore, head: SnapshotHead | undefined): Promise<Known | undefined> {
  const [published, gone] = head
    ? await Promise.all([loadSnapshot(store, head), loadTombstones(store, head.gone, true)])
    : [[], []];
  return published && gone && { read: published, published: byId(published), gone: byId(gone) };
}

/** What older code has published without saying when: with the last publication at the latest. */
const lastOf = (head: SnapshotHead | undefined): Publication | undefined =>
  head && { version: head.version, at: head.publishedAt };

interface ChangedPlace {
  readonly place: Place;
  readonly revision: PlaceRevision;
  readonly origin: string;
  readonly published: Publication;
}

/** Takes the changes into what is known, and answers the places that have a new revision. */
function applyChanges(
  known: Known,
  { put, remove }: PlaceChanges,
  publisher: Publisher,
  publication: Publication,
): ChangedPlace[] {
  const { published, gone } = known;
  const { origin, takesOver } = publisher;
  for (const id of remove) {
    const place = published.get(id);
    const tombstone = gone.get(id);
    if (place && (takesOver || place.origin === origin)) {
      published.delete(id);
      gone.set(id, tombstoneOf(place, origin, publication));
      // What has left of itself is not to come back either.
    } else if (tombstone && takesOver) gone.set(id, { ...tombstone, by: origin });
  }
  const changed: ChangedPlace[] = [];
  for (const place of put) {
    const reason = whyNotPut(place.id, publisher, known);
    if (reason !== undefined) throw new RangeError(`${place.id} ${reason}`);
    const before = published.get(place.id);
    const digest = digestOf(place);
    if (before?.revision.digest === digest) {
      const imageIds = imageIdsOf(place);
      published.set(place.id, { ...before, origin, licence: place.source.licence, imageIds });
      continue;
    }
    const number = (before ?? gone.get(place.id))?.revision.number ?? 0;
    gone.delete(place.id);
    changed.push({ place, origin, published: publication, revision: { number: number + 1, digest } });
  }
  return changed;
}

/** Opening hours that many places share are evaluated once. */
function calendars({ calendarOf }: PublishContext, firstDay: string) {
  const known = new Map<string, OpeningCalendar | null>();
  return (hours: string | undefined): OpeningCalendar | null => {
    if (hours === undefined) return null;
    const before = known.get(hours);
    if (before !== undefined) return before;
    const calendar = calendarOf(hours, firstDay, CALENDAR_DAYS);
    known.set(hours, calendar);
    return calendar;
  };
}
