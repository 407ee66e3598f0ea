import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, SERVICE_DATE, source } from '#test/builders/transit.ts';
import type { VehiclePosition } from '../transit/realtime-message.ts';
import { TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

describe('P1: a bus that takes over', () => {
  const turning = new Network({
    trips: [{ id: 'T', calls: line('A B C D C B A', '10:00:00', 3) }],
    places: { A: [0, 0], B: [1500, 0], C: [3000, 0], D: [4500, 0] },
  });
  const clock = (s: number) => `10:${String(Math.floor(s / 60)).padStart(2, '0')}:${s % 60 ? '30' : '00'}`;
  const on = (id: string, east: number, at: number, north = 0): VehiclePosition => ({
    trip: { tripId: 'T', startDate: SERVICE_DATE, relationship: 'SCHEDULED' },
    vehicle: { id },
    timestamp: at,
    position: metresFromMiddle(east, north),
  });
  /** One breaks down at 2000 m; fifteen minutes later another goes on from there. What D says on the page. */
  function rowsOfD(until: number, reliefAt: (s: number) => readonly [number, number] | undefined) {
    const its = new VehicleTracker(turning.lookup, new TravelTimes());
    let rows: string[] = [];
    for (let s = 30; s <= until; s += 30) {
      const now = turning.at(clock(s));
      its.forgetBefore(now);
      const relief = reliefAt(s);
      const vehicles = [
        on('old', Math.min(2000, s * 8), now),
        ...(relief ? [on('relief', relief[0], now, relief[1])] : []),
      ];
      const { departures } = turning.board('D', now, [source(now, { vehicles })], {
        tracker: its,
        withOverdue: true,
      });
      rows = departures.map(({ status, untracked }) => `${status}${untracked ? ` ${untracked}` : ''}`);
    }
    return rows;
  }

  it('is where the other was, and not on its way back already', () => {
    expect(rowsOfD(1170, () => undefined)).toEqual(['scheduled stuck']);
    expect(rowsOfD(1290, (s) => (s < 1200 ? undefined : [2000 + (s - 1200) * 8, 0]))).toEqual(['live']);
  });

  it('is waited for while it comes, and the one that broke down brings nothing back after it', () => {
    const comes = (s: number) => (s < 600 ? undefined : ([2000, 3000] as const));
    expect(rowsOfD(630, comes)).toEqual(['live']);
    expect(rowsOfD(780, comes)).toEqual(['scheduled stuck']);
    const onTo = (driven: number) => [driven < 4500 ? driven : 9000 - driven, 0] as const;
    const goesBy = (s: number) => (s < 600 || s > 1200 ? undefined : onTo(2000 + (s - 600) * 8));
    expect(rowsOfD(990, goesBy)).toEqual([]); // it left D at 10:15
    for (const until of [1230, 1500, 2400]) expect(rowsOfD(until, goesBy)).toEqual([]);
  });
});
