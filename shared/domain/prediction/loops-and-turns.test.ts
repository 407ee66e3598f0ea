import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, SERVICE_DATE, source } from '#test/builders/transit.ts';
import type { VehiclePosition } from '../transit/realtime-message.ts';
import { TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

type Report = readonly [
  time: string,
  tripId: string,
  east: number,
  north: number,
  bearing?: number | undefined,
];

/** What a stop says of a trip when the last of these reports has come: one text a row. */
function rowsAfter(network: Network, stop: string, tripId: string, reports: readonly Report[], id = 'bus 7') {
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  let rows: string[] = [];
  for (const [time, on, east, north, bearing] of reports) {
    const now = network.at(time);
    tracker.forgetBefore(now);
    const vehicle: VehiclePosition = {
      trip: { tripId: on, startDate: SERVICE_DATE, relationship: 'SCHEDULED' },
      vehicle: { id },
      position: metresFromMiddle(east, north),
      bearing,
      timestamp: now,
    };
    const { departures } = network.board(stop, now, [source(now, { vehicles: [vehicle] })], { tracker });
    rows = departures
      .filter((row) => row.tripId === tripId)
      .map(({ status, untracked }) => `${status}${untracked ? ` ${untracked}` : ''}`);
  }
  return rows;
}

describe('P1: a bus that is first seen where its run both starts and ends has yet to make it', () => {
  it('out and back in nine minutes, standing as it came in', () => {
    const places = { A: [0, 0], B: [700, 0], C: [1400, 0], D: [2100, 0] } as const;
    const calls = ['A', 'B', 'C', 'D', 'C', 'B', 'A'].map((stop, i) => ({
      stop,
      time: `10:0${Math.floor(i * 1.5)}:${i % 2 ? '30' : '00'}`,
    }));
    const network = new Network({ trips: [{ id: 'T', calls }], places });
    const reports: Report[] = [
      ['10:00:30', 'T', 0, 0, 270],
      ['10:01:00', 'T', 200, 0, 90],
      ['10:01:30', 'T', 400, 0, 90],
    ];
    for (let n = 1; n <= reports.length; n++)
      expect(rowsAfter(network, 'D', 'T', reports.slice(0, n))).toEqual(['live']);
  });

  it('waiting there for its time, however seldom it reports', () => {
    const places = { A: [0, 0], B: [500, 0], C: [1000, 0] } as const;
    const calls = ['10:00', '10:03', '10:05', '10:07', '10:10'].map((time, i) => ({
      stop: 'ABCBA'[i] as string,
      time: `${time}:00`,
    }));
    const network = new Network({ trips: [{ id: 'T', calls }], places });
    const waits = ['09:54', '09:55', '09:56', '09:57', '09:58', '09:59', '10:00'].map(
      (time): Report => [`${time}:00`, 'T', 0, 0, 270],
    );
    const drives: Report[] = [
      ['10:01:00', 'T', 105, 0, 90],
      ['10:02:00', 'T', 315, 0, 90],
    ];
    for (let n = 1; n <= waits.length + drives.length; n++) {
      const reports = [...waits, ...drives].slice(0, n);
      expect([n, ...rowsAfter(network, 'C', 'T', reports)]).toEqual([n, 'live']);
    }
  });

  const places = { A: [0, 0], B: [1500, 1500], C: [3000, 0], D: [1500, -1500] } as const;
  const laps = (minutesApart: number, second: string) =>
    new Network({
      trips: [
        { id: 'first', calls: line('A B C D A', '10:00:00', minutesApart), block: 1 },
        { id: 'second', calls: line('A B C D A', second, minutesApart), block: 1 },
      ],
      places,
    });

  it('a lap, signed on before the end of the lap before, bearing or not', () => {
    for (const bearings of [
      [315, 45],
      [undefined, undefined],
    ] as const) {
      const [home, out] = bearings;
      const reports: Report[] = [
        ['10:17:00', 'first', 1200, -1200, home],
        ['10:18:00', 'first', 800, -800, home],
        ['10:18:30', 'first', 500, -500, home],
        ['10:19:00', 'second', 210, -210, home],
        ['10:19:30', 'second', 0, 0, home],
        ['10:20:30', 'second', 200, 200, out],
        ['10:21:30', 'second', 600, 600, out],
      ];
      for (let n = 4; n <= reports.length; n++) {
        const rows = ['B', 'C', 'D'].map((stop) =>
          rowsAfter(laps(4, '10:18:00'), stop, 'second', reports.slice(0, n)),
        );
        expect(rows).toEqual([['live'], ['live'], ['live']]);
      }
    }
  });

  it('a lap that is as late as the lap before was long', () => {
    const reports: Report[] = [
      ['10:35:00', 'first', 150, -150, 315],
      ['10:35:30', 'first', 5, -5, 315],
      ['10:36:00', 'second', 0, 0, 315],
      ['10:36:30', 'second', 0, 0, 315],
      ['10:37:00', 'second', 200, 200, 45],
      ['10:38:00', 'second', 600, 600, 45],
    ];
    for (let n = 3; n <= reports.length; n++)
      expect(rowsAfter(laps(5, '10:20:00'), 'D', 'second', reports.slice(0, n))).toEqual(['live']);
  });
});

it('P1: a bus on the last leg before a turn has not turned, with or without a bearing', () => {
  const places = { A: [0, 0], B: [653, 211], C: [1290, 503], D: [1871, 912] } as const;
  const network = new Network({ trips: [{ id: 'T', calls: line('A B C D C B A', '10:00:00', 2) }], places });
  for (const bearing of [undefined, 55]) {
    const reports: Report[] = [
      ['10:02:00', 'T', 653, 211, bearing],
      ['10:03:00', 'T', 970, 357, bearing],
      ['10:04:00', 'T', 1290, 503, bearing],
      ['10:04:20', 'T', 1330, 531, bearing],
      ['10:04:50', 'T', 1500, 651, bearing],
      ['10:05:30', 'T', 1750, 827, bearing],
    ];
    for (let n = 1; n <= reports.length; n++)
      expect(rowsAfter(network, 'D', 'T', reports.slice(0, n))).toEqual(['live']);
  }
});

it('P1: a bus that leaves its first stop long before its time has left it', () => {
  const places = { A: [0, 0], B: [1500, 0], C: [3000, 0], D: [4500, 0] } as const;
  for (const stops of ['A B C D', 'A B C B A']) {
    const network = new Network({ trips: [{ id: 'T', calls: line(stops, '10:00:00', 3) }], places });
    const reports: Report[] = [
      ['09:50:00', 'T', 0, 0],
      ['09:51:00', 'T', 0, 0],
      ['09:51:30', 'T', 250, 0],
      ['09:52:00', 'T', 500, 0],
      ['09:53:00', 'T', 1000, 0],
      ['09:54:00', 'T', 1600, 0],
    ];
    expect(rowsAfter(network, 'A', 'T', reports)).toEqual([]);
    expect(rowsAfter(network, 'B', 'T', reports.slice(0, 5))[0]).toBe('live');
    expect(rowsAfter(network, 'C', 'T', reports)).toEqual(['live']);
  }
});

describe('P5: what a bus has left', () => {
  const places = { A: [0, 0], B: [1500, 0], C: [3000, 0], D: [4500, 0], E: [6000, 0] } as const;
  const network = new Network({ trips: [{ id: 'T', calls: line('A B C D E', '10:00:00', 3) }], places });

  it('it has left, though it stands just past the stop', () => {
    const reports: Report[] = [
      ['10:00:30', 'T', 100, 0, 90],
      ['10:02:00', 'T', 800, 0, 90],
      ['10:03:10', 'T', 1500, 0, 90],
      ['10:03:50', 'T', 1570, 0, 90],
      ['10:05:00', 'T', 1572, 0, 90],
      ['10:08:00', 'T', 1572, 0, 90],
    ];
    expect(rowsAfter(network, 'B', 'T', reports)).toEqual([]);
    expect(rowsAfter(network, 'C', 'T', reports)).toEqual(['live']);
  });

  it('does not come back where it breaks off and drives back, signed on', () => {
    for (const bearings of [
      [90, 270],
      [undefined, undefined],
    ] as const) {
      const reports = Array.from({ length: 42 }, (_, i): Report => {
        const s = i * 30;
        const east = s < 540 ? (s * 4500) / 540 : s < 600 ? 4500 : Math.max(0, 4500 - (s - 600) * 9);
        const time = `10:${String(Math.floor(s / 60)).padStart(2, '0')}:${s % 60 ? '30' : '00'}`;
        return [time, 'T', east, 0, bearings[s < 600 ? 0 : 1]];
      });
      for (const stop of ['A', 'B', 'C'])
        for (const n of [24, 28, 32, 36, 42])
          expect([stop, n, ...rowsAfter(network, stop, 'T', reports.slice(0, n))]).toEqual([stop, n]);
    }
  });
});

describe('P1: a bus that signs on for its run late, while it drives', () => {
  const places = { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] } as const;
  const network = new Network({
    trips: [
      { id: 'before', calls: line('D C B A', '09:50:00', 2), block: 1 },
      { id: 'T', calls: line('A B C D', '10:00:00', 2), block: 1 },
    ],
    places,
  });

  it('is where it is, and not on its way to where that starts', () => {
    const reports: Report[] = [
      ['10:00:00', 'before', 0, 0],
      ['10:01:40', 'before', 800, 0],
      ['10:02:00', 'before', 960, 0],
      ['10:02:20', 'before', 1120, 0],
      ['10:02:40', 'T', 1280, 0],
    ];
    expect(rowsAfter(network, 'A', 'T', reports)).toEqual([]);
    expect(rowsAfter(network, 'C', 'T', reports)).toEqual(['live']);
  });
});

it('P1: on an out-and-back road the way that a late bus goes puts right where it was first taken to be', () => {
  const places = { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0], E: [4000, 0] } as const;
  const network = new Network({
    trips: [{ id: 'T', calls: line('A B C D E D C B A', '10:00:00', 3) }],
    places,
  });
  // Twelve minutes late, a kilometre and a half before the turn, it would be on time on the way back.
  const reports = Array.from({ length: 10 }, (_, i): Report => {
    const s = 1170 + i * 30;
    const time = `10:${String(Math.floor(s / 60)).padStart(2, '0')}:${s % 60 ? '30' : '00'}`;
    return [time, 'T', 2500 + (i * 1000) / 6, 0];
  });
  expect(rowsAfter(network, 'E', 'T', reports.slice(0, 1))).toEqual([]);
  for (let n = 7; n <= 9; n++)
    expect([n, ...rowsAfter(network, 'E', 'T', reports.slice(0, n))]).toEqual([n, 'live']);
});
