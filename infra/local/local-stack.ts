import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stop as stopEsbuild } from 'esbuild';
import { buildAssets } from '#displays/build-assets.ts';
import type { Network } from '#shared/contracts/network.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import { httpRoutes } from '#shared/contracts/routes.ts';
import type { Clock } from '#shared/platform/clock.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { folderImageStore } from '#shared/store/folder-image-store.ts';
import { forgetDeadImports } from './dead-imports.ts';
import { demoTimeZone } from './demo/network/demo-calendar.ts';
import { paintPictures } from './demo/pictures/paint-pictures.ts';
import { type DemoServer, startDemoServer } from './demo/simulation/demo-server.ts';
import { createTables, localDynamoDbClient, startEmbeddedDynamoDb } from './embedded-dynamodb.ts';
import { checkFirstPoll } from './first-poll.ts';
import { applyClockOffset, applyFunctionEnvironment } from './function-environment.ts';
import { gatewayListener } from './gateway/gateway.ts';
import { startHttpFront } from './http-front.ts';
import { IDENTITY_PATH, localClientId, localIdentityProvider } from './identity/identity-provider.ts';
import { type FunctionEntry, localFunctions } from './local-functions.ts';
import { feedsOf, sourcesOf } from './options/local-network.ts';
import type { StartOptions } from './options/start-options.ts';
import { everySeconds } from './poll-timer.ts';
import type { Shutdown } from './shutdown.ts';

const daySeconds = 86_400;
const hourSeconds = 3_600;
const minuteSeconds = 60;

/** What an SQS event source hands to the poll function; the message says no more than "now". */
const pollEvent = () => ({ Records: [{ messageId: randomUUID(), body: '{}' }] });

async function startEngine(options: StartOptions, shutdown: Shutdown, directory: string): Promise<string> {
  if (options.dynamoDbEndpoint !== undefined) return options.dynamoDbEndpoint;
  const data = options.dataDirectory === undefined ? undefined : resolve(directory, options.dataDirectory);
  if (data !== undefined) {
    await mkdir(data, { recursive: true }).catch((error: Error) => {
      throw new DomainError('invalid-input', `--data: ${data} cannot be used as a folder: ${error.message}`);
    });
  }
  const engine = await startEmbeddedDynamoDb(data);
  await shutdown.add(() => engine.stop());
  return engine.endpoint;
}

async function prepareTables(options: StartOptions, endpoint: string, { feeds }: Network): Promise<void> {
  const client = localDynamoDbClient(endpoint);
  try {
    await createTables(client);
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new DomainError('unavailable', `no DynamoDB engine answers at ${endpoint}: ${reason}`);
  }
  if (options.dataDirectory === undefined) return;
  await forgetDeadImports(
    client,
    feeds.map(({ id }) => id),
  );
}

async function temporaryDirectory(shutdown: Shutdown): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'digital-welcome-'));
  await shutdown.add(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function prepareAssets(shutdown: Shutdown): Promise<string> {
  const directory = await temporaryDirectory(shutdown);
  await buildAssets(directory);
  await stopEsbuild();
  return directory;
}

/** Pictures stay where the data stays. */
const imagesDirectory = async (options: StartOptions, shutdown: Shutdown, directory: string) =>
  options.dataDirectory === undefined
    ? temporaryDirectory(shutdown)
    : resolve(directory, options.dataDirectory, 'images');

async function startDemo(clock: Clock, shutdown: Shutdown): Promise<DemoServer> {
  const demo = await startDemoServer(clock);
  await shutdown.add(() => demo.stop());
  return demo;
}

function networkOf(options: StartOptions, directory: string, demo: DemoServer | undefined): Network {
  const feeds = feedsOf(options, directory);
  const sources = sourcesOf(options, directory);
  if (feeds.length > 0 || !demo) return { feeds, sources };
  const kinds = ['trip-updates', 'vehicle-positions', 'alerts'] as const;
  return {
    feeds: [{ id: 'demo', url: demo.timetableUrl }],
    // Sources that are given speak for the demo's timetable in place of the simulator.
    sources: sources.length
      ? sources
      : kinds.map((kind) => ({
          id: `demo-${kind}`,
          url: demo.realtimeUrls[kind],
          kinds: [kind],
          headers: {},
        })),
  };
}

function placesOf(demo: DemoServer | undefined): PlacesConfig {
  const name = 'Demo data (invented)';
  return {
    timeZone: demoTimeZone,
    publisher: { name, url: 'https://example.org/', email: 'data@example.org' },
    sources: demo ? [{ id: 'demo', name, url: demo.placesUrl, licence: 'OGL-UK-3.0', isOwn: true }] : [],
  };
}

/** Takes a second or two, for which nobody waits. */
async function paintBeside(
  images: string,
  shutdown: Shutdown,
  onFault: (error: unknown) => void,
): Promise<void> {
  const painted = paintPictures(folderImageStore(images), () => shutdown.begun).catch(onFault);
  // Nothing is written any more when the folder goes.
  await shutdown.add(() => painted);
}

export interface LocalStack {
  readonly origin: string;
  readonly isDemo: boolean;
}

/**
 * Everything on one machine: the functions of the cloud, in this process, on stand-ins for what surrounds them there.
 * Whatever is started is put into `shutdown` as soon as it exists. Throws DomainError for input that cannot be used.
 */
export async function startLocalStack(
  options: StartOptions,
  shutdown: Shutdown,
  { directory, onFault }: { readonly directory: string; readonly onFault: (error: unknown) => void },
): Promise<LocalStack> {
  const offset = () => (options.startInstant === undefined ? 0 : options.startInstant - Date.now());
  let offsetMilliseconds = offset();
  const clock: Clock = { now: () => Math.floor((Date.now() + offsetMilliseconds) / 1000) };
  const front = await startHttpFront(options.host, options.port);
  await shutdown.add(() => front.stop());
  const demo = options.demo ? await startDemo(clock, shutdown) : undefined;
  const network = networkOf(options, directory, demo);
  const images = await imagesDirectory(options, shutdown, directory);
  const [dynamoDbEndpoint, assetsDirectory] = await Promise.all([
    startEngine(options, shutdown, directory),
    prepareAssets(shutdown),
  ]);
  const { origin } = front;
  applyFunctionEnvironment({
    network,
    places: placesOf(demo),
    dynamoDbEndpoint,
    assetsDirectory,
    imagesDirectory: images,
    origin,
    oidc: { issuer: `${origin}${IDENTITY_PATH}`, clientId: localClientId, rolesClaim: 'roles' },
  });
  applyClockOffset(offsetMilliseconds);
  await prepareTables(options, dynamoDbEndpoint, network);

  const invoke = localFunctions();
  const run = (entry: FunctionEntry, event: unknown) => () => invoke(entry, event);
  for (const { id } of network.feeds) await invoke('transit/import-timetable', { feedId: id });
  await invoke('places/import-places', {});
  // The clock starts with the first poll: a captured feed does not age while a large timetable is taken in.
  offsetMilliseconds = offset();
  applyClockOffset(offsetMilliseconds);
  const began = clock.now();
  checkFirstPoll(await invoke('transit/poll-realtime', pollEvent()), began, clock.now());

  const identity = localIdentityProvider(origin);
  const gateway = gatewayListener(httpRoutes, invoke, onFault);
  front.open((request, response) =>
    request.url?.startsWith(`${IDENTITY_PATH}/`) ? identity(request, response) : gateway(request, response),
  );
  const timers = [
    everySeconds(options.pollSeconds, () => invoke('transit/poll-realtime', pollEvent()), onFault),
    everySeconds(daySeconds, run('transit/import-timetable', {}), onFault),
    everySeconds(hourSeconds, run('places/import-places', {}), onFault),
    everySeconds(minuteSeconds, run('staff/publish-due', {}), onFault),
  ];
  await shutdown.add(async () => {
    await Promise.all(timers.map((timer) => timer.stop()));
  });
  if (demo) await paintBeside(images, shutdown, onFault);
  return { origin: front.origin, isDemo: options.gtfs.length === 0 };
}
