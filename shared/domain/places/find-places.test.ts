import { expect, it } from 'vitest';
import { momentOf, placeSummary } from '#test/builders/place-summary.ts';
import { distanceMetres, openState } from './find-places.ts';
import type { OpeningCalendar } from './opening-calendar.ts';

it('an event of several days is on when its hours say so', () => {
  const event = { startDate: '2026-11-20T10:00:00Z', endDate: '2026-11-30T17:00:00Z' };
  const days: OpeningCalendar = {
    firstDay: '2026-11-20',
    patterns: [[{ from: 600, to: 1020 }]],
    days: '0000000000',
  };
  const state = (opening: OpeningCalendar | null, minutes: number) =>
    openState(placeSummary('a', { kind: 'event', event, opening }), momentOf('2026-11-23', minutes));
  expect([state(days, 180), state(days, 700), state(null, 180)]).toEqual(['no', 'yes', 'unknown']);
});

it('distances are those of the ground', () => {
  // Perth bus station to Pitlochry station: 39 km as the crow flies.
  const metres = distanceMetres({ lat: 56.3914, lon: -3.4385 }, { lat: 56.7025, lon: -3.7355 });
  expect(metres / 1000).toBeCloseTo(39.1, 0);
});
