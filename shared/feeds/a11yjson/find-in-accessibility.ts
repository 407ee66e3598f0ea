import type { A11yList, PathStep } from '../../contracts/open-data/a11y-path.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only what a record itself has: `__proto__` and its like in a file from elsewhere are no properties. */
export const ownValue = (record: JsonRecord, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/**
 * How good an entry of a list is for a visitor with a wheelchair. The facts are about the best one, so that one usable
 * among several counts, and 'no' only stands where all say no: an entry that says nothing stands above one that says no.
 */
const rankIn: Readonly<Record<A11yList, (entry: JsonRecord) => number>> = {
  entrances: (entry) => {
    const entrance = entranceProperties(entry);
    const level = ownValue(entrance, 'isLevel');
    return level === true ? 3 : hasWayRound(entrance) ? 2 : level === false ? 0 : 1;
  },
  restrooms: byFlag('isAccessibleWithWheelchair'),
  availableEquipment: byFlag('isWorking'),
  tables: byFlag('isRollUnder'),
  desks: byFlag('isRollUnder'),
};

function byFlag(key: string) {
  return (entry: JsonRecord) => {
    const flag = ownValue(entry, key);
    return flag === true ? 2 : flag === false ? 0 : 1;
  };
}

/** A step that does not keep a wheelchair out. */
export const hasWayRound = (entrance: JsonRecord): boolean =>
  ['hasFixedRamp', 'hasRemovableRamp', 'hasHoist'].some((key) => ownValue(entrance, key) === true);

/** A11yJSON's own examples leave out the level of `properties`. */
export function entranceProperties(entry: JsonRecord): JsonRecord {
  if (!Object.hasOwn(entry, 'properties')) return entry;
  const { properties } = entry;
  return isRecord(properties) ? properties : {};
}

/**
 * Where null says that there is none, by the types of A11yJSON 31.1. Anywhere else null says nothing; nor does it for
 * `surface`, as no place is without ground.
 */
const nullMeansNone: ReadonlySet<string> = new Set([
  'staff',
  'parking',
  'forWheelchairUsers',
  'pathways',
  'pathwaysFromEntrance',
  'pathwaysInside',
  'entrances',
  'restrooms',
  'desks',
  'tables',
  'wheelchairPlaces',
  'availableEquipment',
]);

function bestOf(key: A11yList, entries: readonly unknown[]): JsonRecord | undefined {
  const rank = rankIn[key];
  let records = entries.map((entry) => (isRecord(entry) ? entry : {}));
  if (key === 'availableEquipment')
    records = records.filter((entry) => ownValue(entry, 'category') === 'elevator');
  return records.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** What stands at the end of a path. `none`: something on the way is said not to exist, and this is its key. */
export type Found = { readonly value: unknown } | { readonly none: string } | undefined;

export function findAt(accessibility: JsonRecord, path: readonly PathStep[]): Found {
  let at: unknown = accessibility;
  let above = '';
  for (const { key, isList } of path) {
    if (!isRecord(at)) return undefined;
    if (above === 'entrances' && key === 'properties') {
      at = entranceProperties(at);
      continue;
    }
    at = ownValue(at, key);
    // Of an entrance, and not of a lift: that one has a door.
    const isNone = nullMeansNone.has(key) || (key === 'door' && above !== 'availableEquipment');
    if (at === null && isNone) return { none: key };
    if (isList) at = Array.isArray(at) ? bestOf(key as A11yList, at) : undefined;
    above = key;
  }
  return at === undefined || at === null ? undefined : { value: at };
}
