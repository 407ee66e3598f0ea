import { placeSchema } from '../../contracts/place-schema.ts';
import { fieldsOf } from '../../domain/listings/fields-of-place.ts';
import type { FieldFault } from '../../domain/listings/import-row.ts';
import type { Fields } from '../../domain/listings/listing-fields.ts';
import { isRecord, type JsonRecord, ownValue } from '../a11yjson/find-in-accessibility.ts';
import { checkPlace } from '../a11yjson/record-fault.ts';

/** A feature in the form of our own open data: a listing whole, with every fact written out. */
export const isOwnFeature = (properties: JsonRecord): boolean =>
  isRecord(ownValue(properties, 'facts')) && isRecord(ownValue(properties, 'name'));

/** What the open data says with null, or with false, a listing does not say. */
function factOf(said: unknown): unknown {
  if (!isRecord(said)) return said;
  const { unit: _, freshness: __, disputed, source, ...rest } = said;
  return withoutNulls({
    ...rest,
    ...(disputed !== false && { disputed }),
    ...(isRecord(source) ? { source: withoutNulls(source) } : { source }),
  });
}

const withoutNulls = (record: JsonRecord): JsonRecord =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined));

const isUnsaid = (fact: unknown) =>
  isRecord(fact) && fact.status === 'unknown' && Object.keys(fact).length === 1;

const known: ReadonlySet<string> = new Set(Object.keys(placeSchema.shape));

export const isOwnProperty = (name: string): boolean => known.has(name);

/** The fields of such a feature, held to the schema of listings. What the schema does not have is left out. */
export function readOwnFeature(
  properties: JsonRecord,
  position: { readonly lat: number; readonly lon: number },
): { readonly id: string; readonly fields: Fields } | { readonly fault: FieldFault } {
  const given = ownValue(properties, 'facts');
  const facts = Object.entries(isRecord(given) ? given : {})
    .map(([id, said]) => [id, factOf(said)] as const)
    .filter(([, fact]) => !isUnsaid(fact));
  // Pictures stay where their files are.
  const said = Object.entries(properties).filter(([name]) => isOwnProperty(name) && name !== 'images');
  const checked = checkPlace({ ...Object.fromEntries(said), ...position, facts: Object.fromEntries(facts) });
  if ('fault' in checked) return { fault: checked.fault };
  return { id: checked.place.id, fields: fieldsOf(checked.place) };
}
