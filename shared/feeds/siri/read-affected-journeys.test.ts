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
  /** More of them. */
  readonly consequences?: string;
}

const call = (stop: string, condition?: string, times = '') =>
  element('Call', element('StopPointRef', stop) + element('CallCondition', condition) + times);

/** As the UK's service writes them: no Summary, and all that names the journey. */
function cancellation({
  journey,
  calls = [],
  condition = 'cancelled',
  situation,
  isInConsequence = false,
  consequences = '',
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
        element('Consequence', element('Condition', condition) + (isInConsequence ? affects : '')) +
          consequences,
      ),
  );
}

const read = (...specs: readonly JourneySpec[]) => decodeSiriMessage(situations(...specs.map(cancellation)));
const at = (time: string) => Date.parse(time) / 1000;

const seven = {
  operatorRef: 'PBUS',
  lineNames: ['7A', '7'],
  originRef: '6480A',
  destinationRef: '6480D',
  originDeparture: at('2026-06-10T09:00:00Z'),
  destinationArrival: at('2026-06-10T09:15:00Z'),
};

describe('M11: what SIRI-SX says of single journeys', () => {
  it('is that one does not run', () => {
    expect(read({})).toMatchObject({ alerts: [], discarded: {} });
    expect(read({}).closures).toEqual([
      { situationId: 'TM:5', journey: seven, skipped: undefined, periods: [], publishedFrom: null },
    ]);
    expect(read({ condition: 'noService' }).closures).toHaveLength(1);
    expect(read({ isInConsequence: true }).closures).toEqual(read({}).closures);
  });

  it('is that it does not run to some stops', () => {
    const { closures } = read({
      calls: [
        call('6480B', 'notStopping', element('AimedDepartureTime', '2026-06-10T09:05:00Z')),
        call('6480C'),
        call('6480D', 'cancelled', element('AimedArrivalTime', '2026-06-10T09:15:00Z')),
        call('6480E', 'cancelled'),
      ],
    });
    expect(closures).toMatchObject([
      {
        journey: seven,
        skipped: [
          { stopRef: '6480B', aimed: at('2026-06-10T09:05:00Z') },
          { stopRef: '6480D', aimed: at('2026-06-10T09:15:00Z') },
          { stopRef: '6480E', aimed: undefined },
        ],
      },
    ]);
    const listed = read({ calls: [call('6480A'), call('6480B', 'stop')] });
    expect(listed.closures[0]?.skipped).toBeUndefined();
  });

  it.each(['temporarilyNotStopping', 'pti15_5', 'pti15_7'])(
    'is that it does not run to a stop: %s',
    (word) => {
      for (const condition of ['cancelled', 'altered']) {
        const { closures, discarded } = read({
          condition,
          calls: [call('6480B', 'stop'), call('6480C', word)],
        });
        expect(closures).toMatchObject([{ skipped: [{ stopRef: '6480C' }] }]);
        expect(discarded).toEqual({});
      }
      const status = element('DepartureStatus', 'cancelled');
      expect(read({ calls: [call('6480C', undefined, status)] }).closures).toMatchObject([
        { skipped: [{ stopRef: '6480C' }] },
      ]);
    },
  );

  it('is nothing that does not run where what it says of a call cannot be read', () => {
    const { closures, discarded } = read({ calls: [call('6480B', 'onTheMoon')] });
    expect([closures, discarded]).toEqual([[], { 'call-condition-not-read': 1 }]);
    expect(
      read({ calls: [call('6480B', 'onTheMoon'), call('6480C', 'notStopping')] }).closures,
    ).toMatchObject([{ skipped: [{ stopRef: '6480C' }] }]);
  });

  it('may be said by number', () => {
    for (const condition of ['pti13_2', 'pti13_5', 'tripCancellation'])
      expect(read({ condition }).closures).toHaveLength(1);
    for (const condition of ['pti13_1', 'pti13_255', 'pti13_'])
      expect(read({ condition }).closures).toEqual([]);
  });

  it('is not that it does not run where it is late, or its own condition says otherwise', () => {
    expect(read({ condition: 'delayed' }).closures).toEqual([]);
    expect(read({ journey: { JourneyCondition: 'delayed' } }).closures).toEqual([]);
    expect(read({ condition: 'delayed', journey: { JourneyCondition: 'cancelled' } }).closures).toHaveLength(
      1,
    );
  });

  it('is not what a consequence says that is of something else, or that another contradicts', () => {
    const stopAlone = element(
      'Affects',
      '<StopPoints><AffectedStopPoint><StopPointRef>6480C</StopPointRef></AffectedStopPoint></StopPoints>',
    );
    const more = (condition: string, affects = '') =>
      element('Consequence', element('Condition', condition) + affects);
    expect(read({ condition: 'altered', consequences: more('noService', stopAlone) }).closures).toEqual([]);
    expect(read({ consequences: more('delayed') }).closures).toEqual([]);
    expect(read({ consequences: more('altered', stopAlone) }).closures).toHaveLength(1);
  });

  it('holds for its periods, from when it is published', () => {
    const window = '<StartTime>2026-06-10T06:00:00Z</StartTime>';
    const { closures } = read({
      situation: {
        ValidityPeriod: '<StartTime>2026-06-10T09:00:00Z</StartTime><EndTime>2026-06-10T09:15:00Z</EndTime>',
        PublicationWindow: window,
      },
    });
    expect(closures).toMatchObject([
      {
        periods: [{ start: at('2026-06-10T09:00:00Z'), end: at('2026-06-10T09:15:00Z') }],
        publishedFrom: at('2026-06-10T06:00:00Z'),
      },
    ]);
    const unreadable = read({ situation: { ValidityPeriod: '<StartTime>soon</StartTime>' } });
    expect(unreadable.closures).toEqual([]);
    expect(unreadable.discarded).toEqual({ 'period-invalid': 1, 'situation-without-valid-period': 1 });
  });

  it('is an alert of that journey where it has a text', () => {
    const { alerts, closures } = read({ situation: { Summary: 'No driver.' } });
    expect(alerts).toMatchObject([{ id: 'TM:5', effect: 'NO_SERVICE', selectors: [{ journey: seven }] }]);
    expect(closures).toHaveLength(1);
    const late = read({ condition: 'delayed', situation: { Summary: 'Ten minutes late.' } });
    expect(late.alerts).toMatchObject([{ effect: 'SIGNIFICANT_DELAYS', selectors: [{ journey: seven }] }]);
  });

  it.each([
    ['no line', { LineRef: undefined, PublishedLineName: undefined }],
    ['no departure', { OriginAimedDepartureTime: undefined }],
    ['a departure that is no time', { OriginAimedDepartureTime: 'noon' }],
  ])('says nothing of a journey with %s, and that is counted', (_, journey) => {
    const message = read({ journey });
    expect(message.closures).toEqual([]);
    expect(message.discarded).toMatchObject({ 'affected-journey-incomplete': 1 });
  });

  it('does not know which clock a departure without a zone is of', () => {
    const [closure] = read({ journey: { OriginAimedDepartureTime: '2026-06-10T10:00:00' } }).closures;
    expect(closure?.journey.isOfUnknownZone).toBe(true);
    expect(read({}).closures[0]?.journey.isOfUnknownZone).toBeUndefined();
  });

  it('is over when a later version is closed, in whatever order they come', () => {
    const closed = { situation: { Version: '2', Progress: 'closed' } };
    for (const specs of [
      [{}, closed],
      [closed, {}],
    ])
      expect(read(...specs).closures).toEqual([]);
    expect(read({ situation: { Version: '3' } }, closed).closures).toHaveLength(1);
  });
});
