import type { Board } from '#shared/domain/transit/board.ts';
import {
  aBoard,
  aDeparture,
  aLiveDeparture,
  anAlert,
  aStop,
  HOUR,
  MINUTE,
  NOW,
} from '#test/builders/board.ts';

/** Rows of every kind. */
const everyKind = [
  aLiveDeparture(20, { line: '7', headsign: 'Scone', wheelchair: 'yes' }),
  aLiveDeparture(
    3 * MINUTE,
    { line: '1A', headsign: 'Muirton via Crieff Road', occupancy: 'FEW_SEATS_AVAILABLE' },
    120,
  ),
  aDeparture({ line: 'X7', headsign: 'Dundee', scheduled: NOW + 5 * MINUTE, headsigns: { gd: 'Dùn Dè' } }),
  aDeparture({ line: '58', headsign: 'Blairgowrie', scheduled: NOW + 9 * MINUTE, status: 'cancelled' }),
  aLiveDeparture(12 * MINUTE, { line: '4', headsign: 'North Muirton', wheelchair: 'no' }, 60),
  aDeparture({ line: '2', headsign: 'Hillend', scheduled: NOW + 15 * MINUTE, status: 'not-stopping' }),
  aDeparture({ line: 'D1', headsign: 'Bankfoot', scheduled: NOW + 21 * MINUTE, pickupType: 2 }),
  aDeparture({ line: '14', headsign: 'Crieff', scheduled: null, headwaySeconds: 600, startTime: '15:00:00' }),
  aLiveDeparture(64 * MINUTE, { line: '15', headsign: 'St Fillans', extra: true, delaySeconds: null }),
  aDeparture({ line: '56', headsign: 'Kinross', scheduled: NOW + 17 * HOUR }),
];

/** Buses that nobody sees, one of them after its time, beside those of another feed that nobody can see. */
const missed = [
  aDeparture({
    line: '7',
    headsign: 'Scone',
    scheduled: NOW - 6 * MINUTE,
    untracked: 'silent',
    overdueUntil: NOW + HOUR,
    wheelchair: 'yes',
  }),
  aLiveDeparture(4 * MINUTE, { line: '7', headsign: 'Scone' }, 120),
  aDeparture({
    line: '1A',
    headsign: 'Muirton via Crieff Road',
    scheduled: NOW + 9 * MINUTE,
    untracked: 'off-route',
    wheelchair: 'no',
  }),
  aDeparture({ line: '9', headsign: 'Perth High Street', scheduled: NOW + 10 * MINUTE, untracked: 'stuck' }),
  aDeparture({ line: 'E1', headsign: 'Edinburgh', scheduled: NOW + 12 * MINUTE, operator: 'Another' }),
];

const longAlert = anAlert({
  header: { en: 'Road works on Example Road' },
  description: {
    en: `Buses call at temporary stops. ${'Please allow more time for your journey. '.repeat(7)}`,
  },
});

/** The good day and the hard cases, by stop id. */
export const fixtureBoards: Readonly<Record<string, Board>> = {
  good: aBoard({ departures: everyKind }),
  alerts: aBoard({ departures: everyKind, alerts: [longAlert, anAlert({ id: 'alert-2' })] }),
  long: aBoard({
    stop: aStop({ name: 'Example Council Headquarters (High Street)', indicator: 'opp' }),
    departures: Array.from({ length: 14 }, (_, i) =>
      aLiveDeparture((i * 4 + 1) * MINUTE, {
        line: i % 2 ? 'Example Gold 7' : '7',
        headsign: 'Perth Royal Infirmary Accident & Emergen',
        wheelchair: 'yes',
        pickupType: 3,
      }),
    ),
  }),
  station: aBoard({
    stop: aStop({ name: 'Demo Bus Station', indicator: null }),
    departures: everyKind.map((departure, i) => ({ ...departure, platform: String(i + 1) })),
  }),
  stale: aBoard({ departures: everyKind, realtime: { state: 'stale', asOf: NOW - 200 } }),
  'no-live': aBoard({
    departures: everyKind.filter(({ status }) => status !== 'live'),
    realtime: { state: 'none', asOf: null },
  }),
  'no-service': aBoard({
    departures: [aDeparture({ scheduled: NOW + 40 * HOUR })],
    realtime: { state: 'none', asOf: null },
  }),
  missed: aBoard({
    departures: [...missed, ...everyKind],
    realtime: { state: 'live', asOf: NOW - 20, isPartial: true },
  }),
  'no-timetable': aBoard({
    departures: [],
    realtime: { state: 'none', asOf: null },
    timetableEnded: '20260630',
  }),
  gaelic: aBoard({
    stop: aStop({ name: 'Dunkeld', names: { gd: 'Dùn Chailleann' } }),
    departures: everyKind,
  }),
};
