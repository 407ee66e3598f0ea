import fc from 'fast-check';
import { expect, it } from 'vitest';
import { line, Network, SERVICE_DATE, source, tripUpdate, vehiclePosition } from '#test/builders/transit.ts';
import { prepareLive, prepareStop } from '../domain/transit/board-sources.ts';
import { compileBoard } from '../domain/transit/compile-board.ts';
import { cutByArea, joinTrips } from '../domain/transit/live-areas.ts';
import type { LiveSnapshot } from '../domain/transit/live-snapshot.ts';
import type { StopTimeUpdate, TripUpdate } from '../domain/transit/realtime-message.ts';
import { resolveLive } from '../domain/transit/resolve-live.ts';
import { fromLiveShard, type LiveShard, liveShardSchema, toLiveShard } from './live-shard.ts';

const stops = 'A B C D E F'.split(' ');
const network = new Network({
  trips: [
    { id: 't0', calls: line('A B C D E F') },
    { id: 't1', route: '2', calls: line('F D B A', '10:03:00'), dates: [SERVICE_DATE, '20260611'] },
    { id: 't2', route: '3', calls: line('C A C E', '09:40:00', 9) },
  ],
  areas: { A: 0, B: 0, C: 1, D: 1, E: 2, F: 2 },
});
const now = network.at('10:02:00');

const updateArbitrary: fc.Arbitrary<TripUpdate> = fc
  .record({
    trip: fc.constantFrom('t0', 't1', 't2'),
    relationship: fc.constantFrom(
      'SCHEDULED',
      'SCHEDULED',
      'SCHEDULED',
      'CANCELED',
      'ADDED',
      'REPLACEMENT',
      'DELETED' as const,
    ),
    calls: fc.array(
      fc.record({
        stopSequence: fc.integer({ min: 1, max: 6 }),
        stopId: fc.option(fc.constantFrom(...stops), { nil: undefined }),
        delay: fc.option(fc.integer({ min: -300, max: 4000 }), { nil: undefined }),
        time: fc.option(fc.integer({ min: now - 600, max: now + 4000 }), { nil: undefined }),
        relationship: fc.constantFrom('SCHEDULED', 'SCHEDULED', 'SKIPPED', 'NO_DATA' as const),
        assignedStopId: fc.option(fc.constantFrom(...stops), { nil: undefined, freq: 6 }),
        occupancy: fc.constantFrom(undefined, null, 'FULL' as const),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ trip, relationship, calls }) =>
    tripUpdate(
      { tripId: relationship === 'ADDED' ? `extra-${trip}` : trip, routeId: '2', relationship },
      calls.map(
        ({ delay, time, occupancy, ...call }): Partial<StopTimeUpdate> => ({
          ...call,
          departure: delay === undefined && time === undefined ? undefined : { delay, time },
          departureOccupancy: occupancy,
        }),
      ),
    ),
  );

const snapshotArbitrary: fc.Arbitrary<LiveSnapshot> = fc
  .record({
    updates: fc.array(updateArbitrary, { maxLength: 5 }),
    vehicles: fc.array(
      fc.record({
        tripId: fc.constantFrom('t0', 't1', 't2', 'extra-t0'),
        vehicle: fc.constantFrom(undefined, { id: 'v' }, { id: 'v', label: 'v' }, { label: 'x' }),
        position: fc.constantFrom(undefined, { lat: 56.39512, lon: -3.43101 }, { lat: 56.4, lon: -3 }),
        timestamp: fc.constantFrom(undefined, now - 20, now - 3),
        occupancy: fc.constantFrom(undefined, null, 'FULL' as const),
        currentStopSequence: fc.constantFrom(undefined, 2),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ updates, vehicles }) => {
    const positions = vehicles.map(({ tripId, ...more }) =>
      vehiclePosition({ tripId }, { ...more, status: 'STOPPED_AT' }),
    );
    return resolveLive([source(now, { tripUpdates: updates, vehicles: positions })], network.lookup, now)
      .snapshot;
  });

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
