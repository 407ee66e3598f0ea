import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, source, summary, tripUpdate } from '#test/builders/transit.ts';
import { TravelTimes } from '../prediction/travel-times.ts';
import { VehicleTracker } from '../prediction/vehicle-tracker.ts';
import { carryOver } from './carry-over.ts';
import { withClosures } from './closed-calls.ts';
import type { JourneyClosure, VehiclePosition } from './realtime-message.ts';
import { resolveLive } from './resolve-live.ts';
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
const cancelled: JourneyClosure = {
  situationId: 'TM:5',
  journey,
  skipped: undefined,
  periods: [],
  publishedFrom: null,
};
const without = (...stops: readonly string[]): JourneyClosure => ({
  ...cancelled,
  skipped: stops.map((stopRef) => ({ stopRef })),
});

const situations = (closure: JourneyClosure, at = now): SourceMessage => ({
  ...source(at, { closures: [closure] }, 'sx'),
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

  it('outlasts the update that it is laid over, and an update outlasts it', () => {
    const old = source(now - 301, {
      tripUpdates: [tripUpdate({ tripId: 'ten', relationship: 'CANCELED' }, [])],
    });
    expect(rowAt('A', [old, situations(cancelled)])).toBe('ten 10:00 cancelled');
    expect(rowAt('B', [late, situations(without('B'))], now + 400)).toBe('ten 10:05 not-stopping');
    expect(rowAt('B', [late, situations(cancelled, now - 3601)])).toBe('ten 10:05 +120 live');
  });

  it('goes on when a process starts anew and its source is down', () => {
    const at = network.at('10:03:00');
    const seen = () => source(at, { vehicles: [bus(at, 500)] }, 'vp');
    for (const others of [[late], [seen()], []])
      for (const closure of [cancelled, without('C')]) {
        const resolve = (sources: readonly SourceMessage[]) =>
          resolveLive(
            sources,
            network.lookup,
            at,
            new Set(),
            new VehicleTracker(network.lookup, new TravelTimes()),
          ).snapshot;
        const before = resolve([situations(closure, at), ...others]);
        const after = carryOver(resolve(others), before, new Set(['sx']), at);
        const told = withClosures(after.trips, after.sources, at);
        expect(told.flatMap(({ calls }) => calls).find(({ callIndex }) => callIndex === 2)?.state).toBe(
          closure === cancelled ? 'cancelled' : 'skipped',
        );
      }
  });

  it('is called off in every timetable that has it', () => {
    const sx = situations(cancelled);
    const { outcomes } = network.resolve([sx], now);
    const taken = new Set(outcomes.flatMap(({ matched }) => [...matched]));
    expect(taken.size).toBe(1);
    expect(resolveLive([sx], network.lookup, now, taken).snapshot.trips).toMatchObject([
      { kind: 'closed', tripId: 'ten' },
    ]);
  });

  it('is passed on beside what else is known of its run', () => {
    const told = (sources: readonly SourceMessage[], at = now) => {
      const { trips } = network.resolve(sources, now);
      return withClosures(trips.trips, trips.sources, at).map(({ kind, calls }) => [
        kind,
        ...calls.map(({ state }) => state),
      ]);
    };
    const missed = situations(without('B'));
    expect(told([missed])).toEqual([['update', 'skipped']]);
    expect(told([late, missed])).toEqual([['update', 'live', 'skipped', 'live', 'live']]);
    expect(told([late, missed], now + 400)).toEqual([['update', 'skipped']]);
    expect(told([late, situations(cancelled)])).toEqual([['update', ...Array(4).fill('cancelled')]]);
    expect(told([missed], now + 3601)).toEqual([]);
  });

  it('is not asked for where alerts are not', () => {
    const updatesAlone: SourceMessage = { ...situations(cancelled), kinds: ['trip-updates'] };
    expect(rowAt('A', [updatesAlone])).toBe('ten 10:00 scheduled');
  });

  it('holds for its periods and from when it is published', () => {
    const end = network.at('09:30:00');
    const during = (start: number | null, until: number | null) =>
      rowAt('A', [situations({ ...cancelled, periods: [{ start, end: until }] })]);
    expect(during(null, end)).toBe('ten 10:00 scheduled');
    expect(during(end, null)).toBe('ten 10:00 cancelled');
    expect(during(network.at('10:05:00'), network.at('10:06:00'))).toBe('ten 10:00 cancelled');
    const [wednesdays, weekends] = [new Set([2]), new Set([5, 6])];
    expect(rowAt('A', [situations({ ...cancelled, days: wednesdays })])).toBe('ten 10:00 cancelled');
    expect(rowAt('A', [situations({ ...cancelled, days: weekends })])).toBe('ten 10:00 scheduled');
    expect(rowAt('A', [situations({ ...cancelled, publishedFrom: now + 1 })])).toBe('ten 10:00 scheduled');
    expect(rowAt('A', [situations({ ...cancelled, publishedFrom: now })])).toBe('ten 10:00 cancelled');
  });

  it('is not a journey that a producer has replaced', () => {
    const replaced = source(now, {
      tripUpdates: [
        tripUpdate({ tripId: 'ten', relationship: 'REPLACEMENT' }, [
          { stopId: 'B', departure: { time: network.at('10:20:00') } },
          { stopId: 'D', departure: { time: network.at('10:30:00') } },
        ]),
      ],
    });
    expect(rowAt('B', [replaced, situations(cancelled)])).toBe('ten - at 10:20 live');
  });
});

describe('M11, S12: a journey that is cut short', () => {
  it('ends where it ends, however late its bus is', () => {
    const cut = situations(without('C', 'D'));
    expect(rowAt('B', [cut])).toBe('eleven 11:05 scheduled');
    expect(rowAt('C', [cut])).toBe('ten 10:10 not-stopping');
    const at = network.at('10:09:00');
    const tracker = new VehicleTracker(network.lookup, new TravelTimes());
    const seen = source(at, { vehicles: [bus(at, 300)] }, 'vp');
    const short = { ...without('D'), journey };
    const boardAt = (stop: string) =>
      summary(network.board(stop, at, [seen, situations(short, at)], { tracker }), network)[0];
    expect(boardAt('B')).toMatch(/^ten 10:05 .* live$/);
    expect(boardAt('C')).toBe('eleven 11:10 scheduled');
  });

  it('ends before what two situations close together', () => {
    const both: SourceMessage = {
      ...situations(cancelled),
      message: { ...situations(cancelled).message, closures: [without('D'), without('C')] },
    };
    expect(rowAt('B', [both])).toBe('eleven 11:05 scheduled');
    expect(rowAt('C', [both])).toBe('ten 10:10 not-stopping');
    const { trips } = network.resolve([both], now);
    expect(withClosures(trips.trips, trips.sources, now).map(({ calls }) => calls)).toEqual([
      [
        { callIndex: 2, state: 'skipped' },
        { callIndex: 3, state: 'skipped' },
      ],
    ]);
  });

  it('is cancelled where no stop is left', () => {
    expect(rowAt('A', [situations(without('A', 'B', 'C', 'D'))])).toBe('ten 10:00 cancelled');
  });
});

describe('M11: a stop that is called at twice', () => {
  const loop = new Network({
    trips: [{ id: 'loop', route: 'x7', calls: line('A B C A D', '10:00:00') }],
    routes: { x7: { line: 'X7', operatorCode: 'PBUS' } },
  });
  const rowsAt = (stop: string, skipped: JourneyClosure['skipped']) =>
    summary(loop.board(stop, now, [situations({ ...cancelled, skipped })]), loop);

  it('is left out when its time says', () => {
    const aimed = loop.at('10:15:00');
    expect(rowsAt('A', [{ stopRef: 'A', aimed }])).toEqual([
      'loop 10:00 scheduled',
      'loop 10:15 not-stopping',
    ]);
  });

  it('is left out twice where it is listed twice, and not at all where nobody can tell', () => {
    expect(rowsAt('A', [{ stopRef: 'A' }, { stopRef: 'A' }])).toEqual([
      'loop 10:00 not-stopping',
      'loop 10:15 not-stopping',
    ]);
    expect(rowsAt('A', [{ stopRef: 'A' }])).toEqual(['loop 10:00 scheduled', 'loop 10:15 scheduled']);
    const { outcomes } = loop.resolve(
      [situations({ ...cancelled, skipped: [{ stopRef: 'A' }, { stopRef: 'X' }] })],
      now,
    );
    expect(outcomes[0]?.discarded).toEqual({ 'stop-ambiguous': 1, 'stop-not-on-trip': 1 });
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
