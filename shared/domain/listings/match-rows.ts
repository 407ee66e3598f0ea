import type { FieldFault, ImportRow } from './import-row.ts';
import type { ListingState } from './listing.ts';
import type { Fields } from './listing-fields.ts';
import { nameOf } from './listing-row.ts';
import { slugify } from './slugify.ts';

export interface KnownListing {
  readonly id: string;
  readonly fields: Fields;
  readonly state?: ListingState;
  /** An import has made it, and was undone: it is archived, and a row that means it makes it anew. */
  readonly isUndone?: boolean;
}

/** The listing that a row speaks of: one that is known, or a new one with this id and address. */
export type Match =
  | { readonly known: KnownListing }
  | { readonly id: string; readonly slug: string; readonly known?: undefined }
  | { readonly fault: FieldFault; readonly known?: undefined };

const MOST_SLUG = 80;
const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;

/** What it is called, in English where it can be; undefined: it has no name. */
export const nameIn = (fields: Fields): string | undefined => nameOf(fields) || undefined;

const identity = ['slug', 'address_locality', 'event_start'];

/** What a row is known by. */
export const identityOf = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([field]) => identity.includes(field) || field.startsWith('name_')),
  );

const refuse = (field: string, reason: string): Match => ({ fault: { field, reason } });

const townOf = ({ address_locality }: Fields) => slugify(address_locality ?? '');
const dayOf = ({ event_start }: Fields) => event_start?.slice(0, 10) ?? '';
const agree = (a: string, b: string) => a === '' || b === '' || a === b;

/** One name means one listing, unless the two are known to be in different towns, or events of different days. */
const isNamesake = (a: Fields, b: Fields) => agree(townOf(a), townOf(b)) && agree(dayOf(a), dayOf(b));

/**
 * Finds the listing that a row means: by id, else by slug, else by a slug made of the name, with the town or the day
 * where it needs one to be told from others. Asked row by row in the order of the file, it gives no two of them the same listing, and answers
 * as it will when the same file comes again.
 */
export class RowMatcher {
  private readonly byId: Map<string, KnownListing>;
  private readonly bySlug = new Map<string, KnownListing>();
  /** Listings that rows of this file call by an id: to another row with an id they are not open for their name. */
  private readonly named: Set<string>;
  /** By the listing's id: the line that means it. */
  private readonly lines = new Map<string, number>();
  /** By the row's own id: the first line that has it. */
  private readonly ownIds = new Map<string, number>();
  private readonly fileIds: ReadonlySet<string>;

  constructor(known: readonly KnownListing[], rows: readonly ImportRow[]) {
    this.byId = new Map(known.map((listing) => [listing.id, listing]));
    this.fileIds = new Set(rows.flatMap(({ id }) => id ?? []));
    this.named = new Set([...this.fileIds].filter((id) => this.byId.has(id)));
    for (const listing of known) {
      const { slug } = listing.fields;
      const address = slug ?? slugify(nameIn(listing.fields) ?? '', MOST_SLUG);
      if (address !== '' && (slug !== undefined || !this.bySlug.has(address)))
        this.bySlug.set(address, listing);
    }
  }

  /** @param said what the row says of its identity, as checkValues answers it */
  match(row: ImportRow, said: Fields): Match {
    const { id, line } = row;
    const listing = id === undefined ? undefined : this.byId.get(id);
    if (id !== undefined) {
      if (!listing && !ID.test(id))
        return refuse('id', 'must be small letters, digits and hyphens, at most 80');
      const first = this.ownIds.get(id);
      if (first !== undefined) return refuse('id', `is that of line ${first}`);
      this.ownIds.set(id, line);
    }
    const isNewSlug = said.slug !== undefined && said.slug !== listing?.fields.slug;
    const holder = isNewSlug ? this.bySlug.get(said.slug ?? '') : undefined;
    if (holder && (listing ? holder.id !== listing.id : !this.isOpenTo(row, holder)))
      return refuse('slug', `is the address of ${holder.id}`);
    if (listing) return this.claim(listing, 'id', row);
    if (holder) return this.claim(holder, 'slug', row);
    const name = nameIn(said);
    if (name === undefined) {
      if (said.slug !== undefined) this.add(row, said.slug, said);
      return refuse('name_en', 'is missing, and no listing is known that could be meant');
    }
    return said.slug === undefined ? this.byName(row, name, said) : this.add(row, said.slug, said);
  }

  /** What a listing says from now on, for the rows that follow. */
  accept({ id, fields: before }: KnownListing, fields: Fields): void {
    const listing = { id, fields };
    this.byId.set(id, listing);
    if (before.slug !== undefined && before.slug !== fields.slug) this.bySlug.delete(before.slug);
    if (fields.slug !== undefined) this.bySlug.set(fields.slug, listing);
  }

  private isOpenTo({ id }: ImportRow, listing: KnownListing): boolean {
    return id === undefined || !this.named.has(listing.id);
  }

  private claim(listing: KnownListing, field: string, { id, line }: ImportRow): Match {
    const first = this.lines.get(listing.id);
    if (first !== undefined) return refuse(field, `means the same listing as line ${first}`);
    this.lines.set(listing.id, line);
    if (id !== undefined) this.named.add(listing.id);
    return { known: listing };
  }

  /** Also of a row that is refused: another one that would get its place means the same. */
  private add(row: ImportRow, slug: string, said: Fields): Match {
    let id = row.id ?? slug;
    const isTaken = () => this.byId.has(id) || this.fileIds.has(id);
    for (let n = 2; row.id === undefined && isTaken(); n++) id = `${slug.slice(0, 70)}-${n}`;
    const listing = { id, fields: { ...said, slug } };
    this.byId.set(id, listing);
    this.bySlug.set(slug, listing);
    this.lines.set(id, row.line);
    if (row.id !== undefined) this.named.add(id);
    return { id, slug };
  }

  private byName(row: ImportRow, name: string, said: Fields): Match {
    const plain = slugify(name, MOST_SLUG);
    if (plain === '') return refuse('slug', 'is missing, and none can be made of the name');
    const more = [townOf(said), dayOf(said), row.id ?? ''].filter((text) => text !== '');
    for (const slug of [plain, ...more.map((text) => slugify(`${plain.slice(0, 40)} ${text}`, MOST_SLUG))]) {
      const holder = this.bySlug.get(slug);
      if (!holder) return this.add(row, slug, said);
      if (this.isOpenTo(row, holder) && isNamesake(holder.fields, said))
        return this.claim(holder, 'name_en', row);
    }
    return refuse('slug', 'is missing, and those that the name would give are taken');
  }
}
