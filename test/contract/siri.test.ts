import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import { siriSchema } from '#shared/contracts/siri/stop-monitoring-schema.ts';
import type { DeparturesJson } from '#shared/contracts/transit-json.ts';
import { readXml, type XmlElement } from '#shared/feeds/siri/read-xml.ts';
import { encodeFeed } from '#test/builders/feed-server.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { smallFeed, table, writeGtfsFolder } from '#test/builders/gtfs.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { hasSiriSchema, schemaErrors } from '#test/builders/siri-schema.ts';
import { openTransitApi } from '#test/builders/transit-api.ts';

/** SIRI StopMonitoring as a display unit, or the central system of its maker, asks for it. */

const start = Date.parse('2026-06-10T07:55:00+01:00') / 1000;
const quiet = createLogger('test', () => undefined);
let now = start;
let folder: string;
let store: LocalStore;
let api: ReturnType<typeof openTransitApi>;

const get = (address: string, headers?: Record<string, string>) => callGateway(api, address, headers);
const post = (body: string | Uint8Array) =>
  callGateway(api, '/siri/sm', { 'content-type': 'text/xml' }, body);

function find(element: XmlElement, name: string): XmlElement[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((c) => find(c, name))];
}
const texts = (xml: string, name: string) => find(readXml(Buffer.from(xml)), name).map(({ text }) => text);

async function lite(query: string) {
  const { status, body } = await get(`/siri/sm.json?${query}`);
  return { status, delivery: z.parse(siriSchema, body).Siri.ServiceDelivery };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siri-'));
  writeGtfsFolder(folder, {
    ...smallFeed,
    'agency.txt': table(
      'agency_id,agency_name,agency_url,agency_timezone,agency_noc',
      'A,Perth Buses,http://a.test,Europe/London,PBUS',
    ),
  });
  const live = join(folder, 'rt.pb');
  await writeFile(
    live,
    encodeFeed(start - 10, [
      {
        id: '1',
        tripUpdate: {
          trip: { tripId: 'out-1', startDate: '20260610' },
          vehicle: { id: 'bus 1' },
          stopTimeUpdate: [{ stopSequence: 1, departure: { delay: 400 } }],
        },
      },
    ]),
  );
  store = await openLocalStore();
  const clock = { now: () => now };
  const feed = { id: 'small', url: folder };
  const sources = [{ id: 'rt', url: live, kinds: ['trip-updates' as const], headers: {} }];
  const network = { feeds: [feed], sources };
  await importTimetable({ ...store, feed, clock });
  const requestOf = async ({ url }: { readonly url: string }) => ({ url, headers: {} });
  await createPoller({ store, network, clock, logger: quiet, requestOf })();
  api = openTransitApi(store, network, clock);
});
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true });
});

describe('by address', () => {
  it('XML, under the headers of the other answers', async () => {
    const { status, headers, text } = await get('/siri/sm?MonitoringRef=M&PreviewInterval=PT2H');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/xml; charset=utf-8',
      'cache-control': 'public, max-age=5, stale-while-revalidate=10, stale-if-error=600',
      'access-control-allow-origin': '*',
    });
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Siri xmlns="http:\/\/www.siri.org.uk\/siri" version="2.0">/,
    );
    expect(texts(text, 'Status')).toEqual(['true', 'true']);
    expect(texts(text, 'Monitored')).toEqual(['true', 'false']);
    expect(texts(text, 'ExpectedDepartureTime')).toEqual(['2026-06-10T08:12:40+01:00']);
    expect(texts(text, 'DepartureStatus')).toEqual(['delayed', 'noReport']);
    expect(texts(text, 'VehicleRef')).toEqual(['bus_1']);
    expect(texts(text, 'OperatorRef')).toEqual(['PBUS', 'PBUS']);
    now = start + 10;
    const again = await get('/siri/sm?MonitoringRef=M&PreviewInterval=PT2H', {
      'if-none-match': headers.etag ?? '',
    });
    expect(again.status).toBe(304);
    now = start;
  });

  it('says of every departure what the board says of it', async () => {
    for (const stopId of ['S', 'S1', 'M', 'K']) {
      const { body } = await get(`/v1/stops/${stopId}/departures?horizon=2880&limit=100`);
      const { delivery } = await lite(`MonitoringRef=${stopId}&PreviewInterval=P2D&MaximumStopVisits=100`);
      const visits = delivery.StopMonitoringDelivery[0]?.MonitoredStopVisit ?? [];
      const said = visits.map(({ MonitoredVehicleJourney: { MonitoredCall, ...journey } }) => ({
        tripId: journey.FramedVehicleJourneyRef.DatedVehicleJourneyRef,
        line: journey.PublishedLineName,
        headsign: journey.DestinationName,
        scheduled: MonitoredCall.AimedDepartureTime ?? null,
        expected: MonitoredCall.ExpectedDepartureTime ?? null,
        platform: MonitoredCall.DeparturePlatformName ?? null,
      }));
      const rows = (body as DeparturesJson).departures.map(
        ({ tripId, line, headsign, scheduled, expected, platform }) => ({
          tripId,
          line,
          headsign,
          scheduled,
          expected,
          platform,
        }),
      );
      expect(said, stopId).toEqual(rows);
    }
  });

  it('of a station, with the platform that each leaves from', async () => {
    const { delivery } = await lite('MonitoringRef=S&MaximumStopVisits=1');
    expect(delivery.StopMonitoringDelivery[0]).toMatchObject({
      MonitoringRef: 'S',
      MonitoringName: 'Bus Station',
      MonitoredStopVisit: [
        {
          MonitoredVehicleJourney: { MonitoredCall: { StopPointRef: 'S1', DeparturePlatformName: '1' } },
        },
      ],
    });
  });

  it('of a stop whose id is written small, under what it was asked by', async () => {
    const [small, capital] = await Promise.all(['k', 'K'].map((ref) => lite(`MonitoringRef=${ref}`)));
    expect(small?.delivery.StopMonitoringDelivery[0]).toMatchObject({
      MonitoringRef: 'k',
      MonitoringName: capital?.delivery.StopMonitoringDelivery[0]?.MonitoringName,
    });
    expect((await lite('MonitoringRef=kk')).delivery.StopMonitoringDelivery[0]).toHaveProperty(
      'ErrorCondition',
    );
  });

  it('of one line or operator, and of none', async () => {
    const count = async (query: string) =>
      (await lite(`MonitoringRef=M&PreviewInterval=PT2H&${query}`)).delivery.StopMonitoringDelivery[0]
        ?.MonitoredStopVisit.length;
    expect([await count('LineRef=R'), await count('LineRef=7'), await count('LineRef=8')]).toEqual([2, 2, 0]);
    const operators = ['PBUS', 'A', 'SCFI'].map((code) => count(`OperatorRef=${code}`));
    expect(await Promise.all(operators)).toEqual([2, 2, 0]);
  });

  it('from a time on, as a sign writes it: with a + that is not encoded, or as its clock shows it', async () => {
    const aimed = async (startTime: string) =>
      texts((await get(`/siri/sm?MonitoringRef=M&StartTime=${startTime}`)).text, 'AimedDepartureTime');
    for (const startTime of ['2026-06-10T09:00:00+01:00', '2026-06-10T09:00:00', '2026-06-10T08:00:00Z'])
      expect(await aimed(startTime), startTime).toEqual(['2026-06-10T09:05:00+01:00']);
  });

  it('what cannot be answered has an ErrorCondition', async () => {
    const error = async (query: string) => {
      const { status, delivery } = await lite(query);
      const [{ Status, ErrorCondition } = {}] = delivery.StopMonitoringDelivery;
      return [status, delivery.Status, Status, ErrorCondition];
    };
    const condition = (name: string, text: string) => ({ [name]: { ErrorText: text }, Description: text });
    expect(await error('MonitoringRef=none')).toEqual([
      200,
      false,
      false,
      condition('InvalidDataReferencesError', 'There is no stop with the id none.'),
    ]);
    expect(await error('MonitoringRef=M&StopVisitTypes=arrivals')).toEqual([
      200,
      false,
      false,
      condition('CapabilityNotSupportedError', 'StopVisitTypes arrivals is not supported.'),
    ]);
    for (const startTime of ['2026-06-18T07:55:00', '1970-01-01T00:00:00Z']) {
      const [status, , , told] = await error(`MonitoringRef=M&StartTime=${startTime}`);
      expect([status, told], startTime).toMatchObject([200, { BeyondDataHorizon: {} }]);
    }
    expect(await error('')).toEqual([
      400,
      false,
      false,
      condition('OtherError', 'MonitoringRef is missing.'),
    ]);
    expect(await error('MonitoringRef=M&PreviewInterval=soon')).toEqual([
      400,
      false,
      false,
      condition('OtherError', 'PreviewInterval must be a duration such as PT60M.'),
    ]);
  });
});

describe('by posted request', () => {
  const requestFor = (...stops: string[]) => `<?xml version="1.0" encoding="utf-8"?>
<Siri xmlns="http://www.siri.org.uk/siri" version="1.3">
  <ServiceRequest>
    <RequestTimestamp>2026-06-10T07:55:00+01:00</RequestTimestamp>
    <RequestorRef>sign-17</RequestorRef>
    <MessageIdentifier>m0</MessageIdentifier>
    ${stops
      .map(
        (stop, i) => `<StopMonitoringRequest version="1.3">
      <RequestTimestamp>2026-06-10T07:55:00+01:00</RequestTimestamp>
      <MessageIdentifier>m${i + 1}</MessageIdentifier>
      <PreviewInterval>PT60M</PreviewInterval>
      <MonitoringRef>${stop}</MonitoringRef>
      <MaximumStopVisits>1</MaximumStopVisits>
    </StopMonitoringRequest>`,
      )
      .join('')}
  </ServiceRequest>
</Siri>`;

  it('one delivery for each stop, with what they were asked under; one may fail alone', async () => {
    const { status, headers, text } = await post(requestFor('M', 'none', 'S1'));
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(texts(text, 'RequestMessageRef')).toEqual(['m0', 'm1', 'm2', 'm3']);
    expect(texts(text, 'Status')).toEqual(['false', 'true', 'false', 'true']);
    expect(texts(text, 'AimedDepartureTime')).toEqual([
      '2026-06-10T08:06:00+01:00',
      '2026-06-10T08:00:00+01:00',
    ]);
    expect(texts(text, 'ErrorText')).toEqual(['There is no stop with the id none.']);
  });

  it('a bad parameter fails the stop that it is of, and no other', async () => {
    const asked = requestFor('M', 'K').replace('PT60M', 'one hour');
    const { status, text } = await post(asked);
    expect(status).toBe(200);
    expect(texts(text, 'RequestMessageRef')).toEqual(['m0', 'm1', 'm2']);
    expect(texts(text, 'Status')).toEqual(['false', 'false', 'true']);
    expect(texts(text, 'ErrorText')).toEqual(['PreviewInterval must be a duration such as PT60M.']);
    expect(find(readXml(Buffer.from(text)), 'OtherError')).toHaveLength(1);
  });

  it.skipIf(!hasSiriSchema)('requests and answers are valid by the schemas of the standard', async () => {
    const answers = [
      await post(requestFor('M', 'none', 'S')),
      await post('no XML'),
      await post(requestFor('M', 'K').replace('PT60M', 'one hour')),
      await post(requestFor('M', 'K').replace(/<MonitoringRef>.*/, '')),
      await post(checkStatus),
      await post('<Siri><SubscriptionRequest/></Siri>'),
      await get('/siri/sm?MonitoringRef=M&PreviewInterval=PT2H'),
      await get('/siri/sm?MonitoringRef=none'),
      await get('/siri/sm'),
    ];
    for (const xml of [requestFor('M', 'K'), checkStatus, ...answers.map(({ text }) => text)])
      expect(schemaErrors(xml), xml).toBe('');
    const [{ text: answer } = { text: '' }] = answers;
    expect(schemaErrors(answer.replaceAll('LineRef', 'LineNumber'))).toContain('LineNumber');
  });

  it.each([
    ['nothing', '', 'line 1: document must contain a root element.'],
    ['no XML', '{}', 'line 1: text data outside of root node.'],
    ['a DTD', '<!DOCTYPE a [<!ENTITY b "c">]><Siri>&b;</Siri>', 'line 1: a DOCTYPE is not accepted.'],
    ['5 MB', `<Siri>${' '.repeat(5_000_000)}</Siri>`, 'The request has more than 262144 bytes.'],
    ['UTF-16', Buffer.from('\uFEFF<Siri/>', 'utf16le'), 'The request is UTF-16; it must be UTF-8.'],
  ])('%s is refused in words', async (_, body, message) => {
    const { status, text } = await post(body);
    expect([status, ...texts(text, 'ErrorText')]).toEqual([400, message]);
  });

  const checkStatus =
    '<Siri xmlns="http://www.siri.org.uk/siri" version="2.0"><CheckStatusRequest version="2.0"><RequestTimestamp>2026-06-10T08:00:00Z</RequestTimestamp><RequestorRef>sign-1</RequestorRef><MessageIdentifier>alive?</MessageIdentifier></CheckStatusRequest></Siri>';

  it('whether it can be asked at all (CheckStatus)', async () => {
    const { status, headers, text } = await post(checkStatus);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(texts(text, 'RequestMessageRef')).toEqual(['alive?']);
    expect(texts(text, 'Status')).toEqual(['true']);
    expect(find(readXml(Buffer.from(text)), 'CheckStatusResponse')).toHaveLength(1);
  });

  it('another service is said not to be there', async () => {
    const { status, text } = await post('<Siri><SubscriptionRequest/></Siri>');
    expect([status, ...texts(text, 'ErrorText')]).toEqual([200, 'SubscriptionRequest is not supported.']);
  });
});

const recorded = fileURLToPath(
  new URL('../../../shared/data/transit/uk-siri/worcester.siri-sm.2019-02-09.xml', import.meta.url),
);
if (!existsSync(recorded)) console.warn(`skipped: no recorded SIRI answer at ${recorded}`);

it.skipIf(!existsSync(recorded))(
  'what a council sends its displays already, they find here in its place',
  async () => {
    const theirs = readXml(readFileSync(recorded));
    const { text } = await get('/siri/sm?MonitoringRef=M&PreviewInterval=PT2H');
    const ours = readXml(Buffer.from(text));
    const paths = ({ name, children }: XmlElement): string[] =>
      children.length === 0
        ? [name]
        : children.flatMap((child) => paths(child).map((path) => `${name}/${path}`));
    const answered = new Set(paths(ours));
    const missing = new Set(paths(theirs).filter((path) => !answered.has(path)));
    // Origins and arrivals are not on a board of departures; a destination has a name, and no stop of its own.
    const visit = 'Siri/ServiceDelivery/StopMonitoringDelivery/MonitoredStopVisit/MonitoredVehicleJourney/';
    expect([...missing].map((path) => path.replace(visit, '')).sort()).toEqual([
      'DestinationRef',
      'MonitoredCall/AimedArrivalTime',
      'MonitoredCall/ArrivalStatus',
      'MonitoredCall/ExpectedArrivalTime',
      'OriginAimedDepartureTime',
      'OriginName',
      'OriginRef',
    ]);
  },
);
