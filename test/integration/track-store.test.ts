import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KeptTrack } from '#shared/domain/prediction/kept-tracks.ts';
import { SlotTimes } from '#shared/domain/prediction/travel-times.ts';
import { loadTracks, writeTracks } from '#shared/store/track-store.ts';
import { loadSlot, writeSlot } from '#shared/store/travel-time-store.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

const NOW = 1_780_000_000;
const TODAY = Math.floor(NOW / 86_400);
let store: LocalStore;
beforeAll(async () => {
  store = await openLocalStore();
});
afterAll(() => store.stop());

const track = (vehicle: string, more: Partial<KeptTrack> = {}): KeptTrack => ({
  vehicle,
  number: 4711,
  day: 20_614,
  startSeconds: null,
  track: {
    along: 1234,
    at: NOW - 7,
    nextCall: 5,
    standingSince: NOW - 40,
    standingAlong: 1230,
    lost: 0,
    drift: -37,
  },
  lastLeft: { callIndex: 4, at: NOW - 90 },
  ...more,
});

it('the vehicles of a feed are as they were, for the timetable they were followed on', async () => {
  const tracks = [
    track('bus 1'),
    track('', { startSeconds: 36_000, lastLeft: null, sourceId: 'vm' }),
    track('bus 1', { number: 0, day: 20_613, sourceId: 'gtfs-rt' }),
  ];
  await writeTracks(store, 'feed', 'v1', tracks, NOW);
  expect(await loadTracks(store, 'feed', 'v1')).toEqual(tracks);
  expect(await loadTracks(store, 'feed', 'v2')).toEqual([]);
  expect(await loadTracks(store, 'other', 'v1')).toEqual([]);
  await writeTracks(store, 'feed', 'v1', [track('bus 2')], NOW + 15);
  expect(await loadTracks(store, 'feed', 'v1')).toHaveLength(1);
});

it('what is known of one vehicle takes few bytes', async () => {
  const tracks = Array.from({ length: 500 }, (_, i) =>
    track(`3490101${100 + i}`, {
      number: (i * 7919) % 7000,
      track: { ...track('').track, along: (i * 104_729) % 15_000, at: NOW - (i % 30), nextCall: i % 40 },
    }),
  );
  store.takeCapacity();
  await writeTracks(store, 'many', 'v1', tracks, NOW);
  // A write unit is a kilobyte.
  expect(store.takeCapacity().write * 1024).toBeLessThan(500 * 30);
});

it('what was learned of an hour is what was stored of it', async () => {
  const times = new SlotTimes();
  times.put('A', 'B', { seconds: 71, count: 5, seenOn: TODAY });
  times.put('B', 'C é', { seconds: 130, count: 12, seenOn: TODAY - 60 });
  const known = [...times.entries()];
  times.put('C é', 'D', { seconds: 90, count: 12, seenOn: TODAY - 61 }); // nobody has seen it for two months
  await writeSlot(store, 'feed', 8, times, NOW);
  const loaded = await loadSlot(store, 'feed', 8);
  expect([...loaded.entries()]).toEqual(known);
  expect([...(await loadSlot(store, 'feed', 9)).entries()]).toEqual([]);
});
