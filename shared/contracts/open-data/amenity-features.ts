import type { Fact } from '../../domain/places/fact.ts';
import { FACT_IDS, type FactId, type FactUnit, factDefinition } from '../../domain/places/fact-dictionary.ts';
import { factOf, type Place } from '../../domain/places/place.ts';
import { factAddress } from './place-address.ts';

/** UN/CEFACT Recommendation 20. */
const unitCodes: Readonly<Record<FactUnit, string>> = { cm: 'CMT', m: 'MTR', '%': 'P1', count: 'C62' };

/**
 * Facts as schema.org's LocationFeatureSpecification, which knows true, false and numbers. What is unknown, partly so
 * or does not apply is left out: there is no word for it, and either value would be wrong.
 */
export const amenityFeatures = (facts: Place['facts'], origin: string): Record<string, unknown>[] =>
  FACT_IDS.flatMap((id) => {
    const fact = factOf(facts, id);
    const value = publishedValue(id, fact);
    if (value === undefined) return [];
    const { unit } = factDefinition(id);
    return [
      {
        '@type': 'LocationFeatureSpecification',
        propertyID: factAddress(origin, id),
        name: id,
        value,
        ...(unit && { unitCode: unitCodes[unit], ...(unit !== 'count' && { unitText: unit }) }),
        ...(fact.verified && { validFrom: fact.verified }),
        ...(fact.reviewBy && { validThrough: fact.reviewBy }),
        ...(fact.disputed && { description: 'Disputed by a visitor, and not checked since.' }),
      },
    ];
  });

function publishedValue(id: FactId, { status, value }: Fact): boolean | number | undefined {
  if (factDefinition(id).unit) return value;
  return status === 'yes' ? true : status === 'no' ? false : undefined;
}
