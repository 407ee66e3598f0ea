import { expect, it } from 'vitest';
import { aDeparture, aLiveDeparture, MINUTE, NOW } from '#test/builders/board.ts';
import { withoutTwins } from './twin-rows.ts';

const own = { operator: 'Ember', line: 'E1' };
const regional = { operator: 'Ember Core Ltd', line: 'e 1', scheduled: NOW + 6 * MINUTE };
const linesOf = (...boards: (readonly ReturnType<typeof aDeparture>[])[]) =>
  withoutTwins(boards.map((departures) => ({ departures, unlisted: [] }))).map(({ departures }) =>
    departures.map(({ line, status }) => `${line} ${status}`),
  );

it('B9: a coach that two feeds have stands once, as it is known live', () => {
  const live = aLiveDeparture(10 * MINUTE, own, 5 * MINUTE);
  expect(linesOf([aDeparture(regional)], [live])).toEqual([[], ['E1 live']]);
  expect(linesOf([live], [aDeparture(regional)])).toEqual([['E1 live'], []]);
  const cancelled = aDeparture({ ...own, scheduled: NOW + 5 * MINUTE, status: 'cancelled' });
  expect(linesOf([aDeparture(regional)], [cancelled])).toEqual([[], ['E1 cancelled']]);
});

it('B9: and once, too, where both have it from the timetable alone', () => {
  const same = aDeparture({ ...own, scheduled: NOW + 5 * MINUTE });
  expect(linesOf([aDeparture(regional)], [same])).toEqual([['e 1 scheduled'], []]);
});

it('B9: and once, too, where both say that it does not come', () => {
  const off = (status: 'cancelled' | 'not-stopping') =>
    aDeparture({ ...own, scheduled: NOW + 5 * MINUTE, status });
  expect(linesOf([off('cancelled')], [off('cancelled')])).toEqual([['E1 cancelled'], []]);
  expect(linesOf([off('not-stopping')], [off('cancelled')]).flat()).toHaveLength(2);
});

it('B9: that a bus is missed counts for more than that it is in a timetable', () => {
  const missed = aDeparture({ ...own, scheduled: NOW + 5 * MINUTE, untracked: 'silent' });
  expect(linesOf([aDeparture(regional)], [missed])).toEqual([[], ['E1 scheduled']]);
  expect(linesOf([missed], [aDeparture(regional)])).toEqual([['E1 scheduled'], []]);
  expect(linesOf([missed], [missed])).toEqual([['E1 scheduled'], []]);
});

it('B9: a timetable row does not stand for a bus of which its own feed knows that it has left', () => {
  const unlisted = [{ ...own, scheduled: NOW + 5 * MINUTE }];
  const [region] = withoutTwins([
    { departures: [aDeparture(regional), aLiveDeparture(6 * MINUTE, regional)], unlisted: [] },
    { departures: [], unlisted },
  ]);
  expect(region?.departures.map(({ status }) => status)).toEqual(['live']);
});

it('B9: what is another line, operator or time is another bus', () => {
  const live = aLiveDeparture(10 * MINUTE, own, 5 * MINUTE);
  for (const other of [
    { line: 'E3' },
    { operator: 'Citylink' },
    { scheduled: NOW + 8 * MINUTE },
    { scheduled: null },
  ])
    expect(linesOf([aDeparture({ ...regional, ...other })], [live]).flat()).toHaveLength(2);
  // Two of one feed are two, and two live ones as well.
  expect(linesOf([aDeparture(own), aDeparture(own)], [])).toEqual([['E1 scheduled', 'E1 scheduled'], []]);
  expect(linesOf([live], [live])).toEqual([['E1 live'], ['E1 live']]);
});
