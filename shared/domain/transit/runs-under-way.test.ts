import { expect, it } from 'vitest';
import { line, Network } from '#test/builders/transit.ts';
import { areUnderWay } from './runs-under-way.ts';

const network = new Network({
  trips: [
    { id: 'one', calls: line('A B C', '10:00:00') },
    { id: 'two', calls: line('A B C', '10:05:00') },
    { id: 'other day', calls: line('A B C', '10:00:00'), dates: ['20260611'] },
    { id: 'night', calls: line('A B C', '24:30:00') },
  ],
});
const under = (least: number, time: string, date?: string) =>
  areUnderWay(least, network.lookup, network.at(time, date));

it.each([
  [1, '09:59:59', false],
  [1, '10:00:00', true],
  [2, '10:04:00', false],
  [2, '10:05:00', true],
  [3, '10:05:00', false],
  [2, '10:10:00', true],
  [1, '10:16:00', false],
])('%i at %s: %s', (least, time, is) => {
  expect(under(least, time)).toBe(is);
});

it('after midnight the day before counts', () => {
  expect(under(1, '00:35:00', '20260611')).toBe(true);
  expect(under(1, '00:35:00')).toBe(false);
});
