import { describe, expect, it } from 'vitest';
import { line, metresFromMiddle, Network, source } from '#test/builders/transit.ts';
import type { JourneyReference, VehiclePosition } from '../transit/realtime-message.ts';
import { serviceDateToDays } from '../transit/service-day.ts';
import { runOfJourney } from './identify-journey.ts';
import { identifyRun, tripsInQuestion } from './identify-run.ts';
import { TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

const [TODAY, TOMORROW] = ['20260610', '20260611'];

/** A to D are a kilometre apart and five minutes. Line X7 goes out and back at the same minute; another operator has one too. */
const network = new Network({
  trips: [
    { id: 'out', route: 'x7', calls: line('A B C D', '10:00:00') },
    { id: 'back', route: 'x7', calls: line('D C B A', '10:00:00') },
    { id: 'later', route: 'x7', calls: line('A B C D', '11:00:00') },
    { id: 'night', route: 'x7', calls: line('A B C D', '24:20:00') },
    { id: 'rival', route: 'rival', calls: line('A B C D', '10:00:00') },
    ...['08', '09', '10', '11'].map((hour) => ({
      id: `hourly ${hour}`,
      route: 'hourly',
      calls: line('A B C D', `${hour}:00:00`),
    })),
    { id: 'unsaid', route: 'unsaid', calls: line('A B C D', '10:00:00') },
    { id: 'half past', route: 'unsaid', calls: line('A B C D', '10:30:00') },
  ],
  routes: {
    x7: { line: 'X7', operatorCode: 'PBUS' },
    rival: { line: 'X7', operatorCode: 'SCFI' },
    hourly: { line: '60', operatorCode: 'PBUS' },
    unsaid: { line: '5' },
  },
  places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
});

interface Seen {
  readonly date?: string;
  readonly metres?: number;
  readonly north?: number;
  readonly predict?: boolean;
}

/** The trip of a vehicle that says this of its journey, `time` of the day. */
function identified(
  journey: Partial<Omit<JourneyReference, 'originDeparture'>> & { readonly departs?: string },
  time = '10:06:00',
  { date = TODAY, metres = 900, north = 0, predict = true }: Seen = {},
) {
  const seenAt = network.at(time, date);
  const { departs, ...words } = journey;
  const vehicle: VehiclePosition = {
    journey: {
      lineNames: ['X7'],
      operatorRef: 'PBUS',
      ...words,
      originDeparture: departs === undefined ? undefined : network.at(departs, TODAY),
    },
    vehicle: { id: 'PBUS-1' },
    position: metresFromMiddle(metres, north),
    timestamp: seenAt,
  };
  const tracker = predict ? new VehicleTracker(network.lookup, new TravelTimes()) : undefined;
  const found = identifyRun(vehicle, seenAt, network.lookup, tracker);
  if ('discarded' in found) return found.discarded;
  expect(tripsInQuestion(vehicle, seenAt, network.lookup)).toContain(found.instance.number);
  return found.instance.trip.tripId;
}

describe('V8: a journey is the run of its line and operator that starts when it says', () => {
  it('from the stop that it says, or to it', () => {
    expect(identified({ departs: '10:00:00', originRef: 'A', destinationRef: 'D' })).toBe('out');
    expect(identified({ departs: '10:00:00', originRef: 'D' })).toBe('back');
    expect(identified({ departs: '10:00:00', destinationRef: 'a' })).toBe('back');
    expect(identified({ departs: '11:00:40' }, '11:01:00')).toBe('later');
  });

  it('wherever its vehicle is, and where nothing is predicted', () => {
    const far = { north: 9000, predict: false };
    expect(identified({ departs: '10:00:00', originRef: 'A' }, '10:06:00', far)).toBe('out');
  });

  it('whatever blanks and case its line has', () => {
    expect(identified({ departs: '11:00:00', lineNames: ['x 7'] }, '11:06:00')).toBe('later');
    expect(identified({ departs: '10:00:00', lineNames: ['line'], originRef: 'A' })).toBe(
      'line-not-in-timetable',
    );
    expect(identified({ departs: '10:00:00', lineNames: ['unknown', 'X7'], originRef: 'A' })).toBe('out');
  });

  it('after midnight it is of the day before', () => {
    expect(identified({ departs: '24:20:00' }, '00:25:00', { date: TOMORROW })).toBe('night');
  });

  it('of another operator it is another run, or none', () => {
    expect(identified({ departs: '10:00:00', operatorRef: 'scfi' })).toBe('rival');
    expect(identified({ departs: '10:00:00', operatorRef: 'NOBODY' })).toBe('operator-not-in-timetable');
  });

  it.each([undefined, 'NOBODY'])(
    'of operator %s, of whom nobody knows, it is the run that goes where it does',
    (operatorRef) => {
      const later = { operatorRef, departs: '11:00:00', originRef: 'A', destinationRef: 'D' };
      const at = (words: object, predict = true) =>
        identified({ ...later, ...words }, '11:03:00', { metres: 500, predict });
      expect(at({})).toBe('later');
      expect(at({}, false)).toBe('later');
      for (const less of [{ originRef: undefined }, { destinationRef: 'PH1 5XX' }, { destinationRef: 'C' }])
        expect(at(less)).toBe('operator-not-in-timetable');
      expect(at({ departs: '10:59:00' })).toBe('operator-not-in-timetable');
      expect(at({ departs: undefined })).toBe('operator-not-in-timetable');
      expect(at({ departs: '12:00:00' })).toBe('operator-not-in-timetable');
    },
  );

  it('of no operator, its vehicle must be there as well, where places are known', () => {
    const later = { operatorRef: undefined, departs: '11:00:00', originRef: 'A', destinationRef: 'D' };
    expect(identified(later, '11:03:00', { north: 5000 })).toBe('trip-not-identified');
    expect(identified(later, '11:03:00', { north: 5000, predict: false })).toBe('later');
  });

  it('of no operator, where two have a run from end to end, its place alone says which', () => {
    const both = { operatorRef: undefined, departs: '10:00:00', originRef: 'A', destinationRef: 'D' };
    expect(identified(both)).toBe('trip-ambiguous');
    expect(identified({ ...both, operatorRef: 'PBUS' })).toBe('out');
  });

  it('ends that are no stops say nothing', () => {
    expect(
      identified({ departs: '11:00:00', originRef: 'PH1 5XX', destinationRef: '0000' }, '11:06:00'),
    ).toBe('later');
  });

  it('ends that are both elsewhere are of another run', () => {
    expect(
      identified({ departs: '11:00:00', originRef: 'B', destinationRef: 'C' }, '11:06:00', {
        predict: false,
      }),
    ).toBe('trip-not-identified');
  });

  it('hours before it starts, its vehicle is on no run', () => {
    expect(identified({ departs: '24:20:00' }, '10:06:00')).toBe('trip-not-identified');
  });
});

describe('V8: what it says is not enough', () => {
  it('place and time tell runs apart that start together', () => {
    expect(identified({ departs: '10:00:00' })).toBe('out');
    expect(identified({ departs: '10:00:00' }, '10:06:00', { metres: 2100 })).toBe('back');
    expect(identified({ departs: '10:00:00' }, '10:07:30', { metres: 1500 })).toBe('trip-ambiguous');
    expect(identified({ departs: '10:00:00' }, '10:06:00', { predict: false })).toBe('trip-ambiguous');
  });

  it('a departure an hour out counts where the vehicle is on the way of that run', () => {
    expect(identified({ departs: '12:00:00', originRef: 'A' }, '11:06:00')).toBe('later');
    expect(identified({ departs: '09:00:00', originRef: 'A' })).toBe('out');
    expect(identified({ departs: '09:00:00', originRef: 'A' }, '10:06:00', { north: 5000 })).toBe(
      'trip-not-identified',
    );
  });

  it('a departure an hour out on an hourly line counts where the vehicle is on time for that run alone', () => {
    const hourly = (departs: string, time: string, seen: Seen = {}) =>
      identified({ lineNames: ['60'], departs }, time, seen);
    for (const said of ['09:00:00', '11:00:00']) {
      expect(hourly(said, '10:06:00')).toBe('hourly 10');
      expect(hourly(said, '10:12:00', { metres: 1500 })).toBe('hourly 10');
    }
    expect(hourly('10:00:00', '10:06:00')).toBe('hourly 10');
    // Half an hour late, beside the road, or told by nobody where it is, it is on the run that it says.
    expect(hourly('09:00:00', '09:34:00')).toBe('hourly 09');
    expect(hourly('09:00:00', '09:50:00')).toBe('hourly 09');
    expect(hourly('09:00:00', '10:06:00', { north: 9000 })).toBe('hourly 09');
    expect(hourly('09:00:00', '10:06:00', { predict: false })).toBe('hourly 09');
  });

  it('without a departure it is as with a route alone', () => {
    expect(identified({}, '11:06:00')).toBe('later');
    expect(identified({}, '03:00:00')).toBe('trip-not-identified');
    expect(identified({}, '11:06:00', { predict: false })).toBe('trip-not-identified');
  });

  it('a timetable without operator codes knows line 5 of a far city no better than its own', () => {
    const five = { lineNames: ['5'], operatorRef: 'SCMN', departs: '10:00:00' };
    expect(identified(five)).toBe('unsaid');
    expect(identified(five, '10:06:00', { north: 50_000 })).toBe('trip-not-identified');
    expect(identified({ ...five, originRef: 'A' }, '10:06:00', { predict: false })).toBe('unsaid');
  });

  it('without a line it is on none', () => {
    expect(identified({ lineNames: [] })).toBe('vehicle-without-trip');
  });
});

describe('M11: a situation speaks of a run that it names beyond doubt, or of none', () => {
  const spokenOf = ({
    departs = '10:00:00',
    arrives,
    ...words
  }: Partial<Omit<JourneyReference, 'originDeparture' | 'destinationArrival'>> & {
    readonly departs?: string;
    readonly arrives?: string;
  }) => {
    const found = runOfJourney(
      {
        lineNames: ['X7'],
        operatorRef: 'PBUS',
        ...words,
        originDeparture: network.at(departs, TODAY),
        destinationArrival: arrives === undefined ? undefined : network.at(arrives, TODAY),
      },
      network.lookup,
    );
    return 'discarded' in found ? found.discarded : `${found.instance.trip.tripId} ${found.instance.day}`;
  };
  const today = serviceDateToDays(TODAY);

  it('by its line, operator, departure and ends', () => {
    expect(spokenOf({ departs: '11:00:00' })).toBe(`later ${today}`);
    expect(spokenOf({ originRef: 'A' })).toBe(`out ${today}`);
    expect(spokenOf({ destinationRef: 'A' })).toBe(`back ${today}`);
    expect(spokenOf({ departs: '24:20:00' })).toBe(`night ${today}`);
  });

  it('whatever stance of its stations it names, first of all its own', () => {
    const stations = new Network({
      trips: [
        { id: 'stance 1', route: 'x7', calls: line('S1 B T1', '10:00:00') },
        { id: 'stance 2', route: 'x7', calls: line('S2 B T1', '11:00:00') },
        { id: 'beside it', route: 'x7', calls: line('S1 B T1', '11:00:00') },
        { id: 'elsewhere', route: 'x7', calls: line('B S2 T2', '12:00:00') },
        ...['S', 'T'].map((id) => ({ id, route: 'r', calls: line(`${id} B`, '03:00:00') })),
      ],
      routes: { x7: { line: 'X7', operatorCode: 'PBUS' } },
      parents: { S1: 'S', S2: 'S', T1: 'T', T2: 'T' },
    });
    const from = (departs: string, originRef: string, destinationRef: string) => {
      const words = { lineNames: ['X7'], operatorRef: 'PBUS', originRef, destinationRef };
      const originDeparture = stations.at(departs, TODAY);
      const found = runOfJourney(
        { ...words, originDeparture, destinationArrival: undefined },
        stations.lookup,
      );
      return 'discarded' in found ? found.discarded : found.instance.trip.tripId;
    };
    expect(from('10:00:00', 'S2', 'T2')).toBe('stance 1');
    expect(from('10:00:00', 'S', 'T')).toBe('stance 1');
    expect(from('11:00:00', 'S2', 'T2')).toBe('stance 2');
    expect(from('11:00:00', 'S1', 'T1')).toBe('beside it');
    expect(from('12:00:00', 'S1', 'T1')).toBe('trip-not-identified');
  });

  it('by the name on the bus before the id of its line, which may be what another is called', () => {
    const lines = new Network({
      trips: ['7', 'X7'].map((id) => ({ id, route: id, calls: line('A B C D', '10:00:00') })),
      routes: { '7': { operatorCode: 'PBUS' }, X7: { operatorCode: 'PBUS' } },
    });
    const named = (...lineNames: string[]) => {
      const journey = { lineNames, operatorRef: 'PBUS', originDeparture: lines.at('10:00:00', TODAY) };
      const found = runOfJourney({ ...journey, destinationArrival: undefined }, lines.lookup);
      return 'discarded' in found ? found.discarded : found.instance.trip.tripId;
    };
    expect(named('X7', '7')).toBe('X7');
    expect(named('Express', '7')).toBe('7');
  });

  it('by when it ends, where two start together', () => {
    const two = new Network({
      trips: [
        { id: 'short', route: 'x7', calls: line('A B', '10:00:00') },
        { id: 'long', route: 'x7', calls: line('A B C D', '10:00:00') },
      ],
      routes: { x7: { line: 'X7', operatorCode: 'PBUS' } },
    });
    const ending = (time?: string) => {
      const found = runOfJourney(
        {
          lineNames: ['X7'],
          operatorRef: 'PBUS',
          originDeparture: two.at('10:00:00', TODAY),
          destinationArrival: time === undefined ? undefined : two.at(time, TODAY),
        },
        two.lookup,
      );
      return 'discarded' in found ? found.discarded : found.instance.trip.tripId;
    };
    expect(ending('10:05:00')).toBe('short');
    expect(ending('10:15:00')).toBe('long');
    expect(ending('10:40:00')).toBe('trip-not-identified');
    expect(ending()).toBe('trip-ambiguous');
  });

  it('not where an end is another stop, or it ends at another time', () => {
    const later = { departs: '11:00:00' };
    expect(spokenOf({ ...later, originRef: 'D' })).toBe('trip-not-identified');
    expect(spokenOf({ ...later, destinationRef: 'A' })).toBe('trip-not-identified');
    expect(spokenOf({ ...later, originRef: 'A', destinationRef: 'B' })).toBe('trip-not-identified');
    expect(spokenOf({ ...later, originRef: 'A', destinationRef: 'PH1 5XX' })).toBe(`later ${today}`);
    expect(spokenOf({ ...later, arrives: '11:18:00' })).toBe(`later ${today}`);
    expect(spokenOf({ ...later, arrives: '13:15:00' })).toBe('trip-not-identified');
  });

  it('not in summer where nobody knows whether its time is of UTC', () => {
    expect(spokenOf({ departs: '11:00:00', isOfUnknownZone: true })).toBe('departure-without-zone');
  });

  it('an hour out, of an operator that nobody knows, of two runs at once: of none', () => {
    expect(spokenOf({ departs: '09:00:00', originRef: 'A' })).toBe('trip-not-identified');
    expect(spokenOf({ lineNames: ['5'], operatorRef: 'SCMN' })).toBe('trip-not-identified');
    expect(spokenOf({ lineNames: ['5'], operatorRef: 'SCMN', originRef: 'A' })).toBe(`unsaid ${today}`);
    expect(spokenOf({})).toBe('trip-ambiguous');
    expect(spokenOf({ departs: '10:07:00' })).toBe('trip-not-identified');
  });

  it('of no operator it is the one run that goes from end to end as it says', () => {
    const ends = { operatorRef: undefined, originRef: 'A', destinationRef: 'D' };
    const unknown = 'operator-not-in-timetable';
    expect(spokenOf({ ...ends, departs: '11:00:00' })).toBe(`later ${today}`);
    expect(spokenOf({ ...ends, departs: '11:00:00', arrives: '11:15:00' })).toBe(`later ${today}`);
    expect(spokenOf({ ...ends, departs: '11:00:00', arrives: '11:25:00' })).toBe(unknown);
    expect(spokenOf({ ...ends, departs: '11:00:00', originRef: undefined })).toBe(unknown);
    expect(spokenOf({ ...ends, departs: '11:00:00', destinationRef: 'C' })).toBe(unknown);
    expect(spokenOf({ ...ends, departs: '11:05:00' })).toBe(unknown);
    expect(spokenOf(ends)).toBe('trip-ambiguous');
    expect(spokenOf({ ...ends, lineNames: ['9'] })).toBe('line-not-in-timetable');
  });

  it('of an operator that is not in the timetable, or has no such line, it is of none', () => {
    const ends = { departs: '11:00:00', originRef: 'A', destinationRef: 'D' };
    expect(spokenOf({ ...ends, operatorRef: 'NOBODY' })).toBe('operator-not-in-timetable');
    expect(spokenOf({ ...ends, operatorRef: 'NOBODY', lineNames: ['9'] })).toBe('line-not-in-timetable');
    expect(spokenOf({ ...ends, operatorRef: 'SCFI' })).toBe('trip-not-identified');
    expect(spokenOf({ ...ends, operatorRef: 'SCFI', lineNames: ['5'] })).toBe('line-not-in-timetable');
  });
});

it('V8, P1: a bus that SIRI speaks of makes its row live', () => {
  const now = network.at('10:06:00');
  const bus: VehiclePosition = {
    journey: {
      lineNames: ['X7'],
      operatorRef: 'PBUS',
      originRef: 'A',
      originDeparture: network.at('10:00:00'),
    },
    vehicle: { id: 'PBUS-1', label: '1' },
    position: metresFromMiddle(900, 0),
    timestamp: now,
  };
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  const { departures } = network.board('C', now, [source(now, { vehicles: [bus] })], { tracker });
  const row = departures.find(({ tripId }) => tripId === 'out');
  expect(row).toMatchObject({ status: 'live', source: 'vehicle-position' });
  expect(row?.vehicle).toMatchObject({ id: 'PBUS-1', label: '1' });
});
