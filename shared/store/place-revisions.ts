import { createHash } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Place } from '../domain/places/place.ts';
import type { PlaceRevision } from '../domain/places/place-summary.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import type { DataStore } from './data-store.ts';
import { type ItemKey, packItems, partCount, partKey, unpackItems } from './packed-item.ts';
import { getItem, queryItems } from './read-items.ts';
import { storedPlaceSchema } from './stored-place-schema.ts';

/** A place as it was published once. Never changed, never deleted. */
const revisionKey = (id: string, { number, digest }: PlaceRevision): ItemKey => ({
  pk: `PLACE#${id}`,
  sk: `REV#${String(number).padStart(8, '0')}#${digest}`,
});

/** Of what a place says; the same content has the same digest. */
export const digestOf = (place: Place): string =>
  createHash('sha256').update(canonicalJson(place)).digest('base64url').slice(0, 12);

/** AP-12: one revision of a place; undefined when there is none. */
export async function loadRevision(
  store: DataStore,
  id: string,
  revision: PlaceRevision,
  consistent = false,
): Promise<Place | undefined> {
  const key = revisionKey(id, revision);
  const first = await getItem(store, { pk: key.pk, sk: partKey(key.sk, 0) }, consistent);
  if (!first) return undefined;
  const items = partCount(first) === 1 ? [first] : await queryItems(store, key.pk, `${key.sk}#`, consistent);
  return unpackItems(items, storedPlaceSchema, `place ${id}`);
}

/** Writes a revision that nobody reads until a snapshot names it. */
export async function writeRevision(store: DataStore, place: Place, revision: PlaceRevision): Promise<void> {
  for (const item of await packItems(revisionKey(place.id, revision), place)) {
    const answer = await store.client.send(
      new PutItemCommand({ TableName: store.tableName, Item: item, ReturnConsumedCapacity: 'TOTAL' }),
    );
    store.onCapacity?.({ kind: 'write', units: answer.ConsumedCapacity?.CapacityUnits ?? 0 });
  }
}
