import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresBetween } from '#infra/local/demo/network/geometry.ts';
import { serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import { reportsAt, simulateDay, simulatedMessage } from './simulated-day.ts';
import { simulatedNetwork } from './simulated-network.ts';
import { rushAt } from './simulated-roads.ts';
import { placeAt } from './simulated-run.ts';
import { MOST_NOISE_METRES } from './vehicle-reports.ts';

const network = simulatedNetwork({ towns: 2, headwayMinutes: 20, fromHour: 7, toHour: 11 });
const monday = serviceDateToDays('20260112');
const day = simulateDay(network, monday);
const anyVehicle = fc.constantFrom(...day.vehicles);

describe('a simulated day', () => {
  it('is the same every time, and another on another day', () => {
    expect(simulateDay(network, monday)).toEqual(day);
    const tuesday = simulateDay(network, monday + 1);
    expect(tuesday.runs.map(({ departures }) => departures.map((at) => at - 86_400))).not.toEqual(
      day.runs.map(({ departures }) => departures),
    );
  });

  it('has buses come before they leave, and go forward', () => {
    for (const { arrivals, departures } of day.runs) {
      departures.forEach((departed, i) => {
        expect(departed).toBeGreaterThanOrEqual(arrivals[i] ?? 0);
        if (i > 0) expect(arrivals[i]).toBeGreaterThan(departures[i - 1] ?? 0);
      });
    }
  });

  it('has nobody leave the first stop early, nor a timing point by more than half a minute', () => {
    for (const { trip, departures, scheduledDepartures } of day.runs) {
      expect(departures[0]).toBeGreaterThanOrEqual(scheduledDepartures[0] ?? 0);
      trip.line.times.timepoints.slice(0, -1).forEach((isTimepoint, i) => {
        if (isTimepoint) expect(departures[i]).toBeGreaterThan((scheduledDepartures[i] ?? 0) - 30);
      });
    }
  });

  it('is slower in the rush than the timetable knows', () => {
    const late = (isRush: boolean) => {
      const legs = day.runs.flatMap(({ scheduledDepartures, departures, arrivals, trip }) =>
        departures.slice(1).flatMap((_, i) => {
          const secondsOfDay = trip.startSeconds + (trip.line.times.departures[i] ?? 0);
          if (rushAt(secondsOfDay) > 0.6 !== isRush) return [];
          const planned = (scheduledDepartures[i + 1] ?? 0) - (scheduledDepartures[i] ?? 0);
          return [(arrivals[i + 1] ?? 0) - (departures[i] ?? 0) - planned];
        }),
      );
      return legs.reduce((sum, seconds) => sum + seconds, 0) / legs.length;
    };
    expect(late(true)).toBeGreaterThan(late(false) + 10);
  });

  it('has every report where the bus was, within the noise of its receiver, but for its rare jumps', () => {
    let [jumps, all] = [0, 0];
    for (const { run, reports } of day.vehicles) {
      for (const report of reports) {
        all++;
        const metres = metresBetween(report, placeAt(run, report.at));
        if (report.jumped) jumps++;
        else expect(metres).toBeLessThanOrEqual(MOST_NOISE_METRES * 1.001);
      }
    }
    expect(jumps / all).toBeGreaterThan(0.002);
    expect(jumps / all).toBeLessThan(0.03);
  });

  it('has buses at a stop between coming and leaving, and on the road in between', () => {
    fc.assert(
      fc.property(anyVehicle, fc.nat(), ({ run }, n) => {
        const i = n % (run.departures.length - 1);
        const { stops, times } = run.trip.line;
        const stop = stops[i] ?? { lat: 0, lon: 0 };
        const left = run.departures[i] ?? 0;
        expect(metresBetween(placeAt(run, left - 0.5), stop)).toBeLessThan(2);
        const halfway = placeAt(run, (left + (run.arrivals[i + 1] ?? 0)) / 2);
        expect(halfway.along).toBeGreaterThan(times.distances[i] ?? 0);
        expect(halfway.along).toBeLessThan(times.distances[i + 1] ?? 0);
      }),
    );
  });

  it('loses some vehicles for minutes, some for good, and names runs in every way that feeds do', () => {
    const lost = day.vehicles.flatMap((vehicle) =>
      vehicle.lost ? [{ ...vehicle, lost: vehicle.lost }] : [],
    );
    expect(lost.some(({ lost: { until } }) => until === Number.POSITIVE_INFINITY)).toBe(true);
    expect(lost.some(({ lost: { until } }) => until < Number.POSITIVE_INFINITY)).toBe(true);
    for (const { lost: gap, reports } of lost)
      expect(reports.filter(({ at }) => at >= gap.from && at < gap.until)).toEqual([]);
    expect(new Set(day.vehicles.map(({ identification }) => identification)).size).toBe(3);
    expect(day.runs.some(({ ran }) => !ran)).toBe(true);
  });

  it('sends nothing that has not come in yet, and bytes that are the same every time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * 3600 }), (seconds) => {
        const now = monday * 86_400 + 7 * 3600 + seconds;
        const sent = reportsAt(day, now);
        for (const { report } of sent) expect(report.arrives).toBeLessThanOrEqual(now);
        expect(simulatedMessage(sent, now)).toEqual(simulatedMessage(reportsAt(day, now), now));
      }),
      { numRuns: 30 },
    );
  });
});
