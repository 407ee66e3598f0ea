import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, source } from '#test/builders/transit.ts';
import type { TripInstance } from '../transit/match-instance.ts';
import type { TripDescriptor, VehiclePosition } from '../transit/realtime-message.ts';
import { parseGtfsTime } from '../transit/service-day.ts';
import { identifyRun } from './identify-run.ts';
import { TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

const [YESTERDAY, TODAY, TOMORROW] = ['20260609', '20260610', '20260611'];
const daily = [YESTERDAY, TODAY, TOMORROW];
const back = (calls: ReturnType<typeof line>) => ({ calls, directionId: 1 as const });

/** A to D are a kilometre apart and five minutes; every hour there, and back half an hour later. */
const network = new Network({
  trips: [
    { id: 'night', calls: line('A B C D', '23:50:00'), dates: daily, route: 'N' },
    { id: 'early', calls: line('A B C D', '00:20:00'), dates: daily, route: 'E' },
    { id: 'ten', calls: line('A B C D', '10:00:00'), dates: [TODAY] },
    { id: 'ten-back', ...back(line('D C B A', '10:30:00')), dates: [TODAY] },
    { id: 'eleven', calls: line('A B C D', '11:00:00'), dates: [TODAY] },
    { id: 'twin 1', calls: line('A B C D', '10:00:00'), dates: [TODAY], route: 'twins' },
    { id: 'twin 2', calls: line('A B C D', '10:02:00'), dates: [TODAY], route: 'twins' },
    { id: 'weekday', calls: line('A B C D', '12:00:00'), dates: [TODAY], route: 'W' },
  ],
  places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
});

function identified(
  trip: Partial<TripDescriptor> | undefined,
  time: string,
  { date = TODAY, metres = 0, bearing = undefined as number | undefined, north = 0 } = {},
) {
  const seenAt = network.at(time, date);
  const vehicle: VehiclePosition = {
    trip: trip && { relationship: 'SCHEDULED', ...trip },
    vehicle: { id: 'bus 1' },
    position: metresFromMiddle(metres, north),
    bearing,
    timestamp: seenAt,
  };
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  const found = identifyRun(vehicle, seenAt, network.lookup, tracker);
  return 'discarded' in found
    ? found.discarded
    : `${found.instance.trip.tripId} ${network.lookup.dayStart(found.instance.day) === network.at('00:00:00', TODAY) ? 'today' : found.instance.day}`;
}

describe('V7: a vehicle that says its trip', () => {
  it('is on the run of the day that it gives', () => {
    expect(identified({ tripId: 'ten', startDate: TODAY }, '10:05:00')).toBe('ten today');
  });

  it('is on the run under way where its date is that of UTC', () => {
    // 00:25 in summer is 23:25 of the day before.
    expect(identified({ tripId: 'early', startDate: YESTERDAY }, '00:25:00')).toBe('early today');
  });

  it('is on the run under way where its date is that of the clock, after midnight', () => {
    const after = identified({ tripId: 'night', startDate: TOMORROW }, '00:05:00', { date: TOMORROW });
    expect(after).toBe('night today');
  });

  it('is on the day that its service runs', () => {
    expect(identified({ tripId: 'weekday', startDate: TOMORROW }, '12:05:00')).toBe('weekday today');
    expect(identified({ tripId: 'weekday', startDate: TOMORROW }, '12:05:00', { date: TOMORROW })).toBe(
      'service-not-running',
    );
  });

  it('that the timetable does not know is on none', () => {
    expect(identified({ tripId: 'nobody' }, '10:05:00')).toBe('trip-not-in-timetable');
  });
});

describe('V7: a vehicle that says when its trip started', () => {
  const started = (startTime: number, more = {}) => ({
    routeId: 'R',
    directionId: 0 as const,
    startDate: TODAY,
    startSeconds: startTime,
    ...more,
  });

  it('is on that trip, in local time or in UTC', () => {
    expect(identified(started(10 * 3600), '10:05:00')).toBe('ten today');
    // A trip starts at ten and one at eleven: under way is the one that is meant.
    expect(identified(started(10 * 3600), '11:10:00')).toBe('eleven today');
    // No trip starts at nine; at nine UTC it is ten.
    expect(identified(started(9 * 3600), '10:05:00')).toBe('ten today');
    expect(identified(started(23 * 3600 + 20 * 60, { routeId: 'E', startDate: YESTERDAY }), '00:25:00')).toBe(
      'early today',
    );
  });
});

describe('V7: a vehicle that says when its trip started, and not in which direction', () => {
  const frequent = new Network({
    trips: [
      ...['10:00', '10:20', '10:40'].map((id) => ({ id, calls: line('A B C D', `${id}:00`) })),
      { id: '13:00', calls: line('A B C D', '13:00:00') },
      { id: '13:00 back', ...back(line('D C B A', '13:00:00')) },
      { id: 'long 17', calls: line('A B C D', '17:00:00', 30) },
      { id: 'long 18', calls: line('A B C D', '18:00:00', 30) },
      { id: 'late', calls: line('A B C D', '24:20:00') },
    ],
    places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
  });
  const seen = (
    start: string,
    time: string,
    {
      metres = 0,
      date = TODAY,
      predict = true,
      named = '',
      ...trip
    }: { metres?: number; date?: string; predict?: boolean; named?: string } & Partial<TripDescriptor> = {},
  ) => {
    const seenAt = frequent.at(time);
    const vehicle: VehiclePosition = {
      trip: {
        routeId: 'R',
        startDate: date || undefined,
        startSeconds: parseGtfsTime(start),
        relationship: 'SCHEDULED',
        ...trip,
      },
      vehicle: { id: 'bus 1' },
      position: metresFromMiddle(metres, 0),
      timestamp: seenAt,
    };
    const tracker = predict ? new VehicleTracker(frequent.lookup, new TravelTimes()) : undefined;
    const isNamed = ({ trip }: TripInstance) => trip.tripId === named;
    const found = identifyRun(vehicle, seenAt, frequent.lookup, tracker, isNamed);
    return 'discarded' in found ? found.discarded : found.instance.trip.tripId;
  };

  it('is on the run that starts then, however late it is, and on no other', () => {
    // Where the bus is, 26 minutes late, the 10:20 would be on time.
    for (const predict of [true, false]) {
      expect(seen('10:00:00', '10:26:00', { metres: 1200, predict })).toBe('10:00');
      expect(seen('09:00:00', '10:26:00', { metres: 1200, predict })).toBe('10:00');
      expect(seen('10:05:00', '10:26:00', { metres: 1200, predict })).toBe('trip-not-identified');
      expect(seen('10:00:00', '13:30:00', { metres: 1200, predict })).toBe('trip-not-identified');
    }
  });

  it('whatever it says of the day, within three hours', () => {
    for (const date of ['', YESTERDAY, TOMORROW]) {
      expect(seen('10:00:00', '10:26:00', { metres: 1200, date })).toBe('10:00');
    }
    expect(seen('10:00:00', '10:26:00', { metres: 1200, date: '20260613' })).toBe('trip-not-identified');
    expect(seen('10:00:00', '10:26:00', { date: '2026-6-10' })).toBe('start-date-invalid');
  });

  it('is on the run of the service day before, after midnight', () => {
    expect(seen('00:20:00', '24:25:00', { date: TOMORROW })).toBe('late');
    expect(seen('23:20:00', '24:25:00')).toBe('late');
    expect(seen('24:20:00', '24:25:00')).toBe('late');
  });

  it('place decides among the runs that start then', () => {
    expect(seen('13:00:00', '13:04:00', { metres: 900 })).toBe('13:00');
    expect(seen('13:00:00', '13:04:00', { metres: 2100 })).toBe('13:00 back');
    expect(seen('13:00:00', '13:07:30', { metres: 1500 })).toBe('trip-ambiguous');
    expect(seen('13:00:00', '13:07:30', { metres: 1500, named: '13:00' })).toBe('13:00 back');
    expect(seen('13:00:00', '13:04:00', { metres: 900, predict: false })).toBe('trip-ambiguous');
    // The 17:00 is to be at the end, and the 18:00 half an hour from its start.
    expect(seen('17:00:00', '18:28:00', { metres: 2900 })).toBe('long 17');
    expect(seen('17:00:00', '18:28:00', { metres: 900 })).toBe('long 18');
  });

  it('and whose trip_id the timetable does not have, is on the run that starts then, if there is one', () => {
    const tripId = 'VJnew';
    for (const predict of [true, false]) {
      expect(seen('10:00:00', '10:26:00', { metres: 1200, predict, tripId })).toBe('10:00');
      for (const more of [
        { named: '10:00' },
        { routeId: 'S' },
        { directionId: 1 as const },
        { startSeconds: undefined },
        { relationship: 'ADDED' as const },
      ])
        expect(seen('10:00:00', '10:26:00', { metres: 1200, predict, tripId, ...more })).toBe(
          'trip-not-in-timetable',
        );
    }
    expect(seen('13:00:00', '13:04:00', { metres: 900, tripId })).toBe('13:00');
    expect(seen('13:00:00', '13:07:30', { metres: 1500, tripId })).toBe('trip-not-in-timetable');
    expect(seen('13:00:00', '13:04:00', { metres: 900, predict: false, tripId })).toBe(
      'trip-not-in-timetable',
    );
  });

  it('is on the one that it waits for, though by the other clock it is under way', () => {
    expect(seen('17:00:00', '17:45:00', { metres: 0 })).toBe('long 18');
    expect(seen('17:00:00', '17:20:00', { metres: 0 })).toBe('long 17'); // late
    expect(seen('17:00:00', '17:45:00', { metres: 1500 })).toBe('long 17');
  });

  it('where place says nothing, the one whose time it is among readings of its clock', () => {
    expect(seen('17:00:00', '20:10:00', { metres: 9000 })).toBe('long 18');
    expect(seen('17:00:00', '16:40:00', { metres: 9000 })).toBe('long 17');
    expect(seen('17:00:00', '18:10:00', { metres: 9000 })).toBe('trip-not-identified');
  });
});

describe('V7: a vehicle that says a trip by frequencies and its start', () => {
  /** From 07:00, by the timetable each so many minutes, from stop to stop in so many. */
  const every = (headwayMinutes: number, legMinutes: number) =>
    new Network({
      trips: [
        {
          id: 'T',
          calls: line('A B C D', '07:00:00', legMinutes),
          frequencies: [
            {
              startSeconds: 7 * 3600,
              endSeconds: 18 * 3600,
              headwaySeconds: headwayMinutes * 60,
              exactTimes: true,
            },
          ],
        },
      ],
      places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
    });
  /** When the run starts that it is on. */
  const startSeen = (
    network: Network,
    startTime: string,
    { time, metres }: { readonly time: string; readonly metres: number },
    tracker: VehicleTracker | undefined,
  ) => {
    const seenAt = network.at(time, TODAY);
    const startSeconds = parseGtfsTime(startTime);
    const vehicle: VehiclePosition = {
      trip: { tripId: 'T', startDate: TODAY, startSeconds, relationship: 'SCHEDULED' },
      vehicle: { id: 'bus 1' },
      position: metresFromMiddle(metres, 0),
      timestamp: seenAt,
    };
    const found = identifyRun(vehicle, seenAt, network.lookup, tracker);
    return 'discarded' in found ? found.discarded : found.instance.startSeconds;
  };

  it('is on the run of that instant, where both clocks name one', () => {
    const network = every(30, 5);
    const seen = { time: '10:07:00', metres: 1200 };
    for (const startTime of ['09:00:00', '10:00:00']) {
      const tracker = new VehicleTracker(network.lookup, new TravelTimes());
      expect(startSeen(network, startTime, seen, tracker)).toBe(10 * 3600);
      expect(startSeen(network, startTime, seen, undefined)).toBe(10 * 3600);
    }
  });

  it('stays on its run when it is late, though another reading of its start is nearer', () => {
    const network = every(60, 16);
    const tracker = new VehicleTracker(network.lookup, new TravelTimes());
    const startAt = (time: string, metres: number, startTime: string) =>
      startSeen(network, startTime, { time, metres }, tracker);
    for (const startTime of ['10:00:00', '09:00:00']) {
      expect(startAt('10:30:00', 1500, startTime)).toBe(10 * 3600);
      expect(startAt('10:56:00', 2800, startTime)).toBe(10 * 3600);
    }
    expect(startAt('10:50:00', 0, '10:00:00')).toBe(11 * 3600); // in UTC, and waiting
  });
});

it('V7: after midnight, a vehicle that says the trip of another day is on the run that starts when it says', () => {
  const nights = new Network({
    trips: [
      { id: 'weekday', calls: line('A B C D', '00:10:00'), route: 'R', dates: ['20260611', '20260612'] },
      { id: 'saturday', calls: line('A B C D', '00:10:00'), route: 'R', dates: ['20260613'] },
    ],
    places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
  });
  const seenAt = nights.at('00:15:00', '20260613');
  const runOf = (more: Partial<TripDescriptor>, place: readonly [number, number] = [1000, 0]) => {
    const trip = { tripId: 'weekday', startDate: '20260612', relationship: 'SCHEDULED' as const, ...more };
    const position = metresFromMiddle(...place);
    const vehicle: VehiclePosition = { trip, vehicle: { id: 'bus 1' }, position, timestamp: seenAt };
    const found = identifyRun(
      vehicle,
      seenAt,
      nights.lookup,
      new VehicleTracker(nights.lookup, new TravelTimes()),
    );
    return 'discarded' in found ? found.discarded : found.instance.trip.tripId;
  };
  expect(runOf({ startSeconds: parseGtfsTime('23:10:00') })).toBe('saturday');
  expect(runOf({})).toBe('weekday'); // of the night before
  // Of another day's instant, or from somewhere else, it is not.
  expect(runOf({ startDate: '20260611', startSeconds: parseGtfsTime('23:10:00') })).toBe('weekday');
  expect(runOf({ startSeconds: parseGtfsTime('23:10:00') }, [1000, 3600])).toBe('weekday');
});

it('V7: in the night in which the clocks go forward, a start in UTC is that instant', () => {
  const spring = new Network({
    trips: [{ id: 'night', calls: line('A B C D', '24:50:00'), route: 'R', dates: ['20260328'] }],
    places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
  });
  const seenAt = Date.parse('2026-03-29T00:55:00Z') / 1000;
  const trip = { tripId: 'VJnew', routeId: 'R', startDate: '20260329', startSeconds: 50 * 60 };
  const vehicle: VehiclePosition = {
    trip: { ...trip, relationship: 'SCHEDULED' },
    vehicle: { id: 'bus 1' },
    position: metresFromMiddle(900, 0),
    timestamp: seenAt,
  };
  const found = identifyRun(
    vehicle,
    seenAt,
    spring.lookup,
    new VehicleTracker(spring.lookup, new TravelTimes()),
  );
  expect(found).toMatchObject({ instance: { trip: { tripId: 'night' } } });
});

describe('V7: a vehicle that says its route alone', () => {
  it('is on the trip that it fits', () => {
    expect(identified({ routeId: 'R' }, '10:06:00', { metres: 900 })).toBe('ten today');
    expect(identified({ routeId: 'R' }, '10:41:00', { metres: 1000, bearing: 270 })).toBe('ten-back today');
  });

  it('is on none where it fits several, or none', () => {
    expect(identified({ routeId: 'twins' }, '10:07:00', { metres: 1000 })).toBe('trip-ambiguous');
    expect(identified({ routeId: 'R' }, '10:06:00', { metres: 900, north: 5000 })).toBe(
      'trip-not-identified',
    );
    expect(identified({ routeId: 'R' }, '03:00:00', { metres: 900 })).toBe('trip-not-identified');
    expect(identified({ routeId: 'nowhere' }, '10:06:00', { metres: 900 })).toBe('trip-not-identified');
  });

  it('goes on with the trip that it was on', () => {
    const tracker = new VehicleTracker(network.lookup, new TravelTimes());
    const board = (time: string, metres: number) => {
      const now = network.at(time);
      const bus: VehiclePosition = {
        trip: { routeId: 'twins', relationship: 'SCHEDULED' },
        vehicle: { id: 'bus 1' },
        position: metresFromMiddle(metres, 0),
        timestamp: now,
      };
      const { departures } = network.board('C', now, [source(now, { vehicles: [bus] })], { tracker });
      return departures.filter(({ status }) => status === 'live').map(({ tripId }) => tripId);
    };
    // At first it could be late or early; it is early for both, and much earlier for the second.
    expect(board('10:03:00', 1000)).toEqual(['twin 1']);
    expect(board('10:09:00', 1900)).toEqual(['twin 1']);
  });
});

it('V7: of two directions a vehicle without a bearing is on the one that it goes in', () => {
  const both = new Network({
    trips: [
      { id: 'there', calls: line('A B C D') },
      { id: 'back', ...back(line('D C B A')) },
    ],
    places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
  });
  /** Reports half a minute apart; the last at the time at which it would be in the middle on either. */
  const identifiedAfter = (...metres: readonly number[]) => {
    const tracker = new VehicleTracker(both.lookup, new TravelTimes());
    const last = both.at('10:07:30');
    const found = metres.map((east, i) => {
      const timestamp = last - (metres.length - 1 - i) * 30;
      const vehicle: VehiclePosition = {
        trip: { routeId: 'R', relationship: 'SCHEDULED' },
        vehicle: { id: 'bus 1' },
        position: metresFromMiddle(east, 0),
        timestamp,
      };
      return identifyRun(vehicle, timestamp, both.lookup, tracker);
    });
    const now = found.at(-1);
    return !now || 'discarded' in now ? now?.discarded : now.instance.trip.tripId;
  };
  expect(identifiedAfter(1500)).toBe('trip-ambiguous');
  expect(identifiedAfter(1400, 1500)).toBe('trip-ambiguous');
  expect(identifiedAfter(1300, 1400, 1500)).toBe('there');
  expect(identifiedAfter(1700, 1600, 1500)).toBe('back');
  expect(identifiedAfter(1400, 1600, 1500)).toBe('trip-ambiguous');
});

it('V7: a vehicle that says its route alone is on no run that another names', () => {
  const now = network.at('10:07:00');
  const bus = (id: string, trip: Partial<TripDescriptor>): VehiclePosition => ({
    trip: { relationship: 'SCHEDULED', ...trip },
    vehicle: { id },
    position: metresFromMiddle(1000, 0),
    timestamp: now,
  });
  const liveOf = (vehicles: VehiclePosition[]) => {
    const tracker = new VehicleTracker(network.lookup, new TravelTimes());
    const { departures } = network.board('C', now, [source(now, { vehicles })], { tracker });
    return departures
      .filter(({ status }) => status === 'live')
      .map(({ tripId, vehicle }) => [tripId, vehicle?.id]);
  };
  const silent = bus('bus 1', { routeId: 'twins' });
  expect(liveOf([silent])).toEqual([]);
  expect(liveOf([silent, bus('bus 2', { tripId: 'twin 1' })])).toEqual([
    ['twin 1', 'bus 2'],
    ['twin 2', 'bus 1'],
  ]);
});

it('V7, V2: of two vehicles that say when their trip started the newer counts, and before both who names it', () => {
  const now = network.at('10:07:00');
  const bus = (id: string, trip: Partial<TripDescriptor>, timestamp: number): VehiclePosition => ({
    trip: { relationship: 'SCHEDULED', ...trip },
    vehicle: { id },
    position: metresFromMiddle(1000, 0),
    timestamp,
  });
  const outcomeOf = (vehicles: VehiclePosition[]) => {
    const { trips, outcomes } = network.resolve([source(now, { vehicles })], now);
    return [
      trips.trips.map(({ tripId, vehicle }) => [tripId, vehicle?.id]),
      outcomes[0]?.discarded,
      [...(outcomes[0]?.reasons.values() ?? [])],
    ];
  };
  const start = { routeId: 'R', startSeconds: 36_000, startDate: TODAY };
  const pair = [bus('bus 1', start, now), bus('bus 2', start, now - 1)];
  expect(outcomeOf(pair)).toEqual([[['ten', 'bus 1']], { 'trip-claimed-twice': 1 }, []]);
  const three = [...pair, bus('bus 3', { tripId: 'ten' }, now - 9)];
  expect(outcomeOf(three)).toEqual([[['ten', 'bus 3']], {}, ['trip-not-identified', 'trip-not-identified']]);
});

it('V7: a vehicle that says nothing is on none', () => {
  expect(identified(undefined, '10:05:00')).toBe('vehicle-without-trip');
  expect(identified({}, '10:05:00')).toBe('vehicle-without-trip');
});
