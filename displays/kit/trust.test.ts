import { expect, it } from 'vitest';
import { aBoard, NOW } from '#test/builders/board.ts';
import { boardFacts } from './board-facts.ts';
import { trustAt } from './trust.ts';
import { speakerOf } from './words/speaker.tsx';

const said = (realtime: ReturnType<typeof aBoard>['realtime'], secondsLater = 0) =>
  trustAt(boardFacts(aBoard({ realtime }), null, 'r'), NOW + secondsLater, speakerOf('en')).sentences.join(
    '. ',
  );

const live = { state: 'live', asOf: NOW - 20 } as const;

it('has its own plain sentence for each state', () => {
  expect(said(live)).toBe('Live times as of 14:26');
  expect(said({ state: 'stale', asOf: NOW - 150 })).toBe('Live times are 2 minutes old');
  expect(said({ state: 'stale', asOf: NOW - 110 })).toBe('Live times are 1 minute old');
  expect(said({ state: 'none', asOf: null })).toBe('Timetable only: no live times at the moment');
});

it('says when only some of the buses can have live times (B6)', () => {
  const isPartial = true;
  expect(said({ state: 'live', asOf: NOW - 20, isPartial })).toBe(
    'Live times as of 14:26. Not for every bus',
  );
  expect(said({ state: 'stale', asOf: NOW - 150, isPartial })).toBe(
    'Live times are 2 minutes old. Not for every bus',
  );
  expect(said({ state: 'live', asOf: NOW - 20, isPartial }, 400)).not.toContain('Not for every bus');
  expect(said(live, 40)).toBe('Live times as of 14:26');
});

it('says since when there has been no connection, and what that does to the times', () => {
  expect(said(live, 60)).toBe('Live times as of 14:26');
  expect(said(live, 61)).toBe('No connection since 14:27. Live times are 1 minute old');
  expect(said(live, 240)).toBe('No connection since 14:27. Live times are 4 minutes old');
  expect(said(live, 600)).toBe('No connection since 14:27. Timetable only');
});
