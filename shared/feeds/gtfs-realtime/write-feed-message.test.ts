import fc from 'fast-check';
import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { describe, expect, it } from 'vitest';
import {
  arbitraryClosure,
  arbitraryUpdate,
  arbitraryVehicle,
  NETWORK,
  NOW,
  STOPS,
} from '#test/builders/arbitrary-updates.ts';
import { brokenRules } from '#test/builders/gtfs-realtime-rules.ts';
import { SERVICE_DATE, source } from '#test/builders/transit.ts';
import type { Board } from '../../domain/transit/board.ts';
import { prepareLive, prepareStop } from '../../domain/transit/board-sources.ts';
import { compileBoard } from '../../domain/transit/compile-board.ts';
import type { LiveSnapshot, LiveTrip } from '../../domain/transit/live-snapshot.ts';
import { resolveLive } from '../../domain/transit/resolve-live.ts';
import type { SourceMessage } from '../../domain/transit/source-message.ts';
import { decodeRealtimeMessage } from './decode-message.ts';
import { writeTripUpdates, writeVehiclePositions } from './write-feed-message.ts';

const { FeedMessage } = GtfsRealtimeBindings.transit_realtime;
const { index, lookup } = NETWORK;
const feedOf = (snapshot: LiveSnapshot) => ({ ...snapshot, index, writtenAt: NOW });

const arbitrarySnapshot = fc
  .record({
    tripUpdates: fc.uniqueArray(arbitraryUpdate, {
      maxLength: 4,
      selector: ({ trip, properties }) => `${trip.tripId}|${properties?.tripId}`,
    }),
    vehicles: fc.array(arbitraryVehicle, { maxLength: 2 }),
    closures: fc.array(arbitraryClosure, { maxLength: 1 }),
  })
  .map(({ closures, ...content }) => {
    const situations: SourceMessage = { ...source(NOW - 900, { closures }, 'sx'), kinds: ['alerts'] };
    return resolveLive([source(NOW, content), situations], lookup, NOW).snapshot;
  });

function readAgain(snapshot: LiveSnapshot): LiveSnapshot {
  const messages = [writeTripUpdates, writeVehiclePositions].map((write, i): SourceMessage => {
    const message = decodeRealtimeMessage(write(feedOf(snapshot), NOW));
    expect(message.discarded).toEqual({});
    return {
      id: `passed-on-${i}`,
      kinds: ['trip-updates', 'vehicle-positions'],
      feedTimestamp: message.timestamp ?? 0,
      message,
    };
  });
  return resolveLive(messages, lookup, NOW).snapshot;
}

/** What a row says of when and whether something leaves. */
const times = (board: Board) =>
  board.departures.map((row) => [
    row.tripId,
    row.serviceDate,
    row.startTime,
    row.scheduled,
    row.expected,
    row.status,
    row.headsign,
    row.pickupType,
    row.line,
    row.extra,
    row.headwaySeconds,
  ]);

const prepared = STOPS.map((stopId) => prepareStop(NETWORK.stop(stopId)));
const options = { now: NOW, limit: 50, horizonSeconds: 7200 };

function allBoards(snapshot: LiveSnapshot) {
  const live = prepareLive(snapshot);
  return prepared.map((stop) => times(compileBoard(stop, live, options)));
}

describe('whatever a feed says', () => {
  it('is passed on so that a reader makes the same boards of it', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        // Where a vehicle stands is passed on by the stop: not of one of which nothing else is said, nor which visit
        // of a trip that lists a stop twice.
        const cannotBeSaid = ({ vehicle, calls }: LiveTrip) => {
          const standing = calls.find((call) => call.standing);
          return (
            standing &&
            (!vehicle ||
              calls.filter(({ stopId }) => stopId !== undefined && stopId === standing.stopId).length > 1)
          );
        };
        fc.pre(!snapshot.trips.some(cannotBeSaid));
        expect(allBoards(readAgain(snapshot))).toEqual(allBoards(snapshot));
      }),
      { numRuns: 500 },
    );
  });

  it('is passed on by the rules of the specification', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        for (const write of [writeTripUpdates, writeVehiclePositions]) {
          const bytes = write(feedOf(snapshot), NOW);
          // What goes back in time was sent so; boards show it as it was sent, and so do we.
          const broken = brokenRules({ bytes, index, now: NOW }).filter((rule) => !rule.startsWith('E022'));
          expect(broken).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is predicted from a position', () => {
  const predicted: LiveTrip = {
    trip: 0,
    tripId: 't0',
    serviceDate: SERVICE_DATE,
    startSeconds: null,
    kind: 'update',
    // Leaves B at 10:06:00, the others five minutes apart; nothing is said of the last two.
    calls: [0, 1, 2, 3].map((callIndex) => ({ callIndex, state: 'live', delaySeconds: 60 })),
    route: null,
    directionId: 0,
    headsign: 'Stop F',
    headwaySeconds: null,
    wheelchair: null,
    vehicle: { id: 'v', label: null, lat: 56.39, lon: -3.43, asOf: NOW - 10 },
    occupancy: null,
    source: null,
    vehicleSource: 0,
  };
  const sources = [
    { id: 'rt', feedTimestamp: NOW - 5, tripUpdates: false, vehicles: true, alerts: false },
  ] as const;
  const updates = (now: number) =>
    decodeRealtimeMessage(writeTripUpdates({ sources, trips: [predicted], index, writtenAt: NOW }, now))
      .tripUpdates;

  function told(trip: LiveTrip) {
    const bytes = writeTripUpdates({ sources, trips: [trip], index, writtenAt: NOW }, NOW);
    const { entity } = FeedMessage.decode(bytes).toJSON();
    const { timestamp, stopTimeUpdate } = entity[0].tripUpdate;
    const said = stopTimeUpdate.map(
      ({ stopId, departure, scheduleRelationship }: Record<string, Record<string, unknown>>) => [
        stopId,
        departure?.uncertainty ?? scheduleRelationship,
      ],
    );
    return { timestamp, said };
  }

  it('is dated by the report, says how uncertain it is, and where it ends', () => {
    const { timestamp, said } = told(predicted);
    expect(timestamp).toBe(String(NOW - 10));
    expect(said).toEqual([
      ['A', 'SCHEDULED'], // it has left
      ['B', 105],
      ['C', 135],
      ['D', 180],
      ['E', 'NO_DATA'],
    ]);
  });

  it('is less certain of a run that has yet to begin, and its bus is nowhere on it (P6)', () => {
    const calls = predicted.calls.map((call) => ({ ...call, delaySeconds: 600 }));
    const vehicle = { id: 'v', label: null, lat: null, lon: null, asOf: NOW - 10 };
    const toCome: LiveTrip = { ...predicted, calls, vehicle };
    expect(told(toCome).said.map(([, uncertainty]: [string, unknown]) => uncertainty)).toEqual([
      240,
      240,
      300,
      300,
      'NO_DATA',
    ]);
    const positions = (trip: LiveTrip) =>
      decodeRealtimeMessage(writeVehiclePositions({ sources, trips: [trip], index, writtenAt: NOW }, NOW))
        .vehicles;
    expect(positions(predicted)).toHaveLength(1);
    expect(positions(toCome)).toEqual([]);
  });

  it('leaves five minutes after the report (P3)', () => {
    expect(updates(NOW + 290)).toHaveLength(1);
    expect(updates(NOW + 291)).toHaveLength(0);
  });
});
