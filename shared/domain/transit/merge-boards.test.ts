import { describe, expect, it } from 'vitest';
import { line, Network, source, tripUpdate } from '#test/builders/transit.ts';
import { isSamePlace, mergeBoards } from './merge-boards.ts';

it('a stop that two feeds serve has one board, rows by instant', () => {
  const first = new Network({ trips: [{ id: 'a', route: '1', calls: line('S B', '10:00:00') }] });
  const second = new Network({
    trips: [
      { id: 'b', route: '2', calls: line('S C', '09:58:00') },
      { id: 'c', route: '2', calls: line('S C', '10:05:00') },
    ],
  });
  const now = first.at('09:55:00');
  const update = tripUpdate({ tripId: 'c' }, [{ stopSequence: 1, departure: { delay: -120 } }]);
  const live = second.board('S', now, [source(now - 5, { tripUpdates: [update] })]);
  const merged = mergeBoards([first.board('S', now), live], 2);
  expect(merged.departures.map(({ tripId }) => tripId)).toEqual(['b', 'a']);
});

it('B9: a coach that has left early, by its own feed, does not stand on as in the timetable of the other', () => {
  const trips = [
    { id: 'early', route: 'E1', calls: line('R S B', '09:50:00') },
    { id: 'next', route: 'E1', calls: line('R S B', '10:50:00') },
  ];
  const [own, regional] = [new Network({ trips }), new Network({ trips })];
  const now = own.at('09:54:00');
  // By its own feed it left at 09:53.
  const gone = tripUpdate({ tripId: 'early' }, [{ stopSequence: 2, departure: { delay: -120 } }]);
  const boards = [
    own.board('S', now, [source(now - 5, { tripUpdates: [gone] })], { limit: 1 }),
    regional.board('S', now, [], { limit: 2 }),
  ] as const;
  expect(regional.board('S', now).departures.map(({ tripId }) => tripId)).toEqual(['early', 'next']);
  for (const [one, other] of [boards, boards.toReversed()] as const)
    if (one && other) {
      const merged = mergeBoards([one, other], 5);
      expect(merged.departures.map(({ tripId }) => tripId)).toEqual(['next']);
      expect(merged).not.toHaveProperty('unlisted');
    }
});

describe('a board of two feeds (B6)', () => {
  const network = (id: string, time: string) => new Network({ trips: [{ id, calls: line('S B', time) }] });
  const [first, second] = [network('a', '10:00:00'), network('b', '10:05:00')];
  const now = first.at('09:55:00');
  const of = (from: Network, age: number | null) =>
    from.board('S', now, age === null ? [] : [source(now - age, {})]);

  it.each([
    ['both live', 5, 60, { state: 'live', asOf: now - 5 }],
    ['one old', 120, 5, { state: 'live', asOf: now - 5, isPartial: true }],
    ['one without', 5, null, { state: 'live', asOf: now - 5, isPartial: true }],
    ['one too old', 400, 200, { state: 'stale', asOf: now - 200, isPartial: true }],
    ['neither', null, 400, { state: 'none', asOf: null }],
  ])('is as live as the newer, and says where the other is not: %s', (_, a, b, realtime) => {
    expect(mergeBoards([of(first, a), of(second, b)], 5).realtime).toEqual(realtime);
    expect(mergeBoards([of(second, b), of(first, a)], 5).realtime).toEqual(realtime);
  });

  it('a feed without rows on it says nothing of them', () => {
    expect(mergeBoards([of(first, 5), of(second, null)], 1).realtime).toEqual({
      state: 'live',
      asOf: now - 5,
    });
    expect(mergeBoards([of(first, null), of(second, 5)], 1).realtime).toEqual({ state: 'none', asOf: null });
    const over = (from: Network, age: number | null) => ({ ...of(from, age), departures: [] });
    expect(mergeBoards([over(first, null), over(second, 5)], 5).realtime.state).toBe('live');
  });
});

it('one id means one stop only where the stops stand together', () => {
  const here = { lat: 56.395, lon: -3.431 };
  expect(isSamePlace(here, { lat: 56.3965, lon: -3.431 })).toBe(true);
  expect(isSamePlace(here, { lat: 56.4, lon: -3.431 })).toBe(false);
  expect(isSamePlace(here, { lat: null, lon: null })).toBe(false);
});

it('a timetable is over where it is over in every feed', () => {
  const until = (...dates: string[]) =>
    new Network({ trips: [{ id: 'a', calls: line('S B', '10:00:00'), dates }] }).board(
      'S',
      new Network({ trips: [] }).at('09:00:00', '20260612'),
    );
  expect(mergeBoards([until('20260609'), until('20260610')], 5).timetableEnded).toBe('20260610');
  expect(mergeBoards([until('20260609'), until('20260610', '20260613')], 5).timetableEnded).toBeNull();
});
