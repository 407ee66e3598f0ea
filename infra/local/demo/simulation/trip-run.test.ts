import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresBetween } from '../network/geometry.ts';
import { naptanStop } from '../network/naptan-stops.ts';
import { trafficAt } from './demo-traffic.ts';
import { predict } from './prediction.ts';
import { placeOf } from './vehicle-place.ts';

/** A year that holds both changes of the clocks. */
const instants = fc.integer({
  min: Date.UTC(2026, 2, 1) / 1000,
  max: Date.UTC(2027, 2, 1) / 1000,
});
const moving = instants.chain((now) =>
  fc.record({ now: fc.constant(now), trip: fc.constantFrom(...trafficAt(now).moving) }),
);

describe('a simulated trip', () => {
  it('moves forward, never leaves its first stop or a timepoint early, and is seldom far from its timetable', async () => {
    await fc.assert(
      fc.property(moving, ({ trip: { instance, run } }) => {
        let before = 0;
        instance.stops.forEach((_, i) => {
          const arrival = run.arrivals[i] ?? 0;
          const departure = run.departures[i] ?? 0;
          expect(arrival).toBeGreaterThan(before);
          expect(departure).toBeGreaterThanOrEqual(arrival);
          const scheduled = instance.departures[i] ?? 0;
          if (instance.timepoints[i] && i < instance.stops.length - 1) {
            expect(departure).toBeGreaterThanOrEqual(scheduled);
          }
          expect(Math.abs(departure - scheduled)).toBeLessThan(15 * 60);
          before = departure;
        });
      }),
      { numRuns: 100 },
    );
  });

  it('has predictions that never run backwards, know the past exactly, and glide over time', async () => {
    await fc.assert(
      fc.property(moving, ({ now, trip: { instance, run } }) => {
        const calls = predict(instance, run, now);
        const later = predict(instance, run, now + 5);
        let before = 0;
        calls.forEach(({ arrival, departure }, i) => {
          expect(arrival).toBeGreaterThanOrEqual(before);
          expect(departure).toBeGreaterThanOrEqual(arrival);
          before = departure;
          const left = run.departures[i] ?? 0;
          if (left <= now) expect(departure).toBe(left);
          else expect(departure).toBeGreaterThanOrEqual(now);
          expect(Math.abs((later[i]?.departure ?? 0) - departure)).toBeLessThanOrEqual(40);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('is nearly right a minute ahead', async () => {
    await fc.assert(
      fc.property(moving, ({ now, trip: { instance, run } }) => {
        predict(instance, run, now).forEach(({ departure }, i) => {
          const actual = run.departures[i] ?? 0;
          if (actual > now && actual - now < 60) expect(Math.abs(departure - actual)).toBeLessThan(60);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('has its bus on the road between two stops that follow each other, moving at a bus’s speed', async () => {
    await fc.assert(
      fc.property(moving, ({ now, trip: { instance, run } }) => {
        const place = placeOf(instance, run, now);
        const next = naptanStop(instance.stops[place.callIndex] ?? '');
        const last = naptanStop(instance.stops[Math.max(0, place.callIndex - 1)] ?? '');
        const onTheWay = metresBetween(last, place) + metresBetween(place, next);
        expect(onTheWay - metresBetween(last, next)).toBeLessThan(2);
        if (place.status === 'STOPPED_AT') expect(metresBetween(place, next)).toBe(0);
        const moved = metresBetween(place, placeOf(instance, run, now + 1));
        expect(moved).toBeLessThan(30);
      }),
      { numRuns: 100 },
    );
  });
});
