import type { Fact } from './fact.ts';
import { FACT_IDS } from './fact-dictionary.ts';
import { factOf, type Place } from './place.ts';

/**
 * The facts of a place after a source has spoken again. What is known is never forgotten for a source that has
 * stopped saying it. A source may correct itself; what another has said is only overwritten by a later check.
 * Idempotent.
 */
export function mergeFacts(known: Place['facts'], incoming: Place['facts']): Place['facts'] {
  const merged: Record<string, Fact> = {};
  for (const id of FACT_IDS) {
    const fact = newer(factOf(known, id), factOf(incoming, id));
    if (fact.status !== 'unknown') merged[id] = fact;
  }
  return merged;
}

function newer(known: Fact, incoming: Fact): Fact {
  if (incoming.status === 'unknown') return known;
  if (known.status === 'unknown') return incoming;
  const isCorrection = known.source?.name === incoming.source?.name;
  return isCorrection || (incoming.verified ?? '') >= (known.verified ?? '') ? incoming : known;
}
