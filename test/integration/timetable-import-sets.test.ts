import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import {
  createTables,
  type EmbeddedDynamoDb,
  localDynamoDbClient,
  startEmbeddedDynamoDb,
} from '#infra/local/embedded-dynamodb.ts';
import { loadTimetableHead, type TransitStore } from '#shared/store/timetable-store.ts';

/** Real and broken timetables that are not part of this repository; without them these tests are skipped. */
const data = fileURLToPath(new URL('../../../shared/data/transit', import.meta.url));
const present = existsSync(data);
if (!present) console.warn(`Real timetables are not tested: there is no ${data}.`);

/**
 * What becomes of each set. Either the message with which it is refused whole (… is its path), or the stops, trips
 * and stop times taken, and how often each thing was rejected (~ warned of).
 */
const sets = `
malformed/google-transitfeed/au-sydney-entrances => routes.txt is missing.
malformed/google-transitfeed/bad_date_format => 10 4 8 | calendar invalid-date 1, calendar_dates invalid-date 1, trips unknown-service 7, stop_times unknown-trip 20
malformed/google-transitfeed/bad_eol.zip => 9 11 28
malformed/google-transitfeed/bad_utf8 => 9 11 28 | ~agency invalid-utf-8 1, ~stops invalid-utf-8 1, ~routes invalid-utf-8 1, ~trips invalid-utf-8 1, ~stop_times invalid-utf-8 1
malformed/google-transitfeed/contains_null => 8 11 26 | ~stops too-few-cells 8, stops nul-character 1, ~routes too-few-cells 5, ~trips too-few-cells 11, ~stop_times too-few-cells 25, stop_times unknown-stop 2
malformed/google-transitfeed/duplicate_schedule_id => 9 11 28 | calendar duplicate-id 1
malformed/google-transitfeed/duplicate_stop => 10 11 28 | ~stops too-few-cells 10, ~routes too-few-cells 5, ~trips too-few-cells 11, ~stop_times too-few-cells 28
malformed/google-transitfeed/duplicate_stop_sequence => 5 1 4 | stop_times duplicate-stop-sequence 1
malformed/google-transitfeed/empty_file => agency.txt is empty: it has no header line.
malformed/google-transitfeed/extra_row_cells => 9 11 28
malformed/google-transitfeed/filter_unusual_trips => 9 21 78
malformed/google-transitfeed/flatten_feed => 9 10 27 | ~trips trip-with-one-call 2, trips trip-without-calls 1
malformed/google-transitfeed/good_feed => 10 11 28
malformed/google-transitfeed/good_feed.zip => 10 11 28
malformed/google-transitfeed/googletransit => 10 11 28
malformed/google-transitfeed/invalid_agency_ids => 9 11 28
malformed/google-transitfeed/invalid_route_agency => 9 11 28 | ~routes unknown-agency 1
malformed/google-transitfeed/missing_agency => agency.txt is missing.
malformed/google-transitfeed/missing_calendar => calendar.txt and calendar_dates.txt are missing; one of them is needed.
malformed/google-transitfeed/missing_column => agency.txt: the column agency_name is missing.
malformed/google-transitfeed/missing_departure_time => 5 1 4
malformed/google-transitfeed/missing_endpoint_times => 9 9 24 | trips trip-without-end-times 2, stop_times trip-rejected 4
malformed/google-transitfeed/missing_routes => routes.txt is missing.
malformed/google-transitfeed/missing_row_cells => 9 11 28 | ~routes too-few-cells 1
malformed/google-transitfeed/missing_stop_times => stop_times.txt is missing.
malformed/google-transitfeed/missing_stops => stops.txt is missing.
malformed/google-transitfeed/missing_trips => trips.txt is missing.
malformed/google-transitfeed/missing_weekday_column => calendar.txt: the column thursday is missing.
malformed/google-transitfeed/negative_stop_sequence => 9 11 27 | stop_times invalid-stop-sequence 1
malformed/google-transitfeed/only_calendar_dates => 9 11 28
malformed/google-transitfeed/repeated_route_name => 9 11 28
malformed/google-transitfeed/same_short_long_name => 9 11 28
malformed/google-transitfeed/undefined_stop => 9 11 28 | stop_times unknown-stop 1
malformed/google-transitfeed/unknown_file => 10 11 28
malformed/google-transitfeed/unknown_format.zip => The file … is not a zip file (End of central directory record signature not found. Either not a zip file, or file is truncated.).
malformed/google-transitfeed/unrecognized_columns => 9 11 28
malformed/google-transitfeed/unused_stop => 10 11 28
malformed/google-transitfeed/upgrade_translations => The folder … holds 2 feeds (new-feed/, old-feed/ …); one is expected.
malformed/google-transitfeed/utf16 => agency.txt is not UTF-8 but UTF-16; GTFS demands UTF-8.
malformed/google-transitfeed/utf8bom => 9 11 28
malformed/google-transitfeed/upgrade_translations/new-feed => agency.txt is missing.
malformed/etalab-transport-validator/accessibility => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "close_stops" is of route "", which routes.txt does not hold.
malformed/etalab-transport-validator/agency => agency.txt, line 2, agency_timezone: "Europe/x" is no time zone.
malformed/etalab-transport-validator/agency_multiple => 4 6 7 | stops missing-id 1, stop_times unknown-stop 2, stop_times duplicate-stop-sequence 3, ~trips trip-with-one-call 5, ~trips time-goes-back 1
malformed/etalab-transport-validator/agency_single => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "close_stops" is of route "", which routes.txt does not hold.
malformed/etalab-transport-validator/arrange_by_phone_stops => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
malformed/etalab-transport-validator/check_id => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "close_stops" is of route "", which routes.txt does not hold.
malformed/etalab-transport-validator/check_name => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "close_stops" is of route "", which routes.txt does not hold.
malformed/etalab-transport-validator/coordinate_with_driver_stops => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
malformed/etalab-transport-validator/custom_route_color => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
malformed/etalab-transport-validator/custom_rules => The folder … holds no GTFS files (stops.txt, routes.txt, trips.txt …).
malformed/etalab-transport-validator/duplicate_stop_sequence => 3 3 5 | agency duplicate-id 1, ~routes unknown-agency 1, stop_times duplicate-stop-sequence 2, ~trips trip-with-one-call 1
malformed/etalab-transport-validator/duplicate_stops => 17 7 20 | ~stops invalid-parent-station 2, routes missing-id 1, trips unknown-route 4, stop_times unknown-trip 8
malformed/etalab-transport-validator/duplicates => 15 7 18 | agency duplicate-id 1, stops duplicate-id 1, ~stops invalid-parent-station 2, routes duplicate-id 1, routes missing-id 1, calendar duplicate-id 1, calendar_dates duplicate-record 1, trips unknown-route 5, shapes invalid-coordinates 1, stop_times unknown-stop 2, stop_times unknown-trip 8
malformed/etalab-transport-validator/duration_distance => 5 6 12 | agency duplicate-id 1, ~stops invalid-coordinates 1, ~routes unknown-agency 1, ~trips time-goes-back 1
malformed/etalab-transport-validator/empty_calendar => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
malformed/etalab-transport-validator/fare_attributes => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
malformed/etalab-transport-validator/feed_info => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "close_stops" is of route "", which routes.txt does not hold.
malformed/etalab-transport-validator/interpolated_stop_times => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
malformed/etalab-transport-validator/invalid_references => 11 11 28 | ~stops invalid-parent-station 2, routes duplicate-id 1, ~routes unknown-agency 1, trips unknown-service 1, trips unknown-route 1, stop_times unknown-stop 1, stop_times unknown-trip 1
malformed/etalab-transport-validator/invalid_stop_file => 12 7 20 | ~stops invalid-coordinates 1, ~stops invalid-parent-station 3, routes missing-id 1, trips unknown-route 4, stop_times unknown-trip 8
malformed/etalab-transport-validator/missing_agency_id => 4 6 7 | stops missing-id 1, ~routes unknown-agency 1, stop_times unknown-stop 2, stop_times duplicate-stop-sequence 3, ~trips trip-with-one-call 5, ~trips time-goes-back 1
malformed/etalab-transport-validator/missing_mandatory_files => stop_times.txt is missing.
malformed/etalab-transport-validator/no_optional_files => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
malformed/etalab-transport-validator/optimisation_route_trips => agency.txt names no agency.
malformed/etalab-transport-validator/route_type_invalid => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "close_stops" is of route "", which routes.txt does not hold.
malformed/etalab-transport-validator/route_type_missing => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "close_stops" is of route "", which routes.txt does not hold.
malformed/etalab-transport-validator/shapes => 11 7 20 | ~stops invalid-coordinates 1, ~stops invalid-parent-station 2, routes missing-id 1, trips unknown-route 4, shapes invalid-coordinates 1, stop_times unknown-trip 8, ~trips unknown-shape 1
malformed/etalab-transport-validator/stop_times_increase => 9 2 18 | ~stop_times departure-before-arrival 1
malformed/etalab-transport-validator/stop_times_location_type => 11 7 19 | ~stops invalid-parent-station 2, routes missing-id 1, trips unknown-route 4, stop_times unknown-trip 8
malformed/etalab-transport-validator/stops => 19 7 20 | ~stops invalid-coordinates 2, ~stops invalid-parent-station 2, routes missing-id 1, trips unknown-route 4, stop_times unknown-trip 8
malformed/etalab-transport-validator/sub_folder => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
malformed/etalab-transport-validator/unusable_trip => calendar.txt and calendar_dates.txt are missing; one of them is needed.
malformed/etalab-transport-validator/unused_stop => 12 7 20 | routes missing-id 1, trips unknown-route 4, stop_times unknown-trip 8
otp-zip-names/umlaut-cp437.zip => The file … holds no GTFS files (stops.txt, routes.txt, trips.txt …).
otp-zip-names/umlaut-utf8-no-efs.zip => The file … holds no GTFS files (stops.txt, routes.txt, trips.txt …).
otp-zip-names/umlaut-utf8.zip => The file … holds no GTFS files (stops.txt, routes.txt, trips.txt …).
kingston-transit/static/gtfs.zip => 809 7113 176768
ember/static/ember_gtfs => 19 316 4158
caltrain-2023/ct.zip => 109 176 3498
bart-2019/bart-rt.zip => 48 2641 32185
raba-2025/raba.zip => 375 282 7346
nmbs-2019-03/static_rawdata.zip => 2650 19704 283628
bustang-2023/bustang.gtfs.zip => 210 154 1118 | ~trips unknown-shape 154
hart-2021/hart.zip => 2349 13217 438421
rt-conformance-bullrunner/badgtfs.zip => The file … holds no GTFS files (stops.txt, routes.txt, trips.txt …).
rt-conformance-bullrunner/gtfs/bullrunner-gtfs-timepoints-only-legacy-exact-times-1.zip => 125 15 473
rt-conformance-bullrunner/gtfs/bullrunner-gtfs.zip => 125 15 473
rt-conformance-bullrunner/gtfs/testagency.zip => 24 33 80 | ~stops invalid-parent-station 2, ~trips invalid-direction 2, ~trips time-goes-back 1
rt-conformance-bullrunner/gtfs/testagency2.zip => 24 33 80 | ~stops invalid-parent-station 2, ~trips invalid-direction 2, ~trips time-goes-back 1
flixbus-eu-multitz => 17 142 799
ireland-small-gtfs/GTFS_Mortons => 30 2 32 | ~trips unknown-shape 2
ireland-small-gtfs/GTFS_Seamus_Doherty => 45 14 202 | ~trips unknown-shape 10
ireland-small-gtfs/GTFS_Wexford_Bus => 192 7 118 | trips trip-without-calls 1
uk-gtfs-newport-2023/newport-20230613_gtfs.zip => 2686 176 7765
static-features/cdmx.zip => 6021 1741 70714
static-features/ctran-flex.zip => No trip of the feed is usable; first: stop_times.txt, line 2, location_group_id: A call on demand has no place on a timetable.
static-features/trimet-2routes.zip => 103 2341 43813
static-features/wmata.zip => 2175 16514 352668
sound-transit-static-2024/gtfs.zip => 189 15092 193415
npm-sample-gtfs-feed/gtfs.zip => 10 10 29 | ~agency time-zone-differs 1
gtfs-structure-fixtures/basic => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
gtfs-structure-fixtures/fares_v1 => agency.txt names no agency.
gtfs-structure-fixtures/fares_v2 => agency.txt names no agency.
gtfs-structure-fixtures/interpolated_stop_times => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
gtfs-structure-fixtures/missing_feed_date => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
gtfs-structure-fixtures/only_required_fields => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
gtfs-structure-fixtures/subdirectory => trips.txt holds no usable trip; first: trips.txt, line 2, route_id: Trip "trip1" is of route "route1", which routes.txt does not hold.
plannerstack-testset/1a => 6 3 6
plannerstack-testset/1g => 2 3 6
plannerstack-testset/2a1 => 4 4 12
plannerstack-testset/2a2 => 4 7 14
plannerstack-testset/2b => 2 2 4
plannerstack-testset/2c => 7 3 6
plannerstack-testset/2d => 5 3 9
plannerstack-testset/2e1 => 6 2 8
plannerstack-testset/2e2 => 6 2 8
plannerstack-testset/2e3 => 6 2 8
plannerstack-testset/2e4 => 6 2 8
plannerstack-testset/2f => 3 3 8
plannerstack-testset/3b => 2 2 4
plannerstack-testset/3c => 3 2 6
plannerstack-testset/3d => 2 2 4
plannerstack-testset/3e => 2 2 4
plannerstack-testset/3f => 4 2 6
plannerstack-testset/3g1 => 6 2 8
plannerstack-testset/3g2 => 6 2 8
plannerstack-testset/3i => 2 1 2
plannerstack-testset/plannerstack_scenario => 3 4 11
`
  .trim()
  .split('\n')
  .map((line) => line.split(' => ') as [set: string, outcome: string]);

let engine: EmbeddedDynamoDb;
let store: TransitStore;

beforeAll(async () => {
  if (!present) return;
  engine = await startEmbeddedDynamoDb();
  store = { client: localDynamoDbClient(engine.endpoint), tableName: 'Transit' };
  await createTables(store.client);
});
afterAll(() => engine?.stop());

const shown = (severity: string) => (severity === 'warning' ? '~' : '');

test.runIf(present).each(sets)('%s', async (set, outcome) => {
  const feed = { id: set.replaceAll(/[^A-Za-z0-9.-]/g, '_').slice(-64), url: `${data}/${set}` };
  const importing = importTimetable({ ...store, feed, clock: { now: () => 1_790_000_000 } });
  if (!/^\d/.test(outcome)) {
    await expect(importing).rejects.toMatchObject({
      kind: 'invalid-input',
      message: outcome.replace('…', feed.url),
    });
    expect(await loadTimetableHead(store, feed.id)).toBeUndefined();
    return;
  }
  const { report, version } = await importing;
  const counts = ['stops.txt', 'trips.txt', 'stop_times.txt'].map((file) => report.counts[file]);
  const totals = report.totals.map(
    ({ severity, file, reason, count }) => `${shown(severity)}${file.replace('.txt', '')} ${reason} ${count}`,
  );
  expect([counts.join(' '), totals.join(', ')].filter(Boolean).join(' | ')).toBe(outcome);
  expect((await loadTimetableHead(store, feed.id))?.version).toBe(version);
});
