import { describe, expect, it } from 'vitest';
import type { FoundStop } from '#shared/domain/transit/find-stops.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';
import { aBoard, aStop, NOW } from '#test/builders/board.ts';
import { place } from '#test/builders/places.ts';
import { nearestStop } from './nearest-stop.ts';

const unused = async () => expect.fail('not asked for by the page of a place');
const readerOf = (named: FoundStop | undefined, near: readonly FoundStop[]): TransitReader => ({
  stop: async () => named,
  findStops: async () => [...near],
  board: async () => aBoard(),
  routeLines: unused,
  alerts: unused,
  sources: unused,
  importReports: unused,
  timeZone: unused,
  checkHealth: unused,
});
const distanceTo = async (named: FoundStop | undefined, near: readonly FoundStop[] = []) => {
  const mill = place('mill', { lat: 56.395, lon: -3.43, nearestStopId: '6480T100' });
  return (await nearestStop(mill, readerOf(named, near), NOW, 'en'))?.distanceMetres;
};

describe('the stop of a place', () => {
  it('is the one that it names, so far away', async () => {
    const other = aStop({ id: 'other', lat: 56.395, lon: -3.43 });
    expect(await distanceTo(aStop({ lat: 56.396, lon: -3.43 }), [other])).toBe(111);
  });

  it('is the nearest where the one that it names is not there', async () => {
    expect(await distanceTo(undefined, [aStop({ lat: 56.395, lon: -3.43 })])).toBe(0);
    expect(await distanceTo(undefined)).toBeUndefined();
  });

  it.each([
    { lat: null, lon: null },
    { lat: null, lon: -3.43 },
  ])('without a position is nowhere, not at the door: %j', async (position) => {
    expect(await distanceTo(aStop(position))).toBeNull();
  });
});
