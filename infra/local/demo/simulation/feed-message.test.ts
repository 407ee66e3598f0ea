import * as fc from 'fast-check';
import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { describe, expect, it } from 'vitest';
import { demoTrips } from '../network/demo-trips.ts';
import { busStation, naptanStops } from '../network/naptan-stops.ts';
import { skippedStop } from './demo-alerts.ts';
import { type DemoFeedName, demoFeedMessage } from './feed-message.ts';

const { transit_realtime: realtime } = GtfsRealtimeBindings;
const TripRelationship = realtime.TripDescriptor.ScheduleRelationship;
const StopRelationship = realtime.TripUpdate.StopTimeUpdate.ScheduleRelationship;
const Wheelchair = realtime.VehicleDescriptor.WheelchairAccessible;

const read = (name: DemoFeedName, now: number) => realtime.FeedMessage.decode(demoFeedMessage(name, now));

const instants = fc.integer({
  min: Date.UTC(2026, 2, 1) / 1000,
  max: Date.UTC(2027, 2, 1) / 1000,
});

const timetabled = new Set(demoTrips.map((trip) => trip.tripId));

describe('the demo feeds', () => {
  it('are full datasets of version 2.0 dated now, with unique entity ids', async () => {
    await fc.assert(
      fc.property(
        instants,
        fc.constantFrom<DemoFeedName>('trip-updates', 'vehicle-positions', 'alerts'),
        (now, name) => {
          const { header, entity } = read(name, now);
          expect(header.gtfsRealtimeVersion).toBe('2.0');
          expect(header.incrementality).toBe(realtime.FeedHeader.Incrementality.FULL_DATASET);
          expect(Number(header.timestamp)).toBe(now);
          expect(entity.length).toBeGreaterThan(0);
          expect(new Set(entity.map(({ id }) => id)).size).toBe(entity.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('predict a bus within the hour at the stops that are shown first, at any hour of any day', async () => {
    await fc.assert(
      fc.property(instants, fc.constantFrom(busStation, skippedStop), (now, shown) => {
        const poles = naptanStops.filter(
          (stop) => stop.atcoCode === shown || (shown === busStation && stop.indicator.startsWith('Stance ')),
        );
        const ids = new Set(poles.map(({ atcoCode }) => atcoCode));
        const coming = read('trip-updates', now).entity.flatMap(({ tripUpdate }) =>
          (tripUpdate?.stopTimeUpdate ?? []).slice(0, -1).filter(({ stopId, departure }) => {
            const ahead = Number(departure?.time ?? 0) - now;
            return ids.has(stopId ?? '') && ahead >= 0 && ahead <= 3600;
          }),
        );
        expect(coming).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('say the same for the same instant', () => {
    const now = Date.UTC(2026, 4, 12, 8) / 1000;
    expect(demoFeedMessage('trip-updates', now)).toEqual(demoFeedMessage('trip-updates', now));
  });

  it('list each trip instance once, its calls in order and its times never backwards', async () => {
    await fc.assert(
      fc.property(instants, (now) => {
        const { entity } = read('trip-updates', now);
        const keys = entity.map(({ tripUpdate }) => {
          const { tripId, startDate, startTime } = tripUpdate?.trip ?? {};
          return `${tripId} ${startDate} ${startTime}`;
        });
        expect(new Set(keys).size).toBe(keys.length);
        for (const { tripUpdate } of entity) {
          let sequence = 0;
          let time = 0;
          for (const call of tripUpdate?.stopTimeUpdate ?? []) {
            expect(call.stopSequence).toBeGreaterThan(sequence);
            sequence = call.stopSequence ?? 0;
            for (const event of [call.arrival, call.departure]) {
              if (!event) continue;
              expect(Number(event.time)).toBeGreaterThanOrEqual(time);
              time = Number(event.time);
            }
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('know every scheduled trip from the timetable, and no extra one', async () => {
    await fc.assert(
      fc.property(instants, (now) => {
        for (const { tripUpdate } of read('trip-updates', now).entity) {
          const extra = tripUpdate?.trip.scheduleRelationship === TripRelationship.ADDED;
          expect(timetabled.has(tripUpdate?.trip.tripId ?? '')).toBe(!extra);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('have a bus of line 21 by day that says nothing, while others of its line are seen', () => {
    const day = Array.from({ length: 10 }, (_, i) => Date.UTC(2026, 4, 12, 7 + i) / 1000);
    const silent = demoTrips.filter(({ story }) => story === 'silent').map(({ tripId }) => tripId);
    expect(silent.length).toBeGreaterThan(5);
    for (const now of day) {
      const spokenOf = [
        ...read('trip-updates', now).entity.map(({ tripUpdate }) => tripUpdate?.trip),
        ...read('vehicle-positions', now).entity.map(({ vehicle }) => vehicle?.trip),
      ];
      expect(spokenOf.filter((trip) => silent.includes(trip?.tripId ?? ''))).toEqual([]);
      expect(spokenOf.some((trip) => trip?.routeId === '21')).toBe(true);
    }
  });

  it('never have one vehicle in two places', async () => {
    await fc.assert(
      fc.property(instants, (now) => {
        const ids = read('vehicle-positions', now).entity.map(({ vehicle }) => vehicle?.vehicle?.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 30 },
    );
  });

  it('show at any hour of any day what a board has to cope with', async () => {
    const everyHour = fc.integer({ min: 0, max: 24 * 365 }).map((h) => Date.UTC(2026, 2, 1, h) / 1000);
    await fc.assert(
      fc.property(everyHour, fc.integer({ min: 0, max: 3599 }), (hour, second) => {
        const now = hour + second;
        const updates = read('trip-updates', now).entity.map(({ tripUpdate }) => tripUpdate);
        const vehicles = read('vehicle-positions', now).entity.map(({ vehicle }) => vehicle);
        const trips = new Set(updates.map((update) => update?.trip.tripId));
        const relationships = new Set(updates.map((update) => update?.trip.scheduleRelationship));
        const calls = updates.flatMap((update) => update?.stopTimeUpdate ?? []);

        expect(relationships).toContain(TripRelationship.CANCELED);
        expect(relationships).toContain(TripRelationship.ADDED);
        expect(relationships).toContain(TripRelationship.UNSCHEDULED);
        expect(calls.some((call) => call.scheduleRelationship === StopRelationship.SKIPPED)).toBe(true);
        expect(vehicles.some((vehicle) => !trips.has(vehicle?.trip?.tripId))).toBe(true);
        expect(vehicles.some((vehicle) => Object.hasOwn(vehicle ?? {}, 'occupancyStatus'))).toBe(true);
        expect(
          vehicles.some(
            (vehicle) => vehicle?.vehicle?.wheelchairAccessible === Wheelchair.WHEELCHAIR_ACCESSIBLE,
          ),
        ).toBe(true);
        const alerts = read('alerts', now).entity.map(({ alert }) => alert);
        expect(alerts.some((alert) => alert?.informedEntity?.some(({ stopId }) => stopId))).toBe(true);
        expect(alerts.some((alert) => alert?.informedEntity?.some(({ routeId }) => routeId))).toBe(true);
        for (const alert of alerts) {
          expect(Number(alert?.activePeriod?.[0]?.start)).toBeLessThanOrEqual(now);
          expect(Number(alert?.activePeriod?.[0]?.end)).toBeGreaterThan(now);
        }
      }),
      { numRuns: 100 },
    );
  });
});
