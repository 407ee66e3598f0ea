import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, source, summary, tripUpdate } from '#test/builders/transit.ts';
import { TravelTimes } from '../prediction/travel-times.ts';
import { VehicleTracker } from '../prediction/vehicle-tracker.ts';
import type { TripUpdate, VehiclePosition } from './realtime-message.ts';
import type { SourceMessage } from './source-message.ts';

/** Rule M11, from what a situation says to what a board says. A to D are a kilometre apart and five minutes. */
const network = new Network({
  trips: [
    { id: 'ten', route: 'x7', calls: line('A B C D', '10:00:00') },
    { id: 'eleven', route: 'x7', calls: line('A B C D', '11:00:00') },
  ],
  routes: { x7: { line: 'X7', operatorCode: 'PBUS' } },
  places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
});
const now = network.at('09:58:00');

const journey = { lineNames: ['X7'], operatorRef: 'PBUS', originDeparture: network.at('10:00:00') };
const cancelled: TripUpdate = {
  entityId: 'TM:5',
  journey,
  trip: { relationship: 'CANCELED' },
  stopTimeUpdates: [],
};
const without = (...stops: readonly string[]): TripUpdate => ({
  ...cancelled,
  trip: { relationship: 'SCHEDULED' },
  stopTimeUpdates: stops.map((stopId) => ({ stopId, relationship: 'SKIPPED' })),
});

const situations = (update: TripUpdate, at = now): SourceMessage => ({
  ...source(at, { tripUpdates: [update] }, 'sx'),
  kinds: ['alerts'],
});
/** A machine's prediction, newer than anything. */
const late = source(now + 20, {
  tripUpdates: [tripUpdate({ tripId: 'ten' }, [{ stopSequence: 1, departure: { delay: 120 } }])],
});
const bus = (at: number, metres: number): VehiclePosition => ({
  trip: { relationship: 'SCHEDULED', tripId: 'ten' },
  vehicle: { id: 'PBUS-1' },
  position: metresFromMiddle(metres, 0),
  timestamp: at,
});
const rowAt = (stop: string, sources: readonly SourceMessage[], boardNow = now) =>
  summary(network.board(stop, now, sources, { boardNow }), network)[0];

describe('M11: a journey that is called off', () => {
  it('is cancelled at every stop of its run, and no other is', () => {
    expect(summary(network.board('A', now, [situations(cancelled)]), network)).toEqual([
      'ten 10:00 cancelled',
      'eleven 11:00 scheduled',
    ]);
    expect(rowAt('C', [situations(cancelled)])).toBe('ten 10:10 cancelled');
  });

  it('does not run, whatever an update or a vehicle makes believe', () => {
    expect(rowAt('B', [late])).toBe('ten 10:05 +120 live');
    for (const sources of [
      [situations(cancelled), late],
      [late, situations(cancelled)],
    ])
      expect(rowAt('B', sources)).toBe('ten 10:05 cancelled');
    const at = network.at('10:03:00');
    const seen = source(at, { vehicles: [bus(at, 500)] }, 'vp');
    const board = (sources: readonly SourceMessage[]) =>
      summary(
        network.board('C', at, sources, { tracker: new VehicleTracker(network.lookup, new TravelTimes()) }),
        network,
      )[0];
    expect(board([seen])).toMatch(/^ten 10:10 .* live$/);
    expect(board([seen, situations(cancelled, at)])).toBe('ten 10:10 cancelled');
  });

  it('may miss some stops alone; the others are as their bus is', () => {
    const missed = situations(without('B', 'c'));
    expect(['A', 'B', 'C'].map((stop) => rowAt(stop, [missed]))).toEqual([
      'ten 10:00 scheduled',
      'ten 10:05 not-stopping',
      'ten 10:10 not-stopping',
    ]);
    expect(['A', 'B', 'C'].map((stop) => rowAt(stop, [late, missed]))).toEqual([
      'ten 10:00 +120 live',
      'ten 10:05 not-stopping',
      'ten 10:10 not-stopping',
    ]);
    const at = network.at('10:03:00');
    const tracker = new VehicleTracker(network.lookup, new TravelTimes());
    const seen = source(at, { vehicles: [bus(at, 500)] }, 'vp');
    const boardAt = (stop: string) =>
      summary(network.board(stop, at, [seen, situations(without('C'), at)], { tracker }), network)[0];
    expect(boardAt('B')).toMatch(/^ten 10:05 .* live$/);
    expect(boardAt('C')).toBe('ten 10:10 not-stopping');
  });

  it('of two situations both count, and one that calls it off altogether most', () => {
    const [b, c] = [situations(without('B')), { ...situations(without('C')), id: 'other' }];
    expect([rowAt('B', [b, c]), rowAt('C', [b, c])]).toEqual([
      'ten 10:05 not-stopping',
      'ten 10:10 not-stopping',
    ]);
    const off = { ...situations(cancelled), id: 'other' };
    expect(rowAt('A', [b, off])).toBe('ten 10:00 cancelled');
    expect(rowAt('A', [off, b])).toBe('ten 10:00 cancelled');
  });

  it('stays called off as long as alerts count, and makes nothing live', () => {
    const sources = [situations(cancelled, now - 3500)];
    expect(rowAt('A', sources)).toBe('ten 10:00 cancelled');
    expect(rowAt('A', sources, now + 100)).toBe('ten 10:00 cancelled');
    expect(rowAt('A', sources, now + 101)).toBe('ten 10:00 scheduled');
    expect(network.board('A', now, [situations(cancelled)]).realtime).toMatchObject({ state: 'none' });
  });

  it('is not asked for where alerts are not', () => {
    const updatesAlone: SourceMessage = { ...situations(cancelled), kinds: ['trip-updates'] };
    expect(rowAt('A', [updatesAlone])).toBe('ten 10:00 scheduled');
  });
});

it('M11, A4: what a situation says of a journey is on the boards that list it', () => {
  const sx: SourceMessage = {
    ...source(now, {
      alerts: [
        {
          id: 'TM:6',
          cause: 'UNKNOWN_CAUSE',
          effect: 'SIGNIFICANT_DELAYS',
          severity: 'UNKNOWN_SEVERITY',
          header: { en: 'Ten minutes late' },
          description: {},
          url: {},
          activePeriods: [],
          selectors: [{ journey }],
        },
      ],
    }),
    kinds: ['alerts'],
  };
  const alertsAt = (time: string) =>
    network
      .board('B', network.at(time), [{ ...sx, feedTimestamp: network.at(time) }])
      .alerts.map(({ id }) => id);
  expect(alertsAt('09:58:00')).toEqual(['TM:6']);
  expect(alertsAt('10:58:00')).toEqual([]);
});
