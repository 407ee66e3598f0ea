import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { daysToServiceDate, serviceDateToDays, serviceDayStart } from '#shared/domain/transit/service-day.ts';
import { writeGtfsFolder } from '#test/builders/gtfs.ts';
import { reportsAt, simulateDay, simulatedMessage } from '#test/simulation/simulated-day.ts';
import {
  type NetworkPlan,
  simulatedGtfs,
  simulatedNetwork,
  simulatedTimeZone,
} from '#test/simulation/simulated-network.ts';
import type { RecordedFeed, TimedMessage } from './recorded-feeds.ts';

const DAY = serviceDateToDays('20260112');
const AT_SECONDS = 8 * 3600;
/** Nothing that is still on the road has started earlier. */
const LONGEST_SECONDS = 5400;
const POLL_SECONDS = 30;

export interface SimulatedTraffic {
  readonly feed: RecordedFeed;
  readonly messages: readonly TimedMessage[];
}

/** Messages half a minute apart, in which so many vehicles have each moved: in the middle of a simulated rush. */
export async function writeSimulatedTraffic(
  folder: string,
  id: string,
  vehicles: number,
  plan: NetworkPlan,
  count: number,
): Promise<SimulatedTraffic> {
  const network = simulatedNetwork(plan);
  const directory = await mkdtemp(join(folder, `${id}-`));
  const gtfs = writeGtfsFolder(join(directory, 'gtfs'), simulatedGtfs(network, daysToServiceDate(DAY)));
  const end = AT_SECONDS + count * POLL_SECONDS;
  const trips = network.trips.filter(
    ({ startSeconds }) => startSeconds > AT_SECONDS - LONGEST_SECONDS && startSeconds < end + 600,
  );
  const day = simulateDay({ ...network, trips }, DAY);
  const start = serviceDayStart(DAY, simulatedTimeZone) + AT_SECONDS;
  const messages: TimedMessage[] = [];
  for (let poll = 0; poll < count; poll++) {
    const now = start + poll * POLL_SECONDS;
    const path = join(directory, `message-${poll}.pb`);
    const sent = reportsAt(day, now);
    if (sent.length < vehicles) throw new Error(`${sent.length} vehicles are on the road, not ${vehicles}`);
    await writeFile(path, simulatedMessage(sent.slice(0, vehicles), now));
    messages.push({ path, now });
  }
  const at = new Date(start * 1000).toISOString();
  return { feed: { id, title: `${vehicles} vehicles`, gtfs, at, now: start }, messages };
}
