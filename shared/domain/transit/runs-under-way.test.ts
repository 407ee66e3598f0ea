import fc from 'fast-check';
import { expect, it } from 'vitest';
import { line, Network, SERVICE_DATE } from '#test/builders/transit.ts';
import { mostAtOnce, runsUnderWay } from './runs-under-way.ts';

const network = new Network({
  trips: [
    { id: 'one', calls: line('A B C', '10:00:00') },
    { id: 'two', calls: line('A B C', '10:05:00') },
    { id: 'other day', calls: line('A B C', '10:00:00'), dates: ['20260611'] },
    { id: 'night', calls: line('A B C', '24:30:00') },
  ],
});
const underWay = (time: string, date?: string) =>
  [...runsUnderWay(network.index.trips.keys(), network.lookup, network.at(time, date))].length;

it.each([
  ['09:59:59', 0],
  ['10:00:00', 1],
  ['10:04:00', 1],
  ['10:05:00', 2],
  ['10:10:00', 2],
  ['10:16:00', 0],
])('at %s: %i', (time, runs) => {
  expect(underWay(time)).toBe(runs);
});

it('after midnight the day before counts', () => {
  expect(underWay('00:35:00', '20260611')).toBe(1);
  expect(underWay('00:35:00')).toBe(0);
});

it('knows the most runs at once of a day, of several timetables together', () => {
  const most = (date: string, ...networks: Network[]) =>
    mostAtOnce(
      networks.map(({ lookup }) => lookup),
      network.at('12:00:00', date),
    );
  expect(most('20260610', network)).toBe(2);
  expect(most('20260611', network)).toBe(1);
  expect(most('20260612', network)).toBe(0);
  expect(most('20260610', network, network)).toBe(4);
  // One that begins as another ends is there with it; the evening's is not there in the morning.
  const other = new Network({
    trips: [
      { id: 'x', calls: line('A B', '10:15:00') },
      { id: 'y', calls: line('A B', '20:00:00') },
    ],
  });
  expect(most('20260610', network, other)).toBe(2);
  expect(most('20260610', other)).toBe(1);
});

it('is never exceeded at any minute of the day, and reached at one', () => {
  const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 * 12 }), fc.integer({ min: 1, max: 6 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(times, (runs) => {
      const clock = (fives: number) =>
        `${String(Math.floor(fives / 12)).padStart(2, '0')}:${String((fives % 12) * 5).padStart(2, '0')}:00`;
      const random = new Network({
        trips: runs.map(([from, length], i) => ({
          id: `T${i}`,
          calls: [
            { stop: 'A', time: clock(from) },
            { stop: 'B', time: clock(from + length) },
          ],
          dates: [SERVICE_DATE, '20260609'],
        })),
      });
      const midnight = random.at('00:00:00');
      const counts = Array.from(
        { length: 288 },
        (_, i) => [...runsUnderWay(random.index.trips.keys(), random.lookup, midnight + i * 300)].length,
      );
      expect(mostAtOnce([random.lookup], midnight)).toBe(Math.max(...counts));
    }),
    { numRuns: 100 },
  );
});
