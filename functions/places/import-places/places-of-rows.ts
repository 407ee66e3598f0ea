import { isHttpUrl, publicUrl } from '#shared/contracts/network.ts';
import type { PlaceSource } from '#shared/contracts/place-sources.ts';
import { type ListingContext, readListing } from '#shared/contracts/read-listing.ts';
import { checkValues } from '#shared/domain/listings/check-values.ts';
import type { FieldFault, ImportFile, ImportRow } from '#shared/domain/listings/import-row.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { nameIn } from '#shared/domain/listings/match-rows.ts';
import { mergeImported } from '#shared/domain/listings/merge-import.ts';
import { slugify } from '#shared/domain/listings/slugify.ts';
import type { Fact } from '#shared/domain/places/fact.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { PlaceInfosRead, RejectedRecord } from '#shared/feeds/a11yjson/read-place-infos.ts';

const MOST_SLUG = 80;

/** What a listing can do without when a source writes it in a way of its own. */
const dispensable: ReadonlySet<string> = new Set([
  'street_address',
  'address_locality',
  'postal_code',
  'telephone',
  'email',
  'url',
]);

export interface RowsRead extends PlaceInfosRead {
  /** Contact details in no usable form, which were left out of their listings. */
  readonly leftOut: number;
}

interface RowsContext {
  readonly now: number;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly timeZone: string;
}

/** Rows with what their source says of all of them, where they do not say it themselves. */
export function withDefaults(row: ImportRow, { kind, place }: PlaceSource): ImportRow {
  const { fields } = row;
  const isSaid = (field: string) => !/^(unknown)?$/i.test(fields[field] ?? '');
  const isPlaced = isSaid('latitude') || isSaid('longitude');
  return {
    ...row,
    fields: {
      ...fields,
      ...(kind && !isSaid('kind') && { kind }),
      ...(place && !isPlaced && { latitude: String(place.lat), longitude: String(place.lon) }),
    },
  };
}

/** The places that a source's rows are, by the same rules as listings that staff publish. */
export function placesOfRows(file: ImportFile, source: PlaceSource, context: RowsContext): RowsRead {
  const places: Place[] = [];
  const rejected: RejectedRecord[] = file.rejected.map((row, index) => ({ index, ...row }));
  const slugs = new Set<string>();
  let leftOut = 0;
  file.rows.forEach((row, index) => {
    const { line } = row;
    const { said, faults } = checkValues(withDefaults(row, source).fields, context.today);
    const { fields } = mergeImported({}, said);
    const { id, slug } = namesOf(row, fields, slugs);
    const read = readRow({ ...fields, ...(slug && { slug }) }, faults, listingContext(id, source, context));
    if ('fault' in read) rejected.push({ index, line, id: id || null, ...read.fault });
    else {
      places.push(withOrigin(read.place, source));
      slugs.add(read.place.slug);
      leftOut += read.leftOut;
    }
  });
  return { places, rejected, leftOut };
}

/** A row without an id is known by its address; one without an address gets it of its name, or of its id. */
function namesOf({ id }: ImportRow, fields: Fields, taken: ReadonlySet<string>) {
  const called = slugify(nameIn(fields) ?? '', MOST_SLUG);
  const isUsable = called !== '' && !(id !== undefined && taken.has(called));
  const slug = fields.slug ?? (isUsable ? called : id?.replace(/-+$/, '').replace(/-{2,}/g, '-'));
  return { id: id ?? slug ?? '', slug };
}

const listingContext = (id: string, source: PlaceSource, { now, timeZone }: RowsContext): ListingContext => ({
  id,
  timeZone,
  dateModified: new Date(now * 1000).toISOString(),
  source: { ...citation(source), licence: source.licence },
});

const citation = ({ name, url }: PlaceSource) => ({ name, ...(isHttpUrl(url) && { url: publicUrl(url) }) });

/** A fact that names nobody who has said it was said by the source. */
function withOrigin(place: Place, source: PlaceSource): Place {
  const heard = (fact: Fact): Fact => ({
    ...fact,
    source: fact.source ?? citation(source),
    method: fact.method ?? 'import',
  });
  const facts = Object.entries(place.facts).map(([id, fact]) => [id, heard(fact)]);
  return { ...place, facts: Object.fromEntries(facts) };
}

type ReadRow = { readonly place: Place; readonly leftOut: number } | { readonly fault: FieldFault };

function readRow(fields: Fields, faults: readonly FieldFault[], context: ListingContext): ReadRow {
  const [fault] = faults;
  if (fault) return { fault };
  const read = readListing(fields, context);
  if (read.place) return { place: read.place, leftOut: 0 };
  const { problems } = read;
  const wrong = new Set(problems.map(({ field }) => field));
  if ([...wrong].every((field) => dispensable.has(field) && fields[field] !== undefined)) {
    const rest = Object.fromEntries(Object.entries(fields).filter(([field]) => !wrong.has(field)));
    const again = readListing(rest, context);
    if (again.place) return { place: again.place, leftOut: wrong.size };
  }
  const [problem] = problems;
  return { fault: { field: problem?.field ?? 'row', reason: problem?.reason ?? 'is missing' } };
}
