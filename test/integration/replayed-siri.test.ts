import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeFeed } from '#test/builders/feed-server.ts';
import { activity, element, siri } from '#test/builders/siri.ts';

/** Recorded SIRI through the replay's own command, with files in it that are no good. */

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const start = Date.parse('2026-06-10T10:00:00+01:00') / 1000;
const iso = (instant: number) => new Date(instant * 1000).toISOString();

const gtfs: Record<string, string> = {
  'agency.txt':
    'agency_id,agency_name,agency_url,agency_timezone,agency_noc\nOP49,Perth Buses,https://a.example,Europe/London,PBUS\n',
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon\nA,High Street,56.39,-3.44\nB,Bridge,56.39,-3.43\nC,Park,56.39,-3.42\n',
  'routes.txt': 'route_id,agency_id,route_short_name,route_type\n12,OP49,7,3\n',
  'trips.txt': 'route_id,service_id,trip_id\n12,WK,T1\n12,WK,T2\n',
  'stop_times.txt': [
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    ...['10', '11'].flatMap((hour, trip) =>
      ['A', 'B', 'C'].map((stop, i) => `T${trip + 1},${hour}:0${i * 3}:00,${hour}:0${i * 3}:00,${stop},${i}`),
    ),
    '',
  ].join('\n'),
  'calendar_dates.txt': 'service_id,date,exception_type\nWK,20260610,1\n',
};

const vehiclesAt = (at: number) =>
  siri(
    'VehicleMonitoringDelivery',
    activity({
      recordedAt: iso(at),
      lon: String(-3.44 + Math.max(0, at - start) * 0.00005),
      journey: { DestinationRef: 'C' },
    }),
    iso(at),
  );
const cancellation = siri(
  'SituationExchangeDelivery',
  element(
    'Situations',
    '<PtSituationElement><SituationNumber>S1</SituationNumber><Affects><VehicleJourneys><AffectedVehicleJourney>' +
      '<Operator><OperatorRef>PBUS</OperatorRef></Operator><LineRef>7</LineRef>' +
      '<OriginAimedDepartureTime>2026-06-10T10:00:00Z</OriginAimedDepartureTime></AffectedVehicleJourney>' +
      '</VehicleJourneys></Affects><Consequences><Consequence><Condition>cancelled</Condition></Consequence>' +
      '</Consequences></PtSituationElement>',
  ),
  iso(start),
);

let folder: string;
const at = (...path: readonly string[]) => join(folder, ...path);
const replay = (...options: readonly string[]) =>
  run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'test/replay/run.ts', ...options],
    {
      cwd: root,
    },
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replayed-siri-'));
  for (const name of ['gtfs', 'vm', 'bad']) await mkdir(at(name));
  for (const [name, text] of Object.entries(gtfs)) await writeFile(at('gtfs', name), text);
  for (let i = 0; i < 30; i++)
    await writeFile(at('vm', `${String(i).padStart(3, '0')}.xml`), vehiclesAt(start + i * 15));
  await writeFile(at('vm', '003.xml'), vehiclesAt(start + 45).subarray(0, 400));
  await writeFile(at('vm', '100.pb'), encodeFeed(start));
  await writeFile(at('sx.xml'), cancellation);
  await writeFile(at('bad', 'a.xml'), '<html><body>Sorry</body></html>');
});
afterAll(() => rm(folder, { recursive: true }));

it('SIRI is replayed; what is no message is named and counted, and takes nothing with it', async () => {
  const { stdout, stderr } = await replay(
    ...['--gtfs', at('gtfs'), '--vehicle-positions', at('vm'), '--alerts', at('sx.xml')],
  );
  expect(stderr).toMatch(/^left out: 003\.xml: SIRI is not well-formed XML: .*unclosed tag/m);
  expect(stderr).toMatch(/^left out: 100\.pb: this is GTFS-realtime \(protobuf\), the source says siri$/m);
  expect(stdout).toMatch(/^29 polls from 2026-06-10T09:00:00 to 2026-06-10T09:07:15 UTC$/m);
  expect(stdout).toMatch(/^29 of 29 reports of vehicles that name a trip are on one; left out: nothing$/m);
  expect(stdout).toMatch(/^29 times a situation was told of; left out: nothing$/m);
  expect(stdout).toMatch(/^2 files are no message, and were left out$/m);
  expect(stdout).toMatch(/^[1-9]\d* departures seen; [1-9]\d* predictions held against them$/m);
});

it('a recording of which nothing is a message is an error that says why', async () => {
  const failed = await replay('--gtfs', at('gtfs'), '--vehicle-positions', at('bad')).catch((error) => error);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('no messages (.pb, .bin, .xml, or a vehicle log .csv)');
  expect(failed.stderr).toMatch(/^left out: a\.xml: .*it looks like a web page$/m);
});

it('says what it takes', async () => {
  const { stdout } = await replay('--help');
  for (const option of ['gtfs', 'vehicle-positions', 'trip-updates', 'alerts', 'compare'])
    expect(stdout).toContain(`  --${option} `);
});
