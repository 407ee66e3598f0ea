import { describe, expect, it } from 'vitest';
import { line, Network, source } from '#test/builders/transit.ts';
import { cutByArea, joinTrips } from './live-areas.ts';
import type { LiveTrip } from './live-snapshot.ts';
import { plain } from './resolve-trip.ts';
import { serviceDateToDays } from './service-day.ts';

const network = new Network({
  trips: [
    { id: 'T1', calls: line('A B C') },
    { id: 'T2', calls: line('C D') },
  ],
  areas: { A: 0, B: 1, C: 1, D: 2 },
});
const now = network.at('10:02:00');
const nobody = { vehicle: null, occupancy: null, source: null, vehicleSource: 0 } as const;
const runOf = (number: number) =>
  plain({
    number,
    trip: network.lookup.trip(number),
    day: serviceDateToDays('20260610'),
    startSeconds: null,
    unscheduled: false,
  });
const live = (callIndex: number) => ({ callIndex, state: 'live' as const, delaySeconds: 60 });

function areasWith(trips: readonly LiveTrip[], alerts: Parameters<typeof source>[1]['alerts'] = []) {
  const { trips: snapshot } = network.resolve([source(now, { alerts })], now);
  return cutByArea({ ...snapshot, trips }, network.lookup);
}

describe('each area has what its boards need', () => {
  it('of a bus that is missed, when it was to come', () => {
    const missed: LiveTrip = { ...runOf(0), ...nobody, kind: 'untracked', calls: [live(1), live(2)] };
    const areas = areasWith([missed]);
    expect(
      areas.map(({ trips }) => trips.flatMap(({ calls }) => calls.map((call) => call.callIndex))),
    ).toEqual([[], [1, 2], []]);
  });

  it('of a run that is closed, by each source that says so, beside what else is known of it', () => {
    const closed = (by: number): LiveTrip => ({
      ...runOf(0),
      ...nobody,
      vehicleSource: null,
      kind: 'closed',
      source: by,
      calls: [{ callIndex: 1, state: 'skipped' }],
    });
    const update: LiveTrip = { ...runOf(0), ...nobody, calls: [live(1), live(2)] };
    const areas = areasWith([closed(1), update, closed(0)]);
    expect(areas[1]?.trips.map(({ kind, source: by }) => [kind, by])).toEqual([
      ['closed', 0],
      ['closed', 1],
      ['update', null],
    ]);
    expect(joinTrips(areas.map(({ trips }) => trips))).toHaveLength(3);
  });

  it('of an alert of one journey, where that journey calls', () => {
    const alert = {
      id: 'late',
      cause: '',
      effect: '',
      severity: '',
      header: { en: 'Late' },
      description: {},
      url: {},
      activePeriods: [],
    };
    const areasOf = (tripId: string) =>
      areasWith([], [{ ...alert, selectors: [{ trip: { tripId } }] }]).map(({ alerts }) => alerts.length);
    expect(areasOf('T2')).toEqual([0, 1, 1]);
    expect(areasOf('nobody knows')).toEqual([1, 1, 1]);
  });
});
