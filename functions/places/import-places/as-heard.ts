import { isHttpUrl, publicUrl } from '#shared/contracts/network.ts';
import type { PlaceSource } from '#shared/contracts/place-sources.ts';
import type { ImportRow } from '#shared/domain/listings/import-row.ts';
import { fieldsByUnit, partField, tidied } from '#shared/domain/listings/listing-fields.ts';
import type { Fact } from '#shared/domain/places/fact.ts';
import { isFactId } from '#shared/domain/places/fact-dictionary.ts';
import type { Place } from '#shared/domain/places/place.ts';

/** Of what is heard, under whose name. */
const originOf = ({ name, url }: PlaceSource) => ({ name, ...(isHttpUrl(url) && { url: publicUrl(url) }) });

const MOST_ID = 80;
const MOST_SLUG = 100;

/** The id, or the address, of a source's listing: it begins with the source's own id. */
const ownName = (text: string, { id }: PlaceSource, most: number): string =>
  text.startsWith(`${id}-`) ? text : `${id}-${text}`.slice(0, most).replace(/-+$/, '');

export const heardId = (id: string, source: PlaceSource): string => ownName(id, source, MOST_ID);

/**
 * A place as an outside source tells of it: under an id and an address that are the source's, and with facts that are
 * hearsay, whoever it says has checked them and when. Pictures are not part of it: their files are not ours.
 */
export function asHeard(place: Place, source: PlaceSource): Place {
  const origin = originOf(source);
  const heard = ({ verified: _, reviewBy: __, ...fact }: Fact): Fact => ({
    ...fact,
    source: origin,
    method: 'import',
  });
  const { images: _, ...told } = place;
  return {
    ...told,
    id: heardId(place.id, source),
    slug: ownName(place.slug, source, MOST_SLUG),
    facts: Object.fromEntries(Object.entries(place.facts).map(([fact, said]) => [fact, heard(said)])),
    source: { ...origin, licence: source.licence },
  };
}

/** As asHeard, of a row that becomes a draft. */
export function rowAsHeard(row: ImportRow, source: PlaceSource): ImportRow {
  const origin = originOf(source);
  const fields = new Map<string, string>();
  for (const [unit, said] of fieldsByUnit(row.fields)) {
    for (const [field, text] of Object.entries(said)) fields.set(field, text);
    if (!isFactId(unit)) continue;
    for (const part of ['verified', 'review_by'] as const) fields.delete(partField(unit, part));
    fields.set(partField(unit, 'source'), origin.name);
    fields.set(partField(unit, 'source_url'), origin.url ?? '');
    fields.set(partField(unit, 'method'), 'import');
  }
  const { slug } = row.fields;
  fields.delete('images');
  return {
    ...row,
    ...(row.id !== undefined && { id: heardId(row.id, source) }),
    fields: tidied({
      ...Object.fromEntries(fields),
      ...(slug !== undefined && { slug: ownName(slug, source, MOST_SLUG) }),
      source_name: origin.name,
      source_url: origin.url ?? '',
      source_licence: source.licence,
    }),
  };
}
