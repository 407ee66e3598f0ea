import type { PlaceKind } from './place.ts';
import type { PlaceSummary, Publication } from './place-summary.ts';
import type { Tombstone } from './tombstone.ts';

/** A copy of a place is not right any more. */
export interface PlaceChange {
  /** It has a new revision; or it is not there for those who copy, any more or at all. */
  readonly state: 'updated' | 'deleted';
  readonly id: string;
  readonly kind: PlaceKind;
  readonly revision: number;
  /** undefined: before publications were dated. */
  readonly publication: Publication | undefined;
}

/** How far somebody has followed the changes, in the order of publications and, within one, of ids. */
export interface ChangeCursor {
  readonly version: number;
  /** The last place of that publication that was seen; undefined: all of it was. */
  readonly id?: string | undefined;
}

/** From where on changes are asked for; undefined: all. */
export type Since = ChangeCursor | { readonly at: number } | undefined;

const versionOf = ({ publication }: PlaceChange) => publication?.version ?? 0;

function isAfter(change: PlaceChange, since: Since): boolean {
  if (since === undefined) return true;
  const version = versionOf(change);
  if ('version' in since)
    return (
      version > since.version || (version === since.version && since.id !== undefined && change.id > since.id)
    );
  // Of the second that is asked about it is not known what came first; what is not dated may be later.
  return change.publication === undefined || change.publication.at >= since.at;
}

/**
 * What has changed since, oldest first: of each place the last change alone. Whoever does what they say, one after the
 * other, has what there is.
 * @param isListed whether a place that is published is there for those who copy
 */
export function changesSince(
  { places, gone }: { readonly places: Iterable<PlaceSummary>; readonly gone: Iterable<Tombstone> },
  isListed: (place: PlaceSummary) => boolean,
  since: Since,
): PlaceChange[] {
  const changes: PlaceChange[] = [];
  const add = (change: PlaceChange) => {
    if (isAfter(change, since)) changes.push(change);
  };
  for (const place of places) {
    const { id, kind, revision, published: publication } = place;
    add({ state: isListed(place) ? 'updated' : 'deleted', id, kind, revision: revision.number, publication });
  }
  for (const { id, kind, revision, removed: publication } of gone)
    add({ state: 'deleted', id, kind, revision: revision.number, publication });
  return changes.sort((a, b) => versionOf(a) - versionOf(b) || (a.id < b.id ? -1 : 1));
}

/** Where to go on after some changes of a snapshot, of which `last` was given last; undefined: all were. */
export function cursorAfter(last: PlaceChange | undefined, current: number, since: Since): ChangeCursor {
  if (last) return { version: versionOf(last), id: last.id };
  // A reader that is a moment behind sends nobody back, nor over what it does not know of.
  return since !== undefined && 'version' in since && since.version > current ? since : { version: current };
}
