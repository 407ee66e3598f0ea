import { isHttpUrl, publicUrl } from '../../contracts/network.ts';
import { slugify } from '../../domain/listings/slugify.ts';
import type { FactSource, Texts } from '../../domain/places/fact.ts';
import type { Place } from '../../domain/places/place.ts';
import { isRecord, type JsonRecord, ownValue } from './find-in-accessibility.ts';
import { kindOf } from './kind-of-category.ts';
import { readFacts } from './read-facts.ts';

/** Where a collection comes from. */
export interface CollectionSource {
  /** The ids of its places begin with it: lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly name: string;
  /** Published beside each fact without its query, in which keys may stand. */
  readonly url?: string;
  readonly licence: string;
}

const MOST_ID = 80;
const MOST_SLUG = 80;

const textOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value.trim()) || undefined;

/** A11yJSON's LocalizedString. Its documentation also has plain text, of which nobody knows the language. */
function textsOf(value: unknown): Texts {
  const plain = textOf(value);
  if (plain) return { und: plain };
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).flatMap(([tag, given]) => {
    const text = textOf(given);
    return text && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? [[tag, text] as const] : [];
  });
  return Object.fromEntries(entries);
}

function oneText(value: unknown): string | undefined {
  const texts = textsOf(value);
  return ownValue(texts, 'en') === undefined ? Object.values(texts)[0] : texts.en;
}

function addressOf(given: unknown): Pick<Place, 'streetAddress' | 'addressLocality' | 'postalCode'> {
  if (!isRecord(given)) return {};
  const part = (key: string) => oneText(ownValue(given, key));
  const street = part('street');
  const house = part('house');
  return {
    streetAddress: street ? (house ? `${street} ${house}` : street) : part('text'),
    addressLocality: part('city'),
    // The latter is in A11yJSON's own example of a tourist office.
    postalCode: part('postalCode') ?? part('postcode'),
  };
}

function dateModifiedOf(properties: JsonRecord, now: number): string {
  const given = ownValue(properties, 'lastUpdate'); // accessibility.cloud
  if (typeof given === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{5,15}Z$/.test(given)) {
    const at = new Date(given);
    if (!Number.isNaN(at.getTime())) return at.toISOString();
  }
  return new Date(now * 1000).toISOString();
}

/** What the record calls itself; `_id` is accessibility.cloud's. */
export function originalIdOf(properties: JsonRecord): string | undefined {
  const given = ownValue(properties, 'originalId') ?? ownValue(properties, '_id');
  return typeof given === 'number' ? String(given) : textOf(given);
}

const citationOf = ({ name, url }: CollectionSource): FactSource => ({
  name,
  ...(url && isHttpUrl(url) && URL.canParse(url) && { url: publicUrl(url) }),
});

/** A listing out of plain A11yJSON, not yet validated. */
export function readPlainPlace(
  properties: JsonRecord,
  position: Pick<Place, 'lat' | 'lon'>,
  source: CollectionSource,
  now: number,
): Place {
  const name = textsOf(ownValue(properties, 'name'));
  const called = oneText(name) ?? '';
  // Of a long id, such as an address, the end is what tells it from others.
  const own = slugify(originalIdOf(properties) ?? called).slice(-(MOST_ID - source.id.length - 1));
  const id = own && `${source.id}-${own.replace(/^-/, '')}`;
  const citation = citationOf(source);
  return {
    id,
    slug: slugify(called, MOST_SLUG) || id,
    kind: kindOf(ownValue(properties, 'category')),
    name,
    description: textsOf(ownValue(properties, 'description')),
    ...position,
    ...addressOf(ownValue(properties, 'address')),
    telephone: textOf(ownValue(properties, 'phoneNumber')),
    email: textOf(ownValue(properties, 'emailAddress')),
    url: textOf(ownValue(properties, 'placeWebsiteUrl')),
    facts: readFacts(ownValue(properties, 'accessibility'), { source: citation, method: 'import' }),
    source: { ...citation, licence: source.licence },
    dateModified: dateModifiedOf(properties, now),
  };
}
