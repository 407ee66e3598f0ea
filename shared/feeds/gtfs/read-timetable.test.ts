import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import type { StopTimetable, TripIndex } from '#shared/domain/transit/timetable.ts';
import { buildStopItem } from '#shared/domain/transit/timetable-compile/build-stop-item.ts';
import {
  buildPatternBlocks,
  buildTripBlocks,
  buildTripIndexHead,
} from '#shared/domain/transit/timetable-compile/build-trip-index.ts';
import { stopItemSchema, unpackStopItem } from '#shared/domain/transit/timetable-compile/stop-item.ts';
import { unpackTripIndex } from '#shared/domain/transit/timetable-compile/trip-index-item.ts';
import { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import {
  type GtfsFiles,
  memorySource,
  smallFeed,
  stopTimesHeader,
  table,
  without,
} from '#test/builders/gtfs.ts';
import { type ReadTimetable, readTimetable } from './read-timetable.ts';

const read = (files: GtfsFiles, chunkBytes?: number) => readTimetable(memorySource(files, chunkBytes));

function board({ network, version }: ReadTimetable, stopId: string): StopTimetable {
  const stop = network.source.stops.findIndex((one) => one.stop.id === stopId);
  return unpackStopItem(
    'f',
    version,
    z.parse(stopItemSchema, JSON.parse(JSON.stringify(buildStopItem(network, stop)))),
  );
}

function index({ network, version }: ReadTimetable): TripIndex {
  const blocks = [[...buildPatternBlocks(network)], [...buildTripBlocks(network)]] as const;
  return unpackTripIndex('f', version, buildTripIndexHead(network), ...blocks);
}

const callsOf = (timetable: StopTimetable) =>
  timetable.calls.map((call) => [call.tripId, call.departureSeconds, call.headsign, call.isLast]);

const totalsOf = ({ report }: ReadTimetable) =>
  Object.fromEntries(report.totals.map(({ file, reason, count }) => [`${file} ${reason}`, count]));

const hours = (h: number, m = 0) => h * 3600 + m * 60;

test('T11: a station holds the calls of its platforms, a platform its own', async () => {
  const timetable = await read(smallFeed);
  const station = board(timetable, 'S');
  expect(station.stops.map(({ id }) => id)).toEqual(['S', 'S1', 'S2']);
  expect(callsOf(station)).toEqual([
    ['out-1', hours(8), 'Kinnoull', false],
    ['back-1', hours(9, 10), 'Bus Station stance 2', true],
    ['out-2', hours(24, 30), 'Kinnoull', false],
  ]);
  expect(station.calls.map(({ stop }) => station.stops[stop]?.platformCode)).toEqual(['1', '2', '1']);
  expect(callsOf(board(timetable, 'S1')).map(([trip]) => trip)).toEqual(['out-1', 'out-2']);
  expect(board(timetable, 'S1').siblings).toEqual(['S2']);
});

test('T10, T12, T13: headsign, line, operator, wheelchair', async () => {
  const timetable = await read(smallFeed);
  const mill = board(timetable, 'M');
  expect(mill.calls.map(({ headsign }) => headsign)).toEqual([
    'Kinnoull',
    'Bus Station stance 2',
    'Kinnoull',
  ]);
  expect(mill.calls.map(({ wheelchair }) => wheelchair)).toEqual(['yes', 'unknown', 'no']);
  expect(mill.routes).toEqual([
    { routeId: 'R', line: '7', routeType: 3, agencyId: 'A', operator: 'Perth Buses' },
  ]);
  const wheelchairs = ['S1', 'S2', 'M'].map((id) => board(timetable, id).stop.wheelchairBoarding);
  expect(wheelchairs).toEqual(['yes', 'no', 'unknown']);
});

test('an agency of a UK feed brings its National Operator Code', async () => {
  const agencies = (await read(smallFeed)).network.source.routes.map(({ operatorCode }) => operatorCode);
  expect(agencies).toEqual([undefined]);
  const agency =
    'agency_id,agency_name,agency_url,agency_timezone,agency_noc\nA,Perth Buses,https://a.example,Europe/London,PBUS\n';
  const timetable = await read({ ...smallFeed, 'agency.txt': agency });
  expect(index(timetable).routes.map(({ operatorCode }) => operatorCode)).toEqual(['PBUS']);
});

test('a stop without calls has a timetable all the same, an entrance has none', async () => {
  const stops = `${smallFeed['stops.txt']}E,,Entrance,56.39,-3.44,2,S,,\nQ,,Quiet,,,,,,\n`;
  const timetable = await read({ ...smallFeed, 'stops.txt': stops });
  expect(board(timetable, 'Q').calls).toEqual([]);
  expect(timetable.network.source.stops.map(({ stop }) => stop.id)).not.toContain('E');
  expect(totalsOf(timetable)).toEqual({ 'stops.txt missing-coordinates': 1 });
});

test('the trip index holds every trip, its pattern once', async () => {
  const { trips, patterns, stops, areaCount } = index(await read(smallFeed));
  expect(trips.map(({ tripId }) => tripId).sort()).toEqual(['back-1', 'out-1', 'out-2']);
  expect(patterns).toHaveLength(2);
  const out = patterns[trips.find(({ tripId }) => tripId === 'out-2')?.pattern ?? -1];
  expect(out?.stops.map((stop) => stops[stop]?.id)).toEqual(['S1', 'M', 'K']);
  expect(out).toMatchObject({
    stopSequences: [1, 2, 3],
    arrivalOffsets: [0, 300, 600],
    departureOffsets: [0, 360, 600],
    timepoints: [0, 0, 0],
    pickupTypes: [0, 0, 0],
  });
  expect(stops.find(({ id }) => id === 'S2')?.parentStation).toBe('S');
  expect(areaCount).toBe(1);
});

test('T5, T6: open times are interpolated, in any order of the file; a trip without end times is rejected', async () => {
  const stopTimes = table(
    `${stopTimesHeader},pickup_type,timepoint`,
    'out-1,08:10:00,,K,3,,1',
    'back-1,,,K,10,,',
    'back-1,09:10:00,09:10:00,S2,30,,',
    'out-1,,,M,2,3,0',
    'out-1,,08:00:00,S1,1,,1',
  );
  const timetable = await read({ ...smallFeed, 'stop_times.txt': stopTimes });
  const [call] = board(timetable, 'M').calls;
  expect(call).toMatchObject({ tripId: 'out-1', departureSeconds: hours(8, 5), pickupType: 3, callIndex: 1 });
  expect(totalsOf(timetable)).toEqual({
    'trips.txt trip-without-end-times': 1,
    'stop_times.txt trip-rejected': 2,
    'trips.txt trip-without-calls': 1,
  });
  expect(timetable.report.notices.map(({ file, line }) => [file, line])).toEqual([
    ['trips.txt', 3],
    ['trips.txt', 4],
    ['stop_times.txt', 3],
    ['stop_times.txt', 4],
  ]);
  expect(timetable.report.counts).toMatchObject({ 'trips.txt': 1, 'stop_times.txt': 3 });
});

test('T7, T8: frequency windows stand at the trip and, with the distance from its start, at its calls', async () => {
  const frequencies = table(
    'trip_id,start_time,end_time,headway_secs,exact_times',
    'out-1,10:00:00,12:00:00,600,1',
    'out-1,06:00:00,10:00:00,900,',
    'out-1,10:00:00,09:00:00,600,',
    'gone,06:00:00,10:00:00,900,',
  );
  const timetable = await read({ ...smallFeed, 'frequencies.txt': frequencies });
  const windows = [
    { startSeconds: hours(6), endSeconds: hours(10), headwaySeconds: 900, exactTimes: false },
    { startSeconds: hours(10), endSeconds: hours(12), headwaySeconds: 600, exactTimes: true },
  ];
  const calls = board(timetable, 'M').calls;
  expect(calls.find(({ tripId }) => tripId === 'out-1')?.frequencies).toEqual({
    offsetSeconds: 360,
    windows,
  });
  expect(calls.find(({ tripId }) => tripId === 'out-2')?.frequencies).toBeUndefined();
  expect(index(timetable).trips.find(({ tripId }) => tripId === 'out-1')?.frequencies).toEqual(windows);
  expect(totalsOf(timetable)).toEqual({
    'frequencies.txt times-reversed': 1,
    'frequencies.txt unknown-trip': 1,
  });
});

test('translations of stop names and headsigns, by record and by text', async () => {
  const timetable = await read({
    ...smallFeed,
    'feed_info.txt': table(
      'feed_publisher_name,feed_publisher_url,feed_lang,feed_version',
      'P,http://p.test,en,42',
    ),
    'translations.txt': table(
      'table_name,field_name,language,translation,record_id,record_sub_id,field_value',
      'stops,stop_name,gd,Sràid a’ Mhuilinn,M,,',
      'trips,trip_headsign,gd,Cinn Chuill,,,Kinnoull',
      'stop_times,stop_headsign,gd,Tron,out-1,2,',
    ),
    'stop_times.txt': table(
      `${stopTimesHeader},stop_headsign`,
      'out-1,08:00:00,,S1,1,',
      'out-1,08:05:00,,M,2,via Tron',
      'out-1,08:10:00,,K,3,',
    ),
  });
  const mill = board(timetable, 'M');
  expect(mill.stop.names).toEqual({ en: 'Mill Street', gd: 'Sràid a’ Mhuilinn' });
  expect(mill.calls[0]).toMatchObject({ headsign: 'via Tron', headsigns: { en: 'via Tron', gd: 'Tron' } });
  expect(board(timetable, 'S1').calls[0]?.headsigns).toEqual({ en: 'Kinnoull', gd: 'Cinn Chuill' });
  expect(timetable.report).toMatchObject({ publisher: 'P', feedVersion: '42' });
});

test('shapes are kept once, in order, and found by their number', async () => {
  const trips = table('route_id,service_id,trip_id,shape_id', 'R,D,out-1,x', 'R,D,out-2,none', 'R,D,back-1,');
  const shapes = table(
    'shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence',
    'x,56.4,-3.4,9',
    'y,1,1,1',
    'x,56.39,-3.44,2',
    'x,999,0,3',
  );
  const timetable = await read({ ...smallFeed, 'trips.txt': trips, 'shapes.txt': shapes });
  expect(timetable.shapes.count).toBe(1);
  expect(timetable.shapes.shape(0)).toEqual({
    shapeId: 'x',
    lats: [5_639_000, 5_640_000],
    lons: [-344_000, -340_000],
  });
  const shapeOf = Object.fromEntries(index(timetable).trips.map(({ tripId, shape }) => [tripId, shape]));
  expect(shapeOf).toEqual({ 'out-1': 0, 'out-2': -1, 'back-1': -1 });
  expect(totalsOf(timetable)).toEqual({
    'shapes.txt invalid-coordinates': 1,
    'trips.txt unknown-shape': 1,
  });
  expect(timetable.report.counts['shapes.txt']).toBe(3);
});

test('BOM, CRLF, quoted line breaks and tiny chunks change nothing but the version', async () => {
  const plain = await read(smallFeed);
  const odd = Object.fromEntries(
    Object.entries(smallFeed).map(([name, text]) => [name, `\ufeff${text.replaceAll('\n', '\r\n')}`]),
  );
  const read1 = await read(odd, 1);
  expect(board(read1, 'S').calls).toEqual(board(plain, 'S').calls);
  expect(read1.version).not.toBe(plain.version);
  expect((await read(smallFeed, 3)).version).toBe(plain.version);
});

test('line numbers are right after quoted line breaks', async () => {
  const trips = `route_id,service_id,trip_id,trip_headsign\nR,D,out-1,"Kinnoull\nCross\r\nroads"\nR,D,out-2,x\nX,D,bad,\n`;
  const timetable = await read({ ...smallFeed, 'trips.txt': trips });
  const notice = timetable.report.notices.find(({ reason }) => reason === 'unknown-route');
  expect(notice).toMatchObject({ file: 'trips.txt', line: 6, field: 'route_id' });
});

test('every kind of record that cannot be taken is counted where it stands', async () => {
  const stopTimes = `${smallFeed['stop_times.txt']}${table(
    'out-1,09:00:00,09:00:00,NOWHERE,4',
    'gone,09:00:00,09:00:00,M,4',
    'out-1,9 o’clock,09:00:00,M,5',
    'out-1,09:00:00,09:00:00,M,-6',
    'out-1,09:00:00,09:00:00,M,3',
    'out-1,09:00:00,09:00:00,M,7,one,two',
  )}`;
  const timetable = await read({ ...smallFeed, 'stop_times.txt': stopTimes });
  expect(timetable.report.notices.map(({ line, reason, field }) => [line, reason, field])).toEqual([
    [11, 'unknown-stop', 'stop_id'],
    [12, 'unknown-trip', 'trip_id'],
    [13, 'invalid-time', 'arrival_time'],
    [14, 'invalid-stop-sequence', 'stop_sequence'],
    [16, 'too-many-cells', null],
    [15, 'duplicate-stop-sequence', 'stop_sequence'],
  ]);
});

test.each([
  ['no agency file', without(smallFeed, 'agency.txt'), 'agency.txt is missing.'],
  [
    'no calendar',
    without(smallFeed, 'calendar.txt'),
    'calendar.txt and calendar_dates.txt are missing; one of them is needed.',
  ],
  ['an empty file', { ...smallFeed, 'stops.txt': '' }, 'stops.txt is empty: it has no header line.'],
  [
    'no column',
    { ...smallFeed, 'stops.txt': 'stop_id,name\n' },
    'stops.txt: the column stop_name is missing.',
  ],
  [
    'no time zone',
    { ...smallFeed, 'agency.txt': table('agency_name,agency_timezone', 'A,') },
    'agency.txt, line 2, agency_timezone: there is none.',
  ],
  [
    'a wrong time zone',
    { ...smallFeed, 'agency.txt': table('agency_name,agency_timezone', 'A,Perth') },
    'agency.txt, line 2, agency_timezone: "Perth" is no time zone.',
  ],
  ['no stop', { ...smallFeed, 'stops.txt': 'stop_id,stop_name\n' }, 'stops.txt holds no usable stop.'],
  [
    'no trip with calls',
    { ...smallFeed, 'stop_times.txt': `${stopTimesHeader}\n` },
    'No trip of the feed is usable; first: trips.txt, line 2, trip_id: Trip out-1 has no usable record in stop_times.txt.',
  ],
  [
    'UTF-16',
    { ...smallFeed, 'routes.txt': '\0r\0o' },
    'routes.txt is not UTF-8 but UTF-16; GTFS demands UTF-8.',
  ],
])('a feed with %s is refused whole', async (_, files, message) => {
  await expect(read(files)).rejects.toMatchObject({ name: 'DomainError', kind: 'invalid-input', message });
});

test('blocks of two operators with one number are two', async () => {
  const files = {
    ...smallFeed,
    'agency.txt': `agency_id,agency_name,agency_url,agency_timezone\nA,One,https://example.org,Europe/London\nB,Other,https://example.org,Europe/London\n`,
    'routes.txt': 'route_id,agency_id,route_short_name,route_type\nR,A,1,3\nQ,B,2,3\n',
    'trips.txt': 'route_id,service_id,trip_id,block_id\nR,D,out-1,1\nQ,D,back-1,1\nR,D,out-2,1\n',
  };
  const known = index(await read(files));
  const block = (tripId: string) => known.trips.find((trip) => trip.tripId === tripId)?.block;
  expect(block('out-1')).toBe(block('out-2'));
  expect(block('back-1')).not.toBe(block('out-1'));
});

test('trips of a block are known, in their order, on the days on which they run', async () => {
  const trips = (smallFeed['trips.txt'] ?? '').split('\n').filter((line) => line !== '');
  const blocks: Record<string, string> = { 'out-1': 'a', 'back-1': 'a', 'out-2': 'b' };
  const withBlocks = trips.map((line, i) => {
    const tripId = Object.keys(blocks).find((id) => line.split(',').includes(id));
    return `${line},${i === 0 ? 'block_id' : (blocks[tripId ?? ''] ?? '')}`;
  });
  const known = index(await read({ ...smallFeed, 'trips.txt': `${withBlocks.join('\n')}\n` }));
  const number = (tripId: string) => known.trips.findIndex((trip) => trip.tripId === tripId);
  const block = (tripId: string) => known.trips[number(tripId)]?.block;
  expect(block('out-1')).toBe(block('back-1'));
  expect(block('out-2')).not.toBe(block('out-1'));
  const lookup = new TripLookup(known);
  const day = serviceDateToDays('20260610');
  expect(lookup.nextOfBlock(number('out-1'), day)).toBe(number('back-1'));
  expect(lookup.nextOfBlock(number('back-1'), day)).toBeUndefined();
  expect(lookup.nextOfBlock(number('out-1'), day + 3650)).toBeUndefined();

  const without = index(await read(smallFeed));
  expect(without.trips.every((trip) => trip.block === -1)).toBe(true);
  expect(new TripLookup(without).nextOfBlock(0, day)).toBeUndefined();
});
