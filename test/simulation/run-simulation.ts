import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '#functions/runtime/logger.ts';
import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createPoller } from '#functions/transit/poll-realtime/poll-network.ts';
import type { Network } from '#shared/contracts/network.ts';
import type { RunPassage } from '#shared/domain/prediction/kept-tracks.ts';
import {
  type EpochSeconds,
  type ServiceDate,
  serviceDateToDays,
  serviceDayStart,
} from '#shared/domain/transit/service-day.ts';
import type { SourceState } from '#shared/domain/transit/source-state.ts';
import { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { loadHeads } from '#shared/store/live-store.ts';
import { loadTripIndex } from '#shared/store/timetable-store.ts';
import { writeGtfsFolder } from '#test/builders/gtfs.ts';
import type { LocalStore } from '#test/builders/local-store.ts';
import { FEED } from '#test/replay/replay-recording.ts';
import {
  reportsAt,
  type SentReport,
  type SimulatedDay,
  simulateDay,
  simulatedMessage,
} from './simulated-day.ts';
import { type NetworkPlan, simulatedGtfs, simulatedNetwork, simulatedTimeZone } from './simulated-network.ts';

export interface SimulationPlan {
  readonly network: NetworkPlan;
  readonly days: readonly ServiceDate[];
  /** Hours of each day in which is polled: from, to. */
  readonly hours: readonly (readonly [number, number])[];
  readonly pollSeconds: number;
}

export interface SimulatedPoll {
  readonly date: ServiceDate;
  readonly day: SimulatedDay;
  readonly now: EpochSeconds;
  readonly sent: readonly SentReport[];
  readonly source: SourceState;
  readonly passages: readonly RunPassage[];
}

export interface Simulation {
  readonly network: Network;
  readonly lookup: TripLookup;
  /** Polls as they are asked for; the store then holds what the poll has left. */
  readonly polls: AsyncGenerator<SimulatedPoll>;
}

/** Simulated days before the real poll and store, on a clock that the polls move. */
export async function startSimulation(store: LocalStore, plan: SimulationPlan): Promise<Simulation> {
  const simulated = simulatedNetwork(plan.network);
  const [firstDate = ''] = plan.days;
  const folder = await mkdtemp(join(tmpdir(), 'simulation-'));
  const gtfs = writeGtfsFolder(join(folder, 'gtfs'), simulatedGtfs(simulated, firstDate));
  const feed = { id: FEED, url: gtfs };
  let now = serviceDayStart(serviceDateToDays(firstDate), simulatedTimeZone);
  const clock = { now: () => now };
  await importTimetable({ ...store, feed, clock });
  const { timetable } = await loadHeads(store, FEED);
  const index = await loadTripIndex(store, FEED, timetable?.version ?? '');
  if (!index) throw new Error('the simulated timetable has not been stored');
  const message = join(folder, 'vehicles.pb');
  const network: Network = {
    feeds: [feed],
    sources: [{ id: 'vehicles', url: message, kinds: ['vehicle-positions'], headers: {} }],
  };
  let passages: readonly RunPassage[] = [];
  const poll = createPoller({
    store,
    network,
    clock,
    logger: createLogger('simulation', () => undefined),
    requestOf: async ({ url }) => ({ url, headers: {} }),
    onPassages: (_, passed) => {
      passages = passed;
    },
  });
  async function* polls(): AsyncGenerator<SimulatedPoll> {
    try {
      yield* pollsOfDays();
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  async function* pollsOfDays(): AsyncGenerator<SimulatedPoll> {
    for (const date of plan.days) {
      const day = simulateDay(simulated, serviceDateToDays(date));
      const midnight = serviceDayStart(serviceDateToDays(date), simulatedTimeZone);
      for (const [from, to] of plan.hours) {
        for (now = midnight + from * 3600; now < midnight + to * 3600; now += plan.pollSeconds) {
          const sent = reportsAt(day, now);
          await writeFile(message, simulatedMessage(sent, now));
          passages = [];
          const [source] = (await poll()).sources;
          if (!source || source.lastError) throw new Error(`the poll failed: ${source?.lastError?.message}`);
          yield { date, day, now, sent, source, passages };
        }
      }
    }
  }
  return { network, lookup: new TripLookup(index), polls: polls() };
}
