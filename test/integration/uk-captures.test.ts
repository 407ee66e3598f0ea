import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runOfJourney } from '#shared/domain/prediction/identify-journey.ts';
import { identifyRun } from '#shared/domain/prediction/identify-run.ts';
import { TravelTimes } from '#shared/domain/prediction/travel-times.ts';
import { VehicleTracker } from '#shared/domain/prediction/vehicle-tracker.ts';
import type { RealtimeMessage, VehiclePosition } from '#shared/domain/transit/realtime-message.ts';
import { resolveLive } from '#shared/domain/transit/resolve-live.ts';
import { serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import {
  buildPatternBlocks,
  buildTripBlocks,
  buildTripIndexHead,
} from '#shared/domain/transit/timetable-compile/build-trip-index.ts';
import { unpackTripIndex } from '#shared/domain/transit/timetable-compile/trip-index-item.ts';
import { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { openGtfsSource } from '#shared/feeds/gtfs/open-source.ts';
import { readTimetable } from '#shared/feeds/gtfs/read-timetable.ts';
import { decodeRealtimeMessage } from '#shared/feeds/gtfs-realtime/decode-message.ts';
import { unpackMessage } from '#shared/feeds/realtime/unpack-message.ts';
import { decodeSiriMessage } from '#shared/feeds/siri/decode-siri.ts';
import { line, Network } from '#test/builders/transit.ts';

/** What the UK's Bus Open Data Service really sends. The data lies beside the repository and is not part of it. */
const data = fileURLToPath(new URL('../../../shared/data/transit/', import.meta.url));
const present = existsSync(data);
if (!present) console.warn(`skipped: no recorded feeds at ${data}`);

const file = (path: string) => readFileSync(`${data}${path}`);
const unpacked = (path: string) => unpackMessage(file(path), 64 * 1024 * 1024);

function count<T>(values: readonly T[], wordOf: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[wordOf(value)] = (counts[wordOf(value)] ?? 0) + 1;
  return counts;
}

function resolved(message: RealtimeMessage, network: Network) {
  const now = message.timestamp ?? 0;
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  const { snapshot, outcomes } = resolveLive(
    [{ id: 'bods', kinds: ['vehicle-positions', 'alerts'], feedTimestamp: now, message }],
    network.lookup,
    now,
    new Set(),
    tracker,
  );
  const [outcome] = outcomes;
  return {
    snapshot,
    matched: outcome?.matched.size,
    discarded: outcome?.discarded,
    reasons: count([...(outcome?.reasons.values() ?? [])], (reason) => reason),
  };
}

describe.skipIf(!present)('GTFS-realtime of the whole country, 26,223 vehicles', () => {
  const message = () => decodeRealtimeMessage(file('uk-bods-gtfsrt-2024-02-28/gtfsrt.bin'));

  it('holds what is said and no default', () => {
    const { vehicles, discarded } = message();
    expect(vehicles).toHaveLength(26_223);
    expect(discarded).toEqual({});
    const saidOf = ({ trip }: VehiclePosition) =>
      trip?.tripId === undefined ? (trip?.routeId === undefined ? 'nothing' : 'route') : 'trip';
    expect(count(vehicles, saidOf)).toEqual({ trip: 18_186, nothing: 8037 });
    expect(vehicles.every(({ bearing }) => bearing === undefined || bearing > 0)).toBe(true);
    expect(count(vehicles, ({ occupancy }) => occupancy ?? 'not known')).toEqual({
      'not known': 25_943,
      MANY_SEATS_AVAILABLE: 271,
      FULL: 9,
    });
    expect(new Set(vehicles.map(({ vehicle }) => vehicle?.id)).size).toBe(24_496);
  });

  it('meets a timetable that knows some of its trips: each vehicle is used, or counted with its reason', () => {
    const { vehicles, ...rest } = message();
    const ids = [...new Set(vehicles.flatMap(({ trip }) => trip?.tripId ?? []))].slice(0, 1800);
    const network = new Network({
      trips: ids.map((id) => ({
        id,
        calls: line('A B C D', '17:00:00'),
        dates: ['20240227', '20240228', '20240229'],
      })),
      places: { A: [0, 0], B: [1000, 0], C: [2000, 0], D: [3000, 0] },
    });
    const { snapshot, matched, discarded, reasons } = resolved({ ...rest, vehicles }, network);
    const unmatched = Object.values(reasons).reduce((sum, number) => sum + number, 0);
    expect((matched ?? 0) + unmatched).toBe(26_223);
    expect(Object.keys(reasons).sort()).toEqual(['trip-not-in-timetable', 'vehicle-without-trip']);
    // Positions of up to 37 hours ago, and two vehicles on one trip.
    expect(Object.keys(discarded ?? {}).sort()).toEqual(['trip-claimed-twice', 'vehicle-stale']);
    expect(snapshot.trips.length).toBeGreaterThan(1000);
  });
});

describe.skipIf(!present)('SIRI-VM, 841 vehicles', () => {
  it('is the same in a zip archive', async () => {
    const plain = decodeSiriMessage(file('uk-siri/bod_avl.2020-07-24.sirivm.xml'));
    const zipped = decodeSiriMessage(await unpacked('uk-siri/bod_avl.bulk_archive.2020-07-24.zip'));
    expect(zipped).toEqual(plain);
    expect(plain.vehicles).toHaveLength(841);
    expect(plain.discarded).toEqual({});
    expect(plain.vehicles.filter(({ journey }) => journey?.lineNames.length)).toHaveLength(744);
    expect(plain.vehicles.filter(({ journey }) => journey?.originDeparture)).toHaveLength(708);
  });

  it('finds a run for the vehicles whose line the timetable has, and for no other', () => {
    const message = decodeSiriMessage(file('uk-siri/bod_avl.2020-07-24.sirivm.xml'));
    const one = message.vehicles.find(({ journey }) => journey?.originRef && journey.originDeparture);
    const { operatorRef = '', lineNames = [], originRef = '', originDeparture = 0 } = one?.journey ?? {};
    const departs = new Date((originDeparture + 3600) * 1000).toISOString().slice(11, 19);
    const network = new Network({
      trips: [{ id: 'its own', calls: line(`${originRef} B`, departs), dates: ['20200612'] }],
      routes: { R: { line: lineNames[0] ?? '', operatorCode: operatorRef } },
    });
    // Most of what was sent that day is weeks old: this is the instant of the one report.
    const { snapshot, reasons } = resolved({ ...message, timestamp: one?.timestamp ?? 0 }, network);
    expect(snapshot.trips.map(({ tripId, vehicle }) => [tripId, vehicle?.id])).toEqual([
      ['its own', one?.vehicle?.id],
    ]);
    expect(reasons['vehicle-without-trip']).toBe(97);
    expect(reasons['line-not-in-timetable']).toBeGreaterThan(700);
  });

  it('an empty delivery of London, and one without zones, are good', async () => {
    expect(decodeSiriMessage(await unpacked('uk-siri/sirivm_tfl.2024-09-17.zip'))).toMatchObject({
      timestamp: 1_726_586_498,
      vehicles: [],
    });
    expect(decodeSiriMessage(file('uk-siri/testSiriVm.xml'))).toMatchObject({
      timestamp: Date.parse('2018-08-17T15:14:21Z') / 1000,
      discarded: { 'duplicate-vehicle': 1 },
    });
  });

  it('SIRI of stops is refused by name', () => {
    expect(() => decodeSiriMessage(file('uk-siri/worcester.siri-sm.2019-02-09.xml'))).toThrow(
      'it holds StopMonitoringDelivery',
    );
  });
});

describe.skipIf(!present)("V8, M11: a UK timetable, Newport's of June 2023", () => {
  it('every run of a day is found by what SIRI says of its bus, with its ends and without', async () => {
    const source = await openGtfsSource(`${data}uk-gtfs-newport-2023/newport-20230613_gtfs.zip`);
    const { version, network } = await readTimetable(source);
    await source.close();
    const blocks = [[...buildPatternBlocks(network)], [...buildTripBlocks(network)]] as const;
    const lookup = new TripLookup(
      unpackTripIndex('newport', version, buildTripIndexHead(network), ...blocks),
    );
    const day = serviceDateToDays('20230614');
    const running = lookup.index.trips.flatMap((trip, number) =>
      lookup.runsOn(trip, day) ? [{ trip, number }] : [],
    );
    expect(running).toHaveLength(176);
    for (const { trip, number } of running) {
      const { pattern, origin } = lookup.instance(trip, day, null);
      const { operatorCode, line: name = '' } = lookup.routeOf(trip) ?? {};
      const named = { operatorRef: operatorCode, lineNames: [name], originDeparture: origin };
      const ends = {
        originRef: lookup.stopIdAt(pattern, 0),
        destinationRef: lookup.stopIdAt(pattern, pattern.stops.length - 1),
      };
      for (const journey of [named, { ...named, ...ends }]) {
        const found = identifyRun({ journey }, origin + 600, lookup, undefined);
        expect(found).toMatchObject({ instance: { number, day } });
        // M11: and by what a situation says that calls it off, but not an hour out.
        expect(runOfJourney(journey, lookup)).toMatchObject({ instance: { number, day } });
        const hourOut = runOfJourney({ ...journey, originDeparture: origin + 3600 }, lookup);
        expect('instance' in hourOut && hourOut.instance.number).not.toBe(number);
      }
    }
  });
});

describe.skipIf(!present)('SIRI-SX, nine situations', () => {
  it('says of each what, when and whom it concerns', async () => {
    const message = decodeSiriMessage(await unpacked('uk-siri/siri_sx.bods_bulk_archive.zip'));
    expect(message.discarded).toEqual({});
    expect(message.alerts).toHaveLength(9);
    for (const alert of message.alerts) {
      expect(alert.header.en).toMatch(/\w/);
      expect(alert.description.en).toMatch(/\w/);
      expect(alert.activePeriods).toHaveLength(1);
      expect(alert.selectors.length).toBeGreaterThan(0);
    }
    expect(new Set(message.alerts.map(({ cause }) => cause))).toEqual(new Set(['CONSTRUCTION']));
  });

  it('shows those that concern a line or a stop of the timetable', async () => {
    const message = decodeSiriMessage(await unpacked('uk-siri/siri_sx.bods_bulk_archive.zip'));
    const network = new Network({
      trips: [{ id: 'T', route: '142', calls: line('1800SB14291 B') }],
      routes: { '142': { operatorCode: 'SCMN' } },
    });
    const { snapshot, discarded } = resolved(message, network);
    expect(snapshot.alerts.flatMap(({ selectors }) => selectors)).toContainEqual({ routeId: '142' });
    expect(snapshot.alerts.flatMap(({ selectors }) => selectors)).toContainEqual({ stopId: '1800SB14291' });
    expect(snapshot.alerts.length + (discarded?.['alert-of-other-network'] ?? 0)).toBe(9);
  });
});
