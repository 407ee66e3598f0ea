import { describe, expect, it } from 'vitest';
import {
  line,
  Network,
  SERVICE_DATE,
  source,
  summary,
  tripUpdate,
  vehiclePosition,
} from '#test/builders/transit.ts';

/** Names carry the rule of docs/board-rules.md that they show. */

const simple = new Network({ trips: [{ id: 't1', calls: line('A B C D') }] });

describe('timetable', () => {
  it('T1: a trip on the day the clocks change keeps its clock time (Maglev #1461 is an hour out)', () => {
    const network = new Network({
      timeZone: 'America/Los_Angeles',
      trips: [{ id: 't1', calls: line('A B', '08:00:00'), dates: ['20260308'] }],
    });
    const [row] = network.board('A', 1772982000 - 600).departures;
    expect(row?.scheduled).toBe(1772982000);
  });

  it('T2: a trip is listed on the dates its service runs and on no other', () => {
    const network = new Network({
      trips: [{ id: 't1', calls: line('A B'), dates: ['20260609', '20260611'] }],
    });
    expect(network.board('A', network.at('09:00:00', '20260610')).departures).toEqual([]);
    expect(network.board('A', network.at('09:00:00', '20260611')).departures).toHaveLength(1);
  });

  it('B8: a stop whose timetable is over says since when, once its last day is', () => {
    const network = new Network({
      trips: [
        { id: 't1', calls: line('A B', '10:00:00'), dates: ['20260609', '20260611'] },
        { id: 't2', calls: line('B C', '10:00:00'), dates: ['20260613'] },
      ],
    });
    const ended = (stop: string, time: string, date: string) =>
      network.board(stop, network.at(time, date)).timetableEnded;
    expect(ended('A', '09:00:00', '20260610')).toBeNull();
    expect(ended('A', '23:59:59', '20260611')).toBeNull();
    expect(ended('A', '00:00:00', '20260612')).toBe('20260611');
    expect(ended('B', '09:00:00', '20260612')).toBeNull();
    expect(ended('C', '09:00:00', '20270101')).toBeNull(); // nothing ever left from there
  });

  it('B8: the last service day is not over while a trip of its night is still to come', () => {
    const night = new Network({ trips: [{ id: 'N', calls: line('A B', '26:30:00') }] });
    const at = (time: string) => night.board('A', night.at(time), [], { horizonMinutes: 1 }).timetableEnded;
    expect(at('24:05:00')).toBeNull();
    expect(at('26:30:00')).toBeNull();
    expect(at('26:30:01')).toBe('20260610');
  });

  it("T3: yesterday's trip after midnight is listed today, and that of the day before too (node-gtfs #189)", () => {
    const network = new Network({
      trips: [
        { id: 'late', calls: line('A B', '25:30:00'), dates: ['20260609'] },
        { id: 'later', calls: line('A B', '49:40:00'), dates: ['20260608'] },
      ],
    });
    const board = network.board('A', network.at('01:00:00'));
    expect(board.departures.map((row) => [row.tripId, row.serviceDate])).toEqual([
      ['late', '20260609'],
      ['later', '20260608'],
    ]);
  });

  it('T4: rows go by instant, whatever their service day (OTP #6664)', () => {
    const network = new Network({
      trips: [
        { id: 'monday-27:35', calls: line('A B', '27:35:00'), dates: ['20260609'] },
        { id: 'tuesday-02:35', calls: line('A B', '02:35:00') },
      ],
    });
    const ids = network.board('A', network.at('02:00:00')).departures.map((row) => row.tripId);
    expect(ids).toEqual(['tuesday-02:35', 'monday-27:35']);
  });

  it('T6: the last call is no departure, nor is a call without pickup (OBA #148, OTP #2740, bustimes #53)', () => {
    const network = new Network({
      trips: [
        { id: 'ends', calls: line('X A') },
        {
          id: 'sets-down',
          calls: [
            { stop: 'A', time: '10:05:00', pickupType: 1 },
            { stop: 'B', time: '10:10:00' },
          ],
        },
        {
          id: 'by-phone',
          calls: [
            { stop: 'A', time: '10:06:00', pickupType: 2 },
            { stop: 'B', time: '10:10:00' },
          ],
        },
      ],
    });
    const { departures } = network.board('A', network.at('10:00:00'));
    expect(departures.map((row) => [row.tripId, row.pickupType])).toEqual([['by-phone', 2]]);
  });

  const shuttle = (exactTimes: boolean) =>
    new Network({
      trips: [
        {
          id: 'shuttle',
          calls: line('A B C', '06:00:00'),
          frequencies: [{ startSeconds: 36_000, endSeconds: 37_800, headwaySeconds: 600, exactTimes }],
        },
      ],
    });

  it('T7, T9: runs with exact times are rows of their own, until before the end (OTP #6422 has none)', () => {
    const network = shuttle(true);
    expect(summary(network.board('B', network.at('09:50:00')), network)).toEqual([
      'shuttle 10:05 scheduled 10:00:00',
      'shuttle 10:15 scheduled 10:10:00',
      'shuttle 10:25 scheduled 10:20:00',
    ]);
  });

  it('T8: a headway without exact times has no times: one row that says how often', () => {
    const network = shuttle(false);
    const rows = ['shuttle - scheduled every 600 10:00:00'];
    expect(summary(network.board('B', network.at('10:07:00')), network)).toEqual(rows);
    expect(summary(network.board('B', network.at('09:00:00')), network)).toEqual(rows);
    expect(summary(network.board('B', network.at('10:34:59')), network)).toEqual(rows);
    expect(network.board('B', network.at('10:35:00')).departures).toEqual([]);
    expect(network.board('C', network.at('10:07:00')).departures).toEqual([]);
  });

  it('T11: a parent station lists its platforms and says which; a platform lists its own', () => {
    const network = new Network({
      trips: [
        { id: 't1', calls: line('P1 B') },
        { id: 't2', calls: line('P2 B', '10:01:00') },
      ],
      parents: { P1: 'S', P2: 'S' },
      platformCodes: { P1: '1' },
    });
    const now = network.at('09:55:00');
    expect(network.board('S', now).departures.map((row) => row.platform)).toEqual(['1', 'P2']);
    expect(network.board('P2', now).departures.map((row) => [row.tripId, row.platform])).toEqual([
      ['t2', null],
    ]);
  });
});

describe('coming and going', () => {
  const now = simple.at('10:00:00');
  const late = (delay: number, more = {}) => [
    source(now, {
      tripUpdates: [tripUpdate({ tripId: 't1' }, [{ stopSequence: 1, departure: { delay } }])],
      ...more,
    }),
  ];

  it('B1: a timetable row leaves 60 s after its time', () => {
    const until = (seconds: number) => simple.board('A', simple.at('10:00:00') + seconds).departures.length;
    expect([until(59), until(60), until(61)]).toEqual([1, 1, 0]);
  });

  it('B1: a live row leaves 30 s after its expected time, early or late', () => {
    const rows = (delay: number, seconds: number) =>
      simple.board('A', now, late(delay), { boardNow: now + seconds }).departures.length;
    expect([rows(120, 150), rows(120, 151)]).toEqual([1, 0]);
    expect([rows(-20, 10), rows(-20, 11)]).toEqual([1, 0]);
  });

  it('B1, V6: a live row stays while its vehicle is reported standing at the stop (realtime_signs has_departed?)', () => {
    const standing = vehiclePosition(
      { tripId: 't1' },
      { status: 'STOPPED_AT', currentStopSequence: 1, timestamp: now },
    );
    const rows = (vehicle: typeof standing) =>
      simple.board('A', now, late(0, { vehicles: [vehicle] }), { boardNow: now + 80 }).departures.length;
    expect(rows(standing)).toBe(1);
    expect(rows({ ...standing, currentStopSequence: 2 })).toBe(0);
    expect(rows({ ...standing, status: undefined })).toBe(0);
  });

  it('B1, V6: also when its prediction is long past', () => {
    const standing = vehiclePosition(
      { tripId: 't1' },
      { status: 'STOPPED_AT', currentStopSequence: 1, timestamp: now + 480 },
    );
    const tripUpdates = [tripUpdate({ tripId: 't1' }, [{ stopSequence: 1, departure: { delay: 0 } }])];
    const sources = [source(now + 480, { tripUpdates, vehicles: [standing] })];
    expect(summary(simple.board('A', now + 480, sources), simple)).toEqual(['t1 10:00 +0 live']);
  });

  it('B2: a late bus stays however late it is (Maglev forgets it after 5 minutes)', () => {
    const at = simple.at('13:00:00');
    const sources = [
      source(at, {
        tripUpdates: [
          tripUpdate({ tripId: 't1' }, [{ stopSequence: 1, departure: { delay: 3 * 3600 + 120 } }]),
        ],
      }),
    ];
    expect(summary(simple.board('A', at, sources), simple)).toEqual(['t1 10:00 +10920 live']);
  });

  it('B2: the horizon is about when the bus really comes', () => {
    const sources = (delay: number) => late(delay);
    const rows = (delay: number) =>
      simple.board('A', now, sources(delay), { horizonMinutes: 30 }).departures.length;
    expect([rows(1800), rows(1801)]).toEqual([1, 0]);
  });

  it('B3: cancelled and not-stopping rows stay until 60 s after schedule', () => {
    const cancelled = [
      source(now, { tripUpdates: [tripUpdate({ tripId: 't1', relationship: 'CANCELED' }, [])] }),
    ];
    expect(summary(simple.board('B', now, cancelled), simple)).toEqual(['t1 10:05 cancelled']);
    const gone = simple.board('B', now, cancelled, { boardNow: simple.at('10:06:01') });
    expect(gone.departures).toEqual([]);
  });

  it('B4: limit', () => {
    const network = new Network({
      trips: ['10:00:00', '10:01:00', '10:02:00'].map((time, i) => ({
        id: `t${i}`,
        calls: line('A B', time),
      })),
    });
    expect(network.board('A', network.at('09:59:00'), [], { limit: 2 }).departures).toHaveLength(2);
  });

  it('B5, B6: data is live to 90 s, stale to 300 s, then not used at all (OBA-ios #1376 counts down for 20 minutes)', () => {
    const state = (age: number) => {
      const board = simple.board('C', now, late(60), { boardNow: now + age });
      return [board.realtime.state, board.departures[0]?.status];
    };
    expect(state(90)).toEqual(['live', 'live']);
    expect(state(91)).toEqual(['stale', 'live']);
    expect(state(300)).toEqual(['stale', 'live']);
    expect(state(301)).toEqual(['none', 'scheduled']);
    expect(simple.board('C', now, late(60), { boardNow: now - 61 }).realtime.state).toBe('none');
  });

  it('B6: a fresh feed with nothing to say is live; alerts alone are not live times', () => {
    expect(simple.board('A', now, [source(now, {})]).realtime).toEqual({ state: 'live', asOf: now });
    const alertsOnly = { ...source(now, {}), kinds: ['alerts' as const] };
    expect(simple.board('A', now, [alertsOnly]).realtime).toEqual({ state: 'none', asOf: null });
  });

  it('S9: no update is no statement: the row is scheduled, not on time', () => {
    const [row] = simple.board('A', now, [
      source(now, { tripUpdates: [tripUpdate({ tripId: 't1' }, [])] }),
    ]).departures;
    expect(row).toMatchObject({
      status: 'scheduled',
      expected: null,
      delaySeconds: null,
      source: 'timetable',
    });
  });

  it('a replacement whose source has gone silent gives the timetable its row back', () => {
    const replaced = [
      source(now, {
        tripUpdates: [
          tripUpdate({ tripId: 't1', relationship: 'REPLACEMENT' }, [
            { stopId: 'C', departure: { time: simple.at('10:20:00') } },
            { stopId: 'D', arrival: { time: simple.at('10:30:00') } },
          ]),
        ],
      }),
    ];
    expect(simple.board('B', now, replaced).departures).toEqual([]);
    expect(summary(simple.board('B', now, replaced, { boardNow: now + 301 }), simple)).toEqual([
      't1 10:05 scheduled',
    ]);
  });

  it('serves the day that the update means, not both', () => {
    const network = new Network({
      trips: [{ id: 't1', calls: line('A B'), dates: [SERVICE_DATE, '20260611'] }],
    });
    const sources = [
      source(now, {
        tripUpdates: [
          tripUpdate({ tripId: 't1', startDate: '20260611' }, [
            { stopSequence: 1, departure: { delay: 300 } },
          ]),
        ],
      }),
    ];
    const rows = summary(network.board('A', now, sources, { horizonMinutes: 1500 }), network);
    expect(rows).toEqual(['t1 10:00 scheduled', 't1 10:00+1d +300 live']);
  });
});
