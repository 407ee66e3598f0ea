import fc from 'fast-check';
import type {
  JourneyClosure,
  StopTimeUpdate,
  TripUpdate,
  VehiclePosition,
} from '#shared/domain/transit/realtime-message.ts';
import { serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import { line, Network, SERVICE_DATE, tripUpdate, vehiclePosition } from './transit.ts';

/** Whatever a feed may say of a small network: every relationship, calls that fit and calls that do not. */

export const STOPS = 'A B C D E F'.split(' ');

export const NETWORK = new Network({
  trips: [
    { id: 't0', calls: line('A B C D E F') },
    { id: 't1', route: '2', calls: line('F D B A', '10:03:00'), dates: [SERVICE_DATE, '20260611'] },
    { id: 't2', route: '3', calls: line('C A C E', '09:40:00', 9) },
    {
      id: 'every',
      route: '4',
      calls: line('B C D', '09:00:00'),
      frequencies: [{ startSeconds: 32_400, endSeconds: 43_200, headwaySeconds: 600, exactTimes: true }],
    },
    {
      id: 'about',
      route: '5',
      calls: line('D E F', '09:00:00'),
      frequencies: [{ startSeconds: 32_400, endSeconds: 43_200, headwaySeconds: 600, exactTimes: false }],
    },
  ],
  routes: { R: { operatorCode: 'PBUS' }, '2': { operatorCode: 'SCFI' } },
  areas: { A: 0, B: 0, C: 1, D: 1, E: 2, F: 2 },
});

export const NOW = NETWORK.at('10:02:00');

const START_SECONDS: Readonly<Record<string, number>> = { every: 36_000, about: 36_120 };

const event = (delay: number | undefined, time: number | undefined) =>
  delay === undefined && time === undefined ? undefined : { delay, time };

/** The times of a trip that brings its own calls go forward along them: its last call is its last in time. */
function inOrder<T extends { readonly stopSequence: number; readonly time: number | undefined }>(
  calls: T[],
): T[] {
  const times = calls.flatMap(({ time }) => time ?? []).sort((a, b) => a - b);
  return calls
    .toSorted((a, b) => a.stopSequence - b.stopSequence)
    .map((call) => (call.time === undefined ? call : { ...call, time: times.shift() }));
}

export const arbitraryUpdate: fc.Arbitrary<TripUpdate> = fc
  .record({
    trip: fc.constantFrom('t0', 't1', 't2', 'every', 'about'),
    relationship: fc.constantFrom(
      'SCHEDULED',
      'SCHEDULED',
      'SCHEDULED',
      'CANCELED',
      'ADDED',
      'REPLACEMENT',
      'DELETED',
      'DUPLICATED' as const,
    ),
    calls: fc.array(
      fc.record({
        stopSequence: fc.integer({ min: 1, max: 6 }),
        stopId: fc.option(fc.constantFrom(...STOPS), { nil: undefined }),
        delay: fc.option(fc.integer({ min: -300, max: 4000 }), { nil: undefined }),
        time: fc.option(fc.integer({ min: NOW - 600, max: NOW + 4000 }), { nil: undefined }),
        relationship: fc.constantFrom('SCHEDULED', 'SCHEDULED', 'SKIPPED', 'NO_DATA' as const),
        assignedStopId: fc.option(fc.constantFrom(...STOPS), { nil: undefined, freq: 6 }),
        occupancy: fc.constantFrom(undefined, null, 'FULL' as const),
        headsign: fc.constantFrom(undefined, undefined, 'Elsewhere'),
        pickupType: fc.constantFrom(undefined, undefined, 1 as const, 2 as const),
      }),
      { maxLength: 6 },
    ),
    delay: fc.constantFrom(undefined, undefined, 120),
    headsign: fc.constantFrom(undefined, undefined, 'Somewhere'),
    vehicle: fc.constantFrom(undefined, { id: 'v1' }, { wheelchair: 'no' as const }),
  })
  .map(({ trip, relationship, calls, delay, headsign, vehicle }) => {
    const bringsCalls = relationship === 'ADDED' || relationship === 'REPLACEMENT';
    const isCopy = relationship === 'DUPLICATED' || relationship === 'ADDED';
    return tripUpdate(
      {
        tripId: relationship === 'ADDED' ? `extra-${trip}` : trip,
        routeId:
          NETWORK.index.routes[NETWORK.index.trips[NETWORK.lookup.tripNumber(trip) ?? 0]?.route ?? 0]
            ?.routeId,
        relationship,
        ...(trip in START_SECONDS && !isCopy && { startSeconds: START_SECONDS[trip] }),
      },
      (bringsCalls ? inOrder(calls) : calls).map(
        ({ delay: late, time, occupancy, headsign: stopHeadsign, ...call }): Partial<StopTimeUpdate> => ({
          ...call,
          departure: event(late, time),
          departureOccupancy: occupancy,
          stopHeadsign,
        }),
      ),
      {
        delay,
        vehicle,
        properties: {
          headsign,
          ...(relationship === 'DUPLICATED' && {
            tripId: `copy-${trip}`,
            startDate: SERVICE_DATE,
            startSeconds: 36_300,
          }),
        },
      },
    );
  });

/** A situation that calls one of the trips off. */
export const arbitraryClosure: fc.Arbitrary<JourneyClosure> = fc.constantFrom(0, 1, 2).map((number) => {
  const trip = NETWORK.lookup.trip(number);
  const { pattern, origin } = NETWORK.lookup.instance(trip, serviceDateToDays(SERVICE_DATE), null);
  return {
    situationId: `off ${number}`,
    journey: {
      lineNames: [NETWORK.lookup.routeOf(trip)?.line ?? ''],
      originRef: NETWORK.lookup.stopIdAt(pattern, 0),
      destinationRef: NETWORK.lookup.stopIdAt(pattern, pattern.stops.length - 1),
      originDeparture: origin,
    },
    skipped: undefined,
    periods: [],
    publishedFrom: null,
  };
});

/** A vehicle on one of the trips, or on one that an update brings. */
export const arbitraryVehicle: fc.Arbitrary<VehiclePosition> = fc
  .record({
    tripId: fc.constantFrom('t0', 't1', 't2', 'extra-t0', 'copy-t1', 'about'),
    vehicle: fc.constantFrom(undefined, { id: 'v' }, { id: 'v', label: 'v' }, { label: 'x' }),
    position: fc.constantFrom(undefined, { lat: 56.39512, lon: -3.43101 }, { lat: 56.4, lon: -3 }),
    timestamp: fc.constantFrom(undefined, NOW - 20, NOW - 3),
    occupancy: fc.constantFrom(undefined, null, 'FULL' as const),
    currentStopSequence: fc.constantFrom(undefined, 2),
  })
  .map(({ tripId, ...more }) =>
    vehiclePosition(
      { tripId, ...(tripId in START_SECONDS && { startSeconds: START_SECONDS[tripId] }) },
      { ...more, status: 'STOPPED_AT' },
    ),
  );
