import { AccuracyTable } from '#shared/domain/prediction/accuracy.ts';
import type { Passage } from '#shared/domain/prediction/follow-vehicle.ts';
import { scheduledAt } from '#shared/domain/prediction/run-schedule.ts';
import type { LiveTrip } from '#shared/domain/transit/live-snapshot.ts';
import { daysToServiceDate, type EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import type { Model } from '#test/replay/compare-models.ts';
import type { SimulatedPoll } from './run-simulation.ts';
import type { SentReport } from './simulated-day.ts';
import { placeAt, type SimulatedRun } from './simulated-run.ts';

/** Why a report is of no run; other reasons are of reports that came too late, or twice. */
const WITHOUT_RUN = new Set([
  'trip-ambiguous',
  'trip-not-identified',
  'vehicle-without-trip',
  'trip-not-in-timetable',
]);

/** What a day's polls told, and what the tracker saw, held against what really happened. */
export class DayScore {
  /** By model. */
  readonly table = new AccuracyTable();
  /** Seconds by which the tracker's departures and arrivals are later than the true ones. */
  readonly departureErrors: number[] = [];
  readonly arrivalErrors: number[] = [];
  /** Passages of, and times told of, runs that never ran. */
  readonly ghosts = { passages: 0, told: 0 };
  /** Departures ahead within half an hour of vehicles that are on their way and reporting, and those with a time. */
  readonly coverage = { ahead: 0, told: 0 };
  /** Reports, and those of them that were found to be of a run. */
  reported = 0;
  matched = 0;

  private readonly lookup: TripLookup;
  /** By trip_id and start date. */
  private readonly truth = new Map<string, SimulatedRun>();

  constructor(lookup: TripLookup, runs: readonly SimulatedRun[]) {
    this.lookup = lookup;
    for (const run of runs) this.truth.set(run.key, run);
  }

  notePoll({ source, passages }: SimulatedPoll): void {
    this.reported += source.entities.vehicles;
    this.matched += source.entities.vehicles;
    for (const { reason, count } of source.discarded) if (WITHOUT_RUN.has(reason)) this.matched -= count;
    for (const { run, passage } of passages) {
      const truth = this.truthOf(run.number, run.day);
      if (!truth?.ran) this.ghosts.passages++;
      else this.notePassage(truth, passage);
    }
  }

  private notePassage(
    { departures, arrivals }: SimulatedRun,
    { callIndex, departed, arrived }: Passage,
  ): void {
    this.departureErrors.push(departed - (departures[callIndex] ?? 0));
    if (callIndex > 0) this.arrivalErrors.push(arrived - (arrivals[callIndex] ?? 0));
  }

  /** Every time that is told of a departure still to come; the last call has none. */
  scoreTold({ now, sent }: SimulatedPoll, told: Iterable<LiveTrip>): void {
    const newest = newestReports(sent);
    const calls = new Map<string, ReadonlyMap<number, number>>();
    for (const trip of told) {
      const { tripId } = this.lookup.trip(trip.trip);
      const truth = this.truth.get(`${tripId} ${trip.serviceDate}`);
      const times = timesOf(trip);
      if (!truth?.ran) {
        this.ghosts.told += times.size;
        continue;
      }
      calls.set(truth.key, times);
    }
    for (const [key, { vehicle, report }] of newest) {
      const { run } = vehicle;
      const constant = constantDelay(run, report.at);
      const isUnderWay = report.at > (run.departures[0] ?? 0) && now - report.at <= 90;
      const times = calls.get(key);
      run.departures.slice(0, -1).forEach((departs, call) => {
        const ahead = departs - now;
        const scheduled = run.scheduledDepartures[call] ?? 0;
        if (ahead <= 0) return;
        const delay = times?.get(call);
        if (isUnderWay && ahead < 1800) {
          this.coverage.ahead++;
          if (delay !== undefined) this.coverage.told++;
        }
        if (delay === undefined) return;
        const add = (model: Model, expected: EpochSeconds) =>
          this.table.add(model, ahead, departs - expected);
        add('timetable only', scheduled);
        add('constant delay', scheduled + constant);
        add('the product', scheduled + delay);
      });
    }
  }

  private truthOf(number: number, day: number): SimulatedRun | undefined {
    return this.truth.get(`${this.lookup.trip(number).tripId} ${daysToServiceDate(day)}`);
  }
}

function newestReports(sent: readonly SentReport[]): Map<string, SentReport> {
  const newest = new Map<string, SentReport>();
  for (const one of sent) {
    const { key } = one.vehicle.run;
    if (one.report.at > (newest.get(key)?.report.at ?? 0)) newest.set(key, one);
  }
  return newest;
}

const timesOf = ({ calls }: LiveTrip) =>
  new Map(
    calls.flatMap(({ callIndex, state, delaySeconds }) =>
      state === 'live' && delaySeconds !== undefined ? [[callIndex, delaySeconds] as const] : [],
    ),
  );

/** Seconds, as whoever knew the bus's true place at its newest report would reckon it; who waits to start is on time. */
function constantDelay(run: SimulatedRun, at: EpochSeconds): number {
  const { times } = run.trip.line;
  const start = (run.scheduledDepartures[0] ?? 0) - (times.departures[0] ?? 0);
  const { along } = placeAt(run, at);
  if (along <= 0 && at <= (run.scheduledDepartures[0] ?? 0)) return 0;
  const schedule = {
    arrivals: times.arrivals.map((offset) => start + offset),
    departures: run.scheduledDepartures,
  };
  return at - scheduledAt(along, { calls: times.distances }, schedule);
}
