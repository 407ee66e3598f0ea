import { describe, expect, it } from 'vitest';
import { element, situations } from '#test/builders/siri.ts';
import { decodeSiriMessage } from './decode-siri.ts';

interface JourneySpec {
  /** Elements of AffectedVehicleJourney; undefined leaves one out. */
  readonly journey?: Readonly<Record<string, string | undefined>>;
  readonly calls?: readonly string[];
  readonly condition?: string;
  readonly situation?: Readonly<Record<string, string | undefined>>;
  /** The journey is in the consequence rather than beside it. */
  readonly isInConsequence?: boolean;
}

const call = (stop: string, condition?: string) =>
  element('Call', element('StopPointRef', stop) + element('CallCondition', condition));

/** As the UK's service writes them: no Summary, and all that names the journey. */
function cancellation({
  journey,
  calls = [],
  condition = 'cancelled',
  situation,
  isInConsequence = false,
}: JourneySpec = {}): string {
  const words = {
    VehicleJourneyRef: '1069',
    DatedVehicleJourneyRef: '1069',
    Operator: element('OperatorRef', 'PBUS'),
    LineRef: '7',
    PublishedLineName: '7A',
    DirectionRef: 'Inbound',
    Origins: element('AffectedStopPoint', element('StopPointRef', '6480A')),
    Destinations: element('StopPointRef', '6480D'),
    OriginAimedDepartureTime: '2026-06-10T10:00:00+01:00',
    DestinationAimedArrivalTime: '2026-06-10T09:15:00Z',
    ...journey,
  };
  const inner = Object.entries(words).map(([name, value]) => element(name, value));
  const affected = element(
    'AffectedVehicleJourney',
    inner.join('') + (calls.length > 0 ? element('Calls', calls.join('')) : ''),
  );
  const affects = element('Affects', element('VehicleJourneys', affected));
  const about = { ParticipantRef: 'TM', SituationNumber: '5', Version: '1', Progress: 'open', ...situation };
  return element(
    'PtSituationElement',
    Object.entries(about)
      .map(([name, value]) => element(name, value))
      .join('') +
      (isInConsequence ? '' : affects) +
      element(
        'Consequences',
        element('Consequence', element('Condition', condition) + (isInConsequence ? affects : '')),
      ),
  );
}

const read = (...specs: readonly JourneySpec[]) => decodeSiriMessage(situations(...specs.map(cancellation)));

const seven = {
  operatorRef: 'PBUS',
  lineNames: ['7A', '7'],
  originRef: '6480A',
  destinationRef: '6480D',
  originDeparture: Date.parse('2026-06-10T09:00:00Z') / 1000,
  destinationArrival: Date.parse('2026-06-10T09:15:00Z') / 1000,
};

describe('M11: what SIRI-SX says of single journeys', () => {
  it('is that one does not run', () => {
    expect(read({})).toMatchObject({ alerts: [], discarded: {} });
    expect(read({}).tripUpdates).toEqual([
      { entityId: 'TM:5', journey: seven, trip: { relationship: 'CANCELED' }, stopTimeUpdates: [] },
    ]);
    expect(read({ condition: 'noService' }).tripUpdates).toHaveLength(1);
    expect(read({ isInConsequence: true }).tripUpdates).toEqual(read({}).tripUpdates);
  });

  it('is that it does not run to some stops', () => {
    const { tripUpdates } = read({
      calls: [call('6480B', 'notStopping'), call('6480C'), call('6480D', 'cancelled')],
    });
    expect(tripUpdates).toMatchObject([
      {
        journey: seven,
        trip: { relationship: 'SCHEDULED' },
        stopTimeUpdates: [
          { stopId: '6480B', relationship: 'SKIPPED' },
          { stopId: '6480D', relationship: 'SKIPPED' },
        ],
      },
    ]);
    const listed = read({ calls: [call('6480A'), call('6480B', 'stop')] });
    expect(listed.tripUpdates[0]?.trip.relationship).toBe('CANCELED');
  });

  it('is not that it does not run where it is late, or its own condition says otherwise', () => {
    expect(read({ condition: 'delayed' }).tripUpdates).toEqual([]);
    expect(read({ journey: { JourneyCondition: 'delayed' } }).tripUpdates).toEqual([]);
    expect(
      read({ condition: 'delayed', journey: { JourneyCondition: 'cancelled' } }).tripUpdates,
    ).toHaveLength(1);
  });

  it('is an alert of that journey where it has a text', () => {
    const { alerts, tripUpdates } = read({ situation: { Summary: 'No driver.' } });
    expect(alerts).toMatchObject([{ id: 'TM:5', effect: 'NO_SERVICE', selectors: [{ journey: seven }] }]);
    expect(tripUpdates).toHaveLength(1);
    const late = read({ condition: 'delayed', situation: { Summary: 'Ten minutes late.' } });
    expect(late.alerts).toMatchObject([{ effect: 'SIGNIFICANT_DELAYS', selectors: [{ journey: seven }] }]);
  });

  it.each([
    ['no line', { LineRef: undefined, PublishedLineName: undefined }],
    ['no departure', { OriginAimedDepartureTime: undefined }],
    ['a departure that is no time', { OriginAimedDepartureTime: 'noon' }],
  ])('says nothing of a journey with %s, and that is counted', (_, journey) => {
    const message = read({ journey });
    expect(message.tripUpdates).toEqual([]);
    expect(message.discarded).toMatchObject({ 'affected-journey-incomplete': 1 });
  });

  it('is over when a later version is closed, in whatever order they come', () => {
    const closed = { situation: { Version: '2', Progress: 'closed' } };
    for (const specs of [
      [{}, closed],
      [closed, {}],
    ])
      expect(read(...specs).tripUpdates).toEqual([]);
    expect(read({ situation: { Version: '3' } }, closed).tripUpdates).toHaveLength(1);
  });
});
