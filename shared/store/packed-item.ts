import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DomainError } from '../platform/domain-error.ts';

/** An item as DynamoDB's client gives and takes it. */
export type Item = Record<string, AttributeValue>;

export interface ItemKey {
  readonly pk: string;
  /** Of the value; its parts are `${sk}#000`, `${sk}#001` … */
  readonly sk: string;
}

/** DynamoDB refuses items above 400 KB, keys and names included. */
const PART_BYTES = 380_000;
/**
 * Measured on stop items: within 5 % of the size of 5 at two thirds of its time; smaller than zstd at any level of
 * that speed. 11 would be a tenth smaller and a hundred times slower.
 */
const QUALITY = 4;
/** What a stored value may be at most once it is decompressed: a guard, far above what the import writes. */
const MAX_VALUE_BYTES = 512 * 1024 * 1024;

const compress = promisify(brotliCompress);

/**
 * A JSON value as one or more items: compressed, cut below DynamoDB's limit. Written whole or not at all is the
 * caller's care: write under a key that nobody reads yet, then point to it.
 */
export function packItems(key: ItemKey, value: unknown): Promise<Item[]> {
  return packJson(key, JSON.stringify(value));
}

/** As packItems, for a value that is JSON text already. */
export async function packJson(key: ItemKey, text: string): Promise<Item[]> {
  const json = Buffer.from(text);
  const data = await compress(json, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      // No larger than the value: an encoder's memory follows its window, and several are at work at a time.
      [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(16, 32 - Math.clz32(json.length))),
      [constants.BROTLI_PARAM_SIZE_HINT]: json.length,
    },
  });
  const parts = Math.max(1, Math.ceil(data.length / PART_BYTES));
  const stamp = createHash('sha256').update(data).digest('base64url').slice(0, 8);
  return Array.from({ length: parts }, (_, part) => ({
    pk: { S: key.pk },
    sk: { S: partKey(key.sk, part) },
    parts: { N: String(parts) },
    ...(parts > 1 && { stamp: { S: stamp } }),
    data: { B: data.subarray(part * PART_BYTES, (part + 1) * PART_BYTES) },
  }));
}

export const partKey = (sk: string, part: number): string => `${sk}#${String(part).padStart(3, '0')}`;

/** Which part an item is, counted from 0. */
const partOf = ({ sk }: Item): number => Number(sk?.S?.slice(sk.S.lastIndexOf('#') + 1));

/** How many items the value of this item has; 1 for most. */
export const partCount = (item: Item): number => Number(item.parts?.N ?? Number.NaN);

/**
 * The value of all items of one key, in any order; parts beyond those that the first one counts are what a larger
 * value left behind. Throws DomainError `unavailable` when parts are missing, damaged, of different writes, or not
 * what `schema` describes; `what` names it in the message.
 */
export function unpackItems<T>(items: readonly Item[], schema: z.ZodMiniType<T>, what: string): T {
  const first = items.find((item) => partOf(item) === 0) ?? items[0];
  const expected = first ? partCount(first) : 0;
  const sorted = items.filter((item) => !(partOf(item) >= expected)).sort((a, b) => partOf(a) - partOf(b));
  if (sorted.length === 0 || sorted.length !== expected) {
    throw unreadable(what, `${sorted.length} of ${expected} parts found`);
  }
  // None on values of one part, nor on those of earlier releases.
  if (sorted.some(({ stamp }) => stamp?.S !== first?.stamp?.S)) {
    throw unreadable(what, 'its parts are of different writes');
  }
  let value: unknown;
  try {
    const data = Buffer.concat(sorted.map((item) => item.data?.B ?? new Uint8Array()));
    value = JSON.parse(brotliDecompressSync(data, { maxOutputLength: MAX_VALUE_BYTES }).toString('utf8'));
  } catch (error) {
    throw unreadable(what, 'its data is damaged', error);
  }
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unreadable(what, `${issue?.path.join('.') || 'it'}: ${issue?.message}`, parsed.error);
}

function unreadable(what: string, why: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', `The stored ${what} cannot be read: ${why}.`, {}, { cause });
}
