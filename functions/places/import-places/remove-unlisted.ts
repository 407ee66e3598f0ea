import { STAFF_ORIGIN } from '#shared/domain/places/place-owner.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { loadSnapshot, loadSnapshotHead } from '#shared/store/place-snapshot.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { calendarOf, type ImportContext } from './publish-read.ts';

/** Removes the places of sources that are no longer asked, and none of staff's; answers how many there were. */
export async function removeUnlisted(listed: ReadonlySet<string>, context: ImportContext): Promise<number> {
  const { store, now, today } = context;
  const head = await loadSnapshotHead(store, true);
  const places = head && (await loadSnapshot(store, head));
  if (head && !places)
    throw new DomainError('conflict', 'Others publish places at the same time; try again.');
  const gone = (places ?? []).filter(({ origin }) => origin !== STAFF_ORIGIN && !listed.has(origin));
  for (const origin of new Set(gone.map((place) => place.origin))) {
    await publishPlaces(
      store,
      (published) => ({
        put: [],
        remove: [...published.values()].filter((place) => place.origin === origin).map(({ id }) => id),
      }),
      { origin, now, today, calendarOf },
    );
  }
  return gone.length;
}
