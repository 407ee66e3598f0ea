import { publicUrl } from '#shared/contracts/network.ts';
import type { PlaceSource } from '#shared/contracts/place-sources.ts';
import type { Fact } from '#shared/domain/places/fact.ts';
import type { Place } from '#shared/domain/places/place.ts';

/**
 * A place as an outside source tells of it: under an id that is the source's, and with facts that are hearsay,
 * whoever it says has checked them.
 */
export function asHeard(place: Place, { id, name, url, licence }: PlaceSource): Place {
  const origin = { name, url: publicUrl(url) };
  const heard = ({ disputed: _, ...fact }: Fact): Fact => ({ ...fact, source: origin, method: 'import' });
  return {
    ...place,
    id: place.id.startsWith(`${id}-`) ? place.id : `${id}-${place.id}`.slice(0, 80),
    facts: Object.fromEntries(Object.entries(place.facts).map(([fact, said]) => [fact, heard(said)])),
    source: { ...origin, licence },
  };
}
