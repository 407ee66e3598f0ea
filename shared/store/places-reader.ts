import {
  type FoundPlace,
  fitFor,
  type Moment,
  openState,
  type PlaceQuery,
} from '../domain/places/find-places.ts';
import type { Place } from '../domain/places/place.ts';
import { type FoundPlaces, PlaceFinder } from '../domain/places/place-finder.ts';
import type { PlaceSummary } from '../domain/places/place-summary.ts';
import type { Tombstone } from '../domain/places/tombstone.ts';
import { wallClockAt } from '../domain/places/wall-clock.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { DataStore } from './data-store.ts';
import { FreshValue, KeptValues } from './kept-values.ts';
import { loadRevision } from './place-revisions.ts';
import { loadBucket, loadSnapshotHead, type SnapshotHead } from './place-snapshot.ts';
import { loadTombstones } from './place-tombstones.ts';
import { type GonePlaces, inGraves, inMemory, type PublishedPlaces } from './published-places.ts';

/** What a visitor or a program asks for. */
export interface PlaceSearch extends PlaceQuery {
  readonly text?: string | undefined;
  /** POSIX seconds; undefined is now. */
  readonly at?: number | undefined;
}

export interface PlacesReader {
  published(): Promise<PublishedPlaces>;
  /** As they are at this moment: for what nobody would ask for had somebody not published it just now. */
  latest(): Promise<PublishedPlaces>;
  /** The best places that answer, no more than `limit`, and how many do. */
  find(search: PlaceSearch, limit: number, now: number): Promise<FoundPlaces>;
  /** What a search would say of one place. */
  verdictOn(
    summary: PlaceSummary,
    search: Pick<PlaceSearch, 'needs' | 'access'>,
    now: number,
  ): Pick<FoundPlace, 'open' | 'fit'>;
  /** In which the places have their clocks. */
  readonly timeZone: string;
  /** A place whole, as the published summary means it. */
  place(summary: PlaceSummary): Promise<Place>;
}

const DETAILS_KEPT = 500;
const RELOADS = 3;

/** Where a reader has its places from. */
export interface PlacesSource {
  head(consistent?: boolean): Promise<SnapshotHead | undefined>;
  bucket(bucket: number, ref: SnapshotHead['buckets'][number]): Promise<PlaceSummary[] | undefined>;
  tombstones(ref: SnapshotHead['gone'], consistent: boolean): Promise<Tombstone[] | undefined>;
  revision(id: string, revision: PlaceSummary['revision']): Promise<Place | undefined>;
}

const stored = (store: DataStore): PlacesSource => ({
  head: (consistent) => loadSnapshotHead(store, consistent),
  bucket: (bucket, ref) => loadBucket(store, bucket, ref),
  tombstones: (ref, consistent) => loadTombstones(store, ref, consistent),
  revision: (id, revision) => loadRevision(store, id, revision),
});

/** Opens the reader that all pages and answers of one process share. */
export const openPlacesReader = (
  store: DataStore,
  timeZone: string,
  headMaxAgeMilliseconds = 2_000,
): PlacesReader => readPlaces(stored(store), timeZone, headMaxAgeMilliseconds);

export function readPlaces(
  source: PlacesSource,
  timeZone: string,
  headMaxAgeMilliseconds: number,
): PlacesReader {
  const head = new FreshValue(async () => (await source.head()) ?? null, headMaxAgeMilliseconds);
  const details = new KeptValues<Place | undefined>({ size: DETAILS_KEPT });
  const graves = new KeptValues<GonePlaces | undefined>({ size: 1 });
  const goneOf = (wanted: SnapshotHead | undefined) => () =>
    guarded(async () => {
      const ref = wanted?.gone;
      const gone = await graves.get(ref ? `${ref.version}#${ref.digest}` : 'none', async () => {
        const tombstones = (await source.tombstones(ref, false)) ?? (await source.tombstones(ref, true));
        return tombstones && inGraves(tombstones);
      });
      if (!gone) throw new DomainError('unavailable', 'What is gone cannot be read just now.');
      return gone;
    });
  let current: PublishedPlaces = inMemory(undefined, [], goneOf(undefined));
  let buckets = new Map<string, PlaceSummary[]>();
  let loading: Promise<PublishedPlaces> | undefined;
  let finder = new PlaceFinder([]);

  /** Only buckets that have changed are read. */
  async function load(wanted: SnapshotHead): Promise<PublishedPlaces | undefined> {
    const kept = new Map<string, PlaceSummary[]>();
    const parts = await Promise.all(
      wanted.buckets.map(async (ref, bucket) => {
        const key = `${bucket}#${ref?.version}#${ref?.digest}`;
        const places = buckets.get(key) ?? (await source.bucket(bucket, ref));
        if (places) kept.set(key, places);
        return places;
      }),
    );
    if (parts.some((part) => part === undefined)) return undefined;
    buckets = kept;
    return inMemory(
      wanted,
      parts.flatMap((part) => part ?? []),
      goneOf(wanted),
    );
  }

  async function reload(isYoungEnough: boolean): Promise<PublishedPlaces> {
    for (let i = 0; i < RELOADS; i++) {
      const wanted = i === 0 && isYoungEnough ? await head.get() : ((await source.head(true)) ?? null);
      if (!wanted || wanted.version <= current.version) return current;
      const loaded = await load(wanted);
      if (loaded) {
        // Another may have loaded a later one meanwhile.
        if (loaded.version > current.version) current = loaded;
        return current;
      }
    }
    // A whole older version is better than none.
    if (current.version > 0) return current;
    throw new DomainError('unavailable', 'The places change faster than they can be read.');
  }

  const published = () =>
    guarded(async () => {
      if (head.peek()?.version === current.version) return current;
      loading ??= reload(true).finally(() => {
        loading = undefined;
      });
      return loading;
    });
  const momentAt = (seconds: number): Moment => ({ seconds, clock: wallClockAt(seconds, timeZone) });

  return {
    published,
    latest: () => guarded(() => reload(false)),
    timeZone,
    async find({ text, at, ...query }, limit, now) {
      const { places, search } = await published();
      if (finder.places !== places) finder = new PlaceFinder(places);
      const scores = text ? await search(text) : undefined;
      return finder.find(query, { now: momentAt(now), at: momentAt(at ?? now), scores, limit });
    },
    verdictOn(summary, { needs, access = [] }, now) {
      const moment = momentAt(now);
      return { open: openState(summary, moment), fit: fitFor(summary, { needs, access }, moment.clock.date) };
    },
    place: (summary) =>
      guarded(async () => {
        const { id, revision } = summary;
        const place = await details.get(`${id}#${revision.number}#${revision.digest}`, () =>
          source.revision(id, revision),
        );
        if (!place) throw new DomainError('unavailable', `The place ${id} cannot be read just now.`);
        return place;
      }),
  };
}

/** What the store throws of itself is no caller's business: one word for all of it. */
async function guarded<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('unavailable', 'The places cannot be read just now.', {}, { cause: error });
  }
}
