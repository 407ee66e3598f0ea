import { describe, expect, it } from 'vitest';
import { line, Network, source, summary, tripUpdate } from '#test/builders/transit.ts';
import type { StopTimeUpdate, TripDescriptor, TripUpdate } from './realtime-message.ts';

/** Names carry the rule of docs/board-rules.md that they show. */

const [EVE, TODAY, NEXT] = ['20260609', '20260610', '20260611'];
const night = (...dates: string[]) =>
  new Network({ trips: [{ id: 'night', calls: line('A B C D', '24:40:00'), dates }] });
const once = night(EVE);
const daily = night(EVE, TODAY, NEXT);

type Updates = readonly Partial<StopTimeUpdate>[];

/** What becomes of updates, in the night from the 9th to the 10th unless another time is given. */
function outcomeOf(network: Network, updates: readonly TripUpdate[], time = '00:38:00', date = TODAY) {
  const at = network.at(time, date);
  const { trips, outcomes } = network.resolve([source(at, { tripUpdates: updates })], at);
  return [
    ...trips.trips.map(({ tripId, serviceDate }) => `${tripId} ${serviceDate}`),
    ...(outcomes[0]?.reasons.values() ?? []),
    ...Object.keys(outcomes[0]?.discarded ?? {}),
  ];
}

const said = (trip: Partial<TripDescriptor>, updates: Updates, more: Partial<TripUpdate> = {}) =>
  tripUpdate({ tripId: 'night', startDate: TODAY, ...trip }, updates, more);
const at = (time: string) => [{ stopSequence: 2, departure: { time: once.at(time, TODAY) } }];
const late: Updates = [{ stopSequence: 2, departure: { delay: 600 } }];
const cancelled = { relationship: 'CANCELED' } as const;

describe('M2: a start_date that is off by a day', () => {
  it('the row of the run that is meant is live', () => {
    const now = once.at('00:38:00', TODAY);
    for (const network of [once, daily])
      for (const updates of [at('00:55:00'), late]) {
        const board = network.board('B', now, [source(now, { tripUpdates: [said({}, updates)] })]);
        expect(summary(board, network)).toEqual(['night 00:45 +600 live']);
      }
  });

  it('absolute times: the run whose schedule is nearest, within three hours', () => {
    expect(outcomeOf(daily, [said({}, at('00:55:00'))])).toEqual([`night ${EVE}`]);
    expect(outcomeOf(daily, [said({}, at('24:55:00'))])).toEqual([`night ${TODAY}`]);
    expect(outcomeOf(daily, [said({ startDate: EVE }, at('24:55:00'))])).toEqual([`night ${TODAY}`]);
    expect(outcomeOf(once, [said({}, at('03:46:00'))])).toEqual(['service-not-running']);
    // Fits no day: it stays what it says, and its times are no prediction (M10).
    expect(outcomeOf(daily, [said({}, at('04:46:00'))])).toContain('implausible-time');
  });

  it('an update that fits as it is stays, however late', () => {
    expect(outcomeOf(daily, [said({}, at('21:46:00'))])).toEqual([`night ${TODAY}`]);
    expect(outcomeOf(daily, [said({}, at('27:45:00'))])).toEqual([`night ${TODAY}`]);
    expect(outcomeOf(daily, [said({}, late)], '21:40:00')).toEqual([`night ${TODAY}`]);
  });

  it('delays: the run under way, where that of the date is more than three hours away', () => {
    expect(outcomeOf(daily, [said({}, late)], '00:41:00')).toEqual([`night ${EVE}`]);
    expect(outcomeOf(daily, [said({}, [], { delay: 60 })], '00:41:00')).toEqual([`night ${EVE}`]);
    expect(outcomeOf(daily, [said({}, late)], '02:00:00')).toEqual([`night ${TODAY}`]);
  });

  it('delays: a date that no clock shows while the other run goes is that of the run', () => {
    const network = new Network({
      trips: [
        { id: 'early', calls: line('A B C', '00:20:00'), dates: [EVE, TODAY, NEXT] },
        { id: 'noon', calls: line('A B C', '12:00:00'), dates: [EVE, TODAY, NEXT] },
      ],
    });
    const outcome = (tripId: string, startDate: string, time: string) =>
      outcomeOf(network, [said({ tripId, startDate }, late)], time);
    // 00:25 in summer is 23:25 of the day before in UTC.
    expect(outcome('early', EVE, '00:25:00')).toEqual([`early ${TODAY}`]);
    expect(outcome('early', NEXT, '00:25:00')).toEqual([`early ${NEXT}`]);
    expect(outcome('noon', NEXT, '12:05:00')).toEqual([`noon ${NEXT}`]);
  });

  it('where the service does not run then, the day beside it that is within three hours', () => {
    expect(outcomeOf(once, [said({}, late)])).toEqual([`night ${EVE}`]);
    expect(outcomeOf(once, [said(cancelled, [])])).toEqual([`night ${EVE}`]);
    expect(outcomeOf(once, [said(cancelled, [])], '12:00:00')).toEqual(['service-not-running']);
    expect(outcomeOf(once, [said({ startDate: NEXT }, late)])).toEqual(['service-not-running']);
  });

  it('a cancellation without times counts for its date', () => {
    const rowsOf = (updates: Updates) => outcomeOf(daily, [said(cancelled, updates)], '00:41:00');
    expect(rowsOf([])).toEqual([`night ${TODAY}`]);
    expect(rowsOf(late)).toEqual([`night ${TODAY}`]);
    expect(rowsOf(at('00:55:00'))).toEqual([`night ${EVE}`]);
  });

  it('a run that another update of the source names is not meant', () => {
    const own = said({ startDate: EVE }, late);
    const both = [own, said({}, [{ stopSequence: 2, departure: { delay: 0 } }])];
    expect(outcomeOf(daily, both, '00:41:00')).toEqual([`night ${EVE}`, `night ${TODAY}`]);
    expect(outcomeOf(daily, both.toReversed(), '00:41:00')).toEqual([`night ${TODAY}`, `night ${EVE}`]);
  });
});

describe('M6: a trip_id that the timetable does not have, with route and start', () => {
  const network = new Network({
    trips: [
      { id: 'ten', calls: line('A B C'), dates: [TODAY] },
      { id: 'ten back', calls: line('C B A'), dates: [TODAY], directionId: 1 },
      { id: 'eleven', calls: line('A B C', '11:00:00'), dates: [TODAY] },
    ],
  });
  const hashed = (trip: Partial<TripDescriptor>, tripId = 'VJnew') =>
    tripUpdate({ tripId, routeId: 'R', startSeconds: 36_000, directionId: 0, ...trip }, late);
  const outcome = (...updates: TripUpdate[]) => outcomeOf(network, updates, '10:01:00');

  it('counts as if it were not given', () => {
    expect(outcome(hashed({}))).toEqual([`ten ${TODAY}`]);
    expect(outcome(hashed({ directionId: 1 }))).toEqual([`ten back ${TODAY}`]);
    expect(outcome(hashed({ directionId: undefined, startSeconds: 39_600 }))).toEqual([`eleven ${TODAY}`]);
  });

  it('fits one run, or is counted as it was', () => {
    for (const trip of [
      { directionId: undefined },
      { startSeconds: 36_060 },
      { startSeconds: undefined },
      { routeId: 'S' },
      { startDate: NEXT },
      { relationship: 'CANCELED' as const },
      { relationship: 'REPLACEMENT' as const },
    ])
      expect(outcome(hashed(trip))).toEqual(['trip-not-in-timetable']);
  });

  it('is not of a run that another update of the source names', () => {
    const named = tripUpdate({ tripId: 'ten' }, late);
    for (const updates of [
      [named, hashed({})],
      [hashed({}), named],
    ])
      expect(outcome(...updates)).toEqual([`ten ${TODAY}`, 'trip-not-in-timetable']);
  });
});
