import { type CalendarDate, type Fact, freshnessOf } from '../../domain/places/fact.ts';
import { FACT_IDS, type FactId, factDefinition } from '../../domain/places/fact-dictionary.ts';
import { factOf, type Place } from '../../domain/places/place.ts';
import type { FactJson } from '../places-json.ts';

/** A fact as it is published: whole, so that nobody has to know what an absent field means. */
export const factJson = (id: FactId, fact: Fact, today: CalendarDate): FactJson => ({
  status: fact.status,
  value: fact.value ?? null,
  unit: factDefinition(id).unit ?? null,
  note: fact.note ? { ...fact.note } : null,
  source: fact.source ? { name: fact.source.name, url: fact.source.url ?? null } : null,
  method: fact.method ?? null,
  verified: fact.verified ?? null,
  reviewBy: fact.reviewBy ?? null,
  freshness: freshnessOf(fact, today),
  disputed: fact.disputed ?? false,
});

/** Every fact of the dictionary, unknown ones too: what is left out would be read as no. */
export const factsJson = (facts: Place['facts'], today: CalendarDate): Record<FactId, FactJson> =>
  Object.fromEntries(FACT_IDS.map((id) => [id, factJson(id, factOf(facts, id), today)])) as Record<
    FactId,
    FactJson
  >;
