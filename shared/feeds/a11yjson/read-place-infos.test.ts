import { describe, expect, it } from 'vitest';
import { toPlaceInfo } from '#shared/contracts/open-data/write-place-info.ts';
import { feed, readAt, readFeed, record } from '#test/builders/a11yjson-feed.ts';
import { MOST_BYTES, MOST_RECORD, readPlaceInfos } from './read-place-infos.ts';

describe('what cannot be used', () => {
  it.each([
    ['', 'nothing'],
    ['<!DOCTYPE html>', 'text that begins with "<!DOCTYPE html>"'],
    ['null', 'null'],
    ['7', 'a number'],
    ['{}', 'an object without properties'],
    ['{"type":"Topology","features":[]}', 'an object of type "Topology"'],
    ['{"placeInfos":{},"__proto__":[]}', 'an object with "placeInfos", "__proto__"'],
  ])('as a whole is refused: %s', (data, found) => {
    expect(() => readPlaceInfos(data, feed, readAt)).toThrow(
      expect.objectContaining({ kind: 'upstream', message: expect.stringContaining(`is ${found}`) }),
    );
  });

  it('is refused when it is too large, or no UTF-8', () => {
    const large = expect.objectContaining({ kind: 'upstream', message: expect.stringContaining('larger') });
    expect(() => readPlaceInfos(' '.repeat(MOST_BYTES + 1), feed, readAt)).toThrow(large);
    expect(() => readPlaceInfos(new Uint8Array(MOST_BYTES + 1), feed, readAt)).toThrow(large);
    expect(() => readPlaceInfos(new Uint8Array([0x5b, 0xff, 0x5d]), feed, readAt)).toThrow('UTF-8');
    expect(readPlaceInfos(new Uint8Array([0xef, 0xbb, 0xbf, 0x5b, 0x5d]), feed, readAt)).toEqual({
      places: [],
      rejected: [],
    });
    expect(readPlaceInfos('\uFEFF[]', feed, readAt).places).toEqual([]);
  });

  const [good] = readFeed([record({})]).places;
  const own = (changes: string) =>
    JSON.stringify([good && toPlaceInfo(good)]).replace(
      '"xDigitalWelcome":{',
      `"xDigitalWelcome":{${changes},`,
    );

  it('for its name or a note is listed; a description may have lines', () => {
    const { places, rejected } = readFeed([
      record({}, { description: { en: 'two\r\nlines' } }),
      record({}, { originalId: 'b', name: { en: 'Sky\u202edlo' } }),
      record({}, { originalId: 'c', name: { en: 'one\nline' } }),
    ]);
    expect(places[0]?.description).toEqual({ en: 'two\r\nlines' });
    expect(rejected.map(({ id, field, reason }) => [id, field, reason])).toEqual([
      ['b', 'name.en', 'has a character that turns the direction of writing round (U+202E)'],
      ['c', 'name.en', 'has a line break'],
    ]);
    const note = '"facts":{"lift":{"status":"yes","note":{"en":"a\\u0008"}}}';
    const noted = own('"invented":true').replace('"facts":{}', note);
    expect(readPlaceInfos(noted, feed, readAt).rejected).toMatchObject([
      { field: 'facts.lift.note.en', reason: 'has a control character (U+0008)' },
    ]);
  });

  it.each([
    ['"__proto__":{"kind":"eat"}', '__proto__', 'is not part of a listing'],
    ['"lat":91', undefined, undefined],
    ['"telephone":"call us"', 'telephone', 'is not in the right form'],
    ['"keywords":"a"', 'keywords', 'must be of type array'],
    [`"streetAddress":"${'a'.repeat(201)}"`, 'streetAddress', 'is longer than 200'],
    ['"streetAddress":"1 Mill St\\u0000"', 'streetAddress', 'has a control character (U+0000)'],
    ['"addressLocality":"a\\u202eb"', 'addressLocality', expect.stringContaining('(U+202E)')],
    ['"postalCode":"PH1\\n5LB"', 'postalCode', 'has a line break'],
    ['"url":"https://a\\tb.example/"', 'url', 'has a control character (U+0009)'],
    [`"email":"${'a.'.repeat(MOST_RECORD)}"`, 'record', `is larger than ${MOST_RECORD} characters`],
  ])('of our own is listed with its fault: %.40s', (changes, field, reason: unknown) => {
    const { places, rejected } = readPlaceInfos(own(changes), feed, readAt);
    expect(places).toHaveLength(field ? 0 : 1);
    expect(rejected).toEqual(field ? [{ index: 0, id: 'feed-somewhere', field, reason }] : []);
  });

  it.each([
    ['{"lift":{"status":"maybe"}}', 'facts.lift.status'],
    ['{"lift":{"status":"yes","value":3}}', 'facts.lift'],
    ['{"aisleWidth":{"status":"yes"}}', 'facts.aisleWidth'],
    ['{"aisleWidth":{"status":"yes","value":1e999}}', 'facts.aisleWidth.value'],
    ['{"teleporter":{"status":"yes"}}', 'facts.teleporter'],
    ['{"lift":true}', 'facts.lift'],
    ['[]', 'facts'],
  ])('facts of our own are held to the dictionary: %s', (facts, field) => {
    const { places, rejected } = readPlaceInfos(
      JSON.stringify([good && toPlaceInfo(good)]).replace('"facts":{}', `"facts":${facts}`),
      feed,
      readAt,
    );
    expect([places, rejected]).toMatchObject([[], [{ field }]]);
  });

  it.each([
    [7, 'record'],
    [null, 'record'],
    [{}, 'properties'],
    [{ properties: {} }, 'geometry'],
    [{ properties: {}, geometry: { type: 'Point', coordinates: ['1', '2'] } }, 'geometry'],
    [{ ...record({}), geometry: { type: 'Point', coordinates: [0, 99] } }, 'geometry.coordinates'],
    [{ ...record({}), properties: { name: { en: 'x' }, xDigitalWelcome: null } }, 'xDigitalWelcome'],
    [record({}, { name: { en: 'a'.repeat(201) } }), 'name.en'],
  ])('is listed with its fault: %.60j', (given, field) => {
    expect(readFeed([given])).toMatchObject({ places: [], rejected: [{ index: 0, field }] });
  });

  it('nests as deep as it likes', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const texts = [
      deep,
      `[${deep}]`,
      `[{"properties":${deep}}]`,
      JSON.stringify([record({ entrances: 'DEEP' })]).replace('"DEEP"', deep),
      JSON.stringify([record({}, { xDigitalWelcome: 'DEEP' })]).replace('"DEEP"', deep),
    ];
    for (const text of texts) expect(readPlaceInfos(text, feed, readAt).places).toEqual([]);
  });
});
