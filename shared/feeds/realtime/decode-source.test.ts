import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { encodeFeed } from '#test/builders/feed-server.ts';
import { activity, vehicles } from '#test/builders/siri.ts';
import { decodeSource } from './decode-source.ts';
import { unpackMessage } from './unpack-message.ts';

const protobuf = encodeFeed(1_780_000_000, [
  { id: '1', vehicle: { position: { latitude: 56.39, longitude: -3.43 } } },
]);
const xml = vehicles(activity());

it('a source is read in the format that it says; without one it is GTFS-realtime', () => {
  expect(decodeSource(xml, 'siri').vehicles).toHaveLength(1);
  expect(decodeSource(protobuf, 'gtfs-realtime').vehicles).toHaveLength(1);
  expect(decodeSource(protobuf).vehicles).toHaveLength(1);
});

it.each([
  ['SIRI', xml, undefined, 'this is SIRI XML, the source says gtfs-realtime'],
  [
    'SIRI after a byte order mark',
    Buffer.concat([Buffer.from('\ufeff'), xml]),
    undefined,
    'this is SIRI XML',
  ],
  ['protobuf', protobuf, 'siri', 'this is GTFS-realtime (protobuf), the source says siri'],
  ['a web page', Buffer.from('<!doctype html><p>Sorry'), undefined, 'it looks like a web page'],
  ['a web page', Buffer.from('<html><p>Sorry</p></html>'), 'siri', 'it looks like a web page'],
  ['JSON', Buffer.from('{"error":"no key"}'), 'siri', 'it looks like JSON'],
] as const)('%s where the source says another format is told', (_, bytes, format, message) => {
  expect(() => decodeSource(bytes, format)).toThrow(message);
});

describe('a message in a zip archive', () => {
  const limit = 100_000;

  it('is taken out; any other is as it is', async () => {
    expect(Buffer.from(await unpackMessage(zipSync({ 'siri.xml': xml }), limit)).equals(xml)).toBe(true);
    expect(await unpackMessage(protobuf, limit)).toBe(protobuf);
  });

  const one = zipSync({ 'siri.xml': xml });
  const spoilt = Uint8Array.from(one);
  spoilt[60] = (spoilt[60] ?? 0) ^ 0xff;
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.xml`, strToU8('x')]));
  it.each([
    ['holds two files', zipSync({ 'a.xml': xml, 'b.xml': xml }), 'holds 2 files; one is expected'],
    ['holds many files', zipSync(many), 'holds 30 files; one is expected'],
    ['holds none', zipSync({ 'folder/': new Uint8Array() }), 'holds 0 files; one is expected'],
    [
      'unpacks to too much',
      zipSync({ 'a.xml': new Uint8Array(limit + 1) }),
      'unpacks to more than 100000 bytes',
    ],
    ['is cut off', one.subarray(0, 200), 'cannot be unpacked'],
    ['is damaged', spoilt, /cannot be unpacked|is damaged/],
  ])('that %s is refused', async (_, bytes, message) => {
    await expect(unpackMessage(bytes, limit)).rejects.toThrow(message);
  });

  it('that says less than it unpacks to is refused', async () => {
    const bomb = Buffer.from(zipSync({ 'a.xml': new Uint8Array(limit * 10) }));
    const directory = bomb.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bomb.writeUInt32LE(10, directory + 24);
    await expect(unpackMessage(bomb, limit)).rejects.toThrow('the zip archive cannot be unpacked');
  });
});
