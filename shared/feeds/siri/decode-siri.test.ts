import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#shared/platform/domain-error.ts';
import { activity, element, siri, vehicles } from '#test/builders/siri.ts';
import { decodeSiriMessage } from './decode-siri.ts';

const good = vehicles(activity()).toString();
const decode = (text: string) => decodeSiriMessage(Buffer.from(text));

const laughs = `<?xml version="1.0"?><!DOCTYPE Siri [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;

describe('a document that is no good is refused whole, with the place', () => {
  it.each([
    ['a DOCTYPE', good.replace(/<\?xml.*?\?>/, laughs), /^SIRI, line 1: a DOCTYPE is not taken$/],
    ['an entity', good.replace('4711', '&b;'), /^SIRI is not well-formed XML: line 1:\d+: undefined entity/],
    ['no end', good.slice(0, -40), /^SIRI is not well-formed XML: line 1:\d+: unclosed tag/],
    ['crossed tags', good.replace('</LineRef>', '</Line>'), /^SIRI is not well-formed XML: line 1:\d+: /],
    ['another root', '<html><body>Sorry</body></html>', /^SIRI, line 1: the root is <html>, not <Siri>$/],
    ['nothing', '', /^SIRI is not well-formed XML: line 1:0: /],
    ['an encoding of its own', good.replace('UTF-8', 'EBCDIC'), /^SIRI in the encoding EBCDIC/],
    [
      'another delivery',
      siri('StopMonitoringDelivery', '').toString(),
      /^SIRI without vehicles or situations: it holds StopMonitoringDelivery$/,
    ],
    [
      'a failure to deliver',
      siri('VehicleMonitoringDelivery', element('Status', 'false')).toString(),
      /Status is false/,
    ],
    [
      'a time that is none',
      siri('VehicleMonitoringDelivery', '', 'noon').toString(),
      /ResponseTimestamp is no time: "noon"$/,
    ],
    [
      'an element of many attributes',
      good.replace(
        '<VehicleRef>',
        `<VehicleRef ${Array.from({ length: 101 }, (_, i) => `a${i}="1"`).join(' ')}>`,
      ),
      /more than 100 attributes$/,
    ],
    [
      'a record of many elements',
      good.replace('<VehicleRef>', `${'<a/>'.repeat(200_001)}<VehicleRef>`),
      /a record of more than 200000 elements$/,
    ],
    [
      'a deep nest',
      siri('VehicleMonitoringDelivery', '<a>'.repeat(100_000)).toString(),
      /more than 64 deep$/,
    ],
  ])('%s', (_, text, message) => {
    expect(() => decode(text)).toThrow(message);
    expect(() => decode(text)).toThrow(DomainError);
  });

  it('bytes that the encoding does not have', () => {
    const latin = Buffer.from(good.replace('4711', 'Café'), 'latin1');
    expect(() => decodeSiriMessage(latin)).toThrow('SIRI holds bytes that are no utf-8');
  });
});

it('a document may be in Latin 1 or UTF-16, if it says so', () => {
  const latin = good.replace('UTF-8', 'ISO-8859-1').replace('4711', 'Café');
  expect(decodeSiriMessage(Buffer.from(latin, 'latin1')).vehicles[0]?.vehicle?.label).toBe('Café');
  const wide = Buffer.from(`\ufeff${good.replace('UTF-8', 'UTF-16')}`, 'utf16le');
  expect(decodeSiriMessage(wide).vehicles).toHaveLength(1);
});

it('a delivery without vehicles is good', () => {
  expect(decodeSiriMessage(siri('VehicleMonitoringDelivery', ''))).toMatchObject({
    vehicles: [],
    alerts: [],
    discarded: {},
  });
});

it('records of a form of their own are counted, and take no other with them', () => {
  const message = decodeSiriMessage(vehicles('<VehicleActivity/>', activity()));
  expect(message.vehicles).toHaveLength(1);
  expect(message.discarded).toEqual({ 'vehicle-without-journey': 1 });
});

it('whatever the bytes, there is a message or one clear error', () => {
  const bytes = Buffer.from(good);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4 }), (place, patch) => {
      const spoilt = Buffer.from(bytes);
      spoilt.set(patch.subarray(0, bytes.length - place), place);
      try {
        expect(decodeSiriMessage(spoilt).vehicles.length).toBeLessThanOrEqual(1);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }),
    { numRuns: 300 },
  );
});
