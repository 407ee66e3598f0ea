import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, SERVICE_DATE, source } from '#test/builders/transit.ts';
import type { TripDescriptor, VehiclePosition } from '../transit/realtime-message.ts';
import { type EpochSeconds, parseGtfsTime } from '../transit/service-day.ts';
import { TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

/** What a bus says at an instant: its trip (or its route alone), and how many metres east and north it is. */
type Report = readonly [
  trip: string | { readonly routeId: string },
  east: number,
  north?: number,
  ahead?: number,
];

const PLACES = { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] } as const;
const seconds = (time: string) => parseGtfsTime(time) ?? 0;
/** Between two places, at an even speed. */
const between = (time: number, [from, to]: readonly [string, string], [a, b]: readonly [number, number]) => {
  const part = (time - seconds(from)) / (seconds(to) - seconds(from));
  return a + (b - a) * Math.min(1, Math.max(0, part));
};

function positionOf(
  [trip, east, north = 0, ahead = 0]: Report,
  id: string,
  now: EpochSeconds,
): VehiclePosition {
  const descriptor: TripDescriptor =
    typeof trip === 'string'
      ? { tripId: trip, startDate: SERVICE_DATE, relationship: 'SCHEDULED' }
      : { ...trip, relationship: 'SCHEDULED' };
  return {
    trip: descriptor,
    vehicle: { id },
    position: metresFromMiddle(east, north),
    timestamp: now + ahead,
  };
}

interface Watched {
  readonly status: string;
  readonly untracked: string | undefined;
  /** Seconds of the day. */
  readonly expected: number | null;
}

/** What the page of a stop says of a trip, twenty seconds after twenty seconds; undefined: no row. */
function watch(
  network: Network,
  [stop, tripId]: readonly [string, string],
  [from, to]: readonly [string, string],
  reports: Readonly<Record<string, (time: number) => Report>>,
): ReadonlyMap<number, Watched | undefined> {
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  for (const [number, shape] of network.shapes) tracker.addShape(number, shape);
  const midnight = network.at('00:00:00');
  const rows = new Map<number, Watched | undefined>();
  for (let time = seconds(from); time <= seconds(to); time += 20) {
    const now = midnight + time;
    tracker.forgetBefore(now);
    const vehicles = Object.entries(reports).map(([id, reportAt]) => positionOf(reportAt(time), id, now));
    const message = source(now, { vehicles });
    const { departures } = network.board(stop, now, [message], { tracker, withOverdue: true });
    const row = departures.find((each) => each.tripId === tripId);
    const expected = row?.expected == null ? null : row.expected - midnight;
    rows.set(time, row && { status: row.status, untracked: row.untracked, expected });
  }
  return rows;
}

const at = (rows: ReadonlyMap<number, Watched | undefined>, time: string) => rows.get(seconds(time));
const wordsIn = (rows: ReadonlyMap<number, Watched | undefined>, from = '00:00:00', to = '24:00:00') => [
  ...new Set(
    [...rows]
      .filter(([time]) => time >= seconds(from) && time <= seconds(to))
      .map(([, row]) => (row ? `${row.status}${row.untracked ? ` ${row.untracked}` : ''}` : 'no row')),
  ),
];

describe('V7: a bus that says its route alone, late at its first stop', () => {
  const network = new Network({
    trips: ['10:00', '10:34'].map((id) => ({ id, route: 'R', calls: line('A B C D', `${id}:00`) })),
    places: PLACES,
  });
  // Nobody has heard of it before 10:05, and it leaves at 10:06:40.
  const bus = (time: number): Report => [
    { routeId: 'R' },
    between(time, ['10:06:40', '10:21:40'], [0, 3000]),
  ];

  it('is not the bus of the next run', () => {
    const next = watch(network, ['A', '10:34'], ['10:05:00', '10:30:00'], { bus });
    expect(wordsIn(next)).toEqual(['scheduled']);
    expect(wordsIn(watch(network, ['C', '10:34'], ['10:05:00', '10:30:00'], { bus }))).toEqual(['scheduled']);
  });

  it('is on its own when it has left', () => {
    const own = watch(network, ['C', '10:00'], ['10:05:00', '10:16:00'], { bus });
    expect(wordsIn(own, '10:08:00', '10:16:00')).toEqual(['live']);
    expect(Math.abs((at(own, '10:10:00')?.expected ?? 0) - seconds('10:16:40'))).toBeLessThan(60);
  });
});

describe('P1: a driver who has signed on to a later run', () => {
  const network = new Network({
    trips: ['10:00', '10:30'].map((id) => ({ id, calls: line('A B C D', `${id}:00`) })),
    places: PLACES,
  });

  it('gives that run back when that is put right, before or after leaving', () => {
    for (const until of ['09:58:00', '10:05:00']) {
      const bus = (time: number): Report => [
        time < seconds(until) ? '10:30' : '10:00',
        between(time, ['10:00:00', '10:15:00'], [0, 3000]),
      ];
      for (const stop of ['A', 'C']) {
        const later = watch(network, [stop, '10:30'], ['09:50:00', '10:29:00'], { bus });
        expect(wordsIn(later, '10:05:20', '10:29:00')).toEqual(['scheduled']);
      }
      const own = watch(network, ['C', '10:00'], ['09:50:00', '10:09:00'], { bus });
      expect(wordsIn(own, '10:06:00', '10:09:00')).toEqual(['live']);
    }
  });

  it('takes nothing from the bus that comes to make it', () => {
    const bus = (time: number): Report => [
      time < seconds('10:05:00') ? '10:30' : '10:00',
      between(time, ['10:00:00', '10:15:00'], [0, 3000]),
    ];
    // It comes late, from a road beside the path.
    const own = (time: number): Report =>
      time < seconds('10:25:00')
        ? ['10:00', -9000, 5000]
        : ['10:30', 0, between(time, ['10:25:00', '10:36:00'], [4000, 0])];
    const rows = watch(network, ['A', '10:30'], ['09:55:00', '10:36:00'], { bus, own });
    expect(wordsIn(rows, '10:31:40', '10:36:00')).toEqual(['live']);
  });
});

describe('P6: a driver who has not signed on to the next run', () => {
  const network = new Network({
    trips: [
      { id: 'out', calls: line('A B C D', '10:00:00'), block: 1 },
      { id: 'back', calls: line('D C B A', '10:20:00'), block: 1 },
    ],
    places: PLACES,
  });
  // At D at 10:21:40, away at 10:23; the machine says "out" all the way back.
  const bus = (time: number): Report => [
    'out',
    time < seconds('10:23:00')
      ? between(time, ['10:06:40', '10:21:40'], [0, 3000])
      : between(time, ['10:23:00', '10:38:00'], [3000, 0]),
  ];

  it('is on it all the same', () => {
    const rows = watch(network, ['B', 'back'], ['10:10:00', '10:33:00'], { bus });
    expect(wordsIn(rows)).toEqual(['live']);
    for (const time of ['10:18:00', '10:26:00', '10:31:00'])
      expect(Math.abs((at(rows, time)?.expected ?? 0) - seconds('10:33:00'))).toBeLessThan(100);
    const left = watch(network, ['D', 'back'], ['10:10:00', '10:33:00'], { bus });
    expect(wordsIn(left, '10:25:00')).toEqual(['no row']);
  });

  it('has next runs of which nothing is said while it is off its way', () => {
    const lost = (time: number): Report => [
      'out',
      between(time, ['10:06:40', '10:21:40'], [0, 3000]),
      time < seconds('10:12:00') ? 0 : 3000,
    ];
    const rows = watch(network, ['D', 'back'], ['10:10:00', '10:19:00'], { lost });
    expect(wordsIn(rows)).toEqual(['live', 'scheduled']);
  });
});

it('P4: a bus on a road that leads to its first stop is on its way there, however its shape begins', () => {
  // The shape of the long run leads to where the short one begins.
  const network = new Network({
    trips: [
      { id: 'long', calls: line('A B C D', '09:00:00') },
      {
        id: 'short',
        calls: line('C D', '10:00:00'),
        shape: [0, 1000, 2000, 3000].map((east) => [east, 0] as const),
      },
    ],
    places: PLACES,
  });
  // Eight minutes late at its first stop, coming along the shape.
  const bus = (time: number): Report => ['short', between(time, ['10:02:00', '10:08:00'], [-3000, 2000])];
  const rows = watch(network, ['C', 'short'], ['10:02:00', '10:07:40'], { bus });
  expect(wordsIn(rows)).toEqual(['live']);
});

it('V2: a clock that is a minute ahead half of the time does not take the bus away in between', () => {
  const network = new Network({
    trips: ['10:00', '10:10'].map((id) => ({ id, calls: line('A B C D', `${id}:00`) })),
    places: PLACES,
  });
  const [fast, other] = [
    (time: number): Report => [
      '10:00',
      between(time, ['10:00:00', '10:15:00'], [0, 3000]),
      0,
      time % 40 === 0 ? 70 : 0,
    ],
    (time: number): Report => ['10:10', between(time, ['10:10:00', '10:25:00'], [0, 3000])],
  ];
  const rows = watch(network, ['C', '10:00'], ['10:00:20', '10:09:00'], { fast, other });
  expect(wordsIn(rows)).toEqual(['live']);
});

describe('P1: a bus that stands between where passengers get off and where they get on', () => {
  const calls = [
    ['A', '10:00:00'],
    ['B', '10:03:00'],
    ['C', '10:06:00'],
    ['P', '10:14:00'],
    ['E', '10:17:00'],
    ['F', '10:20:00'],
  ].map(([stop, time]) => ({ stop: stop as string, time: time as string }));

  it.each([
    [25, 0, 'a station'],
    [60, 0, 'a station'],
    [25, 120, 'a station'],
    [60, 120, 'a road'],
    [25, 0, 'a road'],
  ])('%i m apart leaves there at its time (%i s late before, at %s)', (metres, late, where) => {
    const network = new Network({
      trips: [
        {
          id: 'T',
          calls,
          ...(where === 'a road' && { shape: [0, 3000, 6000].map((east) => [east, 0] as const) }),
        },
        { id: 'station', calls: line('S A', '03:00:00') },
      ],
      places: {
        A: [0, 0],
        B: [1500, 0],
        C: [3000, 0],
        P: [3000 + metres, 0],
        E: [4500, 0],
        F: [6000, 0],
      },
      ...(where === 'a station' && { parents: { C: 'S', P: 'S' } }),
    });
    const bus = (time: number): Report => [
      'T',
      time < seconds('10:14:00')
        ? between(time - late, ['10:00:00', '10:06:00'], [0, 3000]) +
          (time - late > seconds('10:07:00') ? metres : 0)
        : between(time, ['10:14:00', '10:20:00'], [3000 + metres, 6000]),
    ];
    for (const [stop, leaves] of [
      ['P', '10:14:00'],
      ['E', '10:17:00'],
    ] as const) {
      const rows = watch(network, [stop, 'T'], ['10:03:00', '10:13:40'], { bus });
      expect(wordsIn(rows)).toEqual(['live']);
      for (const row of rows.values())
        expect(Math.abs((row?.expected ?? 0) - seconds(leaves))).toBeLessThan(60);
    }
  });

  // A turning loop that no shape knows, and a hospital beside the shape: eight minutes of driving.
  it.each([
    ['a loop', undefined, [3000, 20]],
    ['a stop beside its shape', [0, 3000, 6000].map((east) => [east, 0] as const), [3010, 190]],
  ] as const)('is not taken to stand where there may be a road: %s', (_, shape, place) => {
    const network = new Network({
      trips: [{ id: 'T', calls, ...(shape && { shape }) }],
      places: { A: [0, 0], B: [1500, 0], C: [3000, 0], P: place, E: [4500, 0], F: [6000, 0] },
    });
    // Six minutes late before, and so after.
    const bus = (time: number): Report => ['T', between(time, ['10:06:00', '10:12:00'], [0, 3000])];
    const rows = watch(network, ['E', 'T'], ['10:06:40', '10:11:00'], { bus });
    for (const row of rows.values()) expect(row?.expected).toBeGreaterThan(seconds('10:20:40'));
  });
});

describe('P6: the next run of a bus that still names the one before', () => {
  const network = new Network({
    trips: [
      { id: 'out', calls: line('A B C D', '10:00:00'), block: 1 },
      { id: 'back', calls: line('D C B A', '10:20:00', 20), block: 1 },
    ],
    places: PLACES,
  });

  it('is not its own while another makes it', () => {
    // It parks beside D; another one drives back, and is left out of two messages.
    const parked = (time: number): Report => [
      'out',
      between(time, ['10:00:00', '10:15:00'], [0, 3000]),
      time < seconds('10:17:00') ? 0 : 120,
    ];
    const other = (time: number): Report =>
      time > seconds('10:29:00')
        ? [{ routeId: 'nowhere' }, -9000]
        : ['back', between(time, ['10:20:00', '11:20:00'], [3000, 0])];
    const rows = watch(network, ['D', 'back'], ['10:10:00', '10:31:00'], { parked, other });
    expect(wordsIn(rows, '10:24:00', '10:31:00')).toEqual(['no row']);
  });

  it('goes on being its own for longer than the one before is remembered', () => {
    const bus = (time: number): Report => [
      'out',
      time < seconds('10:20:00')
        ? between(time, ['10:00:00', '10:15:00'], [0, 3000])
        : between(time, ['10:20:00', '11:20:00'], [3000, 0]),
    ];
    const rows = watch(network, ['B', 'back'], ['10:10:00', '10:58:00'], { bus });
    expect(wordsIn(rows, '10:24:00', '10:58:00')).toEqual(['live']);
  });
});

it('P5: a late bus that falls silent on its way to its first stop is missed, wherever its shape begins', () => {
  for (const from of [0, -2000]) {
    const network = new Network({
      trips: [
        {
          id: 'T',
          calls: line('A B C D', '10:00:00'),
          shape: [from, 1000, 2000, 3000].map((east) => [east, 0] as const),
        },
        { id: 'U', calls: line('A B C D', '10:10:00') },
      ],
      places: PLACES,
    });
    const silent = (time: number): Report =>
      time > seconds('10:03:00')
        ? [{ routeId: 'nowhere' }, -90_000]
        : ['T', between(time, ['10:00:00', '10:10:00'], [-6000, 0])];
    const other = (time: number): Report => ['U', between(time, ['10:10:00', '10:25:00'], [0, 3000])];
    const rows = watch(network, ['A', 'T'], ['10:00:00', '10:12:00'], { silent, other });
    expect([from, ...wordsIn(rows, '10:09:00', '10:12:00')]).toEqual([from, 'scheduled silent']);
  }
});
