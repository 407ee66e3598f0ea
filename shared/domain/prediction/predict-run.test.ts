import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, SERVICE_DATE, source, tripUpdate } from '#test/builders/transit.ts';
import type { VehiclePosition } from '../transit/realtime-message.ts';
import { SlotTimes, TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

/** A to D are a kilometre apart, five minutes by the timetable, from 10:00:00 on. */
const network = new Network({
  trips: [
    { id: 'T1', calls: line('A B C D') },
    { id: 'elsewhere', calls: line('E D', '20:00:00') },
  ],
  places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0], E: [1000, 40] },
});
const trackerOf = () => new VehicleTracker(network.lookup, new TravelTimes());

const busAt = (metres: number, time: string, more: Partial<VehiclePosition> = {}): VehiclePosition => ({
  trip: { tripId: 'T1', startDate: SERVICE_DATE, relationship: 'SCHEDULED' },
  vehicle: { id: 'bus 7' },
  position: metresFromMiddle(metres, 0),
  timestamp: network.at(time),
  ...more,
});
/** The board of a stop when the bus has just reported. */
function boardOf(
  stop: string,
  bus: VehiclePosition,
  { tracker = trackerOf(), updates = [] as ReturnType<typeof tripUpdate>[], later = 0 } = {},
) {
  const now = bus.timestamp ?? 0;
  return network.board(stop, now, [source(now, { vehicles: [bus], tripUpdates: updates })], {
    tracker,
    boardNow: now + later,
  });
}
const rowOf = (...of: Parameters<typeof boardOf>) => boardOf(...of).departures[0];

describe('P1: a bus of which only the position is known', () => {
  it('is expected as late as it is', () => {
    const row = rowOf('B', busAt(500, '10:04:30'));
    expect(row).toMatchObject({ status: 'live', source: 'vehicle-position', tripId: 'T1' });
    expect(row?.delaySeconds).toBeGreaterThan(100);
    expect(row?.delaySeconds).toBeLessThan(130);
  });

  it('has left the board of a stop that it has passed, however early', () => {
    const tracker = trackerOf();
    boardOf('B', busAt(1300, '10:03:30'), { tracker });
    expect(rowOf('B', busAt(1500, '10:04:00'), { tracker })).toBeUndefined();
    expect(rowOf('C', busAt(1500, '10:04:00'), { tracker })?.delaySeconds).toBeLessThan(-100);
  });

  it('is as the timetable says where nothing is predicted', () => {
    const now = network.at('10:04:30');
    const { departures } = network.board('B', now, [source(now, { vehicles: [busAt(500, '10:04:30')] })]);
    expect(departures[0]).toMatchObject({ status: 'scheduled', source: 'timetable', expected: null });
  });

  it('that has left its road is as the timetable says', () => {
    const tracker = trackerOf();
    boardOf('B', busAt(500, '10:02:00'), { tracker });
    const away = (time: string) => busAt(500, time, { position: metresFromMiddle(500, 4000) });
    for (const time of ['10:02:30', '10:03:00', '10:03:30']) boardOf('B', away(time), { tracker });
    const bus = away('10:04:30');
    expect(rowOf('B', bus, { tracker })).toMatchObject({
      status: 'scheduled',
      expected: null,
      vehicle: { id: 'bus 7' },
    });
  });

  it('with a position that is none is as the timetable says', () => {
    expect(rowOf('B', busAt(500, '10:04:30', { position: { lat: 0, lon: 0 } }))).toMatchObject({
      status: 'scheduled',
      expected: null,
    });
  });
});

describe('P1: a late bus before a timing point', () => {
  // A kilometre takes two minutes, but for the leg to D: ten, of which eight are for waiting.
  const padded = new Network({
    trips: [
      {
        id: 'T1',
        calls: ['10:00:00', '10:02:00', '10:04:00', '10:14:00', '10:16:00'].map((time, i) => ({
          stop: 'ABCDE'[i] as string,
          time,
          timepoint: i === 3 ? 1 : 0,
        })),
      },
    ],
    places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0], E: [4000, 0] },
  });
  const delayAt = (stop: string, time: string) => {
    const now = padded.at(time);
    const tracker = new VehicleTracker(padded.lookup, new TravelTimes());
    const messages = [source(now, { vehicles: [{ ...busAt(500, time), timestamp: now }] })];
    return padded.board(stop, now, messages, { tracker }).departures[0]?.delaySeconds;
  };

  it('makes up what the timetable has set aside', () => {
    expect(delayAt('C', '10:06:00')).toBeGreaterThan(270); // five minutes late
    expect(Math.abs(delayAt('D', '10:06:00') ?? 999)).toBeLessThanOrEqual(60); // told a little early
  });

  it('and no more than that', () => {
    expect(delayAt('D', '10:21:00')).toBeGreaterThan(690); // twenty minutes late
    expect(delayAt('D', '10:21:00')).toBeLessThan(800);
  });
});

describe('P2: a bus of which an update speaks too', () => {
  const late = (seconds: number, more = {}) =>
    tripUpdate({ tripId: 'T1' }, [{ stopSequence: 1, departure: { delay: seconds } }], more);

  it('is expected as the update says', () => {
    expect(rowOf('B', busAt(500, '10:04:30'), { updates: [late(20)] })).toMatchObject({
      source: 'trip-update',
      delaySeconds: 20,
    });
  });

  it('is expected as its position says where the update says nothing', () => {
    const silent = tripUpdate({ tripId: 'T1' }, []);
    expect(rowOf('B', busAt(500, '10:04:30'), { updates: [silent] })?.source).toBe('vehicle-position');
  });

  it('is expected as its position says where the update has not been renewed', () => {
    const old = late(20, { timestamp: network.at('10:04:30') - 301 });
    expect(rowOf('B', busAt(500, '10:04:30'), { updates: [old] })?.source).toBe('vehicle-position');
  });

  it('that is cancelled stays cancelled, wherever it drives', () => {
    const cancelled = tripUpdate({ tripId: 'T1', relationship: 'CANCELED' }, []);
    expect(rowOf('B', busAt(500, '10:04:30'), { updates: [cancelled] })?.status).toBe('cancelled');
  });
});

describe('P2: what an update takes out', () => {
  const skipsC = tripUpdate({ tripId: 'T1' }, [{ stopSequence: 3, relationship: 'SKIPPED' }], {
    timestamp: network.at('10:04:30') - 3600,
  });

  it('stays out, however long ago that was said', () => {
    expect(rowOf('C', busAt(500, '10:04:30'), { updates: [skipsC] })).toMatchObject({
      status: 'not-stopping',
      source: 'trip-update',
      expected: null,
    });
  });

  it('takes nothing of the other stops from those who wait there', () => {
    const row = rowOf('B', busAt(500, '10:04:30'), { updates: [skipsC] });
    expect(row).toMatchObject({ status: 'live', source: 'vehicle-position' });
    expect(row?.delaySeconds).toBeGreaterThan(100);
  });

  it('and moves to another stop leaves there when the bus does', () => {
    const moved = tripUpdate({ tripId: 'T1' }, [{ stopSequence: 2, assignedStopId: 'E' }]);
    const bus = busAt(500, '10:04:30');
    expect(rowOf('B', bus, { updates: [moved] })).toBeUndefined();
    const row = rowOf('E', bus, { updates: [moved] });
    expect(row).toMatchObject({ tripId: 'T1', status: 'live', source: 'vehicle-position' });
    expect(row?.expected).toBeGreaterThan(network.at('10:06:30'));
    // From 90 s of silence on it goes back, like any other (P3).
    const later = rowOf('E', bus, { updates: [moved], later: 200 });
    expect(later?.expected).toBe(network.at('10:04:30') + 200 + 60);
  });

  it('and its words for a stop stay, with the time of the bus', () => {
    const renamed = tripUpdate({ tripId: 'T1' }, [{ stopSequence: 2, stopHeadsign: 'D by the river' }]);
    expect(rowOf('B', busAt(500, '10:04:30'), { updates: [renamed] })).toMatchObject({
      source: 'vehicle-position',
      headsign: 'D by the river',
    });
  });
});

describe('P1: a bus that is seen', () => {
  it('driving back to its terminus has not begun its trip', () => {
    // Seven minutes before its time, on the road of the trip, the other way.
    for (const bearing of [270, undefined])
      expect(rowOf('C', busAt(1500, '09:53:00', { bearing }))).toMatchObject({ status: 'scheduled' });
  });

  it('once beside its path is still expected', () => {
    const tracker = trackerOf();
    const late = rowOf('C', busAt(500, '10:10:30'), { tracker });
    const beside = busAt(600, '10:10:50', { position: metresFromMiddle(600, 900) });
    const still = rowOf('C', beside, { tracker })?.expected ?? 0;
    expect(Math.abs(still - (late?.expected ?? 0))).toBeLessThan(10);
    for (const time of ['10:11:10', '10:11:30'])
      boardOf('C', busAt(600, time, { position: metresFromMiddle(600, 900) }), { tracker });
    const lost = busAt(600, '10:11:50', { position: metresFromMiddle(600, 900) });
    expect(rowOf('C', lost, { tracker })).toBeUndefined(); // by the timetable it was due at 10:10
  });

  it('with another that claims its trip does not take turns with it', () => {
    const tracker = trackerOf();
    const board = (time: string, metres: number, other: number) => {
      const now = network.at(time);
      const vehicles = [
        busAt(metres, time, { timestamp: now - 2 }),
        busAt(other, time, { vehicle: { id: 'bus 8' }, timestamp: now - (metres % 2 === 0 ? 1 : 3) }),
      ];
      return network.board('C', now, [source(now, { vehicles })], { tracker }).departures[0]?.vehicle?.id;
    };
    const first = board('10:03:00', 500, 900);
    const times = ['10:03:20', '10:03:40', '10:04:00', '10:04:20'];
    expect(first).toBe('bus 8');
    expect(times.map((time, i) => board(time, 601 + i * 61, 900 + i * 30))).toEqual(times.map(() => first));
  });
});

describe('P4: a bus that has not come to its first stop', () => {
  const depot = (time: string, north: number) => busAt(0, time, { position: metresFromMiddle(0, north) });

  it('and cannot be there in time is expected when it can', () => {
    // Six kilometres at town pace are seventeen minutes and a half.
    const first = rowOf('A', depot('10:00:30', 6000));
    expect(first).toMatchObject({ status: 'live', source: 'vehicle-position' });
    expect(first?.delaySeconds).toBeGreaterThan(1000);
    expect(first?.delaySeconds).toBeLessThan(1150);
    expect(rowOf('C', depot('10:00:30', 6000))?.delaySeconds).toBeGreaterThan(1000);
  });

  it('and says itself that it is further on is on a diversion, and as the timetable says', () => {
    const further = { ...depot('10:00:30', 6000), currentStopSequence: 2 };
    expect(rowOf('C', further)).toMatchObject({ status: 'scheduled', expected: null });
    expect(rowOf('C', { ...further, currentStopSequence: 1 })?.status).toBe('live');
  });

  it('any more is expected when it can be back', () => {
    const tracker = trackerOf();
    boardOf('A', busAt(0, '09:45:00'), { tracker });
    for (const time of ['09:50:00', '09:58:00', '10:03:00']) boardOf('A', depot(time, 1300), { tracker });
    const row = rowOf('A', depot('10:06:00', 1300), { tracker });
    expect(row?.status).toBe('live');
    expect(row?.expected).toBeGreaterThan(network.at('10:09:00'));
    expect(rowOf('A', busAt(0, '10:09:30'), { tracker })?.expected).toBe(network.at('10:09:30'));
  });

  it('but was there at its time, and is on another road since, is on a diversion', () => {
    const tracker = trackerOf();
    boardOf('C', busAt(0, '09:59:50'), { tracker });
    for (const time of ['10:01:00', '10:02:00', '10:03:00']) boardOf('C', depot(time, 1300), { tracker });
    expect(rowOf('C', depot('10:04:00', 1300), { tracker })).toMatchObject({ status: 'scheduled' });
  });

  it('does not vanish when its time is over', () => {
    expect(rowOf('A', depot('10:20:00', 1000))?.expected).toBeGreaterThan(network.at('10:22:00'));
  });

  it('and can still be there in time is as the timetable says', () => {
    expect(rowOf('A', depot('09:40:00', 6000))).toMatchObject({ status: 'scheduled', expected: null });
  });

  it('is forgotten an hour after its time, and where it is far away', () => {
    expect(rowOf('C', depot('11:00:01', 1000))).toBeUndefined();
    expect(rowOf('A', depot('10:00:30', 30_000))).toMatchObject({ status: 'scheduled' });
  });
});

describe('P4: a bus that is first seen beside its path, beyond its first stop', () => {
  /** Every 15 seconds from eleven minutes before its time; what the stops say at some of them. */
  function rowsAt(
    times: readonly string[],
    metresAt: (seconds: number) => number,
    { from = '09:49:00', bearing = undefined as number | undefined } = {},
  ) {
    const tracker = trackerOf();
    const [start, end] = [network.at(from), network.at(times.at(-1) ?? '')];
    const seen: Record<string, string> = {};
    for (let now = start; now <= end; now += 15) {
      tracker.forgetBefore(now);
      const bus = busAt(metresAt(now - network.at('10:00:00')), '10:00:00', { timestamp: now, bearing });
      const rows = ['A', 'B', 'C'].map((stop) => rowOf(stop, bus, { tracker }));
      const time = times.find((each) => network.at(each) === now);
      if (time) seen[time] = rows.map((row) => row?.status ?? 'none').join(' ');
    }
    return seen;
  }

  it('and parked there has not begun its run, whatever the time', () => {
    // It needs four minutes and a half to come to its first stop.
    expect(rowsAt(['09:55:00'], () => 1500)).toEqual({ '09:55:00': 'scheduled scheduled scheduled' });
    for (const time of ['09:58:15', '10:00:30', '10:05:00', '10:07:30'])
      expect(rowsAt([time], () => 1500)).toEqual({ [time]: 'live live live' });
  });

  it('and on its way to where it starts has not begun it, bearing or not', () => {
    // Ten metres a second: there a minute late, and away half a minute after.
    const empty = (s: number) => (s < 60 ? Math.min(3000, (60 - s) * 10) : s < 90 ? 0 : (s - 90) * 5);
    for (const bearing of [undefined, 270]) {
      const rows = rowsAt(['09:58:15', '09:59:00', '10:00:00', '10:00:45'], empty, { bearing });
      expect(Object.values(rows).every((row) => !row.includes('none'))).toBe(true);
    }
    expect(rowsAt(['10:03:00'], empty)).toEqual({ '10:03:00': 'none live live' });
  });

  it('and driving along, minutes early, is on it', () => {
    const early = (s: number) => 1040 + s * 3.4;
    const rows = rowsAt(['10:00:15', '10:01:00'], early, { from: '10:00:15' });
    expect(rows).toEqual({ '10:00:15': 'live live live', '10:01:00': 'none none live' });
  });

  it('and at about its time is on it at once', () => {
    expect(rowsAt(['10:06:30'], () => 1500, { from: '10:06:30' })).toEqual({ '10:06:30': 'none none live' });
  });
});

describe('P5: a bus that reports, and does not move', () => {
  /** From 10:00 on every 15 seconds; what the page says of a stop at that time. */
  function pageAt(time: string, stop: string, busIn: (seconds: number) => readonly [number, number]) {
    const tracker = trackerOf();
    const end = network.at(time);
    for (let now = network.at('10:00:00'); ; now += 15) {
      tracker.forgetBefore(now);
      const [east, north] = busIn(now - network.at('10:00:00'));
      const bus = busAt(0, '10:00:00', { timestamp: now, position: metresFromMiddle(east, north) });
      const { departures } = network.board(stop, now, [source(now, { vehicles: [bus] })], {
        tracker,
        withOverdue: true,
      });
      const row = departures.find(({ tripId }) => tripId === 'T1');
      if (now >= end) return row && [row.status, ...(row.untracked ? [row.untracked] : [])];
    }
  }
  /** Two minutes late it stops for good, 200 m before C. */
  const brokenDown = (s: number) => [Math.min(1800, Math.max(0, ((s - 120) / 300) * 1000)), 0] as const;

  it('on the road is told for eight minutes; then it is said, until ten minutes after it was last expected', () => {
    expect(pageAt('10:18:45', 'C', brokenDown)).toEqual(['live']);
    expect(pageAt('10:19:30', 'C', brokenDown)).toEqual(['scheduled', 'stuck']);
    expect(pageAt('10:28:45', 'C', brokenDown)).toEqual(['scheduled', 'stuck']);
    expect(pageAt('10:32:00', 'C', brokenDown)).toBeUndefined();
    expect(pageAt('10:19:30', 'B', brokenDown)).toBeUndefined(); // it has left that
  });

  it('and goes on after all is live again', () => {
    const goesOn = (s: number) => [s < 1200 ? brokenDown(s)[0] : 1800 + (s - 1200) * 3, 0] as const;
    expect(pageAt('10:19:30', 'C', goesOn)).toEqual(['scheduled', 'stuck']);
    expect(pageAt('10:20:30', 'C', goesOn)).toEqual(['live']);
  });

  it('at its first stop is told for eight minutes after its time', () => {
    const stays = () => [0, 0] as const;
    expect(pageAt('10:07:45', 'A', stays)).toEqual(['live']);
    expect(pageAt('10:08:30', 'A', stays)).toEqual(['scheduled', 'stuck']);
    expect(pageAt('10:08:30', 'C', stays)).toEqual(['scheduled', 'stuck']);
    expect(pageAt('10:30:00', 'A', stays)).toBeUndefined();
  });

  it('in the depot is told for eight minutes after its time', () => {
    const stays = () => [500, 3000] as const;
    expect(pageAt('10:07:45', 'A', stays)).toEqual(['live']);
    expect(pageAt('10:08:30', 'A', stays)).toEqual(['scheduled', 'stuck']);
    expect(pageAt('10:40:00', 'A', stays)).toBeUndefined();
  });
});

describe('P5: a bus that stands because it is before its time is not stuck', () => {
  const dwelling = new Network({
    trips: [
      {
        id: 'T1',
        calls: [
          { stop: 'A', time: '10:00:00' },
          { stop: 'B', time: '10:04:00' },
          { stop: 'C', arrival: '10:08:00', time: '10:22:00' },
          { stop: 'D', time: '10:24:00' },
          { stop: 'E', time: '10:26:00' },
        ],
      },
    ],
    places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0], E: [4000, 0] },
  });
  /** It drives four minutes a kilometre from 10:00 to this place, and stays. What D says at that time. */
  function rowAt(time: string, stays: number) {
    const tracker = new VehicleTracker(dwelling.lookup, new TravelTimes());
    const start = dwelling.at('10:00:00');
    for (let now = start; ; now += 30) {
      tracker.forgetBefore(now);
      const metres = Math.min(stays, ((now - start) / 240) * 1000);
      const vehicles = [busAt(metres, '10:00:00', { timestamp: now })];
      const { departures } = dwelling.board('D', now, [source(now, { vehicles })], { tracker });
      if (now >= dwelling.at(time)) return departures[0] && [departures[0].status, departures[0].untracked];
    }
  }

  it('at a stop where the timetable has it wait, or just beyond', () => {
    for (const time of ['10:12:00', '10:17:00', '10:21:00', '10:29:00'])
      expect([time, rowAt(time, 2000)]).toEqual([time, ['live', undefined]]);
    expect(rowAt('10:21:00', 2060)).toEqual(['live', undefined]);
    expect(rowAt('10:31:00', 2000)).toBeUndefined();
  });

  it('but on the road it is, from its time there on', () => {
    expect(rowAt('10:15:00', 1500)).toEqual(['scheduled', 'stuck']);
  });
});

describe('V2: one that waits for its time keeps its run', () => {
  it('against another that signs on for it elsewhere; one that has broken down yields to one that drives', () => {
    const tracker = trackerOf();
    const inDepot = { vehicle: { id: 'bus 8' }, position: metresFromMiddle(500, 3000) };
    const takesOver = (metres: number) => ({
      vehicle: { id: 'bus 9' },
      position: metresFromMiddle(metres, 0),
    });
    const poll = (time: string, ...others: readonly Partial<VehiclePosition>[]) => {
      const now = network.at(time);
      tracker.forgetBefore(now);
      const vehicles = [
        busAt(0, time, { timestamp: now - 2 }),
        ...others.map((more) => busAt(0, time, more)),
      ];
      const { departures } = network.board('B', now, [source(now, { vehicles })], { tracker });
      return departures.map(({ status, vehicle }) => [status, vehicle?.id]);
    };
    for (const time of ['09:50:00', '09:52:00', '09:54:00', '09:56:00', '09:58:00']) {
      poll(time, inDepot);
      expect(poll(time.replace(':00', ':30'), inDepot)).toEqual([['live', 'bus 7']]);
    }
    expect(poll('10:04:00', inDepot)).toEqual([['live', 'bus 7']]);
    expect(poll('10:05:30', takesOver(300))).toEqual([['live', 'bus 9']]);
  });
});

describe('V2: a bus that is on the road', () => {
  it('has its run, and not one that has signed on for it in the depot and reports later', () => {
    const now = network.at('10:05:00');
    const onRoad = busAt(900, '10:05:00', { timestamp: now - 5 });
    const inDepot = (east: number, north: number) =>
      busAt(0, '10:05:00', { vehicle: { id: 'bus 8' }, position: metresFromMiddle(east, north) });
    for (const other of [inDepot(500, 3000), inDepot(2500, 20)]) {
      const { departures } = network.board('C', now, [source(now, { vehicles: [onRoad, other] })], {
        tracker: trackerOf(),
      });
      expect(departures[0]).toMatchObject({ status: 'live', vehicle: { id: 'bus 7' } });
    }
  });
});

it('P4: a bus that comes to its start is told from its newest report, in whatever order they come', () => {
  const tracker = trackerOf();
  const from = (time: string, metres: number) =>
    busAt(-metres, time, { position: metresFromMiddle(-metres, 400) });
  const told = (bus: VehiclePosition, now: string) =>
    rowOf('A', bus, { tracker, later: network.at(now) - (bus.timestamp ?? 0) })?.expected;
  const first = told(from('10:03:00', 4000), '10:03:00');
  const second = told(from('10:04:00', 3000), '10:04:00');
  expect(told(from('10:03:30', 3500), '10:04:10')).toBe(second);
  expect(second).toBeLessThan(first ?? 0);
});

describe('P3: a bus that has stopped reporting', () => {
  const bus = busAt(500, '10:01:00');
  const minutesLeft = (stop: string, later: number) => {
    const row = rowOf(stop, bus, { later });
    return row?.expected ? Math.floor((row.expected - network.at('10:01:00') - later) / 60) : row?.status;
  };

  it('is not counted down to any more, and after five minutes is as the timetable says', () => {
    expect([0, 60, 90].map((later) => minutesLeft('B', later))).toEqual([2, 1, 0]);
    expect([91, 150, 240, 300].map((later) => minutesLeft('B', later))).toEqual([1, 1, 1, 1]);
    expect([90, 150, 240, 300].map((later) => minutesLeft('C', later))).toEqual([5, 5, 5, 5]);
    expect(minutesLeft('C', 301)).toBe('scheduled');
  });

  it('has left what it had left', () => {
    const past = busAt(1500, '10:04:00');
    const tracker = trackerOf();
    boardOf('B', busAt(1300, '10:03:30'), { tracker });
    for (const later of [0, 120, 240])
      expect(rowOf('B', past, { tracker, later })?.expected ?? null).toBeNull();
  });
});

it('what buses take is learned from one to the next', () => {
  const times = new TravelTimes();
  times.add(10, new SlotTimes());
  const slow = [0, 0, 1100, 2100].map((metres, i) =>
    busAt(metres, `10:${String(i * 8).padStart(2, '0')}:00`),
  );
  const before = rowOf('D', busAt(2100, '10:12:00'));
  expect(before).toBeUndefined(); // the last stop has no departures
  const tracker = new VehicleTracker(network.lookup, times);
  for (const bus of slow) boardOf('C', bus, { tracker });
  // Reports eight minutes apart say too little.
  expect(times.changed()).toEqual([]);
  const close = [0, 200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000, 2200];
  const other = new VehicleTracker(network.lookup, times);
  close.forEach((metres, i) => {
    const seconds = i * 60;
    const time = `10:${String(Math.floor(seconds / 60)).padStart(2, '0')}:00`;
    boardOf('C', busAt(metres, time), { tracker: other });
  });
  expect(times.leg(10, 'B', 'C', 400).seconds).toBeLessThan(400);
});
