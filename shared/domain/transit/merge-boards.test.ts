import { expect, it } from 'vitest';
import { line, Network, source, tripUpdate } from '#test/builders/transit.ts';
import { isSamePlace, mergeBoards } from './merge-boards.ts';

it('a stop that two feeds serve has one board: rows by instant, the newest live state', () => {
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
  expect(merged.realtime).toEqual({ state: 'live', asOf: now - 5 });
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
