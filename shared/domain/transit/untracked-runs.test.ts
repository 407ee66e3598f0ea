import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, SERVICE_DATE, source, tripUpdate } from '#test/builders/transit.ts';
import { carryOver } from './carry-over.ts';
import type { VehiclePosition } from './realtime-message.ts';
import { withUntrackedRuns } from './untracked-runs.ts';

/** Three runs of line 1, ten minutes apart, and one of line 2; stops are five minutes apart. */
const network = new Network({
  trips: [
    { id: 'first', route: '1', calls: line('A B C D', '10:00:00') },
    { id: 'second', route: '1', calls: line('A B C D', '10:10:00') },
    { id: 'third', route: '1', calls: line('A B C D', '10:20:00') },
    { id: 'other', route: '2', calls: line('E C D', '10:00:00') },
  ],
});
const bus = (tripId: string, timestamp: number): VehiclePosition => ({
  trip: { tripId, startDate: SERVICE_DATE, relationship: 'SCHEDULED' },
  vehicle: { id: `bus of ${tripId}` },
  position: metresFromMiddle(0, 0),
  timestamp,
});
const boardAt = (
  time: string,
  seen: readonly string[],
  { later = 0, updates = [] as ReturnType<typeof tripUpdate>[], age = 0 } = {},
) => {
  const now = network.at(time);
  const vehicles = seen.map((tripId) => bus(tripId, now - age));
  return network
    .board('D', now, [source(now, { vehicles, tripUpdates: updates })], { boardNow: now + later })
    .departures.concat(
      network.board('C', now, [source(now, { vehicles, tripUpdates: updates })], { boardNow: now + later })
        .departures,
    )
    .filter(({ untracked }) => untracked)
    .map(({ tripId }) => tripId);
};

describe('P5: a run that ought to be seen', () => {
  it('and is not, while another of its route is, is untracked', () => {
    expect(boardAt('10:08:00', ['second'])).toEqual(['first']);
  });

  it('is not called so in its first minutes, nor before', () => {
    expect(boardAt('10:04:59', ['second'])).toEqual([]);
    expect(boardAt('10:05:00', ['second'])).toEqual(['first']);
    expect(boardAt('10:14:59', ['first'])).toEqual([]);
  });

  it('is not called so where its route is never seen', () => {
    expect(boardAt('10:08:00', [])).toEqual([]);
    expect(boardAt('10:08:00', ['other'])).toEqual([]);
    expect(boardAt('10:08:00', ['second', 'other'])).toEqual(['first']);
  });

  it('is not called so where something is said of it', () => {
    expect(boardAt('10:08:00', ['first', 'second'])).toEqual([]);
    const cancelled = tripUpdate({ tripId: 'first', relationship: 'CANCELED' }, []);
    expect(boardAt('10:08:00', ['second'], { updates: [cancelled] })).toEqual([]);
    const late = tripUpdate({ tripId: 'first' }, [{ stopSequence: 1, departure: { delay: 600 } }]);
    expect(boardAt('10:08:00', ['second'], { updates: [late] })).toEqual([]);
  });

  it('is untracked too where updates follow the others', () => {
    const late = tripUpdate({ tripId: 'second' }, [{ stopSequence: 1, departure: { delay: 60 } }]);
    expect(boardAt('10:08:00', [], { updates: [late] })).toEqual(['first']);
  });

  it('is not called so when the others have fallen silent, or the source has', () => {
    expect(boardAt('10:08:00', ['second'], { age: 301 })).toEqual([]);
    expect(boardAt('10:08:00', ['second'], { later: 90 })).toEqual(['first']);
    expect(boardAt('10:08:00', ['second'], { later: 91 })).toEqual([]);
  });

  it('is not called so where one of the sources that tell of its route has fallen silent', () => {
    const now = network.at('10:08:00');
    const fresh = source(now, { vehicles: [bus('second', now)] }, 'one');
    const missedBy = (at: number) => {
      // The bus of the third is not out yet: it stands at its first stop.
      const other = source(at, { vehicles: [bus('third', at)] }, 'other');
      return network
        .board('C', now, [fresh, other])
        .departures.flatMap(({ tripId, untracked }) => (untracked ? tripId : []));
    };
    expect(missedBy(now - 60)).toEqual(['first']);
    expect(missedBy(now - 120)).toEqual([]);
  });

  it('is found anew at each poll', () => {
    const now = network.at('10:08:00');
    const snapshotOf = (seen: readonly string[], id: string) => {
      const vehicles = seen.map((tripId) => bus(tripId, now));
      const { trips: snapshot } = network.resolve([{ ...source(now, { vehicles }), id }], now);
      return withUntrackedRuns(snapshot, network.lookup, now);
    };
    const before = snapshotOf(['second'], 'one');
    expect(before.trips.map(({ kind }) => kind)).toEqual(['update', 'untracked']);
    const carried = carryOver(snapshotOf([], 'two'), before, new Set(['one']), now);
    expect(carried.trips.map(({ tripId, kind }) => [tripId, kind])).toEqual([['second', 'update']]);
  });

  it('keeps its row as the timetable has it, and leaves with it', () => {
    const now = network.at('10:08:00');
    const [row] = network.board('C', now, [source(now, { vehicles: [bus('second', now)] })]).departures;
    expect(row).toMatchObject({ tripId: 'first', status: 'scheduled', source: 'timetable', expected: null });
  });
});
