import * as z from 'zod/mini';
import { SlotTimes } from '../domain/prediction/travel-times.ts';
import { putItems } from './batch-put.ts';
import { intColumn } from './int-column-schema.ts';
import { packItems, unpackItems } from './packed-item.ts';
import { queryItems } from './read-items.ts';
import { feedKey, type TransitStore } from './timetable-store.ts';

/** What has not been seen for two months is not how it is today. */
const KEPT_DAYS = 60;
const TTL_SECONDS = KEPT_DAYS * 86_400;

const FIELDS = 5;

/** Legs by the ids of their stops, which outlive a version of the timetable. */
const slotSchema = z.object({
  stops: z.array(z.string()),
  /** Per leg: indexes into stops, seconds, count, day when it was last seen. */
  legs: intColumn,
});

const keyOf = (feedId: string, slot: number) => ({
  pk: `${feedKey(feedId)}#TIMES`,
  sk: `SLOT#${String(slot).padStart(2, '0')}`,
});

/** AP-51: how long legs take in one hour of one kind of day. Empty where nothing was learned, or cannot be read. */
export async function loadSlot(store: TransitStore, feedId: string, slot: number): Promise<SlotTimes> {
  const times = new SlotTimes();
  const { pk, sk } = keyOf(feedId, slot);
  const items = await queryItems(store, pk, `${sk}#`);
  if (items.length === 0) return times;
  try {
    const { stops, legs } = unpackItems(items, slotSchema, `travel times ${slot} of feed ${feedId}`);
    for (let i = 0; i < legs.length; i += FIELDS) {
      const [from = 0, to = 0, seconds = 0, count = 0, seenOn = 0] = legs.slice(i, i + FIELDS);
      times.put(stops[from] ?? '', stops[to] ?? '', { seconds, count, seenOn });
    }
  } catch {
    return new SlotTimes(); // The timetable does until they are learned anew.
  }
  return times;
}

export async function writeSlot(
  store: TransitStore,
  feedId: string,
  slot: number,
  times: SlotTimes,
  now: number,
): Promise<void> {
  const stops: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (stop: string): number => {
    const known = numbers.get(stop);
    if (known !== undefined) return known;
    numbers.set(stop, stops.length);
    return stops.push(stop) - 1;
  };
  const oldest = Math.floor(now / 86_400) - KEPT_DAYS;
  const legs = [...times.entries()].flatMap(({ from, to, seconds, count, seenOn }) =>
    seenOn < oldest ? [] : [numberOf(from), numberOf(to), Math.round(seconds), count, seenOn],
  );
  const ttl = { N: String(now + TTL_SECONDS) };
  const items = await packItems(keyOf(feedId, slot), { stops, legs });
  await putItems(
    store,
    items.map((item) => ({ ...item, ttl })),
  );
}
