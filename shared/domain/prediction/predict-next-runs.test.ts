import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, SERVICE_DATE, source, tripUpdate } from '#test/builders/transit.ts';
import type { VehiclePosition } from '../transit/realtime-message.ts';
import { TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

/** Stops are a kilometre apart, five minutes by the timetable. The bus of "out" goes back at 10:20, out at 10:40. */
const network = new Network({
  trips: [
    { id: 'out', calls: line('A B C D', '10:00:00'), block: 1 },
    { id: 'back', calls: line('D C B A', '10:20:00'), block: 1 },
    { id: 'out again', calls: line('A B C D', '10:35:00'), block: 1 },
    { id: 'other day', calls: line('D C', '10:16:00'), block: 1, dates: ['20260611'] },
    { id: 'other bus', calls: line('D C B A', '10:20:00'), block: 2 },
    { id: 'from afar', calls: line('A B C D', '10:00:00'), block: 3 },
    { id: 'elsewhere', calls: line('Z Y', '10:25:00'), block: 3 },
  ],
  places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0], Y: [3000, 2000], Z: [3000, 1000] },
});
const busOf = (
  tripId: string,
  metres: number,
  at: number,
  id: string | undefined = 'bus 7',
): VehiclePosition => ({
  trip: { tripId, startDate: SERVICE_DATE, relationship: 'SCHEDULED' },
  vehicle: { id, label: 'Seven' },
  position: metresFromMiddle(metres, 0),
  bearing: 90,
  occupancy: 'FULL',
  timestamp: at,
});
function departures(
  stop: string,
  time: string,
  bus: (at: number) => VehiclePosition,
  { updates = [] as ReturnType<typeof tripUpdate>[], later = 0 } = {},
) {
  const now = network.at(time);
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  const board = network.board(stop, now, [source(now, { vehicles: [bus(now)], tripUpdates: updates })], {
    tracker,
    boardNow: now + later,
  });
  return new Map(board.departures.map((row) => [row.tripId, row]));
}
const onItsWay = (at: number) => busOf('out', 2500, at);
/** Half way from C to D at this time: it is due there at 10:12:30. */
const rowOf = (tripId: string, stop: string, time: string, more = {}) =>
  departures(stop, time, onItsWay, more).get(tripId);

describe('P6: the run that a late bus makes next', () => {
  it('is said not to be coming while the bus stands on its way to the run before', () => {
    const tracker = new VehicleTracker(network.lookup, new TravelTimes());
    const wordsAt = (time: string, stop: string, metres: number) => {
      const now = network.at(time);
      tracker.forgetBefore(now);
      const bus = {
        ...busOf('from afar', 0, now, 'afar'),
        position: metresFromMiddle(-metres, 0),
        bearing: undefined,
      };
      const { departures } = network.board(stop, now, [source(now, { vehicles: [bus] })], {
        tracker,
        withOverdue: true,
      });
      return departures.map(({ tripId, status, untracked }) => [tripId, status, untracked].join(' '));
    };
    const words = Array.from({ length: 15 }, (_, i) =>
      wordsAt(`10:${String(i).padStart(2, '0')}:00`, 'Z', 4000),
    );
    // From when on it is late for that as well, until it has stood for eight minutes of its run.
    expect(words[7]).toEqual(['elsewhere live ']);
    for (const later of words.slice(9)) expect(later).toEqual(['elsewhere scheduled stuck']);
  });

  it('starts when the bus can be there', () => {
    // Twelve minutes and a half late: at D at 10:27:30, and away a minute later.
    const row = rowOf('back', 'D', '10:25:00');
    expect(row).toMatchObject({ status: 'live', source: 'vehicle-position' });
    expect(row?.delaySeconds).toBeGreaterThan(430);
    expect(row?.delaySeconds).toBeLessThan(540);
    expect(rowOf('back', 'B', '10:25:00')?.delaySeconds).toBeGreaterThan(380);
  });

  it('has the bus, but not where it is nor how full: that is of the run before', () => {
    expect(rowOf('back', 'D', '10:25:00')).toMatchObject({
      vehicle: { id: 'bus 7', label: 'Seven', lat: null, lon: null },
      occupancy: null,
    });
  });

  it('is as the timetable says while the bus can be in time', () => {
    expect(rowOf('back', 'D', '10:16:00')).toMatchObject({
      status: 'scheduled',
      expected: null,
      vehicle: null,
    });
  });

  it('is as the timetable says where the bus would be half an hour late: another may come', () => {
    const long = new Network({
      trips: [
        { id: 'out', calls: line('A B C D', '10:00:00', 20), block: 1 },
        { id: 'back', calls: line('D C B A', '11:05:00'), block: 1 },
      ],
      places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
    });
    const row = (time: string, metres: number) => {
      const now = long.at(time);
      const tracker = new VehicleTracker(long.lookup, new TravelTimes());
      const { departures } = long.board('D', now, [source(now, { vehicles: [busOf('out', metres, now)] })], {
        tracker,
      });
      return departures.find(({ tripId }) => tripId === 'back');
    };
    expect(row('10:58:00', 1000)).toMatchObject({ status: 'scheduled' });
    // Its time is over, and none has.
    expect(row('11:06:00', 1400)?.delaySeconds).toBeGreaterThan(1800);
  });

  it('does not vanish when it is later than that, its time being over', () => {
    for (const time of ['10:46:00', '10:48:00', '10:59:00'])
      expect(rowOf('back', 'D', time)).toMatchObject({ status: 'live' });
  });

  it('may be late for the one after it, too', () => {
    expect(rowOf('out again', 'A', '10:25:00')?.delaySeconds).toBeGreaterThan(300);
    expect(rowOf('out again', 'A', '10:18:00')).toMatchObject({ status: 'scheduled' });
  });

  it("is the block's, and of that day", () => {
    expect(rowOf('other bus', 'D', '10:20:30')).toMatchObject({ status: 'scheduled' });
    expect(rowOf('other day', 'D', '10:25:00')).toBeUndefined();
  });

  it('begins with the way there where it starts elsewhere', () => {
    // A kilometre to go after 10:27:30: about three minutes.
    const row = departures('Z', '10:25:00', (at) => busOf('from afar', 2500, at)).get('elsewhere');
    expect(row?.delaySeconds).toBeGreaterThan(270);
    expect(row?.delaySeconds).toBeLessThan(360);
  });

  it('is not predicted over a distance that no bus goes between two runs', () => {
    const far = new Network({
      trips: [
        { id: 'here', calls: line('A B', '10:00:00'), block: 1 },
        { id: 'there', calls: line('Y Z', '10:20:00'), block: 1 },
      ],
      places: { A: [0, 0], B: [1000, 0], Y: [25_000, 0], Z: [26_000, 0] },
    });
    const now = far.at('10:15:00');
    const tracker = new VehicleTracker(far.lookup, new TravelTimes());
    const vehicles = [{ ...busOf('here', 500, now), timestamp: now }];
    const [row] = far.board('Y', now, [source(now, { vehicles })], { tracker }).departures;
    expect(row).toMatchObject({ tripId: 'there', status: 'scheduled' });
  });

  it('is told once, of the bus that comes first, where two buses are of its block', () => {
    const two = new Network({
      trips: [
        { id: 'one', calls: line('A B', '10:00:00'), block: 1 },
        { id: 'other', calls: line('A B', '10:00:00'), block: 1 },
        { id: 'next', calls: line('B A', '10:06:00'), block: 1 },
      ],
      places: { A: [0, 0], B: [1000, 0] },
    });
    const now = two.at('10:10:00');
    const tracker = new VehicleTracker(two.lookup, new TravelTimes());
    const vehicles = [busOf('one', 300, now, 'far'), busOf('other', 800, now, 'near')];
    const rows = two.board('B', now, [source(now, { vehicles })], { tracker }).departures;
    expect(rows.map(({ tripId }) => tripId)).toEqual(['next']);
  });

  it('ends where trips of a block take no time', () => {
    const still = new Network({
      trips: [
        { id: 'late', calls: line('A B', '10:00:00'), block: 1 },
        ...['x', 'y', 'z'].map((id) => ({ id, calls: line('B B', '10:08:00', 0), block: 1 })),
      ],
      places: { A: [0, 0], B: [1000, 0] },
    });
    const now = still.at('10:12:00');
    const tracker = new VehicleTracker(still.lookup, new TravelTimes());
    const vehicles = [busOf('late', 500, now)];
    const { departures: rows } = still.board('B', now, [source(now, { vehicles })], { tracker });
    expect(rows.length).toBeLessThanOrEqual(3);
  });

  it('follows from an update of the run before, too', () => {
    const update = tripUpdate({ tripId: 'out' }, [{ stopSequence: 1, departure: { delay: 750 } }]);
    const row = rowOf('back', 'D', '10:25:00', { updates: [update] });
    expect(row).toMatchObject({ status: 'live', source: 'vehicle-position' });
    expect(row?.delaySeconds).toBeGreaterThan(430);
  });

  it('is not called unseen while its bus is seen on the run before (P5)', () => {
    const other = network.at('10:57:00');
    const bus = busOf('out', 2500, other); // more than half an hour late for the way back
    const seen = { ...busOf('other bus', 500, other, 'bus 8'), bearing: undefined };
    const rows = network.board('B', other, [source(other, { vehicles: [bus, seen] })], {
      tracker: new VehicleTracker(network.lookup, new TravelTimes()),
    }).departures;
    expect(rows.filter(({ untracked }) => untracked)).toEqual([]);
  });

  it('is what something live says of it, where it says anything', () => {
    const update = tripUpdate({ tripId: 'back' }, [{ stopSequence: 1, departure: { delay: 60 } }]);
    expect(rowOf('back', 'D', '10:20:30', { updates: [update] })).toMatchObject({ delaySeconds: 60 });
  });

  it('is not predicted from a vehicle without a name: nobody could tell when it comes', () => {
    const row = departures('D', '10:20:30', (at) => ({ ...busOf('out', 2500, at), vehicle: {} })).get('back');
    expect(row).toMatchObject({ status: 'scheduled' });
  });

  it("goes back with a bus that has stopped reporting, and is the timetable's after five minutes (P3)", () => {
    const before = rowOf('back', 'D', '10:25:00')?.delaySeconds ?? 0;
    expect(rowOf('back', 'D', '10:25:00', { later: 240 })?.delaySeconds).toBe(before + 150);
    expect(rowOf('out again', 'A', '10:25:00', { later: 301 })?.status).toBe('scheduled');
  });
});

it('P1: a late bus that has signed on for its next run before the last stop has not begun that, bearing or not', () => {
  const start = network.at('10:25:00');
  for (const bearing of [90, undefined]) {
    const tracker = new VehicleTracker(network.lookup, new TravelTimes());
    const report = (seconds: number, metres: number, tripId: string) => {
      const now = start + seconds;
      const bus = { ...busOf(tripId, metres, now), bearing };
      const { departures } = network.board('D', now, [source(now, { vehicles: [bus] })], { tracker });
      return departures.find((row) => row.tripId === 'back');
    };
    for (const i of [0, 1, 2]) report(i * 30, 2200 + i * 150, 'out');
    // Four hundred metres before the terminus, on the road that it is to go back on.
    const signedOn = report(90, 2600, 'back');
    expect(signedOn).toMatchObject({ status: 'live', vehicle: { id: 'bus 7' } });
    expect(signedOn?.expected).toBeGreaterThan(start + 90);
    expect(report(150, 2900, 'back')).toMatchObject({ status: 'live' });
    // There, and on its way back.
    expect(report(210, 3000, 'back')).toMatchObject({ status: 'live' });
    expect(report(300, 2700, 'back')?.expected ?? 0).toBeLessThan(start + 300);
  }
});

it('P6: the next run of a late bus that does not move any more is told with it', () => {
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  const rowsAt = (time: string) => {
    const now = network.at(time);
    tracker.forgetBefore(now);
    const options = { tracker, withOverdue: true };
    const { departures } = network.board('D', now, [source(now, { vehicles: [onItsWay(now)] })], options);
    return departures.flatMap((row) => (row.tripId === 'back' ? [[row.status, row.untracked]] : []));
  };
  for (const time of ['10:20:00', '10:22:00', '10:24:00', '10:26:00'])
    expect(rowsAt(time)).toEqual([['live', undefined]]);
  for (const time of ['10:28:30', '10:30:00', '10:32:00'])
    expect([time, ...rowsAt(time)]).toEqual([time, ['scheduled', 'stuck']]);
});
