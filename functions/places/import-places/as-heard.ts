import { isHttpUrl, publicUrl } from '#shared/contracts/network.ts';
import type { PlaceSource } from '#shared/contracts/place-sources.ts';
import type { Fact } from '#shared/domain/places/fact.ts';
import type { Place } from '#shared/domain/places/place.ts';

/**
 * A place as an outside source tells of it: under an id and an address that are the source's, and with facts that are
 * hearsay, whoever it says has checked them and when. Pictures are not part of it: their files are not ours.
 */
export function asHeard(place: Place, { id, name, url, licence }: PlaceSource): Place {
  const origin = { name, ...(isHttpUrl(url) && { url: publicUrl(url) }) };
  const own = (text: string, most: number) =>
    text.startsWith(`${id}-`) ? text : `${id}-${text}`.slice(0, most).replace(/-+$/, '');
  const heard = ({ verified: _, reviewBy: __, ...fact }: Fact): Fact => ({
    ...fact,
    source: origin,
    method: 'import',
  });
  const { images: _, ...told } = place;
  return {
    ...told,
    id: own(place.id, 80),
    slug: own(place.slug, 100),
    facts: Object.fromEntries(Object.entries(place.facts).map(([fact, said]) => [fact, heard(said)])),
    source: { ...origin, licence },
  };
}
