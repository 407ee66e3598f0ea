import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../platform/domain-error.ts';
import { readPostedRequest, readStopMonitoringRequest, UnsupportedService } from './read-stop-monitoring.ts';
import { readXml } from './read-xml.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const wrapped = (content: string) =>
  `${head}<Siri xmlns="http://www.siri.org.uk/siri" version="2.0"><ServiceRequest><RequestTimestamp>2026-06-10T08:00:00Z</RequestTimestamp><RequestorRef>sign-1</RequestorRef>${content}</ServiceRequest></Siri>`;
const asked = (content: string) =>
  `<StopMonitoringRequest version="2.0"><RequestTimestamp>2026-06-10T08:00:00Z</RequestTimestamp>${content}</StopMonitoringRequest>`;
const zone = 'Europe/London';
const read = (text: string) => readPostedRequest(Buffer.from(text), zone);
const said = (read: () => unknown): string => {
  try {
    read();
    return 'nothing';
  } catch (error) {
    if (error instanceof DomainError || error instanceof UnsupportedService) return error.message;
    throw error;
  }
};

describe('a ServiceRequest', () => {
  it('with every parameter, however its namespace is written', () => {
    const content = `<MessageIdentifier>m0</MessageIdentifier>${asked(
      '<MessageIdentifier>m1</MessageIdentifier><PreviewInterval>PT1H30M</PreviewInterval><StartTime>2026-06-10T09:00:00+01:00</StartTime><MonitoringRef>6480&amp;T<![CDATA[<1>]]></MonitoringRef><OperatorRef>OP1</OperatorRef><LineRef>7</LineRef><DirectionRef>1</DirectionRef><StopVisitTypes>departures</StopVisitTypes><Language>en</Language><MaximumStopVisits>9</MaximumStopVisits><MinimumStopVisitsPerLine>1</MinimumStopVisitsPerLine><StopMonitoringDetailLevel>normal</StopMonitoringDetailLevel>',
    )}`;
    const expected = {
      messageIdentifier: 'm0',
      stopMonitoring: [
        {
          monitoringRef: '6480&T<1>',
          previewSeconds: 5400,
          startTime: Date.parse('2026-06-10T08:00:00Z') / 1000,
          maximumStopVisits: 9,
          minimumStopVisitsPerLine: 1,
          lineRef: '7',
          directionRef: '1',
          operatorRef: 'OP1',
          messageIdentifier: 'm1',
          unsupported: null,
        },
      ],
    };
    expect(read(wrapped(content))).toEqual(expected);
    const prefixed = wrapped(content)
      .replaceAll(/<(\/?)([A-Z])/g, '<$1siri:$2')
      .replaceAll('siri:!', '!')
      .replace('xmlns=', 'xmlns:siri=')
      .replace('<siri:![', '<![');
    expect(read(prefixed.replaceAll('<![siri:CDATA[', '<![CDATA['))).toEqual(expected);
  });

  it('for several stops', () => {
    const stops = ['A', 'B'].map((stop) => asked(`<MonitoringRef>${stop}</MonitoringRef>`)).join('');
    expect(read(wrapped(stops))).toMatchObject({
      stopMonitoring: [{ monitoringRef: 'A' }, { monitoringRef: 'B' }],
    });
  });

  it.each([
    [wrapped(''), 'The ServiceRequest has no StopMonitoringRequest.'],
    [
      wrapped('<VehicleMonitoringRequest/>'),
      'VehicleMonitoringRequest is not supported; StopMonitoringRequest is.',
    ],
    [`${head}<Siri><SubscriptionRequest/></Siri>`, 'SubscriptionRequest is not supported.'],
    [`${head}<Siri/>`, 'The Siri document is empty.'],
    [
      `${head}<s:Envelope xmlns:s="x"><s:Body/></s:Envelope>`,
      'The document is a Envelope; it must be a Siri, without an envelope.',
    ],
    [
      wrapped(asked('<MonitoringRef>A</MonitoringRef>').repeat(51)),
      'The ServiceRequest has more than 50 StopMonitoringRequests.',
    ],
  ])('%#: says what is wrong', (text, message) => {
    expect(said(() => read(text))).toBe(message);
  });
});

it('a request that cannot be read is told by what it was sent under, beside those that can', () => {
  const bad = '<MessageIdentifier>m1</MessageIdentifier><PreviewInterval>soon</PreviewInterval>';
  const requests = [
    asked(`${bad}<MonitoringRef>A</MonitoringRef>`),
    asked(`<MonitoringRef>${'x'.repeat(1001)}</MonitoringRef>`),
    asked('<MonitoringRef/>'),
    asked('<MonitoringRef>B</MonitoringRef>'),
  ];
  expect(read(wrapped(requests.join('')))).toMatchObject({
    stopMonitoring: [
      {
        monitoringRef: 'A',
        messageIdentifier: 'm1',
        fault: 'PreviewInterval must be a duration such as PT60M.',
      },
      { monitoringRef: null, messageIdentifier: null, fault: 'MonitoringRef is too long.' },
      { monitoringRef: null, messageIdentifier: null, fault: 'MonitoringRef is missing.' },
      { monitoringRef: 'B', unsupported: null },
    ],
  });
});

describe('a parameter', () => {
  const reading = (parameters: Readonly<Record<string, string>>) =>
    readStopMonitoringRequest((name) => ({ MonitoringRef: 'A', ...parameters })[name], zone);

  it.each([
    ['PreviewInterval', '60', 'PreviewInterval must be a duration such as PT60M.'],
    ['PreviewInterval', 'PT', 'PreviewInterval must be a duration such as PT60M.'],
    ['PreviewInterval', 'P', 'PreviewInterval must be a duration such as PT60M.'],
    ['PreviewInterval', 'P1Y', 'PreviewInterval must be a duration such as PT60M.'],
    ['PreviewInterval', '-PT5M', 'PreviewInterval must be a duration such as PT60M.'],
    ['PreviewInterval', 'P1M', 'PreviewInterval must be a duration such as PT60M.'],
    ['MaximumStopVisits', '-1', 'MaximumStopVisits must be a whole number, 0 or more.'],
    ['MinimumStopVisitsPerLine', 'all', 'MinimumStopVisitsPerLine must be a whole number, 0 or more.'],
    ['StartTime', '08:00', 'StartTime must be a time such as 2026-06-10T08:00:00+01:00.'],
    ['StartTime', '2026-06-10T25:00:00', 'StartTime must be a time such as 2026-06-10T08:00:00+01:00.'],
    ['StartTime', '2026-06-10T08:00:00 0100', 'StartTime must be a time such as 2026-06-10T08:00:00+01:00.'],
    ['LineRef', 'x'.repeat(1001), 'LineRef is too long.'],
    ['MonitoringRef', '', 'MonitoringRef is missing.'],
  ])('%s=%s is refused by name', (name, text, message) => {
    expect(said(() => reading({ [name]: text }))).toBe(message);
  });

  it.each([
    ['P0Y0M0DT1H0M0.000S', 3_600],
    ['P0DT90M', 5_400],
    ['P1DT0H', 86_400],
    ['PT1H30M0.5S', 5_401],
    ['PT3600S', 3_600],
    ['P99999999999999999999D', 172_800],
    ['PT0S', 7_200],
    ['P0Y0M0DT0H0M0.000S', 7_200],
  ])(
    'PreviewInterval=%s is read as systems write durations; none at all is as good as not told',
    (text, seconds) => {
      expect(reading({ PreviewInterval: text }).previewSeconds).toBe(seconds);
    },
  );

  it.each([
    ['2026-06-10T08:00:00+01:00', '2026-06-10T07:00:00Z'],
    // As an address gives a + that nobody has encoded.
    ['2026-06-10T08:00:00 01:00', '2026-06-10T07:00:00Z'],
    ['2026-06-10T08:00:00.000Z', '2026-06-10T08:00:00Z'],
    ['2026-06-10T08:00:00', '2026-06-10T07:00:00Z'],
    ['2026-12-10T08:00:00.123', '2026-12-10T08:00:00Z'],
    ['2026-10-25T01:30:00', '2026-10-25T00:30:00Z'],
  ])('StartTime=%s is an instant; without an offset it is local', (text, instant) => {
    expect(reading({ StartTime: text }).startTime).toBe(Date.parse(instant) / 1000);
  });

  it('StopVisitTypes in any case', () => {
    expect(reading({ StopVisitTypes: 'Departures' }).unsupported).toBeNull();
    expect(reading({ StopVisitTypes: 'ALL' }).unsupported).toBeNull();
  });

  it('that would change the answer, and cannot be had, is told', () => {
    expect(reading({ StopVisitTypes: 'arrivals' }).unsupported).toBe(
      'StopVisitTypes arrivals is not supported.',
    );
    expect(reading({ DirectionRef: 'outbound' }).unsupported).toBe(
      'DirectionRef outbound is not supported; directions are 0 and 1, as in the answers.',
    );
    expect(reading({ MinimumStopVisitsPerLineVia: '1' }).unsupported).toBe(
      'MinimumStopVisitsPerLineVia is not supported; use MinimumStopVisitsPerLine.',
    );
    expect(reading({ DestinationRef: 'B' }).unsupported).toBe(
      'DestinationRef is not supported; use DirectionRef.',
    );
  });

  it('that asks for more than there is gets what there is', () => {
    expect(reading({ MaximumStopVisits: '5000', PreviewInterval: 'P30D' })).toMatchObject({
      maximumStopVisits: 100,
      previewSeconds: 172_800,
    });
  });
});

describe('hostile XML', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
    { length: 9 },
    (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`,
  ).join('')}]><Siri>&lol9;</Siri>`;

  it.each([
    ['billion laughs', laughs, 'line 1: a DOCTYPE is not accepted.'],
    [
      'an outside entity',
      '<!DOCTYPE s SYSTEM "file:///etc/passwd"><Siri/>',
      'line 1: a DOCTYPE is not accepted.',
    ],
    ['an entity of nobody', '<Siri>\n<a>&xxe;</a></Siri>', 'line 2: undefined entity.'],
    ['an entity of the prototype', '<Siri>&toString;</Siri>', 'line 1: undefined entity.'],
    ['no character', '<Siri>&#x110000;</Siri>', 'line 1: malformed character entity.'],
    ['5 MB', `<Siri>${'x'.repeat(5_000_000)}</Siri>`, 'The request has more than 262144 bytes.'],
    ['very deep', '<a>'.repeat(5000), 'line 1: elements lie more than 32 deep.'],
    ['very wide', `<a>${'<b/>'.repeat(6000)}</a>`, 'The request has more than 5000 elements.'],
    [
      'another character set',
      '<?xml version="1.0" encoding="ISO-8859-1"?><Siri/>',
      'The request says that it is ISO-8859-1; it must be UTF-8.',
    ],
    [
      'a stylesheet',
      '<?xml-stylesheet href="x"?><Siri/>',
      'line 1: a processing instruction is not accepted.',
    ],
    ['a cut end', '<Siri><ServiceRequest>', 'line 1: unclosed tag: ServiceRequest'],
    ['crossed tags', '<a><b></a></b>', 'line 1: unexpected close tag.'],
    ['two documents', '<Siri/><Siri/>', 'line 1: documents may contain only one root.'],
    ['text around', 'hello <Siri/>', 'line 1: text data outside of root node.'],
    ['no XML', '{"Siri":1}', 'line 1: text data outside of root node.'],
    ['nothing', '', 'line 1: document must contain a root element.'],
    ['an open attribute', '<Siri a="1><x/></Siri>', 'line 1: disallowed character.'],
    ['an open comment', '<Siri><!-- ', 'line 1: unclosed tag: Siri'],
  ])('%s', (_, text, message) => {
    expect(said(() => read(text))).toBe(message);
  });

  it('UTF-16 and other bytes', () => {
    const utf16 = 'The request is UTF-16; it must be UTF-8.';
    const little = Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><Siri/>', 'utf16le');
    for (const bytes of [little, little.subarray(2), Buffer.from(little).swap16()])
      expect(said(() => readXml(bytes))).toBe(utf16);
    expect(said(() => readXml(Buffer.from(little.subarray(2)).swap16()))).toBe(utf16);
    expect(said(() => read(little.toString('utf8')))).toBe(utf16);
    expect(said(() => readXml(Uint8Array.of(0x3c, 0xe9, 0x3e)))).toBe('The request is not UTF-8.');
    const latin = '<?xml version="1.0" encoding="iso-8859-1"?><Siri>é</Siri>';
    expect(said(() => readXml(Buffer.from(latin, 'latin1')))).toBe(
      'The request says that it is iso-8859-1; it must be UTF-8.',
    );
  });

  it('UTF-8 under each of its names', () => {
    for (const name of ['UTF-8', 'utf-8', 'UTF8', 'utf8', 'US-ASCII', 'ASCII'])
      expect(readXml(Buffer.from(`\uFEFF<?xml version="1.0" encoding="${name}"?><Siri>é</Siri>`)).text).toBe(
        'é',
      );
  });

  it('any bytes give a request or a refusal in words, soon', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '/',
      '&',
      ';',
      '"',
      "'",
      '=',
      ' ',
      '\n',
      '<!',
      '<?',
      '<![CDATA[',
      'Siri',
      'a:b',
      '#x41',
      'ServiceRequest',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        expect(said(() => read(parts.join('')))).not.toBe('nothing');
      }),
      { numRuns: 2000 },
    );
    const started = performance.now();
    said(() => read(`<Siri ${'a="1" '.repeat(40_000)}`));
    said(() => read(`<Siri ${' '.repeat(200_000)}`));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
