import { describe, expect, it } from 'vitest';
import { type ActivitySpec, activity, vehicles } from '#test/builders/siri.ts';
import { decodeSiriMessage } from './decode-siri.ts';

const read = (...specs: readonly ActivitySpec[]) => decodeSiriMessage(vehicles(...specs.map(activity)));
const one = (journey: NonNullable<ActivitySpec['journey']>, more: ActivitySpec = {}) =>
  read({ journey, ...more }).vehicles[0];
const at = (text: string) => Date.parse(text) / 1000;

describe('SIRI-VM', () => {
  it('says where a vehicle is, and which journey it is on', () => {
    const message = read({});
    expect(message.timestamp).toBe(at('2026-06-10T09:05:00Z'));
    expect(message.discarded).toEqual({});
    expect(message.vehicles).toEqual([
      {
        vehicle: { id: 'PBUS-4711', label: '4711', wheelchair: undefined },
        journey: {
          operatorRef: 'PBUS',
          lineNames: ['7'],
          originRef: 'A',
          destinationRef: 'D',
          originDeparture: at('2026-06-10T09:00:00Z'),
        },
        position: { lat: 56.39, lon: -3.43 },
        bearing: undefined,
        timestamp: at('2026-06-10T09:04:30Z'),
        occupancy: undefined,
      },
    ]);
  });

  it('reads elements whatever prefix they have', () => {
    const prefixed = vehicles(activity())
      .toString()
      .replaceAll(/<(\/?)(?=\w)/g, '<$1s:')
      .replace('xmlns=', 'xmlns:s=');
    expect(decodeSiriMessage(Buffer.from(prefixed)).vehicles).toEqual(read({}).vehicles);
  });

  it.each([
    ['-1', undefined],
    ['0', undefined],
    ['361', undefined],
    ['north', undefined],
    ['90.5', 90.5],
  ])('a bearing of %s is %s', (Bearing, bearing) => {
    expect(one({ Bearing })?.bearing).toBe(bearing);
  });

  it('a VehicleRef belongs to its operator', () => {
    const message = read({}, { journey: { OperatorRef: 'SCFI' } });
    expect(message.vehicles.map(({ vehicle }) => vehicle?.id)).toEqual(['PBUS-4711', 'SCFI-4711']);
    expect(one({ VehicleRef: 'PBUS-4711' })?.vehicle).toMatchObject({ id: 'PBUS-4711', label: '4711' });
    expect(one({ VehicleRef: '4711_-_AB12_CDE' })?.vehicle?.label).toBe('4711 - AB12 CDE');
    expect(one({ VehicleRef: undefined })?.vehicle).toBeUndefined();
  });

  it('of two activities of a vehicle the newer counts', () => {
    const message = read({ recordedAt: '2026-06-10T09:04:00Z', lat: '56.4' }, {});
    expect(message.vehicles.map(({ position }) => position?.lat)).toEqual([56.39]);
    expect(message.discarded).toEqual({ 'duplicate-vehicle': 1 });
    const ahead = read({ lat: '56.4' }, { recordedAt: '2027-06-10T09:04:00Z' });
    expect(ahead.vehicles.map(({ position }) => position?.lat)).toEqual([56.4]);
  });

  it('two that are heard of at once on journeys that contradict each other are two vehicles without a name', () => {
    for (const other of [
      { OriginAimedDepartureTime: '2026-06-10T09:10:00Z' },
      { OriginRef: 'D', DestinationRef: 'A' },
      { LineRef: '8', PublishedLineName: '8' },
    ]) {
      const message = read({}, { recordedAt: '2026-06-10T09:03:30Z', lat: '56.4', journey: other });
      expect(message.vehicles.map(({ position, vehicle }) => [position?.lat, vehicle?.id])).toEqual([
        [56.39, undefined],
        [56.4, undefined],
      ]);
      expect(message.vehicles.map(({ vehicle }) => vehicle?.label)).toEqual([undefined, undefined]);
      expect(message.discarded).toEqual({ 'vehicle-ref-shared': 2 });
    }
  });

  it('whatever number of buses has one name, each that says something else is one', () => {
    const departures = Array.from(
      { length: 60 },
      (_, i) => `2026-06-10T09:${String(i).padStart(2, '0')}:00Z`,
    );
    const message = read(
      ...[...departures, ...departures].map((OriginAimedDepartureTime) => ({
        journey: { OriginAimedDepartureTime },
      })),
    );
    expect(message.vehicles).toHaveLength(60);
    expect(message.discarded).toEqual({ 'duplicate-vehicle': 60, 'vehicle-ref-shared': 60 });
  });

  it('one that has not been heard of on its other journey for a while is one vehicle', () => {
    const { vehicles: found, discarded } = read(
      {},
      {
        recordedAt: '2026-06-10T09:02:59Z',
        lat: '56.4',
        journey: { OriginAimedDepartureTime: '2026-06-10T08:30:00Z' },
      },
    );
    expect(found.map(({ vehicle }) => vehicle?.id)).toEqual(['PBUS-4711']);
    expect(found[0]?.position?.lat).toBe(56.39);
    expect(discarded).toEqual({ 'duplicate-vehicle': 1 });
  });

  it('what one of two records leaves out does not make it another vehicle', () => {
    const { vehicles: found, discarded } = read(
      {},
      {
        journey: { OriginAimedDepartureTime: undefined, DestinationRef: undefined, LineRef: 'x' },
      },
    );
    expect(found).toHaveLength(1);
    expect(discarded).toEqual({ 'duplicate-vehicle': 1 });
  });

  it.each(['TMP', 'tmp', 'PBUS-TMP'])(
    'a spare ticket machine, %s, is the name of no vehicle',
    (VehicleRef) => {
      const message = read(
        { journey: { VehicleRef } },
        {
          journey: { VehicleRef, OriginAimedDepartureTime: '2026-06-10T08:30:00Z' },
          recordedAt: '2026-06-10T09:01:00Z',
        },
      );
      expect(message.vehicles.map(({ vehicle }) => [vehicle?.id, vehicle?.label])).toEqual([
        [undefined, undefined],
        [undefined, undefined],
      ]);
      expect(message.discarded).toEqual({ 'vehicle-ref-shared': 2 });
    },
  );

  it.each([
    ['the day after', '2026-06-11T09:00:00Z', at('2026-06-10T09:00:00Z')],
    ['the day before', '2026-06-09T09:00:00Z', at('2026-06-10T09:00:00Z')],
    ['this day', '2026-06-10T08:00:00Z', at('2026-06-10T08:00:00Z')],
    ['without a zone, which counts as UTC', '2026-06-10T09:00:00', at('2026-06-10T09:00:00Z')],
    ['another month', '2026-05-10T09:00:00Z', undefined],
    ['no time', 'soon', undefined],
  ])('a departure of %s', (_, OriginAimedDepartureTime, departure) => {
    expect(one({ OriginAimedDepartureTime })?.journey?.originDeparture).toBe(departure);
  });

  it('counts departures that cannot be', () => {
    const { discarded } = read(
      { journey: { OriginAimedDepartureTime: 'soon' } },
      { journey: { OriginAimedDepartureTime: '2026-05-10T09:00:00Z', VehicleRef: '2' } },
    );
    expect(discarded).toEqual({ 'departure-time-invalid': 1, 'departure-time-implausible': 1 });
  });

  it('leaves out a position that nothing dates, and says so', () => {
    const { vehicles: found, discarded } = read({ recordedAt: '' }, { recordedAt: 'yesterday' });
    expect(found).toEqual([]);
    expect(discarded).toEqual({ 'vehicle-without-time': 2 });
  });

  it('keeps a vehicle that names no line, or has no place', () => {
    expect(one({ LineRef: undefined, PublishedLineName: undefined })?.journey?.lineNames).toEqual([]);
    expect(one({ VehicleLocation: undefined })?.position).toBeUndefined();
  });

  it.each([
    ['seatsAvailable', 'MANY_SEATS_AVAILABLE'],
    ['standingAvailable', 'STANDING_ROOM_ONLY'],
    ['full', 'FULL'],
    ['roomy', undefined],
    [undefined, undefined],
  ])('occupancy %s is %s', (Occupancy, occupancy) => {
    expect(one({ Occupancy })?.occupancy).toBe(occupancy);
  });

  it('a wheelchair space that is counted is there; none counted is not known', () => {
    const withSpaces = (count: number) =>
      one(
        {},
        { extensions: `<VehicleJourney><WheelchairCapacity>${count}</WheelchairCapacity></VehicleJourney>` },
      );
    expect(withSpaces(1)?.vehicle?.wheelchair).toBe('yes');
    expect(withSpaces(0)?.vehicle?.wheelchair).toBeUndefined();
  });
});
