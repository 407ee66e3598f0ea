import type { Fact } from '../../domain/places/fact.ts';
import { FACT_IDS, type FactId, factDefinition } from '../../domain/places/fact-dictionary.ts';
import { factOf, type Place } from '../../domain/places/place.ts';
import { a11yPathOf, type PathStep } from './a11y-path.ts';

type Building = Record<string, unknown>;

/**
 * What A11yJSON's `accessibility` can say of the facts: a boolean says yes or no, so what is partly so, unknown or
 * does not apply is left out, and so is what is disputed, for it cannot say that; a count is a whole number. Undefined
 * when it can say nothing.
 */
export function toAccessibility(facts: Place['facts']): Building | undefined {
  const accessibility: Building = {};
  for (const id of FACT_IDS) {
    const path = a11yPathOf(id);
    const value = expressible(id, factOf(facts, id));
    if (path && value !== undefined) putAt(accessibility, path, value);
  }
  const bays = factOf(facts, 'blueBadgeParking');
  if (bays.status === 'no' && !bays.disputed) denyBays(accessibility);
  return Object.keys(accessibility).length > 0 ? accessibility : undefined;
}

function expressible(id: FactId, { status, value, disputed }: Fact): unknown {
  if (disputed) return undefined;
  const { unit } = factDefinition(id);
  if (unit === 'count') return Number.isInteger(value) ? value : undefined;
  if (unit) return value === undefined ? undefined : { value, unit };
  if (id === 'blueBadgeParking') return status === 'yes' ? [{ en: 'Blue Badge' }] : undefined;
  return status === 'yes' ? true : status === 'no' ? false : undefined;
}

function putAt(accessibility: Building, path: readonly PathStep[], value: unknown): void {
  let at = accessibility;
  path.forEach(({ key, isList }, index) => {
    if (index === path.length - 1) at[key] = value;
    else if (isList) {
      at[key] ??= [key === 'availableEquipment' ? { category: 'elevator' } : {}];
      [at] = at[key] as [Building];
    } else {
      at[key] ??= {};
      at = at[key] as Building;
    }
  });
}

/** No list of permits can say that none is of use; that there are no bays can be said. */
function denyBays(accessibility: Building): void {
  accessibility.parking ??= {};
  (accessibility.parking as Building).forWheelchairUsers ??= null;
}
