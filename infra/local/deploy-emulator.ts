import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import { type NetworkInput, stages } from '../config.ts';
import { type EmulatorCalls, emulatorCalls } from './emulator-calls.ts';
import { deployStack } from './emulator-cdk.ts';
import { emulatorFeed, emulatorPlace, serveFeeds } from './emulator-feeds.ts';
import { type Emulator, EmulatorUnavailable, installEmulator, startEmulator } from './emulator-process.ts';
import { publishListing } from './emulator-staff.ts';

/** The cloud stack, deployed by the CDK itself onto an emulator of AWS, from feed to board. */
const { region } = stages.emulator;
/** sysexits EX_TEMPFAIL: nothing is wrong with the product; the emulator cannot be had here. */
const unavailableExitCode = 75;

const started = performance.now();
let last = started;
function report(what: string): void {
  const now = performance.now();
  console.log(`${((now - last) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  last = now;
}

type Outputs = Readonly<Record<string, string>>;
function output(outputs: Outputs, name: string): string {
  const value = outputs[name];
  assert.ok(value, `the stack has no output ${name}`);
  return value;
}

async function invoke(aws: EmulatorCalls, outputs: Outputs, functionName: string): Promise<string> {
  const name = output(outputs, functionName);
  const reply = await aws.service('lambda', `/2015-03-31/functions/${name}/invocations`, { body: '{}' });
  assert.equal(reply.status, 200, reply.body);
  assert.equal(reply.headers['x-amz-function-error'], undefined, reply.body);
  return reply.body;
}

const importTimetable = (aws: EmulatorCalls, outputs: Outputs) => invoke(aws, outputs, 'ImportFunctionName');

/** Plays the scheduler's part with the schedule's own input: the emulator knows no universal targets. */
async function pollOnce(aws: EmulatorCalls): Promise<void> {
  const list: { Schedules: { Name: string }[] } = JSON.parse(
    (await aws.service('scheduler', '/schedules')).body,
  );
  const schedules = await Promise.all(
    list.Schedules.map(async ({ Name }) => {
      const reply = await aws.service('scheduler', `/schedules/${Name}`);
      return JSON.parse(reply.body) as { Target: { Arn: string; Input: string } };
    }),
  );
  const target = schedules.find(({ Target }) => Target.Arn.endsWith(':aws-sdk:sqs:sendMessageBatch'))?.Target;
  assert.ok(target, 'no schedule sends a batch to the queue');
  const reply = await aws.service('sqs', '/', {
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessageBatch' },
    body: target.Input,
  });
  assert.equal(reply.status, 200, reply.body);
  assert.equal(JSON.parse(reply.body).Failed?.length ?? 0, 0, reply.body);
}

interface Departures {
  readonly departures: readonly { tripId: string; status: string; delaySeconds: number | null }[];
}

async function readLiveRow(aws: EmulatorCalls, apiId: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { status, body } = await aws.gateway(apiId, `/v1/stops/${emulatorFeed.stopId}/departures`);
    assert.equal(status, 200, body);
    const { departures }: Departures = JSON.parse(body);
    const row = departures.find(({ tripId }) => tripId === emulatorFeed.tripId);
    assert.ok(row, `the bus is not on the board: ${body}`);
    if (row.status === 'live' && row.delaySeconds === emulatorFeed.delaySeconds) return;
    assert.ok(Date.now() < deadline, `the bus did not become live: ${body}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function readBoardPage(aws: EmulatorCalls, apiId: string): Promise<void> {
  const page = await aws.gateway(apiId, `/boards/${emulatorFeed.stopId}`);
  assert.equal(page.status, 200, page.body);
  assert.match(page.headers['content-type'] ?? '', /^text\/html/);
  assert.ok(page.body.includes(emulatorFeed.headsign), 'the board page does not name the destination');
}

async function readPlace(aws: EmulatorCalls, outputs: Outputs, apiId: string): Promise<void> {
  assert.match(await invoke(aws, outputs, 'ImportPlacesFunctionName'), /"outcome": ?"published"/);
  const api = await aws.gateway(apiId, '/v1/places?needs=step-free');
  assert.equal(api.status, 200, api.body);
  const { places }: { places: { id: string; slug: string; fit: { verdict: string } }[] } = JSON.parse(
    api.body,
  );
  assert.deepEqual(
    places.map(({ id, fit }) => [id, fit.verdict]),
    [[emulatorPlace.id, 'unconfirmed']],
  );
  const page = await aws.gateway(apiId, `/places/${emulatorPlace.slug}`);
  assert.equal(page.status, 200, page.body);
  assert.ok(page.body.includes(emulatorPlace.name), 'the page of the place does not name it');
}

async function readStaffListing(aws: EmulatorCalls, outputs: Outputs, apiId: string): Promise<void> {
  const path = await publishListing(aws, apiId, output(outputs, 'SessionsTableName'));
  const deadline = Date.now() + 15_000;
  for (;;) {
    const page = await aws.gateway(apiId, path);
    if (page.status === 200) return;
    assert.ok(Date.now() < deadline, `${path}: ${page.status}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function walkThrough(emulator: Emulator, feedsUrl: string): Promise<void> {
  const network: NetworkInput = {
    feeds: [{ id: 'emu', url: `${feedsUrl}/gtfs.zip` }],
    sources: [{ id: 'emu', url: `${feedsUrl}/realtime.pb`, kinds: ['trip-updates'] }],
  };
  const places: PlacesConfig = {
    timeZone: 'Etc/UTC',
    publisher: { name: 'Emulated council', url: 'https://example.org/', email: 'data@example.org' },
    sources: [
      {
        id: 'emu',
        name: 'Emulated listings',
        url: `${feedsUrl}/places.json`,
        licence: 'OGL-UK-3.0',
        isOwn: true,
      },
    ],
  };
  const outputs = await deployStack(emulator, region, { network, places });
  report('stack bootstrapped and deployed by the CDK');
  const aws = emulatorCalls(emulator, region);
  const apiId = new URL(output(outputs, 'ApiUrl')).hostname.split('.')[0] ?? '';
  await importTimetable(aws, outputs);
  report('timetable imported by the deployed function');
  await pollOnce(aws);
  await readLiveRow(aws, apiId);
  report('queue → poll → live row on GET /v1/stops/{stopId}/departures');
  await readBoardPage(aws, apiId);
  report('board page on GET /boards/{stopId}');
  await readPlace(aws, outputs, apiId);
  report('listings imported, found on GET /v1/places and on the page of the place');
  await readStaffListing(aws, outputs, apiId);
  report('listing written, approved by a second person, and public');
  await importTimetable(aws, outputs);
  await pollOnce(aws);
  await readLiveRow(aws, apiId);
  report('another edition imported, the one before expired, the row live again');
}

async function main(): Promise<void> {
  const directory = fileURLToPath(new URL('../../.venv-ministack', import.meta.url));
  const python = await installEmulator(directory);
  report('emulator installed');
  const feeds = await serveFeeds();
  const emulator = await startEmulator(python, region);
  report(`emulator listens on ${emulator.endpoint}`);
  try {
    await walkThrough(emulator, feeds.url);
  } catch (error) {
    console.error(`The emulator's last lines:\n${emulator.log().slice(-6000)}`);
    throw error;
  } finally {
    await emulator.stop();
    await feeds.stop();
  }
  report('everything stopped');
  console.log(
    `deployed to the emulator and read a live board in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
}

try {
  await main();
} catch (error) {
  if (error instanceof EmulatorUnavailable) {
    console.error(`skipped: ${error.message}`);
    process.exitCode = unavailableExitCode;
  } else {
    console.error(error);
    process.exitCode = 1;
  }
}
