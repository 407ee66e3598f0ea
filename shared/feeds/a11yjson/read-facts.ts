import { a11yPathOf } from '../../contracts/open-data/a11y-path.ts';
import type { Fact } from '../../domain/places/fact.ts';
import { FACT_IDS, type FactId, factDefinition } from '../../domain/places/fact-dictionary.ts';
import type { Place } from '../../domain/places/place.ts';
import {
  entranceProperties,
  type Found,
  findAt,
  hasWayRound,
  isRecord,
  type JsonRecord,
  ownValue,
} from './find-in-accessibility.ts';
import { readQuantity, type WorseSide } from './read-quantity.ts';

type Saying = Pick<Fact, 'status' | 'value' | 'note'>;

/** Of these measures, more is worse. */
const lessIsBetter: ReadonlySet<FactId> = new Set([
  'blueBadgeBayDistance',
  'steepestGradient',
  'entranceStepHeight',
  'entranceStepCount',
]);

/**
 * The facts that `accessibility` of an A11yJSON place states. What is missing, of the wrong type, out of range or in
 * doubt is not among them: it stays unknown. `accessibility: null` means no data, so it says nothing.
 */
export function readFacts(accessibility: unknown, origin: Pick<Fact, 'source' | 'method'>): Place['facts'] {
  if (!isRecord(accessibility)) return {};
  const facts: Partial<Record<FactId, Fact>> = {};
  for (const id of FACT_IDS) {
    const path = a11yPathOf(id);
    const saying = path && sayingOf(id, findAt(accessibility, path), accessibility);
    if (saying) facts[id] = { ...saying, ...origin };
  }
  return facts;
}

function sayingOf(id: FactId, found: Found, accessibility: JsonRecord): Saying | undefined {
  if (!found) return undefined;
  if ('none' in found) {
    // "A car park, and no bay for wheelchair users" is an answer; "no car park" is that there is nothing to ask.
    return {
      status: id === 'blueBadgeParking' && found.none === 'forWheelchairUsers' ? 'no' : 'not-applicable',
    };
  }
  const { unit } = factDefinition(id);
  if (unit) return measureOf(id, found.value);
  if (id === 'blueBadgeParking') return namesBlueBadge(found.value) ? { status: 'yes' } : undefined;
  if (typeof found.value !== 'boolean') return undefined;
  if (id === 'stepFreeEntrance' && !found.value && isWayRoundSteps(accessibility))
    return { status: 'partial', note: { en: 'Not level; there is a ramp or a hoist.' } };
  return { status: found.value ? 'yes' : 'no' };
}

function measureOf(id: FactId, given: unknown): Saying | undefined {
  const { unit = 'count', most = Number.POSITIVE_INFINITY } = factDefinition(id);
  const worse: WorseSide = lessIsBetter.has(id) ? 'most' : 'least';
  const value =
    unit === 'count'
      ? Number.isInteger(given)
        ? Number(given)
        : undefined
      : readQuantity(given, unit, worse);
  return value !== undefined && value >= 0 && value <= most ? { status: 'yes', value } : undefined;
}

/** A list of permit names, each a text or texts by language. */
function namesBlueBadge(permits: unknown): boolean {
  if (!Array.isArray(permits)) return false;
  const names = permits.flatMap((permit) => (isRecord(permit) ? Object.values(permit) : [permit]));
  return names.some((name) => typeof name === 'string' && /^\s*blue badges?\s*$/i.test(name));
}

function isWayRoundSteps(accessibility: JsonRecord): boolean {
  const entrances = ownValue(accessibility, 'entrances');
  return (
    Array.isArray(entrances) &&
    entrances.some((entry) => isRecord(entry) && hasWayRound(entranceProperties(entry)))
  );
}
