import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryUpdate, arbitraryVehicle, NETWORK, NOW, STOPS } from '#test/builders/arbitrary-updates.ts';
import { source, tripUpdate } from '#test/builders/transit.ts';
import { prepareLive, prepareStop } from '../domain/transit/board-sources.ts';
import { compileBoard } from '../domain/transit/compile-board.ts';
import { cutByArea, joinTrips } from '../domain/transit/live-areas.ts';
import type { LiveSnapshot } from '../domain/transit/live-snapshot.ts';
import { resolveLive } from '../domain/transit/resolve-live.ts';
import { withUntrackedRuns } from '../domain/transit/untracked-runs.ts';
import { fromLiveShard, type LiveShard, liveShardSchema, toLiveShard } from './live-shard.ts';

const [stops, network, now] = [STOPS, NETWORK, NOW];

const snapshotArbitrary: fc.Arbitrary<LiveSnapshot> = fc
  .record({
    tripUpdates: fc.array(arbitraryUpdate, { maxLength: 5 }),
    vehicles: fc.array(arbitraryVehicle, { maxLength: 3 }),
  })
  .map((content) => resolveLive([source(now, content)], network.lookup, now).snapshot)
  .map((snapshot) => withUntrackedRuns(snapshot, network.lookup, now));

const stored = ({ trips, sources }: Pick<LiveSnapshot, 'trips' | 'sources'>) =>
  fromLiveShard(liveShardSchema.parse(JSON.parse(JSON.stringify(toLiveShard(trips, sources)))), sources);

it('the board from the stored shard of its area is the board from the whole snapshot', () => {
  fc.assert(
    fc.property(
      snapshotArbitrary,
      fc.constantFrom(...stops),
      fc.integer({ min: 0, max: 3600 }),
      (snapshot, stopId, later) => {
        const stop = prepareStop(network.stop(stopId));
        const options = { now: now + Math.min(later, 250), limit: 50, horizonSeconds: 7200 };
        const area = cutByArea(snapshot, network.lookup)[stop.timetable.area];
        const whole = compileBoard(stop, prepareLive(snapshot), options);
        const cut = compileBoard(
          stop,
          prepareLive({ ...snapshot, trips: stored({ ...snapshot, trips: area?.trips ?? [] }) }),
          options,
        );
        expect(cut).toEqual(whole);
      },
    ),
    { numRuns: 2000 },
  );
});

it('a snapshot joined from all its stored areas gives the same boards', () => {
  fc.assert(
    fc.property(snapshotArbitrary, fc.constantFrom(...stops), (snapshot, stopId) => {
      const stop = prepareStop(network.stop(stopId));
      const options = { now, limit: 50, horizonSeconds: 7200 };
      const areas = cutByArea(snapshot, network.lookup).map(({ trips }) => stored({ ...snapshot, trips }));
      const joined = { ...snapshot, trips: joinTrips(areas) };
      expect(compileBoard(stop, prepareLive(joined), options)).toEqual(
        compileBoard(stop, prepareLive(snapshot), options),
      );
    }),
    { numRuns: 1000 },
  );
});

it('a damaged shard is refused, not read as something else', () => {
  const update = tripUpdate({ tripId: 't0' }, [{ stopSequence: 1, departure: { delay: 60 } }], {
    vehicle: { id: 'v' },
  });
  const { snapshot } = resolveLive([source(now, { tripUpdates: [update] })], network.lookup, now);
  const shard = toLiveShard(snapshot.trips, snapshot.sources);
  const read = (damage: Partial<LiveShard>) => () => fromLiveShard({ ...shard, ...damage }, snapshot.sources);
  expect(read({})()).toHaveLength(1);
  expect(read({ calls: { ...shard.calls, delays: [] } })).toThrow(RangeError);
  expect(read({ calls: { ...shard.calls, lengths: [] } })).toThrow(RangeError);
  expect(read({ calls: { ...shard.calls, states: '7' } })).toThrow(RangeError);
  expect(read({ dates: [] })).toThrow(RangeError);
  expect(read({ vehicles: { ...shard.vehicles, ids: [] } })).toThrow(RangeError);
});

it('a vehicle that is dated by its feed does not change the shard when the feed is merely fresh', () => {
  const shardAt = (feedTimestamp: number) => {
    const update = tripUpdate({ tripId: 't0' }, [{ stopSequence: 4, departure: { delay: 60 } }], {
      vehicle: { id: 'v' },
    });
    const { snapshot } = resolveLive([source(feedTimestamp, { tripUpdates: [update] })], network.lookup, now);
    const shard = toLiveShard(snapshot.trips, snapshot.sources);
    expect(fromLiveShard(shard, snapshot.sources)[0]?.vehicle?.asOf).toBe(feedTimestamp);
    return shard;
  };
  expect(shardAt(now + 15)).toEqual(shardAt(now));
});

it('the order in which a feed lists its trips changes no shard', () => {
  fc.assert(
    fc.property(
      snapshotArbitrary.chain((snapshot) =>
        fc.tuple(
          fc.constant(snapshot),
          fc.shuffledSubarray([...snapshot.trips], { minLength: snapshot.trips.length }),
        ),
      ),
      ([snapshot, trips]) => {
        const shards = (given: LiveSnapshot) =>
          cutByArea(given, network.lookup).map((area) => toLiveShard(area.trips, given.sources));
        expect(shards({ ...snapshot, trips })).toEqual(shards(snapshot));
      },
    ),
  );
});
