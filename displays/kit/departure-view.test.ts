import { describe, expect, it } from 'vitest';
import type { Departure } from '#shared/domain/transit/board.ts';
import { aBoard, aDeparture, aLiveDeparture, HOUR, MINUTE, NOW } from '#test/builders/board.ts';
import { departuresAt, freshnessAt } from './departure-view.ts';

function only(departure: Departure, after = 0, realtimeAge = 20) {
  const board = aBoard({
    departures: [departure],
    realtime: { state: 'live', asOf: NOW + after - realtimeAge },
  });
  return departuresAt(board, NOW + after)[0];
}

describe('a live row', () => {
  it.each([
    [5 * MINUTE + 59, { kind: 'minutes', minutes: 5 }],
    [MINUTE, { kind: 'minutes', minutes: 1 }],
    [MINUTE - 1, { kind: 'due' }],
    [0, { kind: 'due' }],
    [-30, { kind: 'due' }],
  ])('%i s before departure', (seconds, time) => {
    expect(only(aLiveDeparture(seconds))).toMatchObject({ state: 'live', time });
  });

  it('leaves 30 s after departure (B1)', () => {
    expect(only(aLiveDeparture(-31))).toBeUndefined();
  });

  it('stays, due, while its bus stands at the stop (B1)', () => {
    const standing = aLiveDeparture(-10 * MINUTE, { standing: true });
    expect(only(standing)).toMatchObject({ time: { kind: 'due' } });
  });

  it('is not due, and does not leave, while its bus has stopped reporting (P3)', () => {
    const silent = aLiveDeparture(50, { source: 'vehicle-position', seenAt: NOW });
    expect([0, 60, 80].map((after) => only(silent, after)?.time?.kind)).toEqual(['due', 'due', 'due']);
    expect([91, 150, 240].map((after) => only(silent, after)?.time)).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'minutes', minutes: 1 })),
    );
    const far = aLiveDeparture(5 * MINUTE, { source: 'vehicle-position', seenAt: NOW });
    // Of five minutes a minute and a half are over, and then none.
    expect([80, 100, 160, 280].map((after) => only(far, after)?.time)).toEqual(
      Array.from({ length: 4 }, () => ({ kind: 'minutes', minutes: 3 })),
    );
    const past = aLiveDeparture(-40, { source: 'vehicle-position', seenAt: NOW });
    expect(only(past, 85)).toBeUndefined();
  });

  it('is later and later beside its timetable time while its bus has stopped reporting (P3)', () => {
    const silent = aLiveDeparture(50, { source: 'vehicle-position', seenAt: NOW }, 30);
    const delays = [60, 150, 240].map((after) => only(silent, after)?.departure.delaySeconds);
    expect(delays).toEqual([30, 190, 280]);
    const extra = { ...silent, scheduled: null, delaySeconds: null };
    expect(only(extra, 150)?.departure.delaySeconds).toBeNull();
  });

  it('stands where its time has it, also when its bus has stopped reporting (P3)', () => {
    const silent = aLiveDeparture(50, { tripId: 'silent', source: 'vehicle-position', seenAt: NOW });
    const seen = aLiveDeparture(110, { tripId: 'seen' });
    const board = aBoard({ departures: [silent, seen], realtime: { state: 'live', asOf: NOW + 90 } });
    const order = (after: number) => departuresAt(board, NOW + after).map((view) => view.departure.tripId);
    expect([order(80), order(94)]).toEqual([
      ['silent', 'seen'],
      ['seen', 'silent'],
    ]);
  });

  it('is told from when the board was made, where that was after the silence began (P3)', () => {
    const silent = aLiveDeparture(100, { source: 'vehicle-position', seenAt: NOW - 200 });
    expect(only(silent, 0)).toMatchObject({ time: { kind: 'minutes', minutes: 1 } });
    expect(only(silent, 90)).toMatchObject({ time: { kind: 'minutes', minutes: 1 } });
  });

  it('counts the minutes of a bus that waits at the stop before it leaves', () => {
    const waiting = aLiveDeparture(4 * MINUTE, { standing: true });
    expect(only(waiting)).toMatchObject({ time: { kind: 'minutes', minutes: 4 } });
  });

  it('falls back to its timetable time when the data is no longer usable (B5)', () => {
    const late = aLiveDeparture(9 * MINUTE, {}, 3 * MINUTE);
    expect(only(late, 0, 300)).toMatchObject({ state: 'live' });
    expect(only(late, 0, 301)).toMatchObject({
      state: 'timetable',
      time: { kind: 'clock', at: NOW + 6 * MINUTE },
    });
  });

  it('goes with the data when there is no timetable time to fall back to', () => {
    const extra = aLiveDeparture(9 * MINUTE, { scheduled: null, delaySeconds: null, extra: true });
    expect(only(extra, 0, 301)).toBeUndefined();
  });
});

describe('other rows', () => {
  it('leave 60 s after the timetable time (B1)', () => {
    expect(only(aDeparture({ scheduled: NOW - 60 }))).toMatchObject({ state: 'timetable' });
    expect(only(aDeparture({ scheduled: NOW - 61 }))).toBeUndefined();
    expect(only(aDeparture({ scheduled: NOW - 61, status: 'cancelled' }))).toBeUndefined();
  });

  it.each(['cancelled', 'not-stopping'] as const)('stay %s when the live data is gone', (status) => {
    expect(only(aDeparture({ status }), 0, 400)).toMatchObject({ state: status, time: { kind: 'clock' } });
  });

  it('are not called unseen once nothing is seen any more', () => {
    const unseen = aDeparture({ untracked: 'silent' });
    expect(only(unseen, 0, 90)?.departure.untracked).toBe('silent');
    expect(only(unseen, 0, 91)?.departure.untracked).toBeUndefined();
  });

  it('stay while their bus is missed (P5)', () => {
    const late = aDeparture({ scheduled: NOW - 5 * MINUTE, untracked: 'silent', overdueUntil: NOW + 30 });
    expect(only(late, 30)).toMatchObject({ state: 'timetable', time: { kind: 'clock' } });
    expect(only(late, 31)).toBeUndefined();
    // Nor without a word of why it is still there.
    expect(only(late, 0, 91)).toBeUndefined();
  });

  it('without a time have none', () => {
    expect(only(aDeparture({ status: 'cancelled', scheduled: null }))).toMatchObject({ time: null });
    expect(only(aDeparture({ scheduled: null }))).toBeUndefined();
  });
});

describe('a headway row', () => {
  const row = aDeparture({ scheduled: null, headwaySeconds: 600, startTime: '15:00:00' });

  it('names the time from which it holds while that is to come', () => {
    const opens = NOW + 33 * MINUTE; // 15:00 British Summer Time
    expect(only(row)).toMatchObject({ time: { kind: 'headway', minutes: 10, from: opens } });
    expect(only(row, 34 * MINUTE)).toMatchObject({ time: { kind: 'headway', minutes: 10, from: null } });
  });

  it('is believed for an hour without news', () => {
    expect(only(row, HOUR)).toBeDefined();
    expect(only(row, HOUR + 1)).toBeUndefined();
  });
});

it('puts rows in the order of their times after a fallback', () => {
  const board = aBoard({
    departures: [
      aDeparture({ line: 'A', scheduled: NOW + 10 * MINUTE }),
      aLiveDeparture(15 * MINUTE, { line: 'B' }, 10 * MINUTE),
    ],
  });
  const lines = (now: number) => departuresAt(board, now).map(({ departure }) => departure.line);
  expect(lines(NOW)).toEqual(['A', 'B']);
  expect(lines(NOW + 290)).toEqual(['B', 'A']);
});

it('a bus of a feed that is live stays live beside those of one that is not (B6)', () => {
  const board = aBoard({
    departures: [aLiveDeparture(5 * MINUTE), aDeparture({ untracked: 'silent' })],
    realtime: { state: 'live', asOf: NOW - 20, isPartial: true },
  });
  const [live, unseen] = departuresAt(board, NOW);
  expect(live).toMatchObject({ state: 'live', time: { kind: 'minutes', minutes: 5 } });
  expect(unseen?.departure.untracked).toBe('silent');
});

it('knows how fresh the live data is at any later time (B5)', () => {
  const realtime = { state: 'live', asOf: NOW } as const;
  expect([90, 91, 300, 301].map((age) => freshnessAt(realtime, NOW + age))).toEqual([
    'live',
    'stale',
    'stale',
    'none',
  ]);
  expect(freshnessAt({ state: 'none', asOf: null }, NOW)).toBe('none');
});
