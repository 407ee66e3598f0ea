import { beforeEach, describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, SERVICE_DATE, source, tripUpdate } from '#test/builders/transit.ts';
import type { VehiclePosition } from '../transit/realtime-message.ts';
import type { SourceMessage } from '../transit/source-message.ts';
import { TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

/** Stops are a kilometre and five minutes apart; the way back begins two minutes after the way out ends. */
const network = new Network({
  trips: [
    { id: 'out', block: 0, calls: line('A B C D', '10:00:00') },
    { id: 'back', block: 0, calls: line('D C B A', '10:17:00') },
    { id: 'other', calls: line('X Y', '09:30:00', 300) },
  ],
  places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0], X: [0, 5000], Y: [9000, 5000] },
});
const bus = (tripId: string | undefined, metres: number, at: number, id = 'bus 7'): VehiclePosition => ({
  ...(tripId !== undefined && { trip: { tripId, startDate: SERVICE_DATE, relationship: 'SCHEDULED' } }),
  vehicle: { id },
  position: metresFromMiddle(metres, id === 'bus 8' ? 5000 : 0),
  timestamp: at,
});
let tracker: VehicleTracker;
beforeEach(() => {
  tracker = new VehicleTracker(network.lookup, new TravelTimes());
});

/** The row of a trip after a poll with these vehicles, beside one that is always there; `on`: the page's. */
function rowOf(
  tripId: string,
  stop: string,
  time: string,
  reported: (at: number) => readonly VehiclePosition[],
  more: readonly SourceMessage[] = [],
) {
  const now = network.at(time);
  tracker.forgetBefore(now);
  const vehicles = [bus('other', 100, now, 'bus 8'), ...reported(now)];
  const { departures } = network.board(stop, now, [source(now, { vehicles }), ...more], {
    tracker,
    withOverdue: true,
  });
  const row = departures.find((each) => each.tripId === tripId);
  return (
    row && [
      row.status,
      ...(row.expected === null ? [] : [row.expected - now]),
      ...(row.untracked ? [row.untracked] : []),
    ]
  );
}
const nobody = () => [];

describe('P3: a vehicle that one message leaves out', () => {
  /** Eight minutes late at B, so at C too: its time there has been over since 10:10. */
  const seen = () => rowOf('out', 'C', '10:13:00', (at) => [bus('out', 1000, at)]);

  it('has the times that it had, and from 90 s on they go back', () => {
    const [status, ahead] = seen() ?? [];
    expect(status).toBe('live');
    for (const [time, passed] of [
      ['10:13:30', 30],
      ['10:14:30', 90],
      ['10:17:00', 90],
    ] as const) {
      const [still, left] = rowOf('out', 'C', time, nobody) ?? [];
      expect(still).toBe('live');
      // A little more is told the nearer it comes: there is less caution in it.
      expect(Math.abs(Number(ahead) - passed - Number(left))).toBeLessThan(15);
    }
    expect(rowOf('out', 'C', '10:18:01', nobody)).toEqual(['scheduled', 'silent']);
  });

  it('or that is sent without its trip', () => {
    seen();
    expect(rowOf('out', 'C', '10:13:30', (at) => [bus(undefined, 1200, at)])?.[0]).toBe('live');
  });

  it('is not called silent while a report counts', () => {
    rowOf('out', 'C', '10:06:00', (at) => [bus('out', 900, at)]);
    expect(rowOf('out', 'C', '10:06:30', nobody)?.[0]).toBe('live');
  });

  it('is gone from a run when it is on another', () => {
    seen();
    expect(rowOf('out', 'D', '10:14:00', (at) => [bus('back', 3000, at)])?.[0]).not.toBe('live');
  });

  it('is as the timetable says when its source sends a message without any', () => {
    seen();
    const now = network.at('10:13:30');
    const { departures } = network.board('C', now, [source(now, {})], { tracker, withOverdue: true });
    expect(departures.filter(({ status }) => status === 'live')).toEqual([]);
  });
});

it('P6: the late run that comes next keeps its time while its bus is out of sight at the end', () => {
  const next = (time: string, reported: (at: number) => readonly VehiclePosition[]) =>
    rowOf('back', 'C', time, reported)?.[0];
  rowOf('back', 'C', '10:23:00', (at) => [bus('out', 2500, at)]);
  expect(next('10:24:00', (at) => [bus('out', 2900, at)])).toBe('live');
  expect(next('10:25:00', nobody)).toBe('live');
  expect(next('10:28:00', nobody)).toBe('live');
  expect(next('10:28:30', (at) => [bus('back', 2900, at)])).toBe('live');
});

it('V2: what the vehicle has left does not come back where an update has dropped it', () => {
  const early = (at: number) => [bus('out', 2500, at)];
  const update = (time: string) =>
    source(
      network.at(time),
      { tripUpdates: [tripUpdate({ tripId: 'out' }, [{ stopSequence: 4, departure: { delay: -150 } }])] },
      'tu',
    );
  rowOf('out', 'C', '10:06:00', (at) => [bus('out', 1500, at)]);
  expect(rowOf('out', 'C', '10:08:00', early, [update('10:08:00')])).toBeUndefined();
});

it('V2: a bus that takes over a run counts, though the one that has broken down goes on reporting', () => {
  const places = (time: string, of: readonly (readonly [string, number])[]) =>
    rowOf('out', 'C', time, (at) => of.map(([id, metres]) => bus('out', metres, at, id)))?.[1];
  let ahead: unknown;
  for (let minute = 6; minute <= 13; minute++)
    ahead = places(`10:${String(minute).padStart(2, '0')}:00`, [['broken', 1200]]);
  expect(Number(ahead)).toBeGreaterThan(150);
  places('10:14:00', [
    ['broken', 1200],
    ['relief', 1500],
  ]);
  const taken = places('10:15:00', [
    ['broken', 1200],
    ['relief', 1900],
  ]);
  expect(Number(taken)).toBeLessThan(60);
  expect(
    places('10:16:00', [
      ['broken', 1200],
      ['relief', 2300],
    ]),
  ).toBeUndefined();
});

it('P4: a run that two vehicles are late for has one row when both are out of sight, by the one that comes first', () => {
  const away = (at: number, ...metres: readonly number[]) =>
    metres.map((west, i) => bus('out', -west, at, `bus ${20 + i}`));
  const rows = (time: string, reported: (at: number) => readonly VehiclePosition[]) => {
    const now = network.at(time);
    tracker.forgetBefore(now);
    const vehicles = [bus('other', 100, now, 'bus 8'), ...reported(now)];
    const { departures } = network.board('A', now, [source(now, { vehicles })], { tracker });
    return departures.filter(({ tripId }) => tripId === 'out');
  };
  rows('10:00:00', (at) => away(at, 6000));
  const [first] = rows('10:00:15', (at) => [bus('out', -3000, at, 'bus 21')]);
  const now = network.at('10:00:30');
  const gone = rows('10:00:30', nobody);
  expect(gone).toHaveLength(1);
  expect(gone[0]?.vehicle?.id).toBe('bus 21');
  expect(Number(gone[0]?.expected) - now).toBeLessThan(Number(first?.expected) - now + 30);
});

describe('P3: a vehicle without an id that one message leaves out', () => {
  const nameless = (metres: number) => (at: number) => [{ ...bus('out', metres, at), vehicle: {} }];

  it('has the times that it had, and tells nothing of itself', () => {
    rowOf('out', 'C', '10:13:00', nameless(1000));
    expect(rowOf('out', 'C', '10:13:30', nobody)?.[0]).toBe('live');
  });

  it('has left what it had left, however early', () => {
    rowOf('out', 'B', '10:03:00', nameless(800));
    rowOf('out', 'B', '10:03:30', nameless(1200));
    expect(rowOf('out', 'B', '10:04:00', nobody)).toBeUndefined();
  });
});

describe('P3: a vehicle whose id another has', () => {
  const seen = (others: (at: number) => readonly VehiclePosition[]) =>
    rowOf('out', 'C', '10:13:00', (at) => [bus('out', 1000, at), ...others(at)]);
  const atY = (tripId: string) => (at: number) => [
    { ...bus(tripId, 0, at), position: metresFromMiddle(9000, 5000) },
  ];

  it('is on the road where the other cannot be it', () => {
    seen(nobody);
    expect(rowOf('out', 'C', '10:13:30', atY('unknown'))?.[0]).toBe('live');
  });

  it('is missed at once where it may have gone on to that', () => {
    seen(nobody);
    const goneOn = (at: number) => [bus('unknown', 1100, at)];
    expect(rowOf('out', 'C', '10:13:30', goneOn)).toEqual(['scheduled', 'silent']);
  });
});

it("P3: another operator's bus of the same number, near by, is not the one that is left out", () => {
  const two = new Network({
    trips: [
      { id: 'out', calls: line('A B C D', '10:00:00') },
      { id: 'its', route: 'its', calls: line('A B C D', '10:05:00') },
    ],
    routes: { its: { agencyId: 'B' } },
    places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
  });
  const poll = (time: string, trips: readonly string[]) => {
    const now = two.at(time);
    const vehicles = trips.map((id) => bus(id, 1500, now));
    const { departures } = two.board('C', now, [source(now, { vehicles })], { tracker: its });
    return departures.find(({ tripId }) => tripId === 'out')?.status;
  };
  const its = new VehicleTracker(two.lookup, new TravelTimes());
  expect(poll('10:11:00', ['out', 'its'])).toBe('live');
  expect(poll('10:11:30', ['its'])).toBe('live');
});

describe('P3: a message without any vehicle', () => {
  const poll = (time: string, vehicles: readonly VehiclePosition[]) => {
    const now = network.at(time);
    tracker.forgetBefore(now);
    const { departures } = network.board('C', now, [source(now, { vehicles })], {
      tracker,
      withOverdue: true,
    });
    const row = departures.find(({ tripId }) => tripId === 'out');
    return row && [row.status, ...(row.untracked ? [row.untracked] : [])];
  };

  it('of a source that had next to none has left that one out', () => {
    poll('10:13:00', [bus('out', 1000, network.at('10:13:00'))]);
    expect(poll('10:13:30', [])).toEqual(['live']);
    expect(poll('10:18:30', [])).toEqual(['scheduled', 'silent']);
  });

  it('of a source that had some takes them back, and they are missed at once', () => {
    const now = network.at('10:13:00');
    poll('10:13:00', [
      bus('out', 1000, now),
      bus('back', 2900, now, 'bus 9'),
      bus('other', 100, now, 'bus 8'),
    ]);
    expect(poll('10:13:30', [])).toEqual(['scheduled', 'silent']);
  });
});

it('P5: what a bus had left early does not come back where an update without a vehicle goes on', () => {
  const update = (now: number) =>
    source(now, {
      tripUpdates: [
        tripUpdate({ tripId: 'out' }, [{ stopSequence: 3, departure: { time: network.at('10:08:00') } }]),
      ],
    });
  const poll = (time: string, metres: number | undefined) =>
    rowOf('out', 'B', time, (at) => (metres === undefined ? [] : [bus('out', metres, at)]), [
      update(network.at(time)),
    ]);
  poll('10:03:00', 800);
  expect(poll('10:03:30', 1200)).toBeUndefined();
  expect(poll('10:03:45', undefined)).toBeUndefined();
});
