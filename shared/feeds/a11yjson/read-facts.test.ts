import { describe, expect, it } from 'vitest';
import type { FactId } from '#shared/domain/places/fact-dictionary.ts';
import { factOf } from '#shared/domain/places/place.ts';
import { readFacts } from './read-facts.ts';

const factsOf = (accessibility: unknown) => readFacts(accessibility, { method: 'import' });
const statusOf = (accessibility: unknown, id: FactId) => factOf(factsOf(accessibility), id).status;
const measureOf = (accessibility: unknown, id: FactId) => factOf(factsOf(accessibility), id).value;

describe('true, false, null and nothing', () => {
  it('are yes, no, does not apply and unknown', () => {
    expect(statusOf({ hasInductionLoop: true }, 'hearingLoop')).toBe('yes');
    expect(statusOf({ hasInductionLoop: false }, 'hearingLoop')).toBe('no');
    expect(statusOf({ hasInductionLoop: null }, 'hearingLoop')).toBe('unknown');
    expect(statusOf({}, 'hearingLoop')).toBe('unknown');
    expect(statusOf({ parking: null }, 'blueBadgeParking')).toBe('not-applicable');
    expect(statusOf({ parking: null }, 'blueBadgeBays')).toBe('not-applicable');
    expect(statusOf({ parking: {} }, 'blueBadgeParking')).toBe('unknown');
    expect(statusOf({ restrooms: null }, 'accessibleToilet')).toBe('not-applicable');
    expect(statusOf({ restrooms: [] }, 'accessibleToilet')).toBe('unknown');
    expect(statusOf({ entrances: [{ properties: { door: null } }] }, 'entranceDoorWidth')).toBe(
      'not-applicable',
    );
  });

  it('tell a car park without bays from no car park', () => {
    expect(statusOf({ parking: { forWheelchairUsers: null } }, 'blueBadgeParking')).toBe('no');
    expect(statusOf({ parking: { forWheelchairUsers: null } }, 'blueBadgeBays')).toBe('not-applicable');
  });

  it.each([
    [null, 'stepFreeEntrance'],
    [{ surface: null }, 'turningSpace'],
    [{ entrances: [null] }, 'stepFreeEntrance'],
    [{ entrances: [{ properties: null }] }, 'stepFreeEntrance'],
    [{ entrances: [{ properties: { stairs: null } }] }, 'entranceStepHeight'],
    [{ availableEquipment: [{ category: 'elevator', door: null }] }, 'liftDoorWidth'],
  ] as const)('null says nothing where A11yJSON gives it no meaning: %j', (accessibility, id) => {
    expect(statusOf(accessibility, id)).toBe('unknown');
  });

  it.each(['yes', 'true', 1, 0, '', [], {}, [true]])('%j is no boolean', (value) => {
    expect(statusOf({ hasInductionLoop: value }, 'hearingLoop')).toBe('unknown');
  });
});

describe('several entrances, toilets and lifts', () => {
  const entrance = (isLevel?: boolean, width?: number, rest = {}) => ({
    properties: {
      ...(isLevel !== undefined && { isLevel }),
      ...(width && { door: { width: `${width} cm` } }),
      ...rest,
    },
  });

  it('count with the one that is of use, and no needs all to say no', () => {
    const entrances = [entrance(false, 120), entrance(true, 80)];
    expect(statusOf({ entrances }, 'stepFreeEntrance')).toBe('yes');
    expect(measureOf({ entrances }, 'entranceDoorWidth')).toBe(80);
    expect(statusOf({ entrances: [entrance(false), entrance()] }, 'stepFreeEntrance')).toBe('unknown');
    expect(statusOf({ entrances: [entrance(false), null] }, 'stepFreeEntrance')).toBe('unknown');
    expect(statusOf({ entrances: [entrance(false), entrance(false)] }, 'stepFreeEntrance')).toBe('no');
    expect(statusOf({ entrances: [{ isLevel: true }] }, 'stepFreeEntrance')).toBe('yes');
  });

  it('a ramp beside the step is neither yes nor no', () => {
    const entrances = [entrance(false), entrance(false, 90, { hasFixedRamp: true })];
    expect(factsOf({ entrances }).stepFreeEntrance).toMatchObject({
      status: 'partial',
      note: { en: /ramp/ },
    });
  });

  it('only a lift is a lift', () => {
    const machine = { category: 'vendingMachine', cabinLength: '90 cm' };
    expect(measureOf({ availableEquipment: [machine] }, 'liftCabinLength')).toBeUndefined();
    const lifts = [machine, { category: 'elevator', cabinLength: '140 cm' }];
    expect(measureOf({ availableEquipment: lifts }, 'liftCabinLength')).toBe(140);
  });
});

describe('measures', () => {
  const doorWidth = (width: unknown) =>
    measureOf({ entrances: [{ properties: { door: { width } } }] }, 'entranceDoorWidth');
  const stepHeight = (height: unknown) =>
    measureOf({ entrances: [{ properties: { stairs: { stepHeight: height } } }] }, 'entranceStepHeight');
  const gradient = (slope: unknown) =>
    measureOf({ pathways: { surface: { longitudinalSlope: slope } } }, 'steepestGradient');

  it.each([
    ['90 cm', 90],
    ['90cm', 90],
    ['0.9 m', 90],
    ['900 mm', 90],
    ['35 inch', 88.9],
    ['35"', 88.9],
    ['3 ft', 91.44],
    ['>= 75 cm', 75],
    ['> 75 cm', 75],
    ['= 75 cm', 75],
    [{ value: 90, unit: 'cm' }, 90],
    [{ value: 0.9, unit: 'meter', rawValue: '0.9' }, 90],
    [{ operator: '>=', value: 80, unit: 'cm' }, 80],
    [{ min: 80, max: 100, unit: 'cm' }, 80],
    [{ value: 90, precision: 10, unit: 'cm' }, 80],
  ])('a door of %j is %d cm wide', (given, value) => {
    expect(doorWidth(given)).toBe(value);
  });

  it.each([
    '<= 90 cm',
    '< 90 cm',
    '~ 90 cm',
    '!= 90 cm',
    '90',
    90,
    '90 kg',
    '90 %',
    '1,200 mm',
    '-90 cm',
    '80..100 cm',
    '99999 m',
    '',
    `90${' '.repeat(100_000)}cm`,
    { value: 90 },
    { value: '90', unit: 'cm' },
    { value: 90, unit: 'cm', operator: '<=' },
    { value: 90, unit: 'cm', operator: {} },
    { value: -1, unit: 'cm' },
    { value: 1e300, unit: 'm' },
    { max: 90, unit: 'cm' },
    { unit: 'cm' },
    { value: 90, unit: '__proto__' },
    null,
    [],
    true,
  ])('a door of %j is of unknown width', (given) => {
    expect(doorWidth(given)).toBeUndefined();
  });

  it('of a step and a slope count with the greater end', () => {
    expect(stepHeight('<= 7 cm')).toBe(7);
    expect(stepHeight('>= 7 cm')).toBeUndefined();
    expect(stepHeight({ min: 2, max: 7, unit: 'cm' })).toBe(7);
    expect(gradient('8 %')).toBe(8);
    expect(gradient({ value: 5, unit: 'deg' })).toBe(8.75);
    expect(gradient('90 deg')).toBeUndefined();
    expect(gradient('8 cm')).toBeUndefined();
  });

  it('that are counts are whole', () => {
    expect(measureOf({ wheelchairPlaces: { count: 3 } }, 'wheelchairSpaces')).toBe(3);
    expect(measureOf({ wheelchairPlaces: { count: 0 } }, 'wheelchairSpaces')).toBe(0);
    for (const count of [2.5, -1, '3', 1e9, null])
      expect(measureOf({ wheelchairPlaces: { count } }, 'wheelchairSpaces')).toBeUndefined();
  });
});
