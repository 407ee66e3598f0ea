import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTransitReader } from '#shared/store/open-transit-reader.ts';
import { percentile } from '#test/bench/samples.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { readBack } from '#test/replay/replay-recording.ts';
import { type SimulatedPoll, type Simulation, startSimulation } from '#test/simulation/run-simulation.ts';
import { DayScore } from '#test/simulation/score-polls.ts';
import { bandsWorseThan } from '#test/simulation/score-simulation.ts';

/** Rule P3. */
const USABLE_SECONDS = 300;

/** Two towns' morning rush of one day, before the real poll, store and boards. */
describe('an hour and a half of simulated buses', () => {
  let store: LocalStore;
  let simulation: Simulation;
  let score: DayScore;
  /** Rows of boards further down the road, of vehicles that are heard of, and that are not any more. */
  const rows = { heard: [] as string[], lost: [] as string[] };

  beforeAll(async () => {
    store = await openLocalStore();
    simulation = await startSimulation(store, {
      network: { towns: 2, headwayMinutes: 15, fromHour: 7, toHour: 9 },
      days: ['20260112'],
      hours: [[7.5, 9]],
      pollSeconds: 30,
    });
    const { lookup, network, polls } = simulation;
    let now = 0;
    const reader = openTransitReader({ ...store, network, headMaxAgeMilliseconds: 0 });
    for await (const poll of polls) {
      now = poll.now;
      score ??= new DayScore(lookup, poll.day.runs);
      score.notePoll(poll);
      await noteRows(poll, reader);
      if (now % 120 !== 0) continue;
      score.scoreTold(poll, (await readBack(store, lookup.index.version)).told.values());
    }
  });

  async function noteRows(
    { now, day }: SimulatedPoll,
    reader: ReturnType<typeof openTransitReader>,
  ): Promise<void> {
    for (const { run, reports, lost } of day.vehicles) {
      const last = reports.findLast(({ at }) => lost && at < lost.from);
      if (!lost || !last || last.jumped || now >= lost.until || now < (run.departures[0] ?? 0)) continue;
      const age = now - last.at;
      if (age > 600 || age < -600) continue;
      const kind = age > USABLE_SECONDS ? 'lost' : age < -60 ? 'heard' : undefined;
      // A row without a time of its own leaves the board by the timetable's.
      const call = run.departures.findIndex(
        (at, i) => Math.min(at, run.scheduledDepartures[i] ?? 0) > Math.max(now, last.at) + 60,
      );
      const stop = run.trip.line.stops[call];
      if (!kind || !stop || call === run.departures.length - 1) continue;
      const board = await reader.board(stop.stopId, { now, limit: 200, horizonMinutes: 120 });
      const row = board?.departures.find(({ tripId }) => tripId === run.trip.tripId);
      if (row) rows[kind].push(row.status);
    }
  }

  afterAll(() => store?.stop());

  it('has its vehicles found on their runs, however these are named', () => {
    expect(score.reported).toBeGreaterThan(3000);
    expect(score.matched / score.reported).toBeGreaterThan(0.97);
  });

  it('sees when buses leave, to within seconds', () => {
    const off = score.departureErrors.map(Math.abs);
    expect(off.length).toBeGreaterThan(800);
    expect(percentile(off, 0.5)).toBeLessThan(15);
    expect(percentile(off, 0.95)).toBeLessThan(45);
  });

  it('tells a time for nearly every departure ahead of a bus on its way', () => {
    expect(score.coverage.ahead).toBeGreaterThan(2000);
    expect(score.coverage.told / score.coverage.ahead).toBeGreaterThan(0.95);
  });

  it('is right more often than a constant delay, at every distance, on its very first day', () => {
    const bands = score.table.scored('the product').filter(({ samples }) => samples >= 100);
    expect(bands.length).toBeGreaterThan(6);
    expect(bandsWorseThan(score, 'constant delay')).toEqual([]);
    expect(bandsWorseThan(score, 'timetable only')).toEqual([]);
  });

  it('tells no time by a vehicle that has not been heard of for five minutes', () => {
    expect(rows.heard.filter((status) => status === 'live').length).toBeGreaterThan(20);
    expect(rows.lost.length).toBeGreaterThan(5);
    expect(rows.lost.filter((status) => status === 'live')).toEqual([]);
  });

  it('sees and tells nothing of buses that never came', () => {
    expect(score.ghosts).toEqual({ passages: 0, told: 0 });
  });
});
