import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aBoard, aDeparture, aLiveDeparture, aStop, MINUTE, NOW } from '#test/builders/board.ts';
import { hasSiriSchema, schemaErrors } from '#test/builders/siri-schema.ts';
import type { Departure } from '../../domain/transit/board.ts';
import { readXml, type XmlElement } from '../../feeds/siri/read-xml.ts';
import {
  beyondHorizon,
  failedDelivery,
  heldByOneMessage,
  tellsDirections,
  toDelivery,
  toServiceDelivery,
} from './stop-monitoring.ts';
import type { StopMonitoringRequest } from './stop-monitoring-request.ts';
import { type SiriJson, siriSchema } from './stop-monitoring-schema.ts';
import { isoDuration } from './stop-visit.ts';
import { writeSiriXml } from './write-siri-xml.ts';

const request: StopMonitoringRequest = {
  monitoringRef: '6480T100',
  previewSeconds: 7200,
  startTime: null,
  maximumStopVisits: 20,
  minimumStopVisitsPerLine: 0,
  lineRef: null,
  directionRef: null,
  operatorRef: null,
  messageIdentifier: null,
  unsupported: null,
};

const timestamp = '2026-07-15T14:27:00+01:00';

const visitsOf = (departures: readonly Departure[], asked: Partial<StopMonitoringRequest> = {}) =>
  toDelivery(aBoard({ departures }), { ...request, ...asked }).MonitoredStopVisit.map(
    ({ MonitoredVehicleJourney }) => MonitoredVehicleJourney,
  );
const journeyOf = (row: Departure) => visitsOf([row])[0];
const siriOf = (departures: readonly Departure[], stop = aStop()): SiriJson =>
  toServiceDelivery(
    [toDelivery(aBoard({ departures, stop }), { ...request, messageIdentifier: 'm1' })],
    timestamp,
    'm0',
  );

const vehicle = { id: 'v-7', label: '7', lat: 56.39, lon: -3.43, asOf: NOW - 20 };
const everyKind: readonly Departure[] = [
  aLiveDeparture(20, { platform: '3', occupancy: 'FULL', vehicle, standing: true }, 380),
  aLiveDeparture(200, { occupancy: 'NOT_BOARDABLE', vehicle: { ...vehicle, lat: null, lon: null } }, -90),
  aLiveDeparture(300, { extra: true, scheduled: null, delaySeconds: null, routeId: null, line: '' }),
  aDeparture({ status: 'cancelled' }),
  aDeparture({ status: 'not-stopping', headsign: '' }),
  aDeparture(),
  aDeparture({ scheduled: null, headwaySeconds: 600, startTime: '15:00:00' }),
];

describe('how a row stands', () => {
  it.each([
    ['early', aLiveDeparture(60, {}, -61)],
    ['onTime', aLiveDeparture(60, {}, -60)],
    ['onTime', aLiveDeparture(60, {}, 359)],
    ['delayed', aLiveDeparture(60, {}, 360)],
    ['cancelled', aDeparture({ status: 'cancelled' })],
    ['cancelled', aDeparture({ status: 'not-stopping' })],
    ['noReport', aDeparture()],
    [undefined, aLiveDeparture(60, { scheduled: null, delaySeconds: null })],
  ])('%s', (status, row) => {
    expect(journeyOf(row)?.MonitoredCall.DepartureStatus).toBe(status);
  });

  it('what only the timetable knows is not monitored, has no expected time and is never on time', () => {
    const { Monitored, MonitoredCall, ...journey } = journeyOf(aDeparture({ vehicle })) ?? {};
    expect(Monitored).toBe(false);
    expect(MonitoredCall).toMatchObject({ DepartureStatus: 'noReport' });
    expect(MonitoredCall).not.toHaveProperty('ExpectedDepartureTime');
    expect(journey).not.toHaveProperty('VehicleLocation');
  });

  it('live data that is growing old is said to be inaccurate', () => {
    const board = aBoard({ realtime: { state: 'stale', asOf: NOW - 200 } });
    const [visit] = toDelivery(board, request).MonitoredStopVisit;
    expect(visit?.MonitoredVehicleJourney.PredictionInaccurate).toBe(true);
    expect(journeyOf(aLiveDeparture(60))).not.toHaveProperty('PredictionInaccurate');
  });

  it('says where its time is from, and how sure it is where the bus makes another run first (P6)', () => {
    const source = 'vehicle-position';
    expect(journeyOf(aLiveDeparture(60, { source, vehicle }))).toMatchObject({ DataSource: source });
    expect(journeyOf(aLiveDeparture(60, { source, vehicle }))).not.toHaveProperty('ConfidenceLevel');
    const toCome = { ...vehicle, lat: null, lon: null };
    expect(journeyOf(aLiveDeparture(60, { source, vehicle: toCome }))).toMatchObject({
      ConfidenceLevel: 'probablyReliable',
    });
    expect(journeyOf(aLiveDeparture(60, { vehicle: toCome }))).not.toHaveProperty('ConfidenceLevel');
    expect(journeyOf(aDeparture())).not.toHaveProperty('DataSource');
  });
});

it('a live visit, to the letter', () => {
  const row = aLiveDeparture(5 * MINUTE, { tripId: 't', platform: '3', occupancy: 'FULL', vehicle }, 90);
  const [visit] = toDelivery(aBoard({ departures: [row] }), request).MonitoredStopVisit;
  expect(visit).toEqual({
    RecordedAtTime: '2026-07-15T14:26:40+01:00',
    ItemIdentifier: 't:20260715:3',
    MonitoringRef: '6480T100',
    MonitoredVehicleJourney: {
      LineRef: 'route-7',
      DirectionRef: '0',
      FramedVehicleJourneyRef: { DataFrameRef: '2026-07-15', DatedVehicleJourneyRef: 't' },
      PublishedLineName: '7',
      OperatorRef: 'OP1',
      DestinationName: 'Scone',
      Monitored: true,
      DataSource: 'trip-update',
      VehicleLocation: { Longitude: -3.43, Latitude: 56.39 },
      LocationRecordedAtTime: '2026-07-15T14:26:40+01:00',
      Occupancy: 'full',
      Delay: 'PT1M30S',
      VehicleRef: 'v-7',
      MonitoredCall: {
        StopPointRef: '6480T100',
        StopPointName: 'Demo Street',
        AimedDepartureTime: '2026-07-15T14:30:30+01:00',
        ExpectedDepartureTime: '2026-07-15T14:32:00+01:00',
        DepartureStatus: 'onTime',
        DeparturePlatformName: '3',
      },
    },
  });
});

it('gives what is asked for alone: line by id or name, direction, operator, window, number', () => {
  const there = { stopId: '6480T100', callIndex: 0, directionId: 1 as const, agencyId: 'OP2' };
  const rows = [
    aDeparture({ line: '7', routeId: 'a', scheduled: NOW + 60 }),
    aDeparture({ line: '8', routeId: 'b', scheduled: NOW + 600, visit: there }),
    aDeparture({ line: '9', routeId: 'c', scheduled: NOW + 4000 }),
  ];
  const lines = (asked: Partial<StopMonitoringRequest>) =>
    visitsOf(rows, asked).map(({ PublishedLineName }) => PublishedLineName);
  expect(lines({ lineRef: '7' })).toEqual(['7']);
  expect(lines({ lineRef: 'b' })).toEqual(['8']);
  expect(lines({ directionRef: '1' })).toEqual(['8']);
  expect(lines({ operatorRef: 'OP2' })).toEqual(['8']);
  expect(lines({ operatorRef: 'OP3' })).toEqual([]);
  expect(lines({ previewSeconds: 600 })).toEqual(['7', '8']);
  expect(lines({ startTime: NOW + 300, previewSeconds: 300 })).toEqual(['8']);
  expect(lines({ maximumStopVisits: 1 })).toEqual(['7']);
  expect(lines({ maximumStopVisits: 0 })).toEqual([]);
});

it('the first of each line, where it has them, in the order in which they leave', () => {
  const rows = ['7', '7', '7', '8', '7', '8', '9', '8'].map((line) => aDeparture({ line, routeId: line }));
  const lines = (maximumStopVisits: number, minimumStopVisitsPerLine: number, of = rows) =>
    visitsOf(of, { maximumStopVisits, minimumStopVisitsPerLine })
      .map(({ LineRef }) => LineRef)
      .join(' ');
  expect(lines(4, 0)).toBe('7 7 7 8');
  expect(lines(4, 1)).toBe('7 7 8 9');
  expect(lines(6, 2)).toBe('7 7 7 8 8 9');
  // What is owed to the lines is more than the maximum.
  expect(lines(2, 1)).toBe('7 8 9');
  expect(lines(20, 1)).toBe('7 7 7 8 7 8 9 8');
  const many = Array.from({ length: 150 }, (_, i) => aDeparture({ routeId: `R${i}` }));
  expect(visitsOf(many, { minimumStopVisitsPerLine: 1 })).toHaveLength(100);
});

it('a line by its name in any spelling, and by the code that the answer has for it', () => {
  const rows = [
    aDeparture({ line: 'N21', routeId: 'a' }),
    aDeparture({ line: 'Park & Ride 1', routeId: null }),
    aDeparture({ line: '', routeId: 'b' }),
  ];
  const lines = (lineRef: string) => visitsOf(rows, { lineRef }).map(({ LineRef }) => LineRef);
  expect(lines('n21')).toEqual(['a']);
  expect(lines('N 21')).toEqual(['a']);
  expect(lines('A')).toEqual([]);
  expect(lines('Park___Ride_1')).toEqual(['Park___Ride_1']);
  expect(lines('b')).toEqual(['b']);
});

it('nothing by a direction where the timetable tells none', () => {
  const visit = { stopId: '6480T100', callIndex: 0, agencyId: 'OP1' };
  const unknown = aDeparture({ visit: { ...visit, directionId: null } });
  const known = aDeparture({ visit: { ...visit, directionId: 1 } });
  const boards = [[], [unknown], [unknown, known]].map((departures) => aBoard({ departures }));
  expect(boards.map(tellsDirections)).toEqual([true, false, true]);
});

it('an operator by its National Operator Code, which it goes out under, or by its agency', () => {
  const visit = { stopId: '6480T100', callIndex: 0, directionId: null, agencyId: 'OP49' };
  const rows = [
    aDeparture({ visit: { ...visit, operatorCode: 'SCFI' } }),
    aDeparture({ visit: { ...visit, agencyId: 'OP50' } }),
    aDeparture({ visit: { ...visit, agencyId: '' } }),
  ];
  const operators = (operatorRef: string) =>
    visitsOf(rows, { operatorRef }).map(({ OperatorRef }) => OperatorRef);
  expect(operators('SCFI')).toEqual(['SCFI']);
  expect(operators('scfi')).toEqual(['SCFI']);
  expect(operators('OP49')).toEqual(['SCFI']);
  expect(operators('OP50')).toEqual(['OP50']);
  expect(visitsOf(rows).map(({ OperatorRef }) => OperatorRef)).toEqual(['SCFI', 'OP50', undefined]);
});

it('a time of which nothing is known is not a time at which nothing leaves', () => {
  const HOUR = 3_600;
  const beyond = (startTime: number | null, departures: readonly Departure[] = [], limit = 1_000) =>
    beyondHorizon({ ...request, startTime }, aBoard({ departures }), limit);
  expect(beyond(null)).toBeNull();
  expect(beyond(NOW + 48 * HOUR - 1)).toBeNull();
  expect(beyond(NOW + 48 * HOUR)).toBe(
    'StartTime is too far ahead: departures are known until 2026-07-17T14:27:00+01:00.',
  );
  expect(beyond(NOW - 2 * HOUR)).toBeNull();
  expect(beyond(NOW - 2 * HOUR - 1)).toBe('PreviewInterval from StartTime on ends before now.');
  const cut = [aDeparture({ scheduled: NOW + 60 }), aDeparture({ scheduled: NOW + HOUR })];
  expect(beyond(NOW + HOUR - 1, cut, 2)).toBeNull();
  expect(beyond(NOW + HOUR, cut, 2)).toBe(
    'StartTime is too far ahead: departures are known until 2026-07-15T15:27:00+01:00.',
  );
  const startTime = NOW + 47 * HOUR;
  expect(toDelivery(aBoard(), { ...request, startTime }).ValidUntil).toBe('2026-07-17T14:27:00+01:00');
});

describe('a message for many stops', () => {
  const LARGEST_ANSWER_BYTES = 6_291_556;
  const longName = 'Sconser, Sligachan and Broadford by the Old Military Road & Pier (für später)';
  const deliver = (count: number, messageIdentifier: string) => {
    const departures = Array.from({ length: count }, () =>
      aLiveDeparture(
        20,
        { headsign: longName, platform: '3', occupancy: 'FULL', vehicle, standing: true },
        380,
      ),
    );
    const board = aBoard({ departures, stop: aStop({ name: longName }) });
    return toDelivery(board, { ...request, maximumStopVisits: 100, messageIdentifier });
  };
  const full = deliver(100, 'full');

  it('is answered as far as an answer can hold it, and says which stops are not', () => {
    const half = deliver(50, 'half');
    const held = heldByOneMessage([...Array.from({ length: 19 }, () => full), half, full, half, half]);
    expect(held.map(({ Status }) => Status)).toEqual([
      ...Array.from({ length: 20 }, () => true),
      false,
      true,
      false,
    ]);
    const text = 'A message is answered with 2000 visits at most; ask for this stop in another one.';
    expect(held[20]).toEqual({
      version: '2.0',
      ResponseTimestamp: timestamp,
      RequestMessageRef: 'full',
      Status: false,
      ErrorCondition: { AllowedResourceUsageExceededError: { ErrorText: text }, Description: text },
      MonitoringRef: '6480T100',
      MonitoredStopVisit: [],
    });
    expect(heldByOneMessage([full, half])).toEqual([full, half]);
  });

  it('fits into the answer of a function', () => {
    const held = heldByOneMessage(Array.from({ length: 50 }, () => full));
    const xml = writeSiriXml(toServiceDelivery(held, timestamp, null));
    expect(Buffer.from(xml).toString('base64').length).toBeLessThan(0.75 * LARGEST_ANSWER_BYTES);
  });
});

it('durations', () => {
  expect([0, 45, 340, -90, 7200].map(isoDuration)).toEqual([
    'PT0M0S',
    'PT0M45S',
    'PT5M40S',
    '-PT1M30S',
    'PT120M0S',
  ]);
});

/** Elements in the order in which the standard's schema lists them. */
const sequences: Readonly<Record<string, string>> = {
  ServiceDelivery: 'ResponseTimestamp ProducerRef RequestMessageRef Status StopMonitoringDelivery',
  StopMonitoringDelivery:
    'ResponseTimestamp RequestMessageRef Status ErrorCondition ValidUntil ShortestPossibleCycle MonitoringRef MonitoringName MonitoredStopVisit',
  MonitoredStopVisit: 'RecordedAtTime ItemIdentifier MonitoringRef MonitoredVehicleJourney',
  MonitoredVehicleJourney:
    'LineRef DirectionRef FramedVehicleJourneyRef PublishedLineName OperatorRef DestinationName HeadwayService Monitored PredictionInaccurate DataSource ConfidenceLevel VehicleLocation LocationRecordedAtTime Occupancy Delay VehicleRef MonitoredCall',
  MonitoredCall:
    'StopPointRef StopPointName VehicleAtStop AimedDepartureTime ExpectedDepartureTime DepartureStatus DeparturePlatformName AimedHeadwayInterval',
};

function outOfOrder({ name, children }: XmlElement): string[] {
  const order = sequences[name]?.split(' ');
  const places = children.map((child) => order?.indexOf(child.name) ?? 0);
  const wrong = places.some((place, i) => place < 0 || place < (places[i - 1] ?? 0));
  return [
    ...(wrong ? [`${name}: ${children.map((child) => child.name).join(' ')}`] : []),
    ...children.flatMap(outOfOrder),
  ];
}

describe('the document', () => {
  const failed = failedDelivery(request, 'InvalidDataReferencesError', 'none', timestamp);
  const documents: readonly (readonly [string, SiriJson])[] = [
    ['every kind of row', siriOf(everyKind)],
    ['no rows', siriOf([])],
    ['a stop without a name', siriOf(everyKind, aStop({ name: '' }))],
    ['an unknown stop', toServiceDelivery([failed], timestamp, null)],
    [
      'an unreadable request',
      toServiceDelivery([failedDelivery(null, 'OtherError', 'no', timestamp)], timestamp, null),
    ],
    [
      'a time too far ahead',
      toServiceDelivery([failedDelivery(request, 'BeyondDataHorizon', 'no', timestamp)], timestamp, null),
    ],
    [
      'too many stops',
      toServiceDelivery(
        [failedDelivery(request, 'AllowedResourceUsageExceededError', 'no', timestamp)],
        timestamp,
        null,
      ),
    ],
    [
      'another service',
      toServiceDelivery(
        [failedDelivery(null, 'CapabilityNotSupportedError', 'no', timestamp)],
        timestamp,
        null,
      ),
    ],
    [
      'ids that are no codes',
      siriOf([
        aLiveDeparture(60, { tripId: 'a/b é½', routeId: 'R 1', vehicle: { ...vehicle, id: 'v\u00a07' } }),
      ]),
    ],
  ];

  it.each(documents)('of %s has its elements in the order of the standard', (_, siri) => {
    expect(outOfOrder(readXml(Buffer.from(writeSiriXml(siri))))).toEqual([]);
  });

  it.each(documents)('of %s is what the JSON schema says', (_, siri) => {
    expect(siriSchema.parse(siri)).toEqual(siri);
  });

  it.skipIf(!hasSiriSchema).each(documents)('of %s is valid by the schema of the standard', (_, siri) => {
    expect(schemaErrors(writeSiriXml(siri))).toBe('');
  });

  it('is well formed and says what was said, whatever texts are in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const xml = writeSiriXml(siriOf([aDeparture({ headsign: text, line: text })]));
        const find = ({ name, children, text: held }: XmlElement): string | undefined =>
          name === 'DestinationName' ? held : children.map(find).find((found) => found !== undefined);
        const wellFormed = text.replaceAll(/[^\t\n\r\P{Cc}]|[\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD');
        expect(find(readXml(Buffer.from(xml)))).toBe(wellFormed.trim());
      }),
    );
  });
});
