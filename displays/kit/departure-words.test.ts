import { describe, expect, it } from 'vitest';
import type { Departure } from '#shared/domain/transit/board.ts';
import { aBoard, aDeparture, aLiveDeparture, HOUR, MINUTE, NOW, TIME_ZONE } from '#test/builders/board.ts';
import { departuresAt } from './departure-view.ts';
import { departureSentence } from './departure-words.ts';
import { speakerOf } from './words/speaker.tsx';

function said(departure: Departure, language: 'en' | 'gd' = 'en'): string {
  const [view] = departuresAt(aBoard({ departures: [departure] }), NOW);
  if (!view) throw new Error('the row is not on the board');
  return departureSentence(view, { speaker: speakerOf(language), now: NOW, timeZone: TIME_ZONE });
}

describe('a departure as a sentence', () => {
  const cases: readonly [string, Departure][] = [
    ['Route 7 to Scone, live, in 5 minutes', aLiveDeparture(5 * MINUTE)],
    ['Route 7 to Scone, live, in 1 minute', aLiveDeparture(MINUTE)],
    ['Route 7 to Scone, live, in 2 hours 5 minutes', aLiveDeparture(125 * MINUTE)],
    ['Route 7 to Scone, live, due now', aLiveDeparture(20)],
    ['Route 7 to Scone, live, in 5 minutes, 2 minutes late', aLiveDeparture(5 * MINUTE, {}, 2 * MINUTE)],
    ['Route 7 to Scone, live, in 5 minutes, 1 minute early', aLiveDeparture(5 * MINUTE, {}, -MINUTE)],
    ['Route 7 to Scone, timetable, at 14 32', aDeparture()],
    ['Route 7 to Scone, timetable, tomorrow at 07 27', aDeparture({ scheduled: NOW + 17 * HOUR })],
    ['Route 7 to Scone, timetable, at 00 27', aDeparture({ scheduled: NOW + 10 * HOUR })],
    ['Route 7 to Scone, timetable, Friday 17 July at 06 27', aDeparture({ scheduled: NOW + 40 * HOUR })],
    [
      'Route 7 to Scone, cancelled, timetabled for 14 32',
      aDeparture({ status: 'cancelled', wheelchair: 'yes' }),
    ],
    ['Route 7 to Scone, does not stop here, timetabled for 14 32', aDeparture({ status: 'not-stopping' })],
    [
      'Route 7 to Scone, timetable, every 10 minutes, from 15 00',
      aDeparture({ scheduled: null, headwaySeconds: 600, startTime: '15:00:00' }),
    ],
    ['Route 7 to Scone, timetable, every minute', aDeparture({ scheduled: null, headwaySeconds: 40 })],
    ['Route 7 to Scone, timetable, at 14 32, wheelchair accessible', aDeparture({ wheelchair: 'yes' })],
    ['Route 7 to Scone, timetable, at 14 32, not wheelchair accessible', aDeparture({ wheelchair: 'no' })],
    ['Route 7 to Scone, timetable, at 14 32, platform 3', aDeparture({ platform: '3' })],
    ['Route 7 to Scone, timetable, at 14 32, phone ahead to book', aDeparture({ pickupType: 2 })],
    ['Route 7 to Scone, timetable, at 14 32, ask the driver to stop', aDeparture({ pickupType: 3 })],
    [
      'Route 7 to Scone, live, in 5 minutes, extra journey, few seats free',
      aLiveDeparture(5 * MINUTE, { extra: true, occupancy: 'FEW_SEATS_AVAILABLE' }),
    ],
    ['Journey to Scone, timetable, at 14 32', aDeparture({ line: '' })],
  ];
  it.each(cases)('%s', (sentence, departure) => {
    expect(said(departure)).toBe(sentence);
  });

  it('never turns unknown wheelchair access into an answer', () => {
    expect(said(aDeparture({ wheelchair: 'unknown' }))).not.toMatch(/wheelchair/i);
  });

  it('uses the name that the data has in the language of the page', () => {
    expect(said(aDeparture({ headsigns: { gd: 'Sgàin' } }), 'gd')).toContain('Sgàin');
    expect(said(aDeparture({ headsigns: { gd: 'Sgàin' } }))).toContain('Scone');
  });
});
