import { describe, expect, it } from 'vitest';
import {
  line,
  metresFromMiddle,
  Network,
  type NetworkSpec,
  SERVICE_DATE,
  source,
  summary,
  tripUpdate,
  vehiclePosition,
} from '#test/builders/transit.ts';
import { TravelTimes } from '../prediction/travel-times.ts';
import { VehicleTracker } from '../prediction/vehicle-tracker.ts';
import type { StopTimeUpdate, TripDescriptor, TripUpdate, VehiclePosition } from './realtime-message.ts';

/** Names carry the rule of docs/board-rules.md that they show. */

const loop = line('A B C A D');
const network = new Network({
  trips: [
    { id: 't1', calls: line('A B C D E F G H I J') },
    { id: 'loop', route: 'L', calls: loop, directionId: 1 },
  ],
});
const now = network.at('09:58:00');

type Updates = readonly Partial<StopTimeUpdate>[];

function rowsAt(
  stopId: string,
  trip: Partial<TripDescriptor>,
  updates: Updates,
  { on = network, at = now, more = {} as Partial<TripUpdate> } = {},
): string[] {
  const board = on.board(stopId, at, [source(at, { tripUpdates: [tripUpdate(trip, updates, more)] })]);
  return summary(board, on).filter((row) => row.startsWith(trip.tripId ?? ''));
}

function reasons(updates: readonly TripUpdate[], on = network, at = now) {
  const { outcomes } = on.resolve([source(at, { tripUpdates: updates })], at);
  const [outcome] = outcomes;
  return { entities: [...(outcome?.reasons.values() ?? [])], parts: outcome?.discarded ?? {} };
}

describe('matching an instance', () => {
  it('M2: a start_date on which the service does not run discards the update (OTP NO_SERVICE_ON_DATE)', () => {
    const update = tripUpdate({ tripId: 't1', startDate: '20260612' }, [
      { stopSequence: 1, departure: { delay: 60 } },
    ]);
    expect(reasons([update]).entities).toEqual(['service-not-running']);
    expect(reasons([tripUpdate({ tripId: 't1', startDate: '2026-6-10' }, [])]).entities).toEqual([
      'start-date-invalid',
    ]);
  });

  const nightly = new Network({
    trips: [
      { id: 'night', calls: line('A B C', '23:50:00', 20), dates: ['20260609', '20260610', '20260611'] },
    ],
  });

  it('M3: without start_date the day whose schedule is nearest to the absolute time (OTP takes today, nigiri the UTC day)', () => {
    const at = nightly.at('00:05:00');
    const updates = [{ stopSequence: 2, departure: { time: nightly.at('00:12:00') } }];
    expect(rowsAt('B', { tripId: 'night', startDate: undefined }, updates, { on: nightly, at })).toEqual([
      'night 00:10 +120 live',
    ]);
    const evening = nightly.at('23:45:00');
    const later = [{ stopSequence: 2, departure: { time: nightly.at('24:12:00') } }];
    expect(
      rowsAt('B', { tripId: 'night', startDate: undefined }, later, { on: nightly, at: evening }),
    ).toEqual(['night 00:10+1d +120 live']);
  });

  it('M3: with delays only, the day whose run spans the moment or is nearest to it', () => {
    const delayed = [{ stopSequence: 3, departure: { delay: 60 }, arrival: { delay: 60 } }];
    const ids = (at: number) =>
      nightly
        .resolve(
          [source(at, { tripUpdates: [tripUpdate({ tripId: 'night', startDate: undefined }, delayed)] })],
          at,
        )
        .trips.trips.map((trip) => trip.serviceDate);
    expect(ids(nightly.at('00:05:00'))).toEqual(['20260609']);
    expect(ids(nightly.at('22:00:00'))).toEqual(['20260610']);
  });

  const shuttle = (exactTimes: boolean) =>
    new Network({
      trips: [
        {
          id: 's',
          calls: line('A B C', '06:00:00'),
          frequencies: [{ startSeconds: 36_000, endSeconds: 39_600, headwaySeconds: 600, exactTimes }],
        },
      ],
    });

  it('M4, M1: the start_time names the run; two runs of one trip_id do not share an update (Maglev: last one wins)', () => {
    const on = shuttle(true);
    const at = on.at('09:59:00');
    const update = tripUpdate({ tripId: 's', startSeconds: 36_600 }, [
      { stopSequence: 2, departure: { delay: 60 } },
    ]);
    const rows = summary(
      on.board('B', at, [source(at, { tripUpdates: [update] })], { horizonMinutes: 25 }),
      on,
    );
    expect(rows).toEqual(['s 10:05 scheduled 10:00:00', 's 10:15 +60 live 10:10:00']);
    const wrong = tripUpdate({ tripId: 's', startSeconds: 36_660 }, []);
    expect(reasons([wrong], on, at).entities).toEqual(['start-time-not-in-frequencies']);
    expect(reasons([tripUpdate({ tripId: 's' }, [])], on, at).entities).toEqual([
      'start-time-not-in-frequencies',
    ]);
  });

  it('X4: a run without exact times has absolute times only; its headway row remains', () => {
    const on = shuttle(false);
    const at = on.at('10:03:00');
    const update = tripUpdate({ tripId: 's', startSeconds: 36_060, relationship: 'UNSCHEDULED' }, [
      { stopSequence: 2, departure: { time: on.at('10:08:00'), delay: 999 } },
      { stopSequence: 3, arrival: { delay: 60 } },
    ]);
    const rows = summary(on.board('B', at, [source(at, { tripUpdates: [update] })]), on);
    expect(rows).toEqual(['s - scheduled every 600 10:00:00', 's - at 10:08 live every 600 10:01:00']);
    const cancelled = tripUpdate({ tripId: 's', startSeconds: 36_060, relationship: 'CANCELED' }, []);
    const left = summary(on.board('B', at, [source(at, { tripUpdates: [cancelled] })]), on);
    expect(left).toEqual(['s - scheduled every 600 10:00:00']);
  });

  it('M5: without trip_id, route, start_time and start_date name exactly one trip, or none; the direction, if said', () => {
    const full = { tripId: undefined, routeId: 'L', directionId: 1 as const, startSeconds: 36_000 };
    const updates = [{ stopSequence: 1, departure: { delay: 120 } }];
    const board = network.board('A', now, [source(now, { tripUpdates: [tripUpdate(full, updates)] })]);
    expect(summary(board, network)).toContain('loop 10:00 +120 live');
    expect(reasons([tripUpdate({ ...full, directionId: undefined }, updates)]).entities).toEqual([]);
    expect(reasons([tripUpdate({ ...full, directionId: 0 }, updates)]).entities).toEqual([
      'trip-not-identified',
    ]);
    for (const gap of ['routeId', 'startSeconds', 'startDate']) {
      expect(reasons([tripUpdate({ ...full, [gap]: undefined }, updates)]).entities).toEqual([
        'trip-not-identified',
      ]);
    }
    const twins = new Network({
      trips: [
        { id: 'x', calls: line('A B') },
        { id: 'y', calls: line('A B') },
      ],
    });
    const either = tripUpdate({ ...full, routeId: 'R', directionId: 0 }, updates);
    expect(reasons([either], twins).entities).toEqual(['trip-not-identified']);
  });

  it('M6: an unknown trip is counted, not guessed at (TT-API matches by substring)', () => {
    expect(reasons([tripUpdate({ tripId: 't' }, [])]).entities).toEqual(['trip-not-in-timetable']);
  });

  it('M7: of two updates for one instance the later statement counts, from whichever source', () => {
    const said = (delay: number, timestamp?: number) =>
      tripUpdate({ tripId: 't1' }, [{ stopSequence: 1, departure: { delay } }], { timestamp });
    const rows = (...sources: ReturnType<typeof source>[]) =>
      summary(network.board('B', now, sources), network).find((row) => row.startsWith('t1'));
    expect(rows(source(now, { tripUpdates: [said(60, now), said(120, now - 9)] }))).toBe('t1 10:05 +60 live');
    expect(rows(source(now, { tripUpdates: [said(60), said(120)] }))).toBe('t1 10:05 +120 live');
    const a = source(now - 30, { tripUpdates: [said(60)] }, 'a');
    const b = source(now, { tripUpdates: [said(120)] }, 'b');
    expect(rows(a, b)).toBe('t1 10:05 +120 live');
    expect(rows(b, a)).toBe('t1 10:05 +120 live');
    expect(rows({ ...a, feedTimestamp: now }, b)).toBe('t1 10:05 +60 live');
  });
});

describe('matching stop time updates', () => {
  it('M8: on a loop without stop_sequence the visit nearest in schedule, not the first (Maglev, TT-API)', () => {
    const updates = [{ stopId: 'A', departure: { time: network.at('10:16:00') } }];
    expect(rowsAt('A', { tripId: 'loop' }, updates)).toEqual(['loop 10:00 scheduled', 'loop 10:15 +60 live']);
  });

  it('M8: with delays only, the next visit after the last matched call', () => {
    const updates = [
      { stopId: 'B', departure: { delay: 60 } },
      { stopId: 'A', departure: { delay: 120 } },
    ];
    expect(rowsAt('A', { tripId: 'loop' }, updates)).toEqual([
      'loop 10:00 scheduled',
      'loop 10:15 +120 live',
    ]);
  });

  it('M8: a stop that does not fit its sequence: a stop visited once names itself, any other is discarded', () => {
    const offByOne = [{ stopSequence: 2, stopId: 'C', departure: { delay: 60 } }];
    expect(rowsAt('C', { tripId: 't1' }, offByOne)).toEqual(['t1 10:10 +60 live']);
    const unclear = tripUpdate({ tripId: 'loop' }, [
      { stopSequence: 2, stopId: 'A', departure: { delay: 60 } },
    ]);
    expect(reasons([unclear]).parts).toEqual({ 'stop-does-not-match-sequence': 1 });
    expect(reasons([tripUpdate({ tripId: 't1' }, [{ stopId: 'Z' }])]).parts).toEqual({
      'stop-not-on-trip': 1,
    });
  });

  it('M8: a sibling platform beside the sequence moves the row there', () => {
    const spec: NetworkSpec = {
      trips: [
        { id: 't1', calls: line('P1 B C') },
        { id: 't2', calls: line('P2 B') },
      ],
      parents: { P1: 'S', P2: 'S' },
    };
    const on = new Network(spec);
    const updates = [{ stopSequence: 1, stopId: 'P2', departure: { delay: 0 } }];
    expect(rowsAt('P1', { tripId: 't1' }, updates, { on })).toEqual([]);
    expect(rowsAt('P2', { tripId: 't1' }, updates, { on })).toEqual(['t1 10:00 +0 live']);
    expect(rowsAt('S', { tripId: 't1' }, updates, { on })).toEqual(['t1 10:00 +0 live']);
  });

  it('M9: out of order and twice: calls in their order, the first statement of each', () => {
    const updates = [
      { stopSequence: 3, departure: { delay: 180 } },
      { stopSequence: 1, departure: { delay: 60 } },
      { stopSequence: 3, departure: { delay: 999 } },
    ];
    expect(rowsAt('B', { tripId: 't1' }, updates)).toEqual(['t1 10:05 +60 live']);
    expect(rowsAt('C', { tripId: 't1' }, updates)).toEqual(['t1 10:10 +180 live']);
    expect(reasons([tripUpdate({ tripId: 't1' }, updates)]).parts).toEqual({
      'duplicate-stop-time-update': 1,
    });
  });

  it('M10: a time half a day off is no prediction (onebusaway-android #681: "1,440 min early")', () => {
    const updates = [{ stopSequence: 1, departure: { time: network.at('22:00:01') } }];
    expect(rowsAt('A', { tripId: 't1' }, updates)).toEqual(['t1 10:00 scheduled']);
    expect(reasons([tripUpdate({ tripId: 't1' }, updates)]).parts).toEqual({ 'implausible-time': 1 });
  });
});

describe('scheduled trips', () => {
  it('S1: time wins over delay (nigiri prefers delay)', () => {
    const updates = [{ stopSequence: 1, departure: { time: network.at('10:02:00'), delay: 0 } }];
    expect(rowsAt('A', { tripId: 't1' }, updates)).toEqual(['t1 10:00 +120 live']);
  });

  it("S2, S3: an arrival's delay is the departure's; a time-only update propagates too (Maglev, TT-API: on time)", () => {
    const on = new Network({
      trips: [
        {
          id: 't1',
          calls: [
            { stop: 'A', time: '10:00:00' },
            { stop: 'B', arrival: '10:05:00', time: '10:07:00' },
            { stop: 'C', time: '10:12:00' },
            { stop: 'D', time: '10:20:00' },
          ],
        },
      ],
    });
    const updates = [{ stopSequence: 2, arrival: { time: on.at('10:08:00') } }];
    expect(rowsAt('B', { tripId: 't1' }, updates, { on })).toEqual(['t1 10:07 +180 live']);
    expect(rowsAt('C', { tripId: 't1' }, updates, { on })).toEqual(['t1 10:12 +180 live']);
    expect(rowsAt('A', { tripId: 't1' }, updates, { on })).toEqual(['t1 10:00 scheduled']);
  });

  it("S3, S4: the specification's example: +300 at 3, +60 at 8, NO_DATA at 10 (OBA, Maglev carry on past NO_DATA)", () => {
    const calls = line('A B C D E F G H I J K L').map((call, i) => ({ ...call, sequence: i + 1 }));
    const on = new Network({ trips: [{ id: 't1', calls }] });
    const updates = [
      { stopSequence: 3, arrival: { delay: 300 }, departure: { delay: 300 } },
      { stopSequence: 8, arrival: { delay: 60 }, departure: { delay: 60 } },
      { stopSequence: 10, relationship: 'NO_DATA' as const },
    ];
    const delays = 'A B C D E F G H I J K'.split(' ').map((stop) => {
      const board = on.board(stop, on.at('09:59:00'), [
        source(on.at('09:59:00'), { tripUpdates: [tripUpdate({ tripId: 't1' }, updates)] }),
      ]);
      return board.departures[0]?.delaySeconds;
    });
    expect(delays).toEqual([null, null, 300, 300, 300, 300, 300, 60, 60, null, null]);
  });

  it('S4: SKIPPED hides that call only, and the delay passes across it (bustimes skips the next stop too)', () => {
    const updates = [
      { stopSequence: 1, departure: { delay: 120 } },
      { stopSequence: 2, relationship: 'SKIPPED' as const, departure: { delay: 999 } },
    ];
    expect(rowsAt('B', { tripId: 't1' }, updates)).toEqual(['t1 10:05 not-stopping']);
    expect(rowsAt('C', { tripId: 't1' }, updates)).toEqual(['t1 10:10 +120 live']);
  });

  it('S5: an assigned stop moves the row, with NO_DATA too, and takes it off the old board', () => {
    const updates = [{ stopSequence: 2, relationship: 'NO_DATA' as const, assignedStopId: 'D' }];
    expect(rowsAt('B', { tripId: 't1' }, updates)).toEqual([]);
    expect(rowsAt('D', { tripId: 't1' }, updates)).toEqual(['t1 10:05 scheduled', 't1 10:15 scheduled']);
    const unknown = tripUpdate({ tripId: 't1' }, [
      { stopSequence: 2, departure: { delay: 60 }, assignedStopId: 'Z' },
    ]);
    expect(reasons([unknown]).parts).toEqual({ 'assigned-stop-unknown': 1 });
    expect(rowsAt('B', { tripId: 't1' }, unknown.stopTimeUpdates)).toEqual(['t1 10:05 +60 live']);
  });

  it('S5: headsign and pickup of the update replace those of the timetable', () => {
    const updates = [
      { stopSequence: 1, departure: { delay: 0 }, stopHeadsign: 'Depot' },
      { stopSequence: 2, departure: { delay: 0 }, pickupType: 1 as const },
    ];
    const sources = [
      source(now, {
        tripUpdates: [tripUpdate({ tripId: 't1' }, updates, { properties: { headsign: 'Fair' } })],
      }),
    ];
    expect(network.board('A', now, sources).departures.find((row) => row.tripId === 't1')?.headsign).toBe(
      'Depot',
    );
    expect(network.board('C', now, sources).departures.find((row) => row.tripId === 't1')?.headsign).toBe(
      'Fair',
    );
    expect(rowsAt('B', { tripId: 't1' }, updates)).toEqual([]);
  });

  it('S6: an early bus is held at the first call and at timepoints, unless the feed says it leaves', () => {
    const calls = line('A B C D').map((call, i) => ({
      ...call,
      timepoint: i === 2 ? (1 as const) : (0 as const),
    }));
    const on = new Network({ trips: [{ id: 't1', calls }] });
    const early = [{ stopSequence: 1, arrival: { delay: -120 } }];
    expect(rowsAt('A', { tripId: 't1' }, early, { on })).toEqual(['t1 10:00 +0 live']);
    expect(rowsAt('B', { tripId: 't1' }, early, { on })).toEqual(['t1 10:05 +0 live']);
    const running = [{ stopSequence: 2, departure: { delay: -120 } }];
    expect(rowsAt('B', { tripId: 't1' }, running, { on })).toEqual(['t1 10:05 -120 live']);
    expect(rowsAt('C', { tripId: 't1' }, running, { on })).toEqual(['t1 10:10 +0 live']);
    const leaves = [{ stopSequence: 3, departure: { delay: -60 } }];
    expect(rowsAt('C', { tripId: 't1' }, leaves, { on })).toEqual(['t1 10:10 -60 live']);
  });

  it('S7: derived departures keep the order of the trip', () => {
    const updates = [
      { stopSequence: 1, departure: { delay: 600 } },
      { stopSequence: 4, departure: { delay: 0 } },
    ];
    expect(rowsAt('B', { tripId: 't1' }, updates)).toEqual(['t1 10:05 +600 live']);
    expect(rowsAt('C', { tripId: 't1' }, updates)).toEqual(['t1 10:10 +300 live']);
    expect(rowsAt('D', { tripId: 't1' }, updates)).toEqual(['t1 10:15 +0 live']);
  });

  it('S8: the delay of the trip counts until the first update with an event or NO_DATA', () => {
    const updates = [
      { stopSequence: 2, relationship: 'SKIPPED' as const },
      { stopSequence: 4, relationship: 'NO_DATA' as const },
    ];
    const at = (stop: string) => rowsAt(stop, { tripId: 't1' }, updates, { more: { delay: 240 } });
    expect([at('A'), at('C'), at('D')]).toEqual([
      ['t1 10:00 +240 live'],
      ['t1 10:10 +240 live'],
      ['t1 10:15 scheduled'],
    ]);
  });

  it('S10: CANCELED beats its stop time updates; DELETED leaves no trace', () => {
    const updates = [{ stopSequence: 2, departure: { delay: 60 } }];
    expect(rowsAt('B', { tripId: 't1', relationship: 'CANCELED' }, updates)).toEqual(['t1 10:05 cancelled']);
    expect(rowsAt('B', { tripId: 't1', relationship: 'DELETED' }, updates)).toEqual([]);
  });

  it('S11: a bus that skips all that remains is cancelled; a train is not (concentrate cancelled_trip.ex)', () => {
    const skipped = 'A B C D'.split(' ').map((stopId) => ({ stopId, relationship: 'SKIPPED' as const }));
    const trip = { id: 't1', calls: line('A B C D') };
    const bus = new Network({ trips: [trip] });
    const train = new Network({ trips: [trip], routeTypes: { R: 2 } });
    expect(rowsAt('B', { tripId: 't1' }, skipped, { on: bus })).toEqual(['t1 10:05 cancelled']);
    expect(rowsAt('B', { tripId: 't1' }, skipped, { on: train })).toEqual(['t1 10:05 not-stopping']);
    const stillComing = [{ stopSequence: 1, departure: { delay: 600 } }, ...skipped.slice(1)];
    expect(rowsAt('C', { tripId: 't1' }, stillComing, { on: bus, at: bus.at('10:05:00') })).toEqual([
      't1 10:10 not-stopping',
    ]);
  });

  it('S12: where the tail is skipped the trip ends before it (concentrate skipped_departures.ex)', () => {
    const on = new Network({ trips: [{ id: 't1', calls: line('A B C D') }] });
    const updates = ['C', 'D'].map((stopId) => ({ stopId, relationship: 'SKIPPED' as const }));
    expect(rowsAt('A', { tripId: 't1' }, updates, { on })).toEqual(['t1 10:00 scheduled']);
    expect(rowsAt('B', { tripId: 't1' }, updates, { on })).toEqual([]);
    expect(rowsAt('C', { tripId: 't1' }, updates, { on })).toEqual(['t1 10:10 not-stopping']);
  });
});

describe('trips outside the timetable', () => {
  const listed = [
    { stopSequence: 2, stopId: 'B', departure: { time: network.at('10:07:00') } },
    {
      stopSequence: 1,
      stopId: 'A',
      departure: { time: network.at('10:02:00'), scheduledTime: network.at('10:01:00') },
    },
    { stopSequence: 3, stopId: 'C', arrival: { time: network.at('10:11:00') } },
  ];

  it.each(['NEW', 'ADDED'] as const)(
    'X1: %s shows its own calls, in order, without the last',
    (relationship) => {
      const trip = { tripId: 'extra-1', routeId: 'R', relationship };
      expect(rowsAt('A', trip, listed)).toEqual(['extra-1 10:01 +60 live extra']);
      expect(rowsAt('B', trip, listed)).toEqual(['extra-1 - at 10:07 live extra']);
      expect(rowsAt('C', trip, listed)).toEqual([]);
    },
  );

  it('X1: headsign from the last stop, line from the route; what cannot be shown is counted', () => {
    const trip = { tripId: 'extra-1', routeId: 'R', relationship: 'ADDED' as const };
    const broken = [
      ...listed,
      { stopSequence: 4, stopId: 'Z', departure: { time: now } },
      { stopSequence: 5, stopId: 'D' },
      { stopSequence: 6, stopId: 'E', relationship: 'SKIPPED' as const },
    ];
    const board = network.board('B', now, [source(now, { tripUpdates: [tripUpdate(trip, broken)] })]);
    const row = board.departures.find(({ tripId }) => tripId === 'extra-1');
    expect(row).toMatchObject({
      line: 'R',
      headsign: 'Stop C',
      operator: 'Test Buses',
      wheelchair: 'unknown',
      extra: true,
    });
    expect(reasons([tripUpdate(trip, broken)]).parts).toEqual({
      'stop-unknown': 1,
      'extra-call-incomplete': 1,
    });
  });

  it('X1: without a trip_id the entity names it, so that two extra trips stay two', () => {
    const one = {
      ...tripUpdate({ tripId: undefined, routeId: 'R', relationship: 'ADDED' }, listed),
      entityId: 'e1',
    };
    const board = network.board('B', now, [source(now, { tripUpdates: [one, { ...one, entityId: 'e2' }] })]);
    expect(board.departures.filter((row) => row.extra).map((row) => row.tripId)).toEqual(['e1', 'e2']);
  });

  it('X2: REPLACEMENT voids the timetable of that instance', () => {
    const trip = { tripId: 't1', relationship: 'REPLACEMENT' as const };
    expect(rowsAt('B', trip, listed)).toEqual(['t1 - at 10:07 live']);
    expect(rowsAt('D', trip, listed)).toEqual([]);
  });

  it('X3: DUPLICATED copies the trip to another time and leaves the original alone', () => {
    const properties = { tripId: 'copy', startDate: '20260610', startSeconds: 36_900 };
    const updates = [{ stopSequence: 1, departure: { delay: 60 } }];
    const update = tripUpdate({ tripId: 't1', relationship: 'DUPLICATED' }, updates, { properties });
    const rows = summary(network.board('B', now, [source(now, { tripUpdates: [update] })]), network);
    expect(rows).toEqual(['loop 10:05 scheduled', 't1 10:05 scheduled', 'copy 10:20 +60 live extra']);
    const incomplete = tripUpdate({ tripId: 't1', relationship: 'DUPLICATED' }, updates, {
      properties: { tripId: 'copy' },
    });
    expect(reasons([incomplete]).entities).toEqual(['duplicate-incomplete']);
  });
});

describe('vehicles', () => {
  const vehicle = { id: 'v1', label: '42' };
  const here = { vehicle, position: { lat: 56.4, lon: -3.4 }, timestamp: now };
  const row = (...vehicles: ReturnType<typeof vehiclePosition>[]) =>
    network.board('B', now, [source(now, { vehicles })]).departures.find(({ tripId }) => tripId === 't1');

  it('V1: a position adds the vehicle, and does not make the row live', () => {
    expect(row(vehiclePosition({ tripId: 't1' }, here))).toMatchObject({
      status: 'scheduled',
      expected: null,
      vehicle: { id: 'v1', label: '42', lat: 56.4, lon: -3.4, asOf: now },
    });
  });

  it('V2: the newest counts, the stale and the one from the future do not, and (0, 0) is no position', () => {
    const other = { ...here, vehicle: { id: 'v2' } };
    const at = (timestamp: number) => vehiclePosition({ tripId: 't1' }, { ...other, timestamp });
    expect(row(vehiclePosition({ tripId: 't1' }, here), at(now - 1))?.vehicle?.id).toBe('v1');
    expect(row(at(now - 301))?.vehicle).toBeNull();
    expect(row(at(now + 61))?.vehicle).toBeNull();
    const lost = row(vehiclePosition({ tripId: 't1' }, { ...here, position: { lat: 0, lon: 0 } }));
    expect(lost?.vehicle).toEqual({ id: 'v1', label: '42', lat: null, lon: null, asOf: now });
  });

  it('V1: a vehicle finds its extra trip', () => {
    const update = tripUpdate({ tripId: 'x', relationship: 'ADDED' }, [
      { stopId: 'A', departure: { time: now + 300 } },
      { stopId: 'B', departure: { time: now + 600 } },
    ]);
    const sources = [
      source(now, { tripUpdates: [update], vehicles: [vehiclePosition({ tripId: 'x' }, here)] }),
    ];
    expect(network.board('A', now, sources).departures.find((found) => found.extra)?.vehicle?.id).toBe('v1');
  });

  it("V4: the vehicle's word on wheelchairs replaces the timetable's; NO_VALUE does not", () => {
    const on = new Network({ trips: [{ id: 't1', calls: line('A B C'), wheelchair: 'yes' }] });
    const said = (wheelchair: 'yes' | 'no' | 'unknown' | undefined) => {
      const vehicles = [vehiclePosition({ tripId: 't1' }, { ...here, vehicle: { ...vehicle, wheelchair } })];
      return on.board('B', now, [source(now, { vehicles })]).departures[0]?.wheelchair;
    };
    expect([said(undefined), said('no'), said('unknown')]).toEqual(['yes', 'no', 'unknown']);
  });

  it('V5: occupancy only when said, and not that of the trip before (MBTA crowding rule)', () => {
    const full = { ...here, occupancy: 'FULL' as const };
    expect(row(vehiclePosition({ tripId: 't1' }, here))?.occupancy).toBeNull();
    expect(row(vehiclePosition({ tripId: 't1' }, full))?.occupancy).toBeNull();
    expect(row(vehiclePosition({ tripId: 't1' }, { ...full, currentStopSequence: 1 }))?.occupancy).toBeNull();
    expect(row(vehiclePosition({ tripId: 't1' }, { ...full, currentStopSequence: 2 }))?.occupancy).toBe(
      'FULL',
    );
    expect(
      row(vehiclePosition({ tripId: 't1' }, { ...full, currentStopSequence: 2, occupancy: null }))?.occupancy,
    ).toBeNull();
  });

  it('V2: a stale vehicle, and one from the future, names no run; it has met the timetable all the same', () => {
    const places = { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] } as const;
    const dates = ['20260609', SERVICE_DATE];
    const on = new Network({
      trips: [
        { id: 'run', calls: line('A B C D'), block: 1, dates },
        { id: 'next', calls: line('D C B A', '10:18:00'), block: 1, dates },
      ],
      places,
    });
    const seen = (id: string, trip: Partial<TripDescriptor>, east: number, timestamp: number) =>
      vehiclePosition(trip, { vehicle: { id }, position: metresFromMiddle(east, 0), timestamp });
    const live = (at: number, vehicles: VehiclePosition[]) => {
      const tracker = new VehicleTracker(on.lookup, new TravelTimes());
      const { departures } = on.board('C', at, [source(at, { vehicles })], { tracker });
      return departures
        .filter(({ status }) => status === 'live')
        .map(({ tripId, vehicle }) => [tripId, vehicle?.id]);
    };
    for (const away of [-85_500, -301, 61]) {
      // It says today's run: the day that it gives is yesterday's, and it reports from then.
      const late = on.at('10:24:00');
      const tracked = seen('bus 7', { tripId: 'run' }, 2500, late);
      const onNext = seen('old 9', { tripId: 'next', startDate: '20260609' }, 0, late + away);
      expect(live(late, [onNext, tracked])).toEqual([['next', 'bus 7']]);
      const early = on.at('10:07:00');
      const byRoute = seen('bus 3', { routeId: 'R', startDate: undefined }, 1200, early);
      const onRun = seen('old 9', { tripId: 'run', startDate: '20260609' }, 0, early + away);
      expect(live(early, [onRun, byRoute])).toEqual([['run', 'bus 3']]);
      const { outcomes } = on.resolve([source(early, { vehicles: [onRun] })], early);
      expect([...(outcomes[0]?.matched ?? [])]).toEqual([onRun]);
      expect(outcomes[0]?.discarded).toEqual({ [away < 0 ? 'vehicle-stale' : 'vehicle-in-future']: 1 });
    }
  });
});
