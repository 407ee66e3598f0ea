import { expect, it } from 'vitest';
import { line, Network, SERVICE_DATE } from '#test/builders/transit.ts';
import type { LiveTrip } from './live-snapshot.ts';
import { renumbering, renumberSnapshot } from './renumber-trips.ts';
import { serviceDateToDays } from './service-day.ts';

const day = serviceDateToDays(SERVICE_DATE);
const older = new Network({
  trips: [
    { id: 'same', calls: line('A B C') },
    { id: 'shorter', calls: line('A B C') },
    { id: 'gone', calls: line('A B C') },
    { id: 'another day', calls: line('A B C') },
    { id: 'by headway', calls: line('A B C') },
  ],
});
const newer = new Network({
  trips: [
    { id: 'new', calls: line('C B A') },
    {
      id: 'by headway',
      calls: line('A B C'),
      frequencies: [{ startSeconds: 36_000, endSeconds: 72_000, headwaySeconds: 600, exactTimes: false }],
    },
    { id: 'another day', calls: line('A B C'), dates: ['20260611'] },
    { id: 'shorter', calls: line('A C') },
    { id: 'same', calls: line('A B C', '10:02:00') },
  ],
});

it('finds a trip by its id, where it has the same stops and runs that day', () => {
  const renumber = renumbering(older.lookup, newer.lookup);
  expect([0, 1, 2, 3, 4].map((number) => renumber(number, day))).toEqual([
    4,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(renumber(3, day + 1)).toBe(2);
  expect(renumbering(newer.lookup, older.lookup)(4, day)).toBe(0);
});

it('leaves what departs where it was expected, and runs that are gone out', () => {
  const trip = (number: number, more: Partial<LiveTrip> = {}): LiveTrip => ({
    trip: number,
    tripId: '',
    serviceDate: SERVICE_DATE,
    startSeconds: null,
    kind: 'update',
    calls: [
      { callIndex: 0, state: 'skipped' },
      { callIndex: 1, state: 'live', delaySeconds: 300 },
    ],
    route: null,
    directionId: null,
    headsign: '',
    headwaySeconds: null,
    wheelchair: null,
    vehicle: null,
    occupancy: null,
    source: 0,
    vehicleSource: null,
    ...more,
  });
  const extra = { kind: 'extra', tripId: 'extra', calls: [] } as const;
  const stored = {
    feedId: 'test',
    timetableVersion: 'v1',
    sources: [],
    trips: [
      trip(0),
      trip(2),
      trip(-1, extra),
      trip(-1, { ...extra, copyOf: 0 }),
      trip(-1, { ...extra, copyOf: 2 }),
    ],
    alerts: [],
  };
  const { trips, timetableVersion } = renumberSnapshot(stored, older.lookup, newer.lookup);
  expect(timetableVersion).toBe(newer.index.version);
  expect(trips).toEqual([
    trip(4, {
      calls: [
        { callIndex: 0, state: 'skipped' },
        { callIndex: 1, state: 'live', delaySeconds: 180 },
      ],
    }),
    trip(-1, extra),
    trip(-1, { ...extra, copyOf: 4 }),
    trip(-1, extra),
  ]);
});
