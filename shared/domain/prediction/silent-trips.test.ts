import { beforeEach, describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, SERVICE_DATE, source } from '#test/builders/transit.ts';
import type { VehiclePosition } from '../transit/realtime-message.ts';
import { TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

/** Stops are a kilometre and five minutes apart. Another bus of the line is always there. */
const network = new Network({
  trips: [
    { id: 'T1', calls: line('A B C D', '10:00:00') },
    { id: 'T2', calls: line('D C B A', '10:20:00') },
    { id: 'other', calls: line('X Y', '09:30:00', 300) },
  ],
  places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0], X: [0, 5000], Y: [9000, 5000] },
});
const bus = (tripId: string, metres: number, at: number, id = 'bus 7', north = 0): VehiclePosition => ({
  trip: { tripId, startDate: SERVICE_DATE, relationship: 'SCHEDULED' },
  vehicle: { id },
  position: metresFromMiddle(metres, north),
  timestamp: at,
});
let tracker: VehicleTracker;
beforeEach(() => {
  tracker = new VehicleTracker(network.lookup, new TravelTimes());
});

/** What the board of a stop says after a poll in which these vehicles are reported; `later`: how old it is read. */
function board(
  stop: string,
  time: string,
  tripId: string | null,
  metres = 0,
  { later = 0, withOverdue = true, reported = 0, north = 0 } = {},
) {
  const now = network.at(time);
  tracker.forgetBefore(now);
  const vehicles = [
    bus('other', 100, now, 'bus 8', 5000),
    ...(tripId === null ? [] : [bus(tripId, metres, now - reported, 'bus 7', north)]),
  ];
  const options = { tracker, withOverdue, boardNow: now + later };
  return network
    .board(stop, now, [source(now, { vehicles })], options)
    .departures.map(({ tripId: id, status, untracked }) => [id, status, ...(untracked ? [untracked] : [])]);
}

describe('P5: what a bus had left, before its time', () => {
  it('does not come back when it is on its next run', () => {
    board('C', '10:02:00', 'T1', 1500);
    board('C', '10:05:00', 'T1', 2500);
    expect(board('C', '10:06:00', 'T2', 3000).map(([id]) => id)).not.toContain('T1');
    expect(board('C', '10:07:30', 'T2', 3000).map(([id]) => id)).not.toContain('T1');
  });

  it('does not come back when it falls silent', () => {
    board('C', '10:03:00', 'T1', 1500);
    board('C', '10:04:30', 'T1', 2100);
    expect(board('C', '10:04:30', 'T1', 2100, { later: 301 }).map(([id]) => id)).not.toContain('T1');
    expect(board('C', '10:09:00', null).map(([id]) => id)).not.toContain('T1');
  });
});

describe('P5: a late bus that falls silent', () => {
  /** Thirteen minutes late at 10:13, half way to B. */
  const seen = () => board('C', '10:15:30', 'T1', 500);

  it('is missed until ten minutes after it was expected, though its time is over', () => {
    expect(seen()).toContainEqual(['T1', 'live']);
    expect(board('C', '10:16:00', null)).toContainEqual(['T1', 'live']);
    expect(board('C', '10:20:30', null)).toContainEqual(['T1', 'live']);
    expect(board('C', '10:20:31', null)).toContainEqual(['T1', 'scheduled', 'silent']);
    expect(board('C', '10:26:00', null)).toContainEqual(['T1', 'scheduled', 'silent']);
    expect(board('C', '10:36:00', null).map(([id]) => id)).not.toContain('T1');
  });

  it('has no row where nobody has asked for such rows', () => {
    seen();
    expect(board('C', '10:21:00', null, 0, { withOverdue: false }).map(([id]) => id)).not.toContain('T1');
  });

  it('is not missed at the stops that it had left, nor called missed where nothing is seen any more', () => {
    seen();
    expect(board('A', '10:21:00', null).map(([id]) => id)).not.toContain('T1');
    expect(board('C', '10:21:00', null, 0, { later: 91 }).map(([id]) => id)).not.toContain('T1');
  });

  it('is live again when it is seen again', () => {
    seen();
    board('C', '10:21:00', null);
    expect(board('C', '10:22:00', 'T1', 1200)).toContainEqual(['T1', 'live']);
  });
});

describe('P5: a late bus that leaves its path', () => {
  /** Thirteen minutes late, half way to B; then three reports from a road 700 m beside. */
  const seen = () => board('C', '10:15:30', 'T1', 500);
  const beside = (time: string, options = {}) => board('C', time, 'T1', 900, { north: 700, ...options });
  const astray = () => ['10:16:00', '10:16:30', '10:17:00'].map((time) => beside(time)).at(-1);

  it('is said to be off its route at once, and until ten minutes after it was expected', () => {
    seen();
    expect(astray()).toContainEqual(['T1', 'scheduled', 'off-route']);
    expect(astray()?.filter(([id]) => id === 'T1')).toHaveLength(1);
    expect(beside('10:26:00')).toContainEqual(['T1', 'scheduled', 'off-route']);
    expect(beside('10:36:00').map(([id]) => id)).not.toContain('T1');
  });

  it('has no row where nobody has asked for such rows, nor at the stops that it had left', () => {
    seen();
    astray();
    expect(beside('10:17:30', { withOverdue: false }).map(([id]) => id)).not.toContain('T1');
    expect(board('A', '10:18:00', 'T1', 900, { north: 700 }).map(([id]) => id)).not.toContain('T1');
  });

  it('is live again where its path goes on, and gone where it had passed', () => {
    seen();
    astray();
    expect(board('C', '10:19:00', 'T1', 1300)).toContainEqual(['T1', 'live']);
    expect(board('B', '10:19:30', 'T1', 1400).map(([id]) => id)).not.toContain('T1');
  });

  it('is silent when nothing is heard of it any more, or not where it is', () => {
    seen();
    astray();
    expect(board('C', '10:19:00', null)).toContainEqual(['T1', 'scheduled', 'silent']);
    expect(beside('10:19:30', { north: Number.NaN })).toContainEqual(['T1', 'scheduled', 'silent']);
  });

  it('is as the timetable says while it has not come to its first stop', () => {
    const early = board('C', '09:55:00', 'T1', 0, { north: 700 });
    expect(early.find(([id]) => id === 'T1')).toEqual(['T1', 'scheduled']);
  });
});
